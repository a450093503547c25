// What a cut frees, against reachability by the definition, and suggested cuts.
#include "core/analysis/retention/cut.h"
#include "core/analysis/retention/references.h"
#include "core/analysis/retention/suggestedcuts.h"
#include "tests/support/heapbuilder.h"
#include "tests/support/randomheap.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace heapwise;
using heapwise::test::HeapBuilder;

namespace {

/// What is reached from the root and from what nothing essential leads to. Circles that nothing leads to are not.
std::vector<bool> reachable(const Heap& heap, const Cut& cut)
{
    const Snapshot& s = *heap.snapshot;
    std::vector<bool> hasSource(s.nodeCount()), reached(s.nodeCount());
    for (EdgeIndex e = 0; e < s.edgeCount(); ++e)
        if (heap.essential->test(e))
            hasSource[s.edgeTarget(e).value] = true;
    std::vector<std::uint32_t> open;
    const auto add = [&](std::uint32_t n) {
        if (reached[n] || std::ranges::find(cut.objects, n) != cut.objects.end())
            return;
        reached[n] = true;
        open.push_back(n);
    };
    for (std::uint32_t n = 0; n < s.nodeCount(); ++n)
        if (n == 0 || !hasSource[n])
            add(n);
    while (!open.empty()) {
        const NodeId n{open.back()};
        open.pop_back();
        for (EdgeIndex e = s.firstEdge(n); e < s.endEdge(n); ++e)
            if (heap.essential->test(e) && std::ranges::find(cut.references, e) == cut.references.end())
                add(s.edgeTarget(e).value);
    }
    return reached;
}

std::vector<std::uint32_t> freedByDefinition(const Heap& heap, const Cut& cut)
{
    const std::vector<bool> before = reachable(heap, {}), after = reachable(heap, cut);
    std::vector<std::uint32_t> freed;
    for (std::uint32_t n = 0; n < before.size(); ++n)
        if (before[n] && !after[n])
            freed.push_back(n);
    return freed;
}

EdgeIndex edge(const Heap& heap, NodeId source, NodeId target)
{
    for (EdgeIndex e = heap.snapshot->firstEdge(source); e < heap.snapshot->endEdge(source); ++e)
        if (heap.snapshot->edgeTarget(e) == target)
            return e;
    return UINT64_MAX;
}

/// Frees what the definition says, and tells bytes, classes and holders of the rest.
void checkCut(const Heap& heap, const Cut& cut)
{
    const Progress progress;
    const CutResult result = simulateCut(heap, cut, progress);
    const auto freed = freedByDefinition(heap, cut);
    QCOMPARE(freedObjects(heap, result), freed);
    QCOMPARE(result.objects, std::uint64_t(freed.size()));
    Size bytes = 0, classBytes = 0;
    for (const std::uint32_t n : freed)
        bytes += heap.objects->shallowSize(NodeId{n});
    for (const FreedClass& c : freedClasses(heap, result, progress))
        classBytes += c.bytes;
    QCOMPARE(result.bytes, bytes);
    QCOMPARE(classBytes, bytes);
    std::vector<std::uint32_t> all(heap.snapshot->nodeCount());
    for (std::uint32_t n = 0; n < all.size(); ++n) {
        all[n] = n;
        QCOMPARE(result.isFreed(*heap.dominators, NodeId{n}), std::ranges::binary_search(freed, n));
    }
    const FreedShare share = freedOf(heap, result, all);
    QCOMPARE(share.count, result.objects);
    QCOMPARE(share.bytes, bytes);
    QCOMPARE(share.remaining.size() + freed.size(), all.size());
    for (const Retainer& holder : result.holders) {
        QVERIFY(heap.essential->test(holder.edge));
        QVERIFY(!std::ranges::binary_search(freed, holder.source.value));
    }
}

} // namespace

class TestCut : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void onlyReferenceFreesWhatIsRetained();
    void twoReferencesTogether();
    void whatHoldsTheRest();
    void propertyGoesWithItsStore();
    void random_data();
    void random();
    void suggestsTheHolder();
    void suggestsTwoReferences();
    void suggestsEachGathering();
    void suggestionsFreeWhatTheySay_data();
    void suggestionsFreeWhatTheySay();
};

