#include "core/base/offsets.h"

#include <QtTest>

using namespace heapwise;

class TestOffsets : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void keepsWhatDoesNotFitHalfOfIt()
    {
        const std::vector<std::uint64_t> values = {0,
                                                   0,
                                                   0xffff'ffff,
                                                   0x1'0000'0000,
                                                   0x1'0000'0001,
                                                   0x7'0000'0000,
                                                   0x7'0000'0000,
                                                   0x7'ffff'ffff,
                                                   0xffff'ffff'ffff'ffff};
        Offsets offsets(values.size(), Progress());
        for (std::size_t i = 0; i < values.size(); ++i)
            offsets.set(i, values[i]);
        QCOMPARE(offsets.size(), values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            QCOMPARE(offsets[i], values[i]);
    }
    void sumsUpInPlace()
    {
        Column<std::uint32_t> counts(5);
        const std::uint32_t values[] = {0, 3, 0xffff'ffff, 0, 0xffff'ffff};
        std::copy(std::begin(values), std::end(values), counts.begin());
        const Offsets sums = Offsets::sumsOf(std::move(counts));
        const std::uint64_t expected[] = {0, 3, 0x1'0000'0002, 0x1'0000'0002, 0x2'0000'0001};
        for (std::size_t i = 0; i < 5; ++i)
            QCOMPARE(sums[i], expected[i]);
    }
    void countsUpToAValue()
    {
        Offsets offsets(5, Progress());
        const std::uint64_t values[] = {0, 2, 2, 5, 0x1'0000'0000};
        for (std::size_t i = 0; i < 5; ++i)
            offsets.set(i, values[i]);
        QCOMPARE(offsets.countUpTo(0), std::size_t(1));
        QCOMPARE(offsets.countUpTo(1), std::size_t(1));
        QCOMPARE(offsets.countUpTo(2), std::size_t(3));
        QCOMPARE(offsets.countUpTo(0xffff'ffff), std::size_t(4));
        QCOMPARE(offsets.countUpTo(0x1'0000'0000), std::size_t(5));
        QCOMPARE(Offsets().countUpTo(7), std::size_t(0));
    }
    void equalMeansSameValues()
    {
        Offsets a(2, Progress()), b(2, Progress());
        a.set(1, 5);
        b.set(1, 0x1'0000'0005);
        QVERIFY(!(a == b));
        QCOMPARE(b[1], std::uint64_t(0x1'0000'0005));
        Offsets c(2, Progress());
        c.set(1, 5);
        QVERIFY(a == c);
    }
};

QTEST_APPLESS_MAIN(TestOffsets)
#include "tst_offsets.moc"
