// Where the memory of columns comes from: kept pages, populated pages.
#include <QRegularExpression>
#include <QTest>

#include "core/base/pagepool.h"
#include "core/base/populate.h"

#include <algorithm>
#include <numeric>

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
};

QTEST_APPLESS_MAIN(TestPages)
#include "tst_pages.moc"
