// Samples, gaps and garbage collections over time: bounded memory, and decimation that loses no peak.
#include <QRegularExpression>
#include <QTest>

#include "core/timeline/decimate.h"
#include "core/timeline/gcevents.h"
#include "core/timeline/timeline.h"

#include <cmath>
#include <random>

using namespace heapwise;

namespace {

constexpr int kDay = 24 * 3600;

/// A day of samples at one per second with one series, of which `peak` is far above the others.
Timeline dayOfSamples(int peak)
{
    Timeline timeline;
    const SeriesId used = timeline.series("heapUsed");
    for (int i = 0; i < kDay; ++i) {
        timeline.append(1000.0 + i);
        timeline.set(used, i == peak ? 1e9 : 1e6 + i % 7);
    }
    return timeline;
}

double highest(const std::vector<PlotPoint>& points)
{
    double high = kNoValue;
    for (const auto& point : points)
        high = std::fmax(high, point.value);
    return high;
}

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void seriesMayAppearLater();
    void refusesTimesThatGoBack();
    void findsRows();
    void keepsADayInFull();
    void thinsWhatIsOlder();
    void summariesSkipWhatIsMissing();
    void decimationKeepsThePeak();
    void decimationMatchesEveryRowWhenFew();
    void decimationStopsAtGaps();
    void stackTakesWholeRows();
    void collectionsAreCounted();
    void collectionsAreBounded();
    void longestCollectionPerPixel();
};

void TestTimeline::seriesMayAppearLater()
{
    Timeline timeline;
    const SeriesId rss = timeline.series("rss");
    QVERIFY(timeline.append(1));
    timeline.set(rss, 10);
    const SeriesId space = timeline.series("shared_trusted_space");
    QVERIFY(timeline.append(2));
    timeline.set(space, 5);
    QCOMPARE(timeline.series("rss"), rss);
    QCOMPARE(timeline.value(rss, 0), 10.0);
    QVERIFY(std::isnan(timeline.value(rss, 1)));
    QVERIFY(std::isnan(timeline.value(space, 0)));
    QCOMPARE(timeline.value(space, 1), 5.0);
}

void TestTimeline::refusesTimesThatGoBack()
{
    Timeline timeline;
    QVERIFY(timeline.append(5));
    QVERIFY(!timeline.append(5));
    QVERIFY(!timeline.append(4));
    QVERIFY(!timeline.append(kNoValue));
    QVERIFY(!timeline.append(INFINITY));
    QCOMPARE(timeline.rows(), std::size_t(1));
}

void TestTimeline::findsRows()
{
    Timeline timeline;
    QCOMPARE(timeline.nearestRow(3), std::size_t(0));
    for (const double time : {1.0, 2.0, 4.0, 8.0})
        timeline.append(time);
    QCOMPARE(timeline.rowsBetween(2, 4).begin, std::size_t(1));
    QCOMPARE(timeline.rowsBetween(2, 4).end, std::size_t(3));
    QVERIFY(timeline.rowsBetween(5, 6).isEmpty());
    QCOMPARE(timeline.nearestRow(0), std::size_t(0));
    QCOMPARE(timeline.nearestRow(5.9), std::size_t(2));
    QCOMPARE(timeline.nearestRow(6.1), std::size_t(3));
    QCOMPARE(timeline.nearestRow(99), std::size_t(3));
}

void TestTimeline::keepsADayInFull()
{
    const Timeline timeline = dayOfSamples(0);
    QCOMPARE(timeline.rows(), std::size_t(kDay));
    QCOMPARE(timeline.fullDetailFrom(), std::size_t(0));
}

