#include <QLocale>
#include <QtTest>

#include "ui/format.h"

#include <limits>

using namespace heapwise::ui;

class TestFormat : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void bytes_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](quint64 bytes, const char* text) {
            QTest::newRow(text) << bytes << QString::fromUtf8(text);
        };
        row(0, "0 B");
        row(72, "72 B");
        row(999, "999 B");
        row(1000, "1.0 KiB"); // the next unit starts at 1,000 of the one before
        row(1024, "1.0 KiB");
        row(15'312, "15.0 KiB");
        row(1'023'897, "999.9 KiB");
        row(1'023'990, "1.0 MiB"); // never "1,000.0 KiB"
        row(281'224'888, "268.2 MiB");
        row(quint64(999.94 * 1024 * 1024), "999.9 MiB");
        row(quint64(1003.5 * 1024 * 1024), "0.98 GiB");
        row(quint64(5.61 * 1024 * 1024 * 1024), "5.61 GiB");
        row(quint64(2) << 40, "2.00 TiB");
    }
    void bytes()
    {
        QFETCH(quint64, bytes);
        QTEST(formatBytes(bytes), "text");
    }

    void deltas()
    {
        QCOMPARE(formatBytesDelta(16'882'074), QStringLiteral("+16.1 MiB"));
        QCOMPARE(formatBytesDelta(-2'936'013), QStringLiteral("−2.8 MiB"));
        QCOMPARE(formatBytesDelta(0), QStringLiteral("0 B"));
        QCOMPARE(formatBytesDelta(std::numeric_limits<qint64>::min()).at(0), QChar(0x2212));
        QCOMPARE(formatCountDelta(8844), QStringLiteral("+8,844"));
        QCOMPARE(formatCountDelta(-12), QStringLiteral("−12"));
    }

    void counts()
    {
        QCOMPARE(formatCount(6'128'904), QStringLiteral("6,128,904"));
        QCOMPARE(formatSummaryCount(6'128'904), QStringLiteral("6,128,904"));
        QCOMPARE(formatSummaryCount(41'702'336), QStringLiteral("41.7 M"));
        QCOMPARE(formatExactBytes(281'224'888), QStringLiteral("281,224,888 B"));
        QCOMPARE(formatCountOf(3120, 9000), QStringLiteral("3,120 of 9,000"));
        QCOMPARE(formatCountOf(27'400'000, 41'702'336), QStringLiteral("27.4 of 41.7 million"));
        QCOMPARE(formatCountOf(3'412'118, 6'130'000), QStringLiteral("3.41 of 6.13 million"));
    }

    void percents()
    {
        QCOMPARE(formatPercent(0.552), QStringLiteral("55.2 %"));
        QCOMPARE(formatPercent(0), QStringLiteral("0.0 %"));
        QCOMPARE(formatPercent(0.0004), QStringLiteral("<0.1 %"));
        QCOMPARE(formatPercent(0.0005), QStringLiteral("0.1 %"));
        QCOMPARE(formatPercent(1), QStringLiteral("100.0 %"));
        QCOMPARE(formatPercent(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("–"));
        QCOMPARE(formatWholePercent(0.999), QStringLiteral("99 %")); // 100 % is when it is done
        QCOMPARE(formatWholePercent(1), QStringLiteral("100 %"));
    }

    void durations_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        const auto row = [](double seconds, const char* text) {
            QTest::newRow(text) << seconds << QString::fromUtf8(text);
        };
        row(0.01, "<0.1 s");
        row(0.9, "0.9 s");
        row(13.9, "13.9 s");
        row(59.96, "1 min 00 s");
        row(124, "2 min 04 s");
        row(2 * 3600 + 8 * 60, "2 h 08 min");
        row(6 * 86400 + 4 * 3600, "6 d 4 h");
    }
    void durations()
    {
        QFETCH(double, seconds);
        QTEST(formatDuration(seconds), "text");
    }

    void timeLeft()
    {
        QCOMPARE(formatTimeLeft(14.2), QStringLiteral("about 14 s left"));
        QCOMPARE(formatTimeLeft(0.2), QStringLiteral("about 1 s left"));
        QCOMPARE(formatTimeLeft(124), QStringLiteral("about 2 min 04 s left"));
    }

    void dates()
    {
        const QDateTime now(QDate(2025, 11, 5), QTime(15, 0));
        QCOMPARE(formatRelativeDate(QDateTime(QDate(2025, 11, 5), QTime(14, 23)), now), QStringLiteral("Today 14:23"));
        QCOMPARE(formatRelativeDate(QDateTime(QDate(2025, 11, 4), QTime(23, 59)), now), QStringLiteral("Yesterday"));
        QCOMPARE(formatRelativeDate(QDateTime(QDate(2025, 11, 3), QTime(1, 0)), now), QStringLiteral("Mon 3 Nov"));
        QCOMPARE(formatRelativeDate(QDateTime(QDate(2024, 11, 3), QTime(1, 0)), now), QStringLiteral("3 Nov 2024"));
        QCOMPARE(formatRelativeDate(QDateTime(), now), QString());
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
