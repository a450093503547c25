// Where the memory of columns comes from: kept pages, populated pages.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/mappingguard.h"
#include "core/base/pagepool.h"
#include "core/base/populate.h"
#include "tests/support/patience.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

using namespace heapwise;

namespace {

constexpr std::size_t kMegabyte = 1u << 20;

/// The address sanitizer has columns in memory of its own.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kIsChecked = true;
#else
constexpr bool kIsChecked = false;
#endif

Column<char> filled(std::size_t bytes)
{
    return Column<char>(bytes, 'x');
}

/// A file with something in front of the column's bytes.
class Copy {
public:
    static constexpr qint64 kOffset = 8192;

    explicit Copy(const Column<std::uint32_t>& column)
    {
        const auto bytes = qint64(column.size() * sizeof(std::uint32_t));
        if (!m_file.open(QIODevice::ReadWrite) || !m_file.seek(kOffset) ||
            m_file.write(reinterpret_cast<const char*>(column.data()), bytes) != bytes || !m_file.flush())
            qFatal("cannot write the test file");
    }
    bool settle(const Column<std::uint32_t>& column)
    {
        return detail::settlePages(column.data(), column.size() * sizeof(std::uint32_t), m_file.handle(), kOffset);
    }
    QFile& file() { return m_file; }
    /// Whether pages of the file are in use as memory.
    bool isMapped() const
    {
        QFile maps("/proc/self/maps");
        return maps.open(QIODevice::ReadOnly) && maps.readAll().contains(m_file.fileName().toLocal8Bit());
    }

private:
    QTemporaryDir m_folder;
    QFile m_file{m_folder.filePath("copy")};
};

Column<std::uint32_t> numbers(std::size_t count)
{
    Column<std::uint32_t> column(count);
    std::iota(column.begin(), column.end(), 1u);
    return column;
}

std::uint64_t sumOf(const Column<std::uint32_t>& column)
{
    return std::accumulate(column.begin(), column.end(), std::uint64_t(0));
}

bool isZeroed(const Column<char>& column)
{
    return std::all_of(column.begin(), column.end(), [](char c) { return c == 0; });
}

} // namespace

