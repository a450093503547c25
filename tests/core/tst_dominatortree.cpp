#include <QTest>

#include "core/graph/reversal.h"
#include "tests/support/graphtext.h"

#include <numeric>
#include <set>

using namespace heapwise;
using heapwise::test::Graph;

class TestDominatorTree : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void textbookGraphs_data()
    {
        QTest::addColumn<QString>("graph");
        QTest::addColumn<QString>("expected");
        QTest::newRow("chain") << "root>a; a>b; b>c"
                               << "a: root, b: a, c: b";
        QTest::newRow("diamond") << "root>a,b; a>c; b>c"
                                 << "a: root, b: root, c: root";
        QTest::newRow("diamond below a node") << "root>x; x>a,b; a>c; b>c"
                                              << "x: root, a: x, b: x, c: x";
        QTest::newRow("cycle") << "root>a; a>b; b>a"
                               << "a: root, b: a";
        QTest::newRow("irreducible") << "root>a,b; a>b; b>a"
                                     << "a: root, b: root";
        QTest::newRow("edge to oneself") << "root>a; a>a,b"
                                         << "a: root, b: a";
        QTest::newRow("inessential edge") << "root>a,b; a>c; b~>c"
                                          << "a: root, b: root, c: a";
        QTest::newRow("held by nothing") << "root>a; b>c; a~>b"
                                         << "a: root, b: root, c: b";
        QTest::newRow("unreached node lifts a reached one") << "root>a; a>c; b>c"
                                                            << "a: root, c: root, b: root";
        QTest::newRow("unreachable cycle") << "root>a; b>c; c>b,d"
                                           << "a: root, b: root, c: root, d: root";
        QTest::newRow("semidominator above the dominator") << "root>a,b; a>d; b>c,d; c>e; d>e,f; e>f; f>c"
                                                           << "a: root, b: root, d: root, c: root, e: root, f: root";
    }
    void textbookGraphs()
    {
        QFETCH(QString, graph);
        QFETCH(QString, expected);
        const Graph g(graph.toStdString());
        QCOMPARE(QString::fromStdString(g.print(g.dominators())), expected);
    }

    void randomGraphsAgreeWithDefinition()
    {
        for (std::uint32_t seed = 1; seed <= 400; ++seed) {
            const std::uint32_t nodes = 2 + seed % 37;
            const Graph g = Graph::random(seed, nodes, nodes * (1 + seed % 4));
            const DominatorTree tree = g.dominators();
            const auto expected = g.dominatorsByDefinition();
            for (std::uint32_t n = 0; n < nodes; ++n)
                QVERIFY2(tree.immediateDominator(NodeId{n}).value == expected[n],
                         qPrintable(QString("seed %1 node %2").arg(seed).arg(n)));
        }
    }

    void preorderGivesSubtreesAsRanges()
    {
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            const Graph g = Graph::random(seed, 200, 300);
            const DominatorTree tree = g.dominators();
            QCOMPARE(tree.order().size(), std::size_t(200));
            for (std::uint32_t n = 0; n < 200; ++n) {
                std::set<std::uint32_t> byParents;
                for (std::uint32_t m = 0; m < 200; ++m)
                    for (std::uint32_t up = m;; up = tree.immediateDominator(NodeId{up}).value) {
                        if (up == n)
                            byParents.insert(m);
                        if (up == n || up == 0)
                            break;
                    }
                const auto range = tree.retainedSet(NodeId{n});
                QVERIFY(std::set<std::uint32_t>(range.begin(), range.end()) == byParents);
                QCOMPARE(std::size_t(tree.objectCount(NodeId{n})), byParents.size());
                std::size_t below = 1;
                tree.forEachChild(NodeId{n}, [&](NodeId child) {
                    QCOMPARE(tree.immediateDominator(child).value, n);
                    QVERIFY(tree.dominates(NodeId{n}, child) && !tree.dominates(child, NodeId{n}));
                    below += tree.objectCount(child);
                });
                QCOMPARE(below, byParents.size());
            }
        }
    }

    void retainedSizesAddUp()
    {
        const Graph g = Graph::random(7, 500, 900);
        DominatorTree tree = g.dominators();
        Progress progress;
        tree.setSizes([](NodeId n) { return Size(n.value) * 5'000'000'000u; }, progress);
        for (std::uint32_t n = 0; n < 500; ++n) {
            Size sum = 0;
            for (const std::uint32_t m : tree.retainedSet(NodeId{n}))
                sum += Size(m) * 5'000'000'000u;
            QCOMPARE(tree.retainedSize(NodeId{n}), sum);
        }
    }

    void longChainNeedsNoRecursion()
    {
        constexpr int kLength = 200'000;
        std::string chain;
        for (int i = 0; i < kLength; ++i)
            chain += "n" + std::to_string(i) + ">n" + std::to_string(i + 1) + ";";
        const Graph g(chain);
        const DominatorTree tree = g.dominators();
        QCOMPARE(tree.objectCount(tree.root()), std::uint32_t(kLength + 1));
        QCOMPARE(tree.immediateDominator(NodeId{kLength}).value, std::uint32_t(kLength - 1));
    }

    void retainersAreEdgesReversed_data()
    {
        QTest::addColumn<unsigned>("threads");
        QTest::newRow("one thread") << 1u;
        QTest::newRow("four threads") << 4u;
    }
    void retainersAreEdgesReversed()
    {
        QFETCH(unsigned, threads);
        const Graph g("root>a,b,a; a>b; b~>a");
        const Retainers r = g.retainers(threads);
        const NodeId a{1}, b{2};
        QCOMPARE(r.count(NodeId{0}), 0u);
        QCOMPARE(r.count(a), 3u);
        QCOMPARE(r.source(a, 0).value, 0u);
        QCOMPARE(r.source(a, 1).value, 0u);
        QCOMPARE(r.source(a, 2).value, 2u);
        QVERIFY(r.isEssential(a, 1) && !r.isEssential(a, 2));
        QCOMPARE(r.count(b), 2u);
        QCOMPARE(r.source(b, 1).value, 1u);
    }
    void retainersDoNotDependOnThreads()
    {
        const Graph g = Graph::random(11, 30'000, 90'000);
        const Retainers one = g.retainers(1), many = g.retainers(7);
        QVERIFY(std::ranges::equal(one.sources(), many.sources()));
        QVERIFY(one.first() == many.first());
    }
    /// More than 2^32 references have other places, and no test has as many.
    void retainersDoNotDependOnTheSizeOfPlaces()
    {
        Progress progress;
        Offsets first(4, progress);
        for (const std::uint32_t n : {1, 2, 3})
            first.set(n, 2 * n);
        const std::vector<std::uint32_t> targets = {1, 2, 2, 0, 1, 1};
        struct Rule {
            auto ofSource(std::uint32_t source) const
            {
                return [source](EdgeIndex, std::uint32_t target) { return source != target; };
            }
        };
        const ReversedEdges narrow = Reversal<std::uint32_t, Rule>(first, targets, Rule(), 2, progress).run(),
                            wide = Reversal<std::uint64_t, Rule>(first, targets, Rule(), 2, progress).run();
        QVERIFY(narrow.retainers.first() == wide.retainers.first());
        QVERIFY(std::ranges::equal(narrow.retainers.sources(), wide.retainers.sources()));
        const std::uint32_t expected[] = {1, 0, 2, 2, 0, 1};
        QVERIFY(std::ranges::equal(narrow.retainers.sources(), expected));
    }
    void essentialEdgesAreKeptOnBothSides()
    {
        const std::uint32_t nodes = 20'000;
        Progress progress;
        Offsets first(nodes + 1, progress);
        Column<std::uint32_t> targets(3 * std::size_t(nodes));
        for (std::uint32_t n = 0; n < nodes; ++n)
            first.set(n + 1, 3 * (n + 1));
        for (std::uint32_t e = 0; e < targets.size(); ++e)
            targets[e] = (e * 7919) % nodes;
        struct Rule {
            auto ofSource(std::uint32_t source) const
            {
                return [source](EdgeIndex e, std::uint32_t target) { return (source + target + e) % 3 != 0; };
            }
        };
        const ReversedEdges reversed = reverseEdges(first, targets, Rule(), 4, progress);
        std::vector<std::uint64_t> seen(nodes);
        for (std::uint32_t source = 0; source < nodes; ++source)
            for (EdgeIndex e = first[source]; e < first[source + 1]; ++e) {
                const NodeId target{targets[e]};
                const std::uint64_t place = seen[target.value]++;
                const bool expected = (source + target.value + e) % 3 != 0;
                QCOMPARE(reversed.retainers.source(target, place).value, source);
                QCOMPARE(reversed.retainers.isEssential(target, place), expected);
                QCOMPARE(reversed.essential.test(e), expected);
            }
    }
};

QTEST_APPLESS_MAIN(TestDominatorTree)
#include "tst_dominatortree.moc"
