// How what a query finds is told: in batches, as soon as it is known, and until a stop is requested.
#include <QTest>

#include "core/analysis/query/growingsubtrees.h"
#include "core/analysis/query/parser.h"
#include "core/analysis/query/run.h"
#include "tests/support/heapbuilder.h"
#include "tests/support/randomheap.h"

#include <algorithm>
#include <random>

using namespace heapwise;

namespace {

using Nodes = std::vector<std::uint32_t>;

query::BoundQueryPtr bound(const Heap& heap, const QString& text, query::Purpose purpose = query::Purpose::Tests)
{
    const auto query =
        query::bind(std::get<query::Query>(query::parse(text.toStdString())), heap, Progress(), {}, purpose);
    return std::get<query::BoundQueryPtr>(query);
}

/// When the objects were told.
struct Told {
    std::vector<std::size_t> batches; ///< those that were not empty
    std::uint64_t first = 0;          ///< scanned at the first of them
    std::uint64_t last = 0;           ///< at the end
    std::size_t found = 0;
    bool areSorted = true; ///< within each batch
};

Told search(const query::BoundQuery& query)
{
    Told told;
    Progress progress;
    query::run(
        query,
        [&](std::span<const std::uint32_t> nodes, std::uint64_t scanned) {
            told.last = scanned;
            told.areSorted = told.areSorted && std::is_sorted(nodes.begin(), nodes.end());
            if (nodes.empty())
                return;
            if (told.batches.empty())
                told.first = scanned;
            told.batches.push_back(nodes.size());
            told.found += nodes.size();
        },
        progress);
    return told;
}

} // namespace

class TestQueryTold : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void batchesAddUp()
    {
        const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
        QVERIFY(heap);
        const auto query = bound(*heap, "size>100");
        Progress progress;
        std::uint64_t last = 0;
        Nodes all;
        query::run(
            *query,
            [&](std::span<const std::uint32_t> nodes, std::uint64_t scanned) {
                QVERIFY(scanned > last);
                QVERIFY(std::is_sorted(nodes.begin(), nodes.end()));
                last = scanned;
                all.insert(all.end(), nodes.begin(), nodes.end());
            },
            progress, 3);
        QCOMPARE(last, std::uint64_t(heap->snapshot->nodeCount()));
        std::sort(all.begin(), all.end());
        QCOMPARE(all, query::findAll(*query, progress));
    }

    void stops()
    {
        const HeapPtr heap = test::wideHeap(100'000);
        const auto query = bound(*heap, "kind:object");
        Progress progress;
        std::uint64_t scanned = 0;
        query::run(
            *query,
            [&](std::span<const std::uint32_t>, std::uint64_t now) {
                scanned = now;
                progress.requestStop();
            },
            progress, 1);
        QVERIFY(scanned > 0 && scanned < heap->snapshot->nodeCount());
    }

    /// The first objects of a long way are told before the end of it is reached.
    void viaIsToldWhileItIsWalked()
    {
        const HeapPtr heap = test::wideHeap(100'000);
        for (const QString& text : {QString("via:Holder"), QString("via:Holder class:Small")}) {
            const auto query = bound(*heap, text, query::Purpose::Search);
            QVERIFY(query->starts());
            const Told told = search(*query);
            QVERIFY(told.areSorted && told.batches.size() > 2 && told.batches.front() >= 100);
            QVERIFY2(told.first < 1000, qPrintable(QString::number(told.first)));
            QCOMPARE(told.last, query->scanCount());
        }
        Progress stopped;
        stopped.requestStop();
        QVERIFY(query::findAll(*bound(*heap, "via:Holder", query::Purpose::Search), stopped).size() < 10'000);
    }

    /// The first objects below are told before the last of the heap was looked at.
    void underIsToldWhileTopsAreLookedFor()
    {
        constexpr std::size_t kMany = 200'000;
        const HeapPtr heap = test::wideHeap(int(kMany));
        for (const QString& text : {QString("under:Holder"), QString("under:Holder class:Small")}) {
            const auto query = bound(*heap, text, query::Purpose::Search);
            QVERIFY(query->tops());
            const Told told = search(*query);
            QVERIFY(told.areSorted && told.found >= kMany / 10 * 9);
            QVERIFY2(told.first < told.last, qPrintable(QString::number(told.first)));
            QCOMPARE(told.last, query->scanCount());
        }
        Progress stopped;
        stopped.requestStop();
        QVERIFY(query::findAll(*bound(*heap, "under:Holder", query::Purpose::Search), stopped).empty());
    }

    /// Whatever comes first, the tops or what is below them: each object is told once, when it is first known to be
    /// below.
    void subtreesInAnyOrder()
    {
        std::mt19937 numbers(3);
        for (unsigned seed = 0; seed < 300; ++seed) {
            const HeapPtr heap = test::randomHeap(seed, 40);
            const DominatorTree& tree = *heap->dominators;
            const std::uint32_t count = heap->snapshot->nodeCount();
            query::GrowingSubtrees subtrees(tree);
            Nodes tops, told;
            for (int i = 0; i < 30; ++i) {
                const std::uint32_t top = std::uint32_t(numbers()) % count; // some of them twice
                tops.push_back(top);
                subtrees.add(NodeId{top}, [&](std::uint32_t begin, std::uint32_t end) {
                    QVERIFY(begin < end && end <= count);
                    for (std::uint32_t at = begin; at < end; ++at)
                        told.push_back(tree.order()[at]);
                });
                Nodes now = told, expected;
                for (std::uint32_t n = 0; n < count; ++n)
                    if (std::any_of(tops.begin(), tops.end(),
                                    [&](std::uint32_t t) { return t != n && tree.dominates(NodeId{t}, NodeId{n}); }))
                        expected.push_back(n);
                std::sort(now.begin(), now.end());
                QVERIFY2(now == expected, qPrintable(QString("seed %1, after %2").arg(seed).arg(i)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestQueryTold)
#include "tst_querytold.moc"
