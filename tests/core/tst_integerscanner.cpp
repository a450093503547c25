#include <QTest>

#include "core/snapshot/integerscanner.h"

#include <random>
#include <string>
#include <vector>

using heapwise::IntegerScanner;

namespace {

struct Scan {
    std::vector<std::uint64_t> values;
    std::ptrdiff_t failure = -1;
};

Scan scan(const std::string& text, std::size_t capacity = 4096)
{
    Scan result;
    IntegerScanner scanner(text.data(), text.data() + text.size());
    std::vector<std::uint64_t> buffer(capacity);
    while (const std::size_t count = scanner.next(buffer.data(), capacity))
        result.values.insert(result.values.end(), buffer.begin(), buffer.begin() + std::ptrdiff_t(count));
    if (scanner.failure())
        result.failure = scanner.failure() - text.data();
    return result;
}

} // namespace

class TestIntegerScanner : public QObject {
    Q_OBJECT

private slots:
    void everyLengthAtEveryPosition()
    {
        // A number of each length, ending at each offset of a 64-byte block, with a neighbour on both sides.
        for (int digits = 1; digits <= 19; ++digits)
            for (int before = 0; before < 130; ++before) {
                const std::uint64_t number =
                    std::stoull(std::string("9876543210123456789").substr(0, std::size_t(digits)));
                const std::string text =
                    std::string(std::size_t(before), ' ') + "7," + std::to_string(number) + "\n,12";
                const Scan result = scan(text);
                QVERIFY2(result.failure == -1 && result.values == (std::vector<std::uint64_t>{7, number, 12}),
                         qPrintable(QString("%1 digits after %2 bytes").arg(digits).arg(before)));
            }
    }

    void randomArraysAgreeWithPrinting()
    {
        std::mt19937_64 next(5);
        for (int round = 0; round < 200; ++round) {
            std::vector<std::uint64_t> values;
            std::string text;
            for (int i = 0; i < 500; ++i) {
                values.push_back((next() >> 1) >> (next() % 63));
                text += (i ? (i % 3 ? "," : "\n,") : "") + std::to_string(values.back());
            }
            const Scan whole = scan(text), small = scan(text, IntegerScanner::kMinCapacity);
            QVERIFY(whole.values == values);
            QVERIFY(small.values == values);
        }
    }

    void leadingZeroesAndWhiteSpace()
    {
        QVERIFY(scan(" 007 ,\t0,\r\n42 ").values == (std::vector<std::uint64_t>{7, 0, 42}));
        QVERIFY(scan("").values.empty());
        QVERIFY(scan(" \n ").values.empty());
    }

    void refusesWhatIsNoInteger_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("at");
        QTest::newRow("minus") << QByteArray("1,-2,3") << 2;
        QTest::newRow("point") << QByteArray("1,2.5") << 3;
        QTest::newRow("exponent") << QByteArray("1e9") << 1;
        QTest::newRow("letter far in") << QByteArray(500, '1').replace(0, 500, QByteArray("1,").repeated(250)) + "x"
                                       << 500;
        QTest::newRow("high byte") << QByteArray("1,\xFF") << 2;
        QTest::newRow("nested array") << QByteArray("1,[2]") << 2;
        QTest::newRow("zero byte") << QByteArray("1,\0,2", 5) << 2;
    }
    void refusesWhatIsNoInteger()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, at);
        QCOMPARE(int(scan(text.toStdString()).failure), at);
    }

    void refusesNumbersOfMoreThan19Digits()
    {
        QVERIFY(scan("1," + std::string(19, '9')).failure == -1);
        QVERIFY(scan("1," + std::string(20, '9')).failure >= 0);
        QVERIFY(scan(std::string(60, ' ') + std::string(20, '9')).failure >= 0);
        QVERIFY(scan(std::string(100'000, '1')).failure >= 0);
    }
};

QTEST_APPLESS_MAIN(TestIntegerScanner)
#include "tst_integerscanner.moc"
