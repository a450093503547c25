// Finding classes, functions and texts by what is typed.
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/search/searchindex.h"
#include "tests/support/heapbuilder.h"

#include <algorithm>
#include <set>

using namespace heapwise;
using test::HeapBuilder;

class TestSearch : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void betterMatchesScoreMore();
    void whatDoesNotFit_data();
    void whatDoesNotFit();
    void wordsInTheirOrder_data();
    void wordsInTheirOrder();
    void shorterOfEqualsIsBetter();
    void nodesByTheirNames();
    void findsFunctionsAndTexts();
    void findsClassesOfAServer();
    void ranksTexts();
    void stops();
};

void TestSearch::betterMatchesScoreMore()
{
    const NameMatch match(" Server ");
    const char* const inOrder[] = {"server", "ServerResponse", "HttpServer", "observers"};
    for (std::size_t i = 1; i < std::size(inOrder); ++i)
        QVERIFY2(match.score(inOrder[i - 1]) > match.score(inOrder[i]), inOrder[i]);
    QVERIFY(match.score(inOrder[3]) > 0);
    // Several words are better than letters in the middle of one.
    QVERIFY(NameMatch("re").score("RetainEdge") > NameMatch("re").score("Core"));
    QVERIFY(NameMatch("").isEmpty() && NameMatch("  ").isEmpty());
    QVERIFY(NameMatch("").score("anything") > 0);
}

void TestSearch::whatDoesNotFit_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"", "Sever", "S", "ResponseServer2x", "erver"})
        QTest::newRow(name) << name;
}

void TestSearch::whatDoesNotFit()
{
    QFETCH(QString, name);
    QCOMPARE(NameMatch("serverres").score(name.toStdString()), 0);
}

void TestSearch::wordsInTheirOrder_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("fits");
    QTest::newRow("initials") << "sr"
                              << "ServerResponse" << true;
    QTest::newRow("starts") << "serres"
                            << "ServerResponse" << true;
    QTest::newRow("skipping") << "hr"
                              << "HTTPServerResponse" << true;
    QTest::newRow("capitals") << "httpres"
                              << "HTTPResponse" << true;
    QTest::newRow("snake") << "gui"
                           << "get_user_id" << true;
    QTest::newRow("spaces") << "compsnap"
                            << "Compare snapshots…" << true;
    QTest::newRow("order") << "rs"
                           << "ServerResponse" << false;
    QTest::newRow("middle") << "svr"
                            << "ServerResponse" << false;
    QTest::newRow("backtracking") << "setset"
                                  << "SetSettings" << true;
    QTest::newRow("digits") << "v8"
                            << "isV8Heap" << true;
}

void TestSearch::wordsInTheirOrder()
{
    QFETCH(QString, typed);
    QFETCH(QString, name);
    QFETCH(bool, fits);
    QCOMPARE(NameMatch(typed.toStdString()).score(name.toStdString()) > 0, fits);
}

void TestSearch::shorterOfEqualsIsBetter()
{
    const NameMatch match("Map");
    QVERIFY(match.score("MapTable") > match.score("MapTableEntry"));
    QVERIFY(match.score("Map") > match.score("map2"));
}

void TestSearch::nodesByTheirNames()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    const Snapshot& snapshot = *heap->snapshot;
    Progress progress;
    const NodesByName sorted = NodesByName::sort(
        snapshot, NodeType::Closure, [](std::uint32_t n) { return n % 3 != 0; }, progress);
    std::set<std::uint32_t> seen;
    for (std::uint32_t t = 0; t < sorted.textCount(); ++t) {
        const auto nodes = sorted.nodes(StringId{t});
        QCOMPARE(sorted.isUsed(StringId{t}), !nodes.empty());
        QVERIFY(std::ranges::is_sorted(nodes));
        for (const std::uint32_t n : nodes) {
            QVERIFY(seen.insert(n).second);
            QVERIFY(snapshot.type(NodeId{n}) == NodeType::Closure && snapshot.nameId(NodeId{n}).value == t &&
                    n % 3 != 0);
        }
    }
    std::size_t expected = 0;
    for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n)
        expected += snapshot.type(NodeId{n}) == NodeType::Closure && n % 3 != 0;
    QCOMPARE(seen.size(), expected);
}

void TestSearch::findsFunctionsAndTexts()
{
    HeapBuilder heap("root>f1,f2,f3,s1,s2");
    for (const char* name : {"f1", "f2", "f3"})
        heap.type(name, "closure").name(name, "refreshPage");
    heap.name("f3", "page");
    heap.type("s1", "string").name("s1", "GET /orders").type("s2", "string").name("s2", "GET /orders");
    const HeapPtr opened = heap.open();
    Progress progress;
    const SearchIndex index(*opened, progress);
    const auto functions = index.findFunctions(*opened, NameMatch("page"), 10, progress);
    QCOMPARE(functions.size(), 2u);
    QCOMPARE(opened->snapshot->strings().text(functions[0].text), std::string("page"));
    QCOMPARE(functions[1].count, 2u);
    QCOMPARE(index.functions(functions[1].text).size(), 2u);
    QCOMPARE(index.findFunctions(*opened, NameMatch("page"), 1, progress).size(), 1u);
    const auto texts = index.findStrings(*opened, "/ORDERS", 10, progress);
    QCOMPARE(texts.size(), 1u);
    QCOMPARE(index.strings(texts[0].text).size(), 2u);
    QVERIFY(index.findStrings(*opened, "refreshPage", 10, progress).empty()); // no string, but a name
}

void TestSearch::findsClassesOfAServer()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    const auto found = findClasses(*heap->classes, NameMatch("AuditEntry"), 5);
    QVERIFY(!found.empty());
    QCOMPARE((*heap->classes)[found[0].classId].name, std::string("AuditEntry"));
    QCOMPARE(found[0].count, (*heap->classes)[found[0].classId].count);
    QVERIFY(findClasses(*heap->classes, NameMatch("e"), 5).size() == 5u);
    QVERIFY(findClasses(*heap->classes, NameMatch("no such class"), 5).empty());
}

void TestSearch::ranksTexts()
{
    HeapBuilder heap("root>a,b,c");
    heap.type("a", "string")
        .name("a", "an offer with token in it")
        .type("b", "string")
        .name("b", "token of another kind");
    heap.type("c", "string").name("c", "token");
    const HeapPtr opened = heap.open();
    Progress progress;
    const SearchIndex index(*opened, progress);
    QStringList texts;
    for (const FoundName& found : index.findStrings(*opened, "token", 10, progress))
        texts << QString::fromStdString(opened->snapshot->strings().text(found.text));
    QCOMPARE(texts, QStringList({"token", "token of another kind", "an offer with token in it"}));
}

void TestSearch::stops()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    Progress progress;
    const SearchIndex index(*heap, progress);
    progress.requestStop();
    QVERIFY(index.findStrings(*heap, "nowhere to be found", 5, progress).empty());
    QVERIFY(index.findFunctions(*heap, NameMatch("e"), 5, progress).empty());
    const SearchIndex unfinished(*heap, progress); // and does not crash
    QVERIFY(unfinished.findFunctions(*heap, NameMatch("e"), 5, Progress()).size() <= 5);
}

QTEST_APPLESS_MAIN(TestSearch)
#include "tst_search.moc"
