// Merged shortest paths, against what following every edge from the roots finds.
#include "core/analysis/retention/mergedpaths.h"
#include "core/graph/topmost.h"
#include "tests/support/heapbuilder.h"
#include "tests/support/randomheap.h"

#include <QRegularExpression>
#include <QTest>

#include <numeric>
#include <set>

using namespace heapwise;
using heapwise::test::HeapBuilder;

namespace {

MergedPaths merged(const Heap& heap, const std::vector<std::uint32_t>& subjects, const MergeOptions& options = {},
                   const RouteOptions& routes = {})
{
    Progress progress;
    return mergeShortestPaths(Routes(heap, routes, progress), subjects, options, progress);
}

std::vector<std::uint32_t> instances(const Heap& heap, NodeId n)
{
    const auto nodes = heap.classes->instances(heap.classes->classOf(n));
    return {nodes.begin(), nodes.end()};
}

/// All that is in the retained set of one of them.
Size retainedByDefinition(const Heap& heap, std::span<const std::uint32_t> nodes)
{
    std::set<std::uint32_t> all;
    for (const std::uint32_t n : nodes)
        for (const std::uint32_t kept : heap.dominators->retainedSet(NodeId{n}))
            all.insert(kept);
    Size sum = 0;
    for (const std::uint32_t n : all)
        sum += heap.objects->shallowSize(NodeId{n});
    return sum;
}

std::vector<std::uint32_t> allNodes(const Heap& heap)
{
    std::vector<std::uint32_t> nodes(heap.snapshot->nodeCount());
    std::iota(nodes.begin(), nodes.end(), 0);
    return nodes;
}

/// "root > Holder x1 > Item x3": a group and those before it, where there is one before each.
QString trail(const Heap& heap, const MergedPaths& paths, std::uint32_t group)
{
    const PathGroup& g = paths.groups[group];
    if (g.representative == heap.snapshot->root())
        return "root";
    QString text = QString::fromStdString(heap.snapshot->name(g.representative)) + " x" + QString::number(g.count);
    if (g.chain > 1)
        text += " chain " + QString::number(g.chain);
    for (const PathLink& link : paths.links)
        if (link.to == group)
            return trail(heap, paths, link.from) + " > " + text;
    return text;
}

/// The trails of the groups in which paths end.
QStringList trails(const Heap& heap, const MergedPaths& paths)
{
    QStringList all;
    for (std::uint32_t g = 0; g < paths.groups.size(); ++g)
        if (paths.groups[g].ends > 0)
            all << trail(heap, paths, g);
    all.sort();
    return all;
}

/// Of every node, the sources on its shortest paths: by the definition, without the code under test.
std::vector<std::set<std::uint32_t>> shortestSources(const Routes& routes)
{
    const Snapshot& s = *routes.heap().snapshot;
    std::vector<std::set<std::uint32_t>> sources(s.nodeCount());
    for (EdgeIndex e = 0; e < s.edgeCount(); ++e) {
        const NodeId from = s.edgeSource(e), to = s.edgeTarget(e);
        if (from == to || !routes.isReachable(from) || to == s.root())
            continue;
        const bool isUserRoot = routes.distance(to) == 1;
        const bool isNearer = s.edgeType(e) != EdgeType::Weak && routes.distance(from) + 1 == routes.distance(to);
        if (isUserRoot ? from == s.root() : isNearer)
            sources[to.value].insert(from.value);
    }
    return sources;
}

std::set<std::uint32_t> allBefore(const std::vector<std::set<std::uint32_t>>& sources, std::uint32_t node)
{
    std::set<std::uint32_t> seen{node};
    std::vector<std::uint32_t> open{node};
    while (!open.empty()) {
        const std::uint32_t n = open.back();
        open.pop_back();
        for (const std::uint32_t source : sources[n])
            if (seen.insert(source).second)
                open.push_back(source);
    }
    return seen;
}

} // namespace

class TestMergedPaths : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void instancesOfAClassByTheirHolders();
    void namesThatDifferTooMuch();
    void listsAreFolded();
    void chainsOfTwoKindsAreFolded();
    void whatNothingHolds();
    void ignoringAReferenceFindsTheNextWay();
    void avoidingTheEngine();
    void valueOfAWeakMapIsTheKeys();
    void countsOfOnePathEach_data() { seeds(); }
    void countsOfOnePathEach();
    void countsOfAllShortest_data() { seeds(); }
    void countsOfAllShortest();
    void stops();

private:
    static void seeds()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 60; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
};

