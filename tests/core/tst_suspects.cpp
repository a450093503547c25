// Leak suspects: each pattern on a heap small enough to see, and what must stay silent.
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/detectors/pathlabels.h"
#include "core/analysis/diagnosis.h"
#include "core/graph/topmost.h"
#include "tests/support/programtext.h"

#include <random>
#include <set>

using namespace heapwise;
using test::HeapBuilder;
using test::members;
using test::program;

namespace {

Diagnosis diagnosed(const HeapPtr& heap)
{
    Progress progress;
    return diagnose(*heap, progress);
}

/// Also among the small ones.
const Suspect* find(const Diagnosis& diagnosis, LeakPattern pattern)
{
    for (const auto* const list : {&diagnosis.suspects, &diagnosis.small})
        for (const Suspect& suspect : *list)
            if (suspect.pattern == pattern)
                return &suspect;
    return nullptr;
}

/// `count` functions of one place, called prefix0, prefix1, ..., each with a scope of its own.
void addFunctions(HeapBuilder& heap, const QString& prefix, int count)
{
    for (int i = 0; i < count; ++i) {
        const QString function = prefix + QString::number(i), scope = "scope of " + function;
        heap.type(function, "closure").name(function, prefix).location(function, 7, 20, 4);
        heap.edge(function, "info of " + prefix, "internal", "shared").edge(function, scope, "internal", "context");
        heap.name(scope, "system / Context").size(scope, 1000);
    }
    heap.type("info of " + prefix, "code").edge("info of " + prefix, "script", "internal", "script");
}

} // namespace

class TestSuspects : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void accumulationIsTheHolderNotItsParent();
    void tablesBelongToTheirMap();
    void fewFieldsAreNoAccumulation();
    void whatNodeKeepsIsNoAccumulation();
    void realServers();
    void emptyProgramHasNone_data();
    void emptyProgramHasNone();
    void listenersOfOnePlace();
    void listenersOfManyPlacesAreNone();
    void cacheWithKeysMadeFromData();
    void dictionaryOfWordsIsNoCache();
    void linkedListAndCircle();
    void timersOfOneFunction();
    void retainedTogetherByDefinition();
};

void TestSuspects::accumulationIsTheHolderNotItsParent()
{
    auto heap = program("f>app; app>list,other; " + members("list", "job", 50));
    for (int i = 0; i < 50; ++i)
        heap.name("job" + QString::number(i), "Job").size("job" + QString::number(i), 1000);
    const HeapPtr opened = heap.open();
    const Diagnosis diagnosis = diagnosed(opened);
    QCOMPARE(diagnosis.suspects.size(), 1u);
    const Suspect& found = diagnosis.suspects[0];
    QCOMPARE(found.pattern, LeakPattern::Accumulation);
    QCOMPARE(found.confidence, Confidence::Low);
    QCOMPARE(found.holder, heap.node("list"));
    QCOMPARE(found.variable, "list");
    QCOMPARE(found.name, "Job");
    QCOMPARE(found.count, 50u);
    QCOMPARE(found.retained, opened->dominators->retainedSize(heap.node("list")));
    const auto labels = pathLabels(*opened, found);
    QCOMPARE(labels.back().text, "list");
    QCOMPARE(labels.back().node, heap.node("list"));
}

void TestSuspects::tablesBelongToTheirMap()
{
    auto heap = program("f>cache; cache>!table; " + members("table", "entry", 30));
    heap.type("table", "array").name("cache", "Map");
    for (int i = 0; i < 30; ++i)
        heap.name("entry" + QString::number(i), "Entry").size("entry" + QString::number(i), 500);
    const Diagnosis diagnosis = diagnosed(heap.open());
    const Suspect* found = find(diagnosis, LeakPattern::Accumulation);
    QVERIFY(found);
    QCOMPARE(found->holder, heap.node("cache"));
    QCOMPARE(found->name, "Entry");
}