class TestPages : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void usedPagesComeBackZeroed()
    {
        const KeepPages keep;
        filled(8 * kMegabyte).clear();
        for (int round = 0; round < 3; ++round) {
            Column<char> first(3 * kMegabyte), second(5 * kMegabyte), third(2 * kMegabyte);
            QVERIFY(isZeroed(first) && isZeroed(second) && isZeroed(third));
            for (Column<char>* column : {&first, &second, &third})
                std::fill(column->begin(), column->end(), 'y');
        }
    }

    void columnsDoNotShareKeptPages()
    {
        const KeepPages keep;
        filled(8 * kMegabyte).clear();
        Column<char> first = filled(3 * kMegabyte);
        Column<char> second(4 * kMegabyte);
        std::fill(second.begin(), second.end(), 'z');
        QCOMPARE(std::size_t(std::count(first.begin(), first.end(), 'x')), 3 * kMegabyte);
    }

    void keptNeighboursBecomeOneBlock()
    {
        const KeepPages keep;
        Column<char> all = filled(12 * kMegabyte);
        const void* const block = all.data();
        all.clear();
        Column<char> first = filled(4 * kMegabyte), second = filled(4 * kMegabyte), third = filled(4 * kMegabyte);
        second.clear();
        first.clear();
        third.clear();
        all = Column<char>(12 * kMegabyte);
        QVERIFY(isZeroed(all));
        QVERIFY(kIsChecked || all.data() == block);
    }

    void growingReusedPagesShowsZeroes()
    {
        const KeepPages keep;
        filled(6 * kMegabyte).clear();
        Column<char> column(2 * kMegabyte);
        std::fill(column.begin(), column.end(), 'x');
        column.resize(kMegabyte + 10);
        column.resize(3 * kMegabyte);
        QCOMPARE(std::size_t(std::count(column.begin(), column.end(), 'x')), kMegabyte + 10);
        QCOMPARE(std::size_t(std::count(column.begin(), column.end(), '\0')), 2 * kMegabyte - 10);
    }

    void keepersNest()
    {
        auto* outer = new KeepPages;
        {
            const KeepPages inner;
            filled(2 * kMegabyte).clear();
        }
        QVERIFY(isZeroed(Column<char>(2 * kMegabyte)));
        delete outer;
        QVERIFY(isZeroed(Column<char>(2 * kMegabyte)));
    }

    void populatingKeepsTheContent()
    {
        Column<std::uint32_t> column(kMegabyte);
        std::iota(column.begin(), column.begin() + 5000, 1u);
        Progress progress;
        populate(column, 0, column.size(), progress);
        populate(column, 3, 4, progress);
        populate(column, 10, 10, progress);
        for (std::uint32_t i = 0; i < 5000; ++i)
            QCOMPARE(column[i], i + 1);
        QCOMPARE(std::accumulate(column.begin() + 5000, column.end(), std::uint64_t(0)), 0u);
    }

    void populatedColumnIsZeroedAlsoAfterAStop()
    {
        Progress progress;
        progress.requestStop();
        const auto column = populatedColumn<char>(40 * kMegabyte, progress);
        QCOMPARE(column.size(), 40 * kMegabyte);
        QVERIFY(isZeroed(column));
        QVERIFY(populatedColumn<char>(0, progress).empty());
    }

    void settledColumnKeepsItsContent()
    {
        if (kIsChecked)
            QSKIP("columns have no pages of their own here");
        Column<std::uint32_t> column = numbers(kMegabyte + 5);
        Copy copy(column);
        const std::uint64_t sum = sumOf(column);
        std::atomic<bool> isDone{false};
        std::atomic<int> wrong{0};
        std::thread reader([&] {
            do
                wrong += sumOf(column) != sum;
            while (!isDone);
        });
        QVERIFY(!copy.isMapped());
        const bool isSettled = copy.settle(column) && copy.settle(column);
        isDone = true;
        reader.join();
        QVERIFY(isSettled && copy.isMapped());
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(sumOf(column), sum);
    }

    void settledPagesBecomeNoOtherColumn()
    {
        if (kIsChecked)
            QSKIP("columns have no pages of their own here");
        const KeepPages keep;
        Column<std::uint32_t> column = numbers(kMegabyte);
        Copy copy(column);
        QVERIFY(copy.settle(column));
        column.clear();
        QTRY_VERIFY(!copy.isMapped()); // given back beside
        Column<char> next = filled(4 * kMegabyte);
        QCOMPARE(std::size_t(std::count(next.begin(), next.end(), 'x')), 4 * kMegabyte);
    }

    void otherContentDoesNotSettle()
    {
        Column<std::uint32_t> column = numbers(kMegabyte);
        Copy copy(column);
        column[kMegabyte - 1] = 0;
        QVERIFY(!copy.settle(column));
        QVERIFY(!copy.isMapped());
        QCOMPARE(column[kMegabyte - 1], 0u);
        QCOMPARE(column[kMegabyte - 2], std::uint32_t(kMegabyte - 1));
        Column<std::uint32_t> small = numbers(1000);
        QVERIFY(!Copy(small).settle(small));
    }

    void settledPagesOfACutFileAreZeros()
    {
        if (kIsChecked)
            QSKIP("columns have no pages of their own here");
        const Column<std::uint32_t> column = numbers(kMegabyte);
        Copy copy(column);
        QVERIFY(copy.settle(column));
        QVERIFY(copy.file().resize(Copy::kOffset + qint64(kMegabyte)));
        QVERIFY(!MappingGuard::isTorn(column.data()));
        QCOMPARE(column[kMegabyte - 1], 0u);
        QVERIFY(MappingGuard::isTorn(column.data()));
        QCOMPARE(column[0], 1u);
        QVERIFY(!copy.settle(column)); // the file is another one now
    }
};

QTEST_APPLESS_MAIN(TestPages)
#include "tst_pages.moc"
