// Shortest, distinct and key paths, against what following every reference finds.
#include "core/analysis/retention/rootpaths.h"
#include "tests/support/heapbuilder.h"
#include "tests/support/randomheap.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <set>

using namespace heapwise;
using heapwise::test::HeapBuilder;

namespace {

using Hops = std::set<std::pair<std::uint32_t, std::uint32_t>>;

Hops hopsOf(NodeId from, const RootPath& path)
{
    Hops hops;
    for (const Retainer& step : path) {
        hops.insert({step.source.value, from.value});
        from = step.source;
    }
    return hops;
}

/// "root > a > b > x"
QString text(const Heap& heap, NodeId subject, const RootPath& path)
{
    QString text = QString::fromStdString(heap.snapshot->name(subject));
    for (const Retainer& step : path)
        text =
            (step.source == heap.snapshot->root() ? "root" : QString::fromStdString(heap.snapshot->name(step.source))) +
            " > " + text;
    return text;
}

/// Real references that paths follow, no object twice, up to the root.
bool isPath(const Routes& routes, NodeId n, const RootPath& path)
{
    const Snapshot& s = *routes.heap().snapshot;
    std::set<std::uint32_t> seen{n.value};
    for (const Retainer& step : path) {
        if (s.edgeTarget(step.edge) != n || s.edgeSource(step.edge) != step.source ||
            !routes.isFollowed(step.source, step.edge) || !seen.insert(step.source.value).second)
            return false;
        n = step.source;
    }
    return n == s.root();
}

/// True when the root is reached from `n` without the references in `without`.
bool leadsUpWithout(const Routes& routes, NodeId n, const Hops& without)
{
    const Heap& heap = routes.heap();
    std::set<std::uint32_t> seen{n.value};
    std::vector<NodeId> open{n};
    while (!open.empty()) {
        const NodeId at = open.back();
        open.pop_back();
        for (std::uint64_t i = 0; i < heap.retainers->count(at); ++i) {
            const NodeId source = heap.retainers->source(at, i);
            const bool isAllowed = routes.isUserRoot(at) ? source == heap.snapshot->root() : routes.isReachable(source);
            if (isAllowed && !without.contains({source.value, at.value}) &&
                routes.edgeBetween(source, at) != UINT64_MAX && seen.insert(source.value).second)
                open.push_back(source);
        }
    }
    return seen.contains(heap.snapshot->root().value);
}

} // namespace

class TestRootPaths : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void waysThatShareLittleComeFirst();
    void nearDuplicatesAreNoKeyPaths();
    void keyPathsOfAClass();
    void nearDuplicatesAreCounted();
    void whatNothingHoldsHasNone();
    void pathsOfEveryObject_data();
    void pathsOfEveryObject();
    void longLists();
};

void TestRootPaths::waysThatShareLittleComeFirst()
{
    HeapBuilder builder("root>a,b; a>c; c>x,d; d>x; b>e; e>f; f>x");
    const HeapPtr heap = builder.open();
    Progress progress;
    const Routes routes(*heap, {}, progress);
    QStringList texts;
    for (const RootPath& path : distinctPaths(routes, builder.node("x"), 10, progress))
        texts << text(*heap, builder.node("x"), path);
    QCOMPARE(texts, QStringList({"root > a > c > x", "root > b > e > f > x", "root > a > c > d > x"}));
    QCOMPARE(distinctPaths(routes, builder.node("x"), 2, progress).size(), std::size_t(2));
}

void TestRootPaths::nearDuplicatesAreNoKeyPaths()
{
    HeapBuilder builder("root>a,b; a>c; c>x,d; d>x; b>e; e>f; f>x");
    const HeapPtr heap = builder.open();
    Progress progress;
    const Routes routes(*heap, {}, progress);
    const std::vector<std::uint32_t> x{builder.node("x").value};
    QStringList texts;
    for (const KeyPath& key : keyPaths(routes, x, progress))
        texts << text(*heap, key.subject, key.path);
    QCOMPARE(texts, QStringList({"root > a > c > x", "root > b > e > f > x"}));
}

struct Found {
    HeapPtr heap;
    std::vector<KeyPath> paths;
};

/// Of the objects i0, i1, ..., as one class.
static Found keyPathsOfItems(HeapBuilder& builder, int count)
{
    for (int i = 0; i < count; ++i)
        builder.name("i" + QString::number(i), "Item");
    HeapPtr heap = builder.open();
    Progress progress;
    const Routes routes(*heap, {}, progress);
    const auto items = heap->classes->instances(heap->classes->classOf(builder.node("i0")));
    auto paths = keyPaths(routes, items, progress);
    return {std::move(heap), std::move(paths)};
}