void TestSuspects::fewFieldsAreNoAccumulation()
{
    auto heap = program("f>config; " + members("config", "part", 5));
    for (int i = 0; i < 5; ++i)
        heap.size("part" + QString::number(i), 100'000);
    QVERIFY(diagnosed(heap.open()).suspects.empty());
}

void TestSuspects::whatNodeKeepsIsNoAccumulation()
{
    auto heap = program("root>primordials; " + members("primordials", "built", 50));
    for (int i = 0; i < 50; ++i)
        heap.name("built" + QString::number(i), "BuiltIn").size("built" + QString::number(i), 1000);
    QVERIFY(diagnosed(heap.open()).suspects.empty());
}

void TestSuspects::realServers()
{
    const Diagnosis express = diagnosed(test::fixture("express-20.heapsnapshot.gz"));
    QCOMPARE(express.suspects.size(), 1u);            // not the tables of MIME types that its packages have
    QCOMPARE(express.suspects[0].name, "AuditEntry"); // express-app.js keeps all of them
    QCOMPARE(express.suspects[0].count, 120u);
    // leaky-server.js adds a listener with each request.
    const Diagnosis demo = diagnosed(test::fixture("../../resources/demo/shop-api.heapsnapshot.gz"));
    QVERIFY(!demo.suspects.empty());
    QCOMPARE(demo.suspects[0].pattern, LeakPattern::ListenerAccumulation);
    QCOMPARE(demo.suspects[0].confidence, Confidence::High);
    QVERIFY(demo.suspects[0].count > 1000);
    QVERIFY(demo.suspects[0].script.ends_with("leaky-server.js"));
}

void TestSuspects::emptyProgramHasNone_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"bare-18", "bare-20", "bare-22", "bare-24", "bare-26"})
        QTest::newRow(name) << QString("%1.heapsnapshot.gz").arg(name);
}

void TestSuspects::emptyProgramHasNone()
{
    QFETCH(QString, fixture);
    const Diagnosis diagnosis = diagnosed(test::fixture(fixture));
    QVERIFY(diagnosis.suspects.empty());
    QVERIFY(diagnosis.small.empty());
}

void TestSuspects::listenersOfOnePlace()
{
    auto heap = program("f>bus; bus>events");
    heap.name("bus", "EventEmitter")
        .edge("bus", "events", "property", "_events")
        .edge("events", "list", "property", "price");
    heap.name("list", "Array");
    addFunctions(heap, "onTick", 20);
    for (int i = 0; i < 20; ++i)
        heap.edge("list", "onTick" + QString::number(i), "element", QString::number(i));
    const HeapPtr opened = heap.open();
    const Diagnosis diagnosis = diagnosed(opened);
    QCOMPARE(diagnosis.suspects.size(), 1u); // neither the scopes nor the array once more
    const Suspect& found = diagnosis.suspects[0];
    QCOMPARE(found.pattern, LeakPattern::ListenerAccumulation);
    QCOMPARE(found.confidence, Confidence::Medium);
    QCOMPARE(found.holder, heap.node("bus"));
    QCOMPARE(found.within, "_events.price");
    QCOMPARE(found.name, "onTick");
    QVERIFY(found.areFunctions);
    QCOMPARE(found.count, 20u);
    QVERIFY(found.place && found.place->line == 20 && found.script == "/srv/app.js");
    QCOMPARE(found.retained, opened->dominators->retainedSize(heap.node("list")));
}

void TestSuspects::listenersOfManyPlacesAreNone()
{
    auto heap = program("f>bus; bus>events");
    heap.name("bus", "EventEmitter")
        .edge("bus", "events", "property", "_events")
        .edge("events", "list", "property", "price");
    heap.name("list", "Array");
    for (int i = 0; i < 20; ++i) {
        addFunctions(heap, QString("on%1x").arg(i), 1);
        heap.edge("list", QString("on%1x0").arg(i), "element", QString::number(i));
    }
    QVERIFY(!find(diagnosed(heap.open()), LeakPattern::ListenerAccumulation));
}

