// Strings grouped by text, what is wasted in copies of them, and who holds them.
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/retention/routes.h"
#include "core/analysis/strings/secretnames.h"
#include "core/analysis/strings/stringfilter.h"
#include "core/analysis/strings/stringholders.h"
#include "core/heap/fields/links.h"
#include "core/snapshot/jsonstring.h"
#include "tests/support/heapbuilder.h"

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

using namespace heapwise;
using test::HeapBuilder;

namespace {

StringGroups group(const HeapPtr& heap, unsigned threads = 0)
{
    Progress progress;
    return groupStrings(*heap, {nullptr, threads}, progress);
}

std::vector<std::uint32_t> filtered(const HeapPtr& heap, const StringGroups& strings, const StringFilter& filter)
{
    return filterStrings(*heap, strings, filter, Progress(), 3);
}

StringHolder holderOf(const HeapPtr& heap, const StringGroups& strings, std::uint32_t group)
{
    return mainHolders(*heap, strings, std::vector{group}, Progress()).front();
}

QString propertyOf(const HeapPtr& heap, const StringHolder& holder)
{
    return QString::fromStdString(heap->classes->nameOf(holder.node) + "." + heap->snapshot->edgeName(holder.edge));
}

/// Four strings "twice" of 32 bytes, one of 40, and two of 1,024 characters.
HeapBuilder texts()
{
    HeapBuilder heap("root>a,b; a>t1,t2,t3,t5,long1,long2; b>t4,alone");
    for (const char* name : {"t1", "t2", "t3", "t4", "t5"})
        heap.type(name, "string").name(name, "twice told").size(name, 32);
    heap.size("t5", 40);
    for (const char* name : {"long1", "long2"})
        heap.type(name, "string").name(name, QString(1024, 'x')).size(name, 3000);
    heap.type("alone", "string").name("alone", "once \"only\"").size("alone", 48);
    return heap;
}

std::optional<std::uint32_t> find(const HeapPtr& heap, const StringGroups& strings, const std::string& text,
                                  Size each = 0)
{
    for (std::uint32_t g = 0; g < strings.size(); ++g)
        if (textOf(*heap, strings, g) == text && (each == 0 || strings[g].each == each))
            return g;
    return std::nullopt;
}

} // namespace

class TestStrings : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void equalTextsOfEqualSizeAreOne();
    void cutTextsArePossible();
    void byDefinition_data();
    void byDefinition();
    void randomHeaps();
    void slicesKeepTheirText();
    void concatenationsAreOneWithTheirParts();
    void kindsOfStrings();
    void onlySome();
    void filters();
    void searchesUndecoded();
    void mostCopiesDecideTheHolder();
    void holdersByDefinition();
    void secretNames_data();
    void secretNames();
    void countsUnitsUndecoded();
    void stops();
    void countsHowFarItIs();
    void filtersByObjects();
};

void TestStrings::equalTextsOfEqualSizeAreOne()
{
    const HeapPtr heap = texts().open();
    const StringGroups strings = group(heap);
    QCOMPARE(strings.size(), 4u);
    const auto four = find(heap, strings, "twice told", 32), other = find(heap, strings, "twice told", 40);
    QVERIFY(four && other);
    QCOMPARE(strings[*four].count, 4u);
    QCOMPARE(strings[*four].total(), Size(128));
    QCOMPARE(strings[*four].wasted(), Size(96));
    QCOMPARE(strings[*four].length, 10u);
    QCOMPARE(strings[*other].count, 1u);
    QCOMPARE(strings[*other].wasted(), Size(0));
    QCOMPARE(strings.sums().strings, 8u);
    QCOMPARE(strings.sums().copies, 4u);
    QCOMPARE(strings.sums().wasted, Size(96));
    QCOMPARE(strings.groupOf(strings.anyOf(*other)), other);
    QVERIFY(!strings.groupOf(heap->snapshot->root()));
}

