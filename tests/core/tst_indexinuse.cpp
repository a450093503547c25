// Indexes while heaps have them open: removed, written by others, cut.
#include <QRegularExpression>
#include <QTest>

#include "core/base/mappingguard.h"
#include "tests/support/cachefolder.h"
#include "tests/support/largesnapshot.h"

#include <atomic>
#include <thread>

using namespace heapwise;
using heapwise::test::open;
using heapwise::test::sameHeap;

namespace {

constexpr int kCuts = 5;

/// Looks at everything that views ask for.
std::uint64_t readAll(const Heap& heap)
{
    const Snapshot& s = *heap.snapshot;
    std::uint64_t sum = s.nodeCount();
    for (std::uint32_t i = 0; i < s.strings().count(); ++i)
        sum += s.strings().raw(StringId{i}).size() + s.strings().text(StringId{i}, 50).size();
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        const NodeId n{i};
        for (EdgeIndex e = s.firstEdge(n); e < s.endEdge(n); ++e)
            sum += s.edgeTarget(e).value + s.edgeNameOrIndex(e) + heap.essential->test(e);
        for (std::uint64_t r = 0; r < heap.retainers->count(n); ++r)
            sum += heap.retainers->source(n, r).value;
        heap.dominators->forEachChild(n, [&](NodeId child) { sum += child.value; });
        sum += heap.dominators->retainedSet(n).size() + heap.dominators->retainedSize(n);
        sum += heap.objects->shallowSize(n) + heap.classes->nameOf(n).size();
    }
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c)
        for (const std::uint32_t n : heap.classes->instances(ClassId{c}))
            sum += n;
    return sum;
}

} // namespace

class TestIndexInUse : public QObject, private test::CacheFolder {
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(".?"));
        renew();
    }

    void removedWhileInUse()
    {
        const std::string path = copyOf("bare-22.heapsnapshot.gz");
        QVERIFY(writeIndexOf(path));
        const HeapPtr indexed = open(path, m_options);
        QVERIFY(indexed && indexed->index);
        IndexCache(m_options).shrinkTo(0);
        QVERIFY(sameHeap(*open(path), *indexed));
    }

    /// What is lost reads as zeros, also in the middle of a column: wrong answers, and no access out of bounds.
    void indexThatIsCutWhileItIsMapped_data()
    {
        QTest::addColumn<int>("part");
        for (int part = 0; part < kCuts; ++part)
            QTest::newRow(qPrintable(QString::number(part))) << part;
    }
    void indexThatIsCutWhileItIsMapped()
    {
        QFETCH(int, part);
        const std::string path = copyOf("bare-22.heapsnapshot.gz");
        QVERIFY(writeIndexOf(path));
        const HeapPtr heap = open(path, m_options);
        QVERIFY(heap && heap->index);
        QVERIFY(QFile::resize(indexFile(), QFile(indexFile()).size() * part / kCuts));
        QVERIFY(readAll(*heap) > 0);
        QVERIFY(heap->isTorn());
    }

    /// Once there is an index, its pages are the heap's, too.
    void computedHeapSettlesOnItsIndex()
    {
        const std::string path = m_folder->filePath("large.heapsnapshot").toStdString();
        QVERIFY(test::writeLargeSnapshot(path, 30u << 20));
        const HeapPtr computed = open(path, m_options);
        QVERIFY(computed);
        const std::uint64_t sum = readAll(*computed);
        QVERIFY(writeIndex(*computed, IndexCache(m_options), Progress()));
#ifndef __SANITIZE_ADDRESS__
        QFile maps("/proc/self/maps");
        QVERIFY(maps.open(QIODevice::ReadOnly) && maps.readAll().contains(".hwindex"));
#endif
        QCOMPARE(readAll(*computed), sum);
        QVERIFY(sameHeap(*open(path), *computed));
    }

    /// The snapshot is there as it was: what is lost can be computed again.
    void indexThatIsCutUnderASettledHeap()
    {
        const std::string path = m_folder->filePath("large.heapsnapshot").toStdString();
        QVERIFY(test::writeLargeSnapshot(path, 30u << 20));
        const HeapPtr heap = open(path, m_options);
        QVERIFY(heap && writeIndex(*heap, IndexCache(m_options), Progress()));
        QVERIFY(!heap->isIndexTorn());
        [[maybe_unused]] const unsigned tears = MappingGuard::tears();
        QVERIFY(QFile::resize(indexFile(), 0));
        QVERIFY(readAll(*heap) > 0);
#ifndef __SANITIZE_ADDRESS__
        QVERIFY(heap->isIndexTorn() && MappingGuard::tears() > tears);
#endif
        QVERIFY(!heap->snapshot->strings().isTorn());
    }

    void severalAtOnce()
    {
        const std::string path = copyOf("bare-22.heapsnapshot.gz");
        const HeapPtr computed = open(path, m_options);
        const HeapPtr other = open(copyOf("bare-20.heapsnapshot.gz"), m_options);
        std::atomic<int> wrong{0};
        std::vector<std::thread> writers;
        for (const HeapPtr& heap : {computed, computed, other})
            writers.emplace_back([&, heap] {
                for (int i = 0; i < 5; ++i)
                    wrong += !writeIndex(*heap, IndexCache(m_options), Progress());
            });
        for (int i = 0; i < 20; ++i) {
            const HeapPtr read = open(path, m_options);
            wrong += !read || !sameHeap(*computed, *read);
        }
        for (auto& writer : writers)
            writer.join();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(open(path, m_options)->index);
        QCOMPARE(files("*.hwindex").size(), 2);
        QCOMPARE(files("*.draft").size(), 0);
    }
};

QTEST_APPLESS_MAIN(TestIndexInUse)
#include "tst_indexinuse.moc"