void TestMergedPaths::instancesOfAClassByTheirHolders()
{
    HeapBuilder builder("root>global; global>mapA,mapB; mapA>#a1,#a2,#a3; mapB>#b1");
    for (const QString item : {"a1", "a2", "a3", "b1"})
        builder.name(item, "Item").size(item, 100);
    const HeapPtr heap = builder.open();
    const MergedPaths paths = merged(*heap, instances(*heap, builder.node("a1")));
    QCOMPARE(trails(*heap, paths),
             QStringList({"root > global x1 > mapA x1 > Item x3", "root > global x1 > mapB x1 > Item x1"}));
    const PathGroup& root = paths.groups.front();
    QCOMPARE(root.subjects, std::uint64_t(4));
    QCOMPARE(root.subjectBytes, Size(400));
    for (const PathLink& link : paths.links) {
        const bool isOfMany = paths.groups[link.to].count == 3;
        QCOMPARE(link.anyName, paths.groups[link.to].ends > 0);
        QCOMPARE(link.count, std::uint64_t(isOfMany ? 3 : 1));
        QCOMPARE(link.subjects, paths.groups[link.to].subjects);
    }
    QCOMPARE(paths.groups.back().distance, 3);
}

void TestMergedPaths::namesThatDifferTooMuch()
{
    HeapBuilder builder("root>few,many");
    for (int i = 0; i < 3; ++i)
        builder.edge("few", "f" + QString::number(i), "property", "key" + QString::number(i));
    for (int i = 0; i < 50; ++i)
        builder.edge("many", "m" + QString::number(i), "property", "key" + QString::number(i));
    for (int i = 0; i < 53; ++i)
        builder.name((i < 3 ? "f" : "m") + QString::number(i < 3 ? i : i - 3), "Item");
    const HeapPtr heap = builder.open();
    const MergedPaths paths = merged(*heap, instances(*heap, builder.node("m0")));
    QCOMPARE(trails(*heap, paths), QStringList({"root > few x1 > Item x1", "root > few x1 > Item x1",
                                                "root > few x1 > Item x1", "root > many x1 > Item x50"}));
}

void TestMergedPaths::listsAreFolded()
{
    HeapBuilder builder("root>list");
    builder.edge("list", "l0", "property", "head").name("l0", "Node");
    for (int i = 0; i < 100; ++i) {
        const QString at = "l" + QString::number(i), next = "l" + QString::number(i + 1),
                      item = "v" + QString::number(i);
        builder.edge(at, next, "property", "next")
            .edge(at, item, "property", "value")
            .name(next, "Node")
            .name(item, "Item");
    }
    const HeapPtr heap = builder.open();
    const auto items = instances(*heap, builder.node("v0"));
    const MergedPaths paths = merged(*heap, items);
    // The first node is entered by another name than the others.
    QCOMPARE(trails(*heap, paths), QStringList({"root > list x1 > Node x1 > Item x1",
                                                "root > list x1 > Node x1 > Node x99 chain 99 > Item x99"}));
    QCOMPARE(merged(*heap, items, {false, false}).groups.size(), std::size_t(2 + 100 + 100));
}

void TestMergedPaths::chainsOfTwoKindsAreFolded()
{
    HeapBuilder builder("root>p0");
    for (int i = 0; i < 20; ++i) {
        const QString promise = "p" + QString::number(i), reaction = "r" + QString::number(i);
        builder.edge(promise, reaction, "internal", "reactions")
            .edge(reaction, "p" + QString::number(i + 1), "internal", "promise");
        builder.name(promise, "Promise").name(reaction, "Reaction");
    }
    builder.name("p20", "Promise").edge("p20", "leaf", "property", "leaf");
    const HeapPtr heap = builder.open();
    QCOMPARE(trails(*heap, merged(*heap, {builder.node("leaf").value})),
             QStringList("root > Promise x1 > Reaction x20 chain 20 > Promise x20 > leaf x1"));
}

void TestMergedPaths::whatNothingHolds()
{
    HeapBuilder builder("root>a; a>~weakly; loose>inside");
    const HeapPtr heap = builder.open();
    std::vector<std::uint32_t> subjects{builder.node("weakly").value, builder.node("loose").value,
                                        builder.node("inside").value};
    const MergedPaths paths = merged(*heap, subjects);
    QVERIFY(paths.groups.empty() && paths.links.empty());
    QCOMPARE(paths.unreached, std::uint64_t(3));
    QCOMPARE(paths.unreachedBytes, Size(48));
    RouteOptions weak;
    weak.weak = true;
    QCOMPARE(trails(*heap, merged(*heap, subjects, {}, weak)), QStringList("root > a x1 > weakly x1"));
}

void TestMergedPaths::ignoringAReferenceFindsTheNextWay()
{
    HeapBuilder builder("root>a,b; a>x; b>c; c>x");
    const HeapPtr heap = builder.open();
    const std::vector<std::uint32_t> x{builder.node("x").value};
    QCOMPARE(trails(*heap, merged(*heap, x)), QStringList("root > a x1 > x x1"));
    RouteOptions ignored;
    ignored.ignoredReferences = {heap->snapshot->firstEdge(builder.node("a"))};
    QCOMPARE(trails(*heap, merged(*heap, x, {}, ignored)), QStringList("root > b x1 > c x1 > x x1"));
    ignored.ignoredObjects = {builder.node("c").value};
    QCOMPARE(merged(*heap, x, {}, ignored).unreached, std::uint64_t(1));
}