void TestTimeline::thinsWhatIsOlder()
{
    Timeline timeline(1000);
    const SeriesId used = timeline.series("heapUsed");
    for (int i = 0; i < 100'000; ++i) {
        QVERIFY(timeline.append(i));
        timeline.set(used, i == 123 ? 1e9 : i == 124 ? -1.0 : 100 + i % 5);
        QVERIFY(timeline.rows() <= 1000);
    }
    const auto all = timeline.summary(used, {0, timeline.rows()});
    QCOMPARE(all.maximum, 1e9); // however often it was thinned
    QCOMPARE(all.minimum, -1.0);
    QCOMPARE(timeline.firstTime(), 0.0);
    QCOMPARE(timeline.lastTime(), 99'999.0);
    for (std::size_t row = 1; row < timeline.rows(); ++row)
        QVERIFY(timeline.time(row) > timeline.time(row - 1));
    // The newest rows are as they were measured.
    QCOMPARE(timeline.time(timeline.rows() - 2), 99'998.0);
    QVERIFY(timeline.fullDetailFrom() < timeline.rows() - 400);
}

void TestTimeline::summariesSkipWhatIsMissing()
{
    Timeline timeline;
    const SeriesId rss = timeline.series("rss");
    for (const double value : {kNoValue, 7.0, 3.0, 9.0, kNoValue}) {
        timeline.append(double(timeline.rows()));
        timeline.set(rss, value);
    }
    const auto range = timeline.summary(rss, {0, 5});
    QCOMPARE(range.first, 7.0);
    QCOMPARE(range.last, 9.0);
    QCOMPARE(range.minimum, 3.0);
    QCOMPARE(range.maximum, 9.0);
    QCOMPARE(range.change(), 2.0);
    QVERIFY(std::isnan(timeline.summary(rss, {0, 1}).change()));
}

void TestTimeline::decimationKeepsThePeak()
{
    for (const int peak : {0, 1, 40'000, kDay - 1}) {
        const Timeline timeline = dayOfSamples(peak);
        const auto points = decimate(timeline, SeriesId{0}, 1000, 1000 + kDay, 900);
        QVERIFY(points.size() <= 4 * 900);
        QCOMPARE(highest(points), 1e9);
        for (std::size_t i = 1; i < points.size(); ++i)
            QVERIFY(points[i].time >= points[i - 1].time);
    }
}

void TestTimeline::decimationMatchesEveryRowWhenFew()
{
    const Timeline timeline = dayOfSamples(5);
    const auto points = decimate(timeline, SeriesId{0}, 1010, 1020, 900);
    QCOMPARE(points.size(), std::size_t(13)); // eleven, and one beyond either end
    QCOMPARE(points.front().time, 1009.0);
    QCOMPARE(points.back().time, 1021.0);
}

void TestTimeline::decimationStopsAtGaps()
{
    Timeline timeline;
    const SeriesId rss = timeline.series("rss");
    for (const double time : {1.0, 2.0, 10.0, 11.0}) {
        timeline.append(time);
        timeline.set(rss, time);
    }
    timeline.addGap({2, 10});
    const auto points = decimate(timeline, rss, 0, 12, 1000);
    QCOMPARE(points.size(), std::size_t(5));
    QVERIFY(std::isnan(points[2].value));
    QCOMPARE(points[3].time, 10.0);
    timeline.addGap({5, 5}); // nothing
    QCOMPARE(timeline.gaps().size(), std::size_t(1));
}

void TestTimeline::stackTakesWholeRows()
{
    Timeline timeline;
    const std::vector<SeriesId> spaces{timeline.series("old_space"), timeline.series("new_space")};
    for (int i = 0; i < 10'000; ++i) {
        timeline.append(i);
        timeline.set(spaces[0], i == 7777 ? 900 : 100);
        if (i % 2 == 0)
            timeline.set(spaces[1], i % 3);
    }
    const auto rows = decimateStack(timeline, spaces, 0, 10'000, 100);
    QVERIFY(rows.size() <= 2 * 102);
    QVERIFY(std::is_sorted(rows.begin(), rows.end()));
    QVERIFY(std::find(rows.begin(), rows.end(), std::size_t(7777)) != rows.end());
}

void TestTimeline::collectionsAreCounted()
{
    GcEvents events;
    events.add({.time = 10, .pause = 0.001, .kind = GcKind::Minor});
    events.add({.time = 30, .pause = 0.040, .kind = GcKind::Major});
    events.add({.time = 20, .pause = 0.002, .kind = gcKindFromNumber(2)}); // told late
    events.add({.time = 25, .pause = 0.003, .kind = gcKindFromNumber(8)});
    events.add({.time = kNoValue, .pause = 1, .kind = GcKind::Major});
    events.add({.time = 26, .pause = -1, .kind = GcKind::Major});
    QCOMPARE(events.all().size(), std::size_t(4));
    QCOMPARE(events.all()[1].time, 20.0);
    const GcTotals part = events.totals(events.between(15, 30));
    QCOMPARE(part.major, std::uint64_t(1));
    QCOMPARE(part.minor, std::uint64_t(1));
    QCOMPARE(part.marking, std::uint64_t(1));
    QCOMPARE(part.longest, 0.040);
    QCOMPARE(events.sessionTotals().minor, std::uint64_t(2));
    QCOMPARE(gcKindFromNumber(77), GcKind::Unknown);
    QCOMPARE(gcKindFromNumber(-3), GcKind::Unknown);
}

void TestTimeline::collectionsAreBounded()
{
    GcEvents events(1000);
    for (int i = 0; i < 50'000; ++i) {
        events.add({.time = double(i), .pause = 0.001, .kind = i % 100 == 0 ? GcKind::Major : GcKind::Minor});
        QVERIFY(events.all().size() <= 1000);
    }
    QCOMPARE(events.sessionTotals().major, std::uint64_t(500));
    QCOMPARE(events.sessionTotals().minor, std::uint64_t(49'500));
    QCOMPARE(events.dropped() + events.all().size(), std::uint64_t(50'000));
    QVERIFY(events.all().front().isMajor()); // they outlive the minor ones of their time
    for (int i = 0; i < 5000; ++i)
        events.add({.time = 1e6 + i, .pause = 0.001, .kind = GcKind::Major});
    QVERIFY(events.all().size() <= 1000);
}

void TestTimeline::longestCollectionPerPixel()
{
    GcEvents events;
    for (int i = 0; i < 1000; ++i)
        events.add(
            {.time = i / 10.0, .pause = i == 555 ? 0.5 : 0.001, .kind = i % 50 == 0 ? GcKind::Major : GcKind::Minor});
    const auto bars = longestPerPixel(events, 0, 100, 10);
    QCOMPARE(bars.size(), std::size_t(20)); // a major and a minor one for each pixel
    QVERIFY(std::any_of(bars.begin(), bars.end(), [](const GcEvent& bar) { return bar.pause == 0.5; }));
    QVERIFY(longestPerPixel(events, 5, 5, 10).empty());
}

QTEST_APPLESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
