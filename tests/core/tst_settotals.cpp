// What is said of several objects together, against sums over every object they keep alive.
#include <QTest>

#include "core/analysis/settotals.h"
#include "tests/support/heapbuilder.h"

#include <random>
#include <set>

using namespace heapwise;

namespace {

SetTotals sumUp(const Heap& heap, const std::set<std::uint32_t>& nodes)
{
    const std::vector<std::uint32_t> sorted(nodes.begin(), nodes.end());
    return sumUpSet(heap, sorted, Progress());
}

Size retainedByBruteForce(const Heap& heap, const std::set<std::uint32_t>& nodes)
{
    std::set<std::uint32_t> kept;
    for (const std::uint32_t node : nodes)
        for (std::uint32_t below : heap.dominators->retainedSet(NodeId{node}))
            kept.insert(below);
    Size sum = 0;
    for (const std::uint32_t node : kept)
        sum += heap.objects->shallowSize(NodeId{node});
    return sum;
}

bool dominatesAll(const Heap& heap, NodeId above, const std::set<std::uint32_t>& nodes)
{
    return std::all_of(nodes.begin(), nodes.end(),
                       [&](std::uint32_t node) { return heap.dominators->dominates(above, NodeId{node}); });
}

} // namespace

class TestSetTotals : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }
    void nothing();
    void objectsBelowOneAnother();
    void beforeDominators();
    void randomSetsOfARealHeap();
};

void TestSetTotals::nothing()
{
    const HeapPtr heap = test::HeapBuilder("root>a").open();
    const SetTotals totals = sumUp(*heap, {});
    QCOMPARE(totals.count, 0u);
    QVERIFY(!totals.commonClass.isValid() && !totals.commonDominator.isValid());
}

void TestSetTotals::objectsBelowOneAnother()
{
    test::HeapBuilder builder("root>app; app>list; list>#e1,#e2; e1>text");
    builder.name("e1", "Entry").name("e2", "Entry").size("text", 1000);
    const HeapPtr heap = builder.open();
    const auto id = [&](const char* name) { return builder.node(name).value; };

    const SetTotals entries = sumUp(*heap, {id("e1"), id("e2")});
    QCOMPARE(entries.count, 2u);
    QCOMPARE(entries.shallow, Size(32));
    QCOMPARE(entries.retained, Size(1032));
    QCOMPARE(entries.commonClass, heap->classes->classOf(builder.node("e1")));
    QCOMPARE(entries.commonDominator, builder.node("list"));
    QCOMPARE(entries.distance, (*heap->distances)[builder.node("e1")]);

    const SetTotals nested = sumUp(*heap, {id("list"), id("text")}); // the text is counted once
    QCOMPARE(nested.retained, Size(16 + 1032));
    QVERIFY(!nested.commonClass.isValid());
    QCOMPARE(nested.commonDominator, builder.node("list"));
}

void TestSetTotals::beforeDominators()
{
    const HeapPtr heap = test::HeapBuilder("root>a,b").openStages()[1];
    QVERIFY(!heap->dominators);
    const SetTotals totals = sumUp(*heap, {1, 2});
    QCOMPARE(totals.shallow, Size(32));
    QCOMPARE(totals.retained, Size(0));
    QVERIFY(!totals.commonDominator.isValid());
}

void TestSetTotals::randomSetsOfARealHeap()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    if (!heap)
        QSKIP("fixture not there");
    std::mt19937 random(7);
    for (int round = 0; round < 30; ++round) {
        std::set<std::uint32_t> nodes;
        for (int i = 0; i < 1 + round * 5; ++i)
            nodes.insert(std::uint32_t(random()) % heap->snapshot->nodeCount());
        const SetTotals totals = sumUp(*heap, nodes);
        QCOMPARE(totals.retained, retainedByBruteForce(*heap, nodes));
        const NodeId common = totals.commonDominator;
        QVERIFY(dominatesAll(*heap, common, nodes));
        for (const std::uint32_t child : heap->dominators->retainedSet(common)) // and nothing below it does
            QVERIFY(child == common.value || !dominatesAll(*heap, NodeId{child}, nodes));
    }
}

QTEST_APPLESS_MAIN(TestSetTotals)
#include "tst_settotals.moc"