void TestMergedPaths::avoidingTheEngine()
{
    HeapBuilder builder("root>global; global>!code,a; code>x; a>b; b>x");
    builder.type("code", "code").edge("global", "proto", "property", "__proto__").edge("proto", "x", "property", "x");
    const HeapPtr heap = builder.open();
    const std::vector<std::uint32_t> x{builder.node("x").value};
    QCOMPARE(trails(*heap, merged(*heap, x)), QStringList("root > global x1 > proto x1 > x x1"));
    RouteOptions options;
    options.avoidEngine = true;
    QCOMPARE(trails(*heap, merged(*heap, x, {}, options)), QStringList("root > global x1 > a x1 > b x1 > x x1"));
}

void TestMergedPaths::valueOfAWeakMapIsTheKeys()
{
    // The map is farther away than the key, so that distances count the edge from the table.
    HeapBuilder builder("root>key,near; near>far; far>table");
    const QString pair = "7 / part of key (Key @3) -> value (Value @11) pair in WeakMap (table @9)";
    builder.edge("table", "value", "internal", pair).edge("key", "value", "internal", pair);
    QCOMPARE(builder.node("table").value, 4u); // and so its id is 9
    const HeapPtr heap = builder.open();
    const std::vector<std::uint32_t> value{builder.node("value").value};
    QCOMPARE(trails(*heap, merged(*heap, value)), QStringList("root > key x1 > value x1"));
    RouteOptions tables;
    tables.tables = true;
    tables.ignoredObjects = {builder.node("key").value};
    QCOMPARE(trails(*heap, merged(*heap, value, {}, tables)),
             QStringList("root > near x1 > far x1 > table x1 > value x1"));
}

void TestMergedPaths::countsOfOnePathEach()
{
    QFETCH(unsigned, seed);
    const HeapPtr heap = test::randomHeap(seed);
    Progress progress;
    const Routes routes(*heap, {}, progress);
    const auto sources = shortestSources(routes);
    const MergedPaths paths = mergeShortestPaths(routes, allNodes(*heap), {false, false}, progress);
    std::vector<std::uint64_t> below(paths.groups.size());
    std::set<std::uint32_t> seen;
    for (std::size_t g = paths.groups.size(); g-- > 0;) {
        const PathGroup& group = paths.groups[g];
        QCOMPARE(group.subjects, group.ends + below[g]);
        QCOMPARE(group.retained, retainedByDefinition(*heap, paths.membersOf(group)));
        for (const std::uint32_t n : paths.membersOf(group)) {
            QVERIFY(seen.insert(n).second);
            QCOMPARE(routes.distance(NodeId{n}), group.distance);
        }
        for (const PathLink& link : paths.links)
            if (link.to == g) {
                below[link.from] += link.subjects;
                QCOMPARE(link.count, std::uint64_t(group.count));
                QVERIFY(heap->snapshot->edgeTarget(link.edge) == group.representative);
                QVERIFY(sources[group.representative.value].contains(heap->snapshot->edgeSource(link.edge).value));
            }
    }
    QCOMPARE(seen.size() + paths.unreached, std::size_t(heap->snapshot->nodeCount()));
}

void TestMergedPaths::countsOfAllShortest()
{
    QFETCH(unsigned, seed);
    const HeapPtr heap = test::randomHeap(seed);
    Progress progress;
    const Routes routes(*heap, {}, progress);
    const auto sources = shortestSources(routes);
    std::vector<std::uint32_t> subjects = allNodes(*heap);
    std::erase_if(subjects, [&](std::uint32_t n) { return n % 3 != 0 || !routes.isReachable(NodeId{n}); });
    const MergedPaths paths = mergeShortestPaths(routes, subjects, {true, false}, progress);
    std::set<std::uint32_t> expected;
    for (const std::uint32_t s : subjects)
        expected.merge(allBefore(sources, s));
    QCOMPARE(std::set<std::uint32_t>(paths.members.begin(), paths.members.end()), expected);
    for (const PathGroup& group : paths.groups) {
        const auto members = paths.membersOf(group);
        std::uint64_t through = 0;
        for (const std::uint32_t s : subjects) {
            const auto before = allBefore(sources, s);
            through += std::ranges::any_of(members, [&](std::uint32_t n) { return before.contains(n); });
        }
        QCOMPARE(group.subjects, through);
    }
}

void TestMergedPaths::stops()
{
    const HeapPtr heap = test::deepHeap(2000);
    Progress progress;
    const Routes routes(*heap, {}, progress);
    progress.requestStop();
    QVERIFY(mergeShortestPaths(routes, allNodes(*heap), {}, progress).groups.size() <= 1);
}

QTEST_APPLESS_MAIN(TestMergedPaths)
#include "tst_mergedpaths.moc"