void TestStrings::cutTextsArePossible()
{
    const HeapPtr heap = texts().open();
    const StringGroups strings = group(heap);
    const auto cut = find(heap, strings, std::string(1024, 'x'));
    QVERIFY(cut);
    QVERIFY(strings[*cut].isCut);
    QCOMPARE(strings[*cut].count, 2u);
    QCOMPARE(strings.sums().possibleCopies, 2u);
    QCOMPARE(strings.sums().possiblyWasted, Size(3000));
    QCOMPARE(strings.sums().wasted, Size(96)); // without it
}

void TestStrings::byDefinition_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"bare-18", "express-20", "numeric-22", "bare-24", "zoo-24", "bare-26", "internals-26"})
        QTest::newRow(name) << QString("%1.heapsnapshot.gz").arg(name);
}

/// Against decoded texts in a map.
void TestStrings::byDefinition()
{
    QFETCH(QString, fixture);
    const HeapPtr heap = test::fixture(fixture);
    QVERIFY(heap);
    const Snapshot& snapshot = *heap->snapshot;
    std::map<std::tuple<std::string, Size, bool>, std::vector<std::uint32_t>> expected;
    Size bytes = 0;
    for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n) {
        const NodeId node{n};
        if (!isTextType(snapshot.type(node)))
            continue;
        bytes += heap->objects->shallowSize(node);
        if (snapshot.type(node) == NodeType::String && heap->objects->shallowSize(node) > 0)
            expected[{snapshot.name(node), heap->objects->shallowSize(node),
                      internalLink(snapshot, node, "actual").isValid()}]
                .push_back(n);
    }
    const StringGroups strings = group(heap);
    std::size_t seen = 0;
    for (std::uint32_t g = 0; g < strings.size(); ++g) {
        const StringGroup& of = strings[g];
        if (of.kind == StringKind::Sliced || of.kind == StringKind::Concatenated)
            continue;
        ++seen;
        const auto known = expected.find({textOf(*heap, strings, g, 100'000), of.each, of.kind == StringKind::Thin});
        QVERIFY(known != expected.end());
        QVERIFY(std::ranges::equal(known->second, strings.nodes(g)));
        QCOMPARE(of.length, std::uint32_t(utf16Length(std::get<0>(known->first))));
        QCOMPARE(of.isCut, of.length == 1024);
    }
    QCOMPARE(seen, expected.size());
    QCOMPARE(strings.sums().bytes, bytes); // of all kinds: as the class table has them
    QCOMPARE(group(heap, 1).size(), strings.size());
    QVERIFY(strings.sums().wasted > 0);
}

void TestStrings::randomHeaps()
{
    for (unsigned seed = 0; seed < 30; ++seed) {
        std::mt19937 random(seed);
        QString graph = "root>holder; holder>";
        for (int i = 0; i < 40; ++i)
            graph += QString(i == 0 ? "s%1" : ",s%1").arg(i);
        HeapBuilder heap(graph);
        std::map<std::pair<int, int>, std::uint32_t> expected;
        for (int i = 0; i < 40; ++i) {
            const int text = int(random() % 7), size = 40 + 8 * int(random() % 3);
            const QString name = QString("s%1").arg(i);
            heap.type(name, "string").name(name, QString("text\n%1").arg(text)).size(name, quint64(size));
            ++expected[{text, size}];
        }
        const HeapPtr opened = heap.open();
        const StringGroups strings = group(opened, 1 + seed % 3);
        QCOMPARE(strings.size(), std::uint32_t(expected.size()));
        for (std::uint32_t g = 0; g < strings.size(); ++g) {
            const std::string text = textOf(*opened, strings, g);
            QCOMPARE(strings[g].count, (expected[{text.back() - '0', int(strings[g].each)}]));
        }
    }
}

void TestStrings::slicesKeepTheirText()
{
    HeapBuilder heap("root>list,other; list>s1,s2,s3; other>shared; s1>!p; s2>!p; s3>!shared");
    for (const char* name : {"s1", "s2", "s3"})
        heap.type(name, "sliced string").name(name, "(sliced string)").size(name, 32);
    for (const char* name : {"p", "shared"})
        heap.type(name, "string").name(name, QString("the text of ") + name).size(name, 5000);
    heap.edge("s1", "p", "internal", "parent")
        .edge("s2", "p", "internal", "parent")
        .edge("s3", "shared", "internal", "parent");
    const HeapPtr opened = heap.open();
    const StringGroups strings = group(opened);
    std::map<std::string, StringGroup> slices;
    for (std::uint32_t g = 0; g < strings.size(); ++g)
        if (strings[g].kind == StringKind::Sliced)
            slices[textOf(*opened, strings, g)] = strings[g];
    QCOMPARE(slices.size(), 2u);
    QCOMPARE(slices["the text of p"].count, 2u);
    QCOMPARE(slices["the text of p"].wasted(), Size(0)); // what they show of it may differ
    QCOMPARE(slices["the text of p"].retained, Size(2 * 32 + 5000));
    QCOMPARE(slices["the text of shared"].retained, Size(32)); // something else holds it, too
}

void TestStrings::concatenationsAreOneWithTheirParts()
{
    HeapBuilder heap("root>holder; holder>whole; whole>!left,!right; left>!a,!b; right>; a>; b>");
    for (const char* name : {"whole", "left"})
        heap.type(name, "concatenated string").name(name, "(concatenated string)").size(name, 32);
    for (const char* name : {"right", "a", "b"})
        heap.type(name, "string").name(name, name).size(name, 24);
    heap.edge("whole", "left", "internal", "first").edge("whole", "right", "internal", "second");
    heap.edge("left", "a", "internal", "first").edge("left", "b", "internal", "second");
    const HeapPtr opened = heap.open();
    const StringGroups strings = group(opened);
    const auto whole = find(opened, strings, "abright");
    QVERIFY(whole);
    QCOMPARE(strings.size(), 4u);
    QCOMPARE(strings[*whole].kind, StringKind::Concatenated);
    QCOMPARE(strings[*whole].each, Size(64)); // both concatenations; the parts are strings of their own
    QCOMPARE(strings[*whole].retained, Size(64 + 3 * 24));
    QCOMPARE(strings[*whole].length, 7u);
}

void TestStrings::kindsOfStrings()
{
    HeapBuilder heap("root>a; a>flat,external,thin; thin>!flat");
    for (const char* name : {"flat", "external", "thin"})
        heap.type(name, "string").name(name, "const fs = require('fs') // and so on").size(name, 56);
    heap.size("external", 32).size("thin", 24).edge("thin", "flat", "internal", "actual");
    const HeapPtr opened = heap.open();
    const StringGroups strings = group(opened);
    std::vector<StringKind> kinds;
    for (const StringGroup& of : strings.groups())
        kinds.push_back(of.kind);
    std::ranges::sort(kinds);
    QCOMPARE(kinds, (std::vector{StringKind::Flat, StringKind::External, StringKind::Thin}));
    // Node's own sources are outside the heap.
    const HeapPtr node = test::fixture("bare-18.heapsnapshot.gz");
    const StringGroups nodes = group(node);
    StringFilter filter;
    filter.kinds = StringFilter::bitOf(StringKind::External);
    const auto external = filtered(node, nodes, filter);
    QVERIFY(!external.empty());
    QVERIFY(
        std::ranges::all_of(external, [&](std::uint32_t g) { return nodes[g].each == 32 && nodes[g].length > 20; }));
}

void TestStrings::onlySome()
{
    const HeapBuilder builder = texts();
    const HeapPtr heap = builder.open();
    BitSet mine(heap->snapshot->nodeCount());
    for (const char* name : {"t1", "t4", "t5"})
        mine.set(builder.node(name).value);
    Progress progress;
    const StringGroups strings = groupStrings(*heap, {&mine}, progress);
    QCOMPARE(strings.sums().strings, 3u);
    QCOMPARE(strings.sums().copies, 2u);
}

void TestStrings::filters()
{
    const HeapPtr heap = texts().open();
    const StringGroups strings = group(heap);
    StringFilter filter;
    QCOMPARE(filtered(heap, strings, filter).size(), 4u);
    filter.copiedOnly = true;
    QCOMPARE(filtered(heap, strings, filter).size(), 2u);
    filter.minLength = 11;
    QCOMPARE(filtered(heap, strings, filter), std::vector{*find(heap, strings, std::string(1024, 'x'))});
    filter = {};
    filter.part = "TOLD";
    QCOMPARE(filtered(heap, strings, filter).size(), 2u);
    QCOMPARE(firstStrings(*heap, strings, filter, 1, Progress()).size(), 1u);
    filter.part = "\"only";
    QCOMPARE(filtered(heap, strings, filter), std::vector{*find(heap, strings, "once \"only\"")});
    filter = {};
    filter.matches = [](const std::string& text) { return text.starts_with("once"); };
    QCOMPARE(filtered(heap, strings, filter).size(), 1u);
    std::vector<std::uint32_t> order{0, 1, 2, 3};
    std::ranges::sort(order, [&](auto a, auto b) { return comesBefore(strings, StringOrder::Wasted, true, a, b); });
    QCOMPARE(strings[order[0]].wasted(), Size(3000));
    QCOMPARE(strings[order[1]].wasted(), Size(96));
}

void TestStrings::searchesUndecoded()
{
    QVERIFY(TextSearch("").matches("anything"));
    QVERIFY(TextSearch("Bearer").matchesRaw("bEARER x"));
    QVERIFY(TextSearch("é").matchesRaw("caf\xC3\xA9"));
    QVERIFY(!TextSearch("nb").matchesRaw("a\\nb")); // the n of an escape
    QVERIFY(TextSearch("a\nb").matchesRaw("a\\nb"));
    QVERIFY(TextSearch("A").matchesRaw("\\u0041"));
    QVERIFY(!TextSearch("longer").matches("long"));
    QVERIFY(TextSearch("aab").matches("AaAaB"));
    std::mt19937 random(1);
    for (int i = 0; i < 3000; ++i) {
        QString text, part;
        for (int k = int(random() % 12); k-- > 0;)
            text += QLatin1Char("aAbB"[random() % 4]);
        for (int k = 1 + int(random() % 3); k-- > 0;)
            part += QLatin1Char("aAbB"[random() % 4]);
        QCOMPARE(TextSearch(part.toStdString()).matches(text.toStdString()), text.contains(part, Qt::CaseInsensitive));
    }
}

void TestStrings::mostCopiesDecideTheHolder()
{
    HeapBuilder heap("root>u1,u2,list; list>#s3,#s4");
    heap.name("u1", "User").name("u2", "User").name("list", "Array");
    heap.edge("u1", "s1", "property", "city").edge("u2", "s2", "property", "city").edge("u2", "s3", "property", "town");
    for (int i = 1; i <= 5; ++i)
        heap.type(QString("s%1").arg(i), "string")
            .name(QString("s%1").arg(i), "a text")
            .size(QString("s%1").arg(i), 40);
    const HeapPtr opened = heap.open();
    const StringGroups strings = group(opened);
    QCOMPARE(strings.size(), 1u);
    const StringHolder holder = holderOf(opened, strings, 0);
    QCOMPARE(propertyOf(opened, holder), QString("User.city"));
    QCOMPARE(holder.copies, 2u); // one has another name, one is an element, one is not held
    QVERIFY(!holder.isSecret && !holder.anyName);
    heap.edge("list", "s5", "element", "2").edge("u1", "s3", "element", "7").edge("u1", "s5", "property", "password");
    const HeapPtr more = heap.open();
    const StringHolder again = holderOf(more, group(more), 0);
    QCOMPARE(propertyOf(more, again), QString("User.city"));
    QVERIFY(again.isSecret); // one of the five is a password
}

/// The count of copies against a look at all references of one string after the other.
void TestStrings::holdersByDefinition()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    const Snapshot& snapshot = *heap->snapshot;
    const StringGroups strings = group(heap);
    StringFilter filter;
    filter.copiedOnly = true;
    std::vector<std::uint32_t> groups = filtered(heap, strings, filter);
    groups.resize(std::min<std::size_t>(groups.size(), 60));
    const auto found = mainHolders(*heap, strings, groups, Progress());
    Progress progress;
    const Routes routes(*heap, {}, progress);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> counts;
        for (const std::uint32_t n : strings.nodes(groups[i])) {
            std::tuple<int, std::int32_t, std::uint32_t, EdgeIndex> best{9, 0, 0, 0};
            for (std::uint64_t r = 0; r < heap->retainers->count(NodeId{n}); ++r) {
                const NodeId source = heap->retainers->source(NodeId{n}, r);
                forEachEdge(snapshot, source, [&](EdgeIndex e) {
                    const std::int32_t distance = routes.distance(source);
                    if (snapshot.edgeTarget(e).value == n && routes.isFollowed(source, e))
                        best = std::min(best, {Routes::rank(snapshot.edgeType(e)), distance < 0 ? INT32_MAX : distance,
                                               source.value, e});
                });
            }
            if (std::get<0>(best) < 2) // a property, a variable or an element
                ++counts[{heap->classes->classOf(NodeId{std::get<2>(best)}).value,
                          std::get<0>(best) == 1 ? "[]" : snapshot.edgeName(std::get<3>(best))}];
        }
        std::uint32_t most = 0;
        for (const auto& [key, count] : counts)
            most = std::max(most, count);
        const EdgeType type = snapshot.edgeType(found[i].edge);
        if (found[i].node.isValid() &&
            (type == EdgeType::Property || type == EdgeType::Context || type == EdgeType::Element))
            QCOMPARE(found[i].copies, most);
    }
}