void TestSuspects::cacheWithKeysMadeFromData()
{
    auto heap = program("f>cache");
    for (int i = 0; i < 1200; ++i) {
        const QString user = "user" + QString::number(i);
        heap.edge("cache", user, "property", QString("user:%1").arg(i)).name(user, "UserRecord").size(user, 100);
    }
    const Diagnosis diagnosis = diagnosed(heap.open());
    QCOMPARE(diagnosis.suspects.size(), 1u);
    QCOMPARE(diagnosis.suspects[0].pattern, LeakPattern::UnboundedCache);
    QCOMPARE(diagnosis.suspects[0].confidence, Confidence::High);
    QCOMPARE(diagnosis.suspects[0].name, "UserRecord");
    const Evidence* const keys = diagnosis.suspects[0].find(Evidence::Kind::KeyPattern);
    QVERIFY(keys);
    QCOMPARE(keys->text, "user:#");
}

void TestSuspects::dictionaryOfWordsIsNoCache()
{
    auto heap = program("f>words,more");
    heap.size("more", 10'000'000); // of which the words are little
    for (int i = 0; i < 1200; ++i) {
        QString word; // letters alone
        for (int rest = i + 30; rest > 0; rest /= 26)
            word += QChar('g' + rest % 20);
        heap.edge("words", "entry" + QString::number(i), "property", word + QString(i / 100, 'w'))
            .name("entry" + QString::number(i), "Entry");
    }
    const Diagnosis diagnosis = diagnosed(heap.open());
    QVERIFY(diagnosis.suspects.empty());
    const Suspect* const words = find(diagnosis, LeakPattern::UnboundedCache);
    QVERIFY(words && words->confidence == Confidence::Low);
}

void TestSuspects::linkedListAndCircle()
{
    QString graph = "f>head,circle; circle>c1";
    auto heap = program(graph);
    QString at = "head";
    for (int i = 0; i < 1500; ++i) {
        const QString next = "link" + QString::number(i);
        heap.edge(at, next, "property", "next").name(next, "Link").size(next, 50);
        at = next;
    }
    heap.edge("circle", "c1", "property", "next").edge("c1", "circle", "property", "next");
    const Diagnosis diagnosis = diagnosed(heap.open());
    const Suspect* const found = find(diagnosis, LeakPattern::GrowingArray);
    QVERIFY(found);
    QCOMPARE(found->holder, heap.node("head"));
    QCOMPARE(found->count, 1501u);
    QCOMPARE(found->name, "Link");
}

void TestSuspects::timersOfOneFunction()
{
    auto heap = program("root>timers");
    heap.name("timers", "TimersList").type("false", "hidden").type("true", "hidden").type("null", "hidden");
    addFunctions(heap, "tick", 15);
    addFunctions(heap, "cleared", 15);
    for (int i = 0; i < 15; ++i) {
        for (const QString name : {"tick", "cleared"}) {
            const QString timer = "timer of " + name + QString::number(i);
            heap.name(timer, "Timeout").edge("timers", timer, "property", QString("_idleNext"));
            heap.edge(timer, name + QString::number(i), "property", "_onTimeout");
            heap.edge(timer, name == "tick" ? "false" : "true", "property", "_destroyed");
        }
    }
    const Diagnosis diagnosis = diagnosed(heap.open());
    const Suspect* const found = find(diagnosis, LeakPattern::ForgottenInterval);
    QVERIFY(found);
    QCOMPARE(found->name, "tick");
    QCOMPARE(found->count, 15u);
    QCOMPARE(found->holder, heap.node("timers"));
    QCOMPARE(found->find(Evidence::Kind::Repeats)->count, 15u);
}

/// Against walking up from each node.
void TestSuspects::retainedTogetherByDefinition()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    const DominatorTree& tree = *heap->dominators;
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) {
        std::set<std::uint32_t> chosen;
        for (int i = 0; i < 200; ++i)
            chosen.insert(std::uint32_t(random() % (heap->snapshot->nodeCount() - 1) + 1));
        Size expected = 0;
        for (const std::uint32_t n : chosen) {
            bool isBelow = false;
            for (NodeId up = tree.immediateDominator(NodeId{n}); up != tree.root(); up = tree.immediateDominator(up))
                isBelow |= chosen.count(up.value) != 0;
            expected += isBelow ? 0 : tree.retainedSize(NodeId{n});
        }
        QCOMPARE(retainedTogether(tree, {chosen.begin(), chosen.end()}), expected);
    }
}

QTEST_APPLESS_MAIN(TestSuspects)
#include "tst_suspects.moc"