void TestRootPaths::keyPathsOfAClass()
{
    HeapBuilder builder("root>a,b; a>mapA; b>listB; mapA>#i0,#i1,#i2,#i3; listB>#i4,#i5");
    const auto [heap, paths] = keyPathsOfItems(builder, 6);
    QCOMPARE(paths.size(), std::size_t(2));
    QCOMPARE(text(*heap, paths[0].subject, paths[0].path), "root > a > mapA > Item");
    QCOMPARE(paths[0].subjects, std::uint64_t(4));
    QCOMPARE(paths[0].subjectBytes, Size(64));
    QCOMPARE(text(*heap, paths[1].subject, paths[1].path), "root > b > listB > Item");
    QCOMPARE(paths[1].subjects, std::uint64_t(2));
    QCOMPARE(paths[0].nearby + paths[1].nearby, std::uint64_t(0));
}

// Ways that share half of a path that is told are counted with it, and told apart.
void TestRootPaths::nearDuplicatesAreCounted()
{
    HeapBuilder builder("root>module; module>exports; exports>big,small; big>#i0,#i1,#i2; small>#i3,#i4");
    const auto [heap, paths] = keyPathsOfItems(builder, 5);
    QCOMPARE(paths.size(), std::size_t(1));
    QCOMPARE(text(*heap, paths[0].subject, paths[0].path), "root > module > exports > big > Item");
    QCOMPARE(paths[0].subjects, std::uint64_t(5));
    QCOMPARE(paths[0].nearby, std::uint64_t(2));
}

void TestRootPaths::whatNothingHoldsHasNone()
{
    HeapBuilder builder("root>a; a>~x");
    const HeapPtr heap = builder.open();
    Progress progress;
    const Routes routes(*heap, {}, progress);
    for (const NodeId n : {builder.node("x"), heap->snapshot->root()}) {
        QVERIFY(shortestPath(routes, n, progress).empty());
        QVERIFY(distinctPaths(routes, n, 3, progress).empty());
        QVERIFY(keyPaths(routes, std::span(&n.value, 1), progress).empty());
    }
}

void TestRootPaths::pathsOfEveryObject_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 60; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestRootPaths::pathsOfEveryObject()
{
    QFETCH(unsigned, seed);
    const HeapPtr heap = test::randomHeap(seed);
    Progress progress;
    const Routes routes(*heap, {}, progress);
    for (std::uint32_t i = 1; i < heap->snapshot->nodeCount(); ++i) {
        const NodeId n{i};
        const RootPath shortest = shortestPath(routes, n, progress);
        QCOMPARE(shortest.empty(), !routes.isReachable(n));
        const auto paths = distinctPaths(routes, n, 4, progress);
        QCOMPARE(paths.empty(), shortest.empty());
        if (paths.empty())
            continue;
        QVERIFY(isPath(routes, n, shortest));
        QCOMPARE(std::int32_t(shortest.size()), routes.steps(n));
        QCOMPARE(paths.front().size(), shortest.size());
        Hops all;
        std::set<Hops> different;
        for (const RootPath& path : paths) {
            QVERIFY(isPath(routes, n, path));
            const Hops hops = hopsOf(n, path);
            QVERIFY(different.insert(hops).second);
            all.insert(hops.begin(), hops.end());
        }
        QVERIFY(paths.size() == 4 || !leadsUpWithout(routes, n, all));
        const auto key = keyPaths(routes, std::span(&i, 1), progress);
        QVERIFY(!key.empty() && key.size() <= kMostKeyPaths);
        for (std::size_t a = 0; a < key.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const Hops one = hopsOf(n, key[a].path), other = hopsOf(n, key[b].path);
                Hops common;
                std::ranges::set_intersection(one, other, std::inserter(common, common.end()));
                QVERIFY(common.size() * 2 < std::min(one.size(), other.size()));
            }
    }
}

void TestRootPaths::longLists()
{
    const HeapPtr heap = test::deepHeap(200'000);
    Progress progress;
    const Routes routes(*heap, {}, progress);
    const NodeId last{heap->snapshot->nodeCount() - 1};
    QCOMPARE(shortestPath(routes, last, progress).size(), std::size_t(200'000));
}

QTEST_APPLESS_MAIN(TestRootPaths)
#include "tst_rootpaths.moc"