void TestCut::onlyReferenceFreesWhatIsRetained()
{
    HeapBuilder builder("root>global; global>a,b; a>c; c>d; b>d; d>c");
    const HeapPtr heap = builder.open();
    for (const QString to : {"a", "b"}) {
        const EdgeIndex e = edge(*heap, builder.node("global"), builder.node(to));
        const CutResult result = simulateCut(*heap, {{e}, {}}, Progress());
        QCOMPARE(result.bytes, heap->dominators->retainedSize(builder.node(to)));
        QCOMPARE(result.topmost, std::vector<std::uint32_t>{builder.node(to).value});
    }
}

void TestCut::twoReferencesTogether()
{
    // Neither of the two frees c; both do, and d that hangs off it.
    HeapBuilder builder("root>global; global>a,b; a>c; b>c; c>d");
    const HeapPtr heap = builder.open();
    const EdgeIndex a = edge(*heap, builder.node("a"), builder.node("c")),
                    b = edge(*heap, builder.node("b"), builder.node("c"));
    QCOMPARE(simulateCut(*heap, {{a}, {}}, Progress()).bytes, Size(0));
    QCOMPARE(simulateCut(*heap, {{a, b}, {}}, Progress()).bytes, Size(32));
    QCOMPARE(simulateCut(*heap, {{}, {builder.node("a").value, builder.node("b").value}}, Progress()).bytes, Size(64));
}

void TestCut::whatHoldsTheRest()
{
    HeapBuilder builder("root>global; global>a,b; a>c; b>c; c>~a; b>~a");
    const HeapPtr heap = builder.open();
    const CutResult result = simulateCut(
        *heap,
        {{edge(*heap, builder.node("a"), builder.node("c")), edge(*heap, builder.node("b"), builder.node("a"))}, {}},
        Progress());
    QCOMPARE(result.kept, std::uint64_t(1));
    QCOMPARE(result.ineffective, std::uint64_t(1));
    QCOMPARE(result.holders.size(), std::size_t(1));
    QVERIFY(result.holders[0].source == builder.node("b"));
}

void TestCut::propertyGoesWithItsStore()
{
    HeapBuilder builder("root>global; global>dictionary; dictionary>value; dictionary>!properties; dictionary>other");
    builder.type("properties", "array")
        .edge("properties", "value", "internal", "22")
        .edge("properties", "other", "internal", "25");
    builder.edge("dictionary", "other", "property", "again");
    const HeapPtr heap = builder.open();
    const NodeId dictionary = builder.node("dictionary");
    const auto both = sameReference(*heap, edge(*heap, dictionary, builder.node("value")));
    QCOMPARE(both.size(), std::size_t(2));
    QCOMPARE(simulateCut(*heap, {both, {}}, Progress()).bytes, Size(16));
    // Under two names: dropping one leaves the other, and the store's.
    QCOMPARE(sameReference(*heap, edge(*heap, dictionary, builder.node("other"))).size(), std::size_t(1));
    QVERIFY(ownerOfStore(*heap, builder.node("properties")) == dictionary);
    QVERIFY(ownerOfStore(*heap, dictionary) == dictionary);
}

void TestCut::random_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 100; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// Every single reference and object, and thirty sets of several.
void TestCut::random()
{
    QFETCH(unsigned, seed);
    const HeapPtr heap = test::randomHeap(seed);
    const auto edges = std::uint32_t(heap->snapshot->edgeCount()), nodes = heap->snapshot->nodeCount();
    for (EdgeIndex e = 0; e < edges; ++e)
        checkCut(*heap, {{e}, {}});
    for (std::uint32_t n = 1; n < nodes; ++n)
        checkCut(*heap, {{}, {n}});
    std::mt19937 next(seed);
    for (int i = 0; i < 30 && !QTest::currentTestFailed(); ++i) {
        Cut cut;
        for (unsigned e = 0; e < 1 + next() % 8; ++e)
            cut.references.push_back(next() % edges);
        for (unsigned n = 0; n < next() % 3; ++n)
            cut.objects.push_back(std::uint32_t(1 + next() % (nodes - 1)));
        checkCut(*heap, cut);
    }
}