void TestStrings::secretNames_data()
{
    QTest::addColumn<bool>("secret");
    for (const char* name : {"password", "apiKey", "API_KEY", "APIKey", "accessToken", "refresh_token_v2",
                             "clientSecret", "Authorization", "set-cookie", "dbPasswd", "key", "privateKey2"})
        QTest::newRow(name) << true;
    for (const char* name : {"", "name", "keyCount", "monkey", "tokenizer", "keys", "KEYBOARD", "secretary", "42"})
        QTest::newRow(name) << false;
}

void TestStrings::secretNames()
{
    QFETCH(bool, secret);
    QCOMPARE(isSecretName(QTest::currentDataTag()), secret);
}

void TestStrings::countsUnitsUndecoded()
{
    for (const char* raw :
         {"", "abc", "a\\nb", "\\u0041\\\\", "caf\xC3\xA9", "\xF0\x9F\x98\x80", "\\ud83d\\ude00", "\\\\u0041"})
        QCOMPARE(jsonUtf16Length(raw), utf16Length(decodeJsonString(raw)));
}

void TestStrings::stops()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    Progress progress;
    progress.requestStop();
    groupStrings(*heap, {}, progress); // and does not crash
    QVERIFY(filterStrings(*heap, group(heap), {}, progress).empty());
}

void TestStrings::countsHowFarItIs()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    Progress progress;
    StringOptions options;
    options.counted = &progress;
    groupStrings(*heap, options, progress);
    QCOMPARE(progress.phase(), 0);
    QVERIFY2(progress.fraction() > 0.9, qPrintable(QString::number(progress.fraction())));
    QVERIFY(progress.done() <= progress.total() + 4 * 16384);
}

void TestStrings::filtersByObjects()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    const StringGroups strings = group(heap);
    const auto only = std::make_shared<BitSet>(heap->snapshot->nodeCount());
    const std::uint32_t wanted = strings.size() / 2;
    only->set(strings.nodes(wanted).back());
    StringFilter filter;
    filter.only = only;
    QCOMPARE(filterStrings(*heap, strings, filter, Progress()), std::vector<std::uint32_t>{wanted});
}

QTEST_APPLESS_MAIN(TestStrings)
#include "tst_strings.moc"