void TestCut::suggestsTheHolder()
{
    HeapBuilder builder("root>global; global>module,other; module>^cache; cache>!table");
    builder.name("cache", "Map").type("table", "array").name("module", "system / Context");
    for (int i = 0; i < 40; ++i)
        builder.edge("table", "r" + QString::number(i), "internal", QString::number(20 + i))
            .name("r" + QString::number(i), "Record");
    const HeapPtr heap = builder.open();
    const auto records = heap->classes->instances(heap->classes->classOf(builder.node("r0")));
    const auto cuts = suggestCuts(*heap, records, nullptr, Progress());
    QVERIFY(!cuts.empty());
    QVERIFY(cuts[0].target == builder.node("cache"));
    QCOMPARE(cuts[0].references, std::vector<EdgeIndex>{edge(*heap, builder.node("module"), builder.node("cache"))});
    QCOMPARE(cuts[0].subjects, std::uint64_t(40));
    QCOMPARE(cuts[0].subjectBytes, Size(40 * 16));
    QCOMPARE(cuts[0].bytes, Size(42 * 16));
    QVERIFY(cuts[0].isPrograms);
}

void TestCut::suggestsTwoReferences()
{
    // Two properties of different objects hold it, and one of them by two ways.
    HeapBuilder builder("root>global; global>a,b,c; a>x; b>d; c>d; d>x; x>y");
    const HeapPtr heap = builder.open();
    const std::vector<std::uint32_t> y{builder.node("y").value};
    const auto cuts = suggestCuts(*heap, y, nullptr, Progress());
    QVERIFY(!cuts.empty());
    QCOMPARE(cuts[0].references, std::vector<EdgeIndex>{edge(*heap, builder.node("x"), builder.node("y"))});
    const std::vector<std::uint32_t> x{builder.node("x").value};
    const auto both = suggestCuts(*heap, x, nullptr, Progress());
    QCOMPARE(both.size(), std::size_t(1));
    QCOMPARE(both[0].references.size(), std::size_t(2));
    QCOMPARE(both[0].dropped, 2u);
    QCOMPARE(both[0].subjects, std::uint64_t(1));
}

void TestCut::suggestsEachGathering()
{
    HeapBuilder builder("root>global; global>setA,setB,setC");
    for (int i = 0; i < 90; ++i)
        builder
            .edge(QStringList{"setA", "setB", "setC"}[i % 3], "i" + QString::number(i), "element", QString::number(i))
            .name("i" + QString::number(i), "Item");
    const HeapPtr heap = builder.open();
    const auto cuts =
        suggestCuts(*heap, heap->classes->instances(heap->classes->classOf(builder.node("i0"))), nullptr, Progress());
    QCOMPARE(cuts.size(), std::size_t(3));
    std::set<std::uint32_t> targets;
    for (const SuggestedCut& cut : cuts) {
        targets.insert(cut.target.value);
        QCOMPARE(cut.subjects, std::uint64_t(30));
    }
    QCOMPARE(targets, (std::set<std::uint32_t>{builder.node("setA").value, builder.node("setB").value,
                                               builder.node("setC").value}));
}

void TestCut::suggestionsFreeWhatTheySay_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 60; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestCut::suggestionsFreeWhatTheySay()
{
    QFETCH(unsigned, seed);
    const HeapPtr heap = test::randomHeap(seed);
    for (std::uint32_t c = 0; c < heap->classes->size(); ++c) {
        const auto subjects = heap->classes->instances(ClassId{c});
        for (const SuggestedCut& cut : suggestCuts(*heap, subjects, nullptr, Progress())) {
            const auto freed = freedByDefinition(*heap, {cut.references, {}});
            QCOMPARE(cut.objects, std::uint64_t(freed.size()));
            std::uint64_t subjectsFreed = 0;
            for (const std::uint32_t n : subjects)
                subjectsFreed += std::ranges::binary_search(freed, n);
            QCOMPARE(cut.subjects, subjectsFreed);
            QVERIFY(subjectsFreed > 0);
            QVERIFY(std::ranges::binary_search(freed, cut.target.value));
        }
    }
}

QTEST_APPLESS_MAIN(TestCut)
#include "tst_cut.moc"
