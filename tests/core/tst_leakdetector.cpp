// Whether memory leaks: statistics against other implementations, and series of which the truth is known.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include "core/timeline/leakdetector.h"
#include "core/timeline/leakverdict.h"
#include "core/timeline/recording.h"

#include <cmath>
#include <functional>
#include <random>

using namespace heapwise;

namespace {

constexpr double kMiB = 1024 * 1024;

std::vector<double> numbers(const QJsonValue& array)
{
    std::vector<double> result;
    for (const auto& value : array.toArray())
        result.push_back(value.toDouble());
    return result;
}

/// A program whose memory is known: `live` bytes are alive `t` seconds after it began.
struct Program {
    std::function<double(double)> live;
    std::function<double(double)> external = [](double) { return 2 * kMiB; };
    std::function<double(double)> native = [](double) { return 40 * kMiB; };
    double churn = 2 * kMiB;      ///< bytes of garbage made per second
    double threshold = 24 * kMiB; ///< of garbage, that makes V8 collect it
    double noise = 0.2 * kMiB;    ///< of what is alive, from moment to moment
    double minutes = 30;
    std::function<bool(double)> isMissing = [](double) { return false; };
};

/// The verdicts it got, in the order they came.
struct Watched {
    std::vector<Verdict> verdicts;
    LeakReport report;

    bool had(Verdict verdict) const { return std::find(verdicts.begin(), verdicts.end(), verdict) != verdicts.end(); }
};

Watched watch(const Program& program, const LeakOptions& options = {}, unsigned seed = 1)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0, 1);
    LeakDetector detector(options);
    Watched result;
    double garbage = 0;
    for (int i = 0; i < program.minutes * 60; ++i) {
        const double t = i;
        if (program.isMissing(t))
            continue;
        Sample sample;
        sample.time = 1.7e9 + t;
        sample.started = 1.7e9 - 1000;
        const double live = program.live(t) + std::abs(normal(random)) * program.noise;
        garbage += program.churn * (0.5 + std::generate_canonical<double, 20>(random));
        if (garbage > program.threshold) {
            garbage = 0;
            sample.collections.push_back(
                {.time = sample.time - 0.3, .pause = 0.01, .kind = GcKind::Major, .usedAfter = live});
        }
        sample.heapUsed = live + garbage;
        sample.heapTotal = sample.heapUsed + 10 * kMiB;
        sample.external = program.external(t);
        sample.arrayBuffers = sample.external / 2;
        sample.rss = sample.heapTotal + sample.external + program.native(t) + normal(random) * 0.1 * kMiB;
        sample.heapLimit = 2048 * kMiB;
        sample.spaces = {{"old_space", live}, {"new_space", garbage}, {"code_space", 3 * kMiB}};
        detector.addSample(sample);
        if (result.verdicts.empty() || result.verdicts.back() != detector.report().verdict)
            result.verdicts.push_back(detector.report().verdict);
    }
    result.report = detector.report();
    return result;
}

Program growing(double perMinute)
{
    return {.live = [perMinute](double t) { return 60 * kMiB + perMinute * t / 60; }};
}

} // namespace

Q_DECLARE_METATYPE(heapwise::Verdict)

class TestLeakDetector : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void trendAgreesWithOthers_data();
    void trendAgreesWithOthers();
    void trendOfTooLittle();
    void trendAgreesWithBruteForce();
    void minimaAreBounded();

    void findsLeaks_data();
    void findsLeaks();
    void raisesNoFalseAlarm_data();
    void raisesNoFalseAlarm();
    void saysHowMuchIsMissing();
    void saysWhatGrows();
    void findsGrowthOutside();
    void findsGrowthOutsideOfAnIdleHeap();
    void doesNotBlameOurOwnSnapshots();
    void skipsTheStart();
    void doesWithoutUsedAfter();
    void simpleRuleHasItsWeakness();
    void agreesOnARecording();
    void workIsBounded();
};

void TestLeakDetector::trendAgreesWithOthers_data()
{
    QTest::addColumn<QJsonObject>("series");
    QFile file(QStringLiteral(HEAPWISE_TEST_DATA "/trends.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray all = QJsonDocument::fromJson(file.readAll()).object()["series"].toArray();
    QVERIFY(all.size() > 10);
    for (const auto& series : all)
        QTest::newRow(qPrintable(series.toObject().value(QLatin1String("name")).toString())) << series.toObject();
}

void TestLeakDetector::trendAgreesWithOthers()
{
    QFETCH(QJsonObject, series);
    const Trend trend = trendOf(numbers(series["times"]), numbers(series["values"]));
    const auto agrees = [&](double mine, const char* key) {
        const double theirs = series[QLatin1String(key)].toDouble();
        return std::abs(mine - theirs) <= 1e-9 * std::max(1.0, std::abs(theirs));
    };
    QVERIFY(agrees(trend.slope, "slope"));
    QVERIFY2(agrees(trend.low, "low"), qPrintable(QString::number(trend.low, 'g', 17)));
    QVERIFY2(agrees(trend.high, "high"), qPrintable(QString::number(trend.high, 'g', 17)));
    QVERIFY(agrees(trend.middle, "middle"));
    QVERIFY2(agrees(trend.pValue, "pValue"), qPrintable(QString::number(trend.pValue, 'g', 17)));
    QVERIFY(agrees(trend.rSquared, "rSquared"));
}

void TestLeakDetector::trendOfTooLittle()
{
    QVERIFY(!trendOf({}, {}).isKnown());
    QVERIFY(!trendOf(std::vector{1.0, 2.0}, std::vector{1.0, 2.0}).isKnown());
    const Trend flat = trendOf(std::vector{1.0, 2.0, 3.0, 4.0}, std::vector{7.0, 7.0, 7.0, 7.0});
    QCOMPARE(flat.slope, 0.0);
    QCOMPARE(flat.pValue, 1.0);
    QVERIFY(flat.includesZero());
    QVERIFY(!trendOf(std::vector{5.0, 5.0, 5.0}, std::vector{1.0, 2.0, 3.0}).isKnown()); // all at once
}

// The definitions, literally.
void TestLeakDetector::trendAgreesWithBruteForce()
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> times, values, slopes;
        const int n = 3 + int(random() % 40);
        for (int i = 0; i < n; ++i) {
            times.push_back(i == 0 ? 0 : times.back() + 1 + double(random() % 5));
            values.push_back(double(random() % 10)); // many ties
        }
        int s = 0;
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < i; ++j) {
                slopes.push_back((values[i] - values[j]) / (times[i] - times[j]));
                s += (values[i] > values[j]) - (values[i] < values[j]);
            }
        std::sort(slopes.begin(), slopes.end());
        const std::size_t half = slopes.size() / 2;
        const double median = slopes.size() % 2 ? slopes[half] : (slopes[half - 1] + slopes[half]) / 2;
        const Trend trend = trendOf(times, values);
        QCOMPARE(trend.slope, median);
        QVERIFY(trend.low <= trend.slope && trend.slope <= trend.high);
        if (std::abs(s) <= 1)
            QCOMPARE(trend.pValue, 1.0);
        else
            QVERIFY(trend.pValue > 0 && trend.pValue < 1);
    }
}

void TestLeakDetector::minimaAreBounded()
{
    Minima minima(10);
    for (int i = 0; i < 100'000; ++i) {
        minima.add(i, i % 7 == 0 ? 3.0 : 9.0);
        QVERIFY(minima.times().size() < Minima::kMax);
    }
    for (const double value : minima.values())
        QCOMPARE(value, 3.0);
    QVERIFY(!minima.add(100'000, kNoValue));
    minima.dropBefore(99'000);
    QVERIFY(minima.times().empty() || minima.times().front() >= 99'000);
}

void TestLeakDetector::findsLeaks_data()
{
    QTest::addColumn<double>("perMinute");
    QTest::addColumn<double>("noise");
    QTest::addColumn<double>("minutes");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("fast") << 60.0 << 0.2 << 20.0 << Verdict::LeakLikely;
    QTest::newRow("as in a service") << 4.0 << 0.5 << 20.0 << Verdict::LeakLikely;
    QTest::newRow("noisy") << 6.0 << 8.0 << 40.0 << Verdict::LeakLikely;
    QTest::newRow("slow") << 0.6 << 0.2 << 30.0 << Verdict::LeakLikely;
    QTest::newRow("very slow") << 0.15 << 0.1 << 60.0 << Verdict::LeakPossible;
    QTest::newRow("not long enough to be sure") << 4.0 << 0.2 << 10.0 << Verdict::LeakPossible;
}

void TestLeakDetector::findsLeaks()
{
    QFETCH(double, perMinute);
    QFETCH(double, noise);
    QFETCH(double, minutes);
    QFETCH(Verdict, verdict);
    for (unsigned seed = 1; seed <= 3; ++seed) {
        Program program = growing(perMinute * kMiB);
        program.noise = noise * kMiB;
        program.minutes = minutes;
        const Watched watched = watch(program, {}, seed);
        QCOMPARE(int(watched.report.verdict), int(verdict));
        const double slope = watched.report.floor.slope * 60 / kMiB;
        QVERIFY2(std::abs(slope - perMinute) < 0.25 * perMinute, qPrintable(QString::number(slope)));
        QVERIFY(watched.report.floor.low * 60 / kMiB <= perMinute * 1.05 &&
                watched.report.floor.high * 60 / kMiB >= perMinute * 0.95);
        QVERIFY(watched.report.secondsToLimit > 0);
        QVERIFY(watched.report.confidence() > 0.95);
    }
}

void TestLeakDetector::raisesNoFalseAlarm_data()
{
    QTest::addColumn<int>("which");
    const char* names[] = {"idle with noise",        "sawtooth",       "warm-up", "step", "periodic load", "shrinks",
                           "holes in the recording", "large flat heap"};
    for (int i = 0; i < int(std::size(names)); ++i)
        QTest::newRow(names[i]) << i;
}

void TestLeakDetector::raisesNoFalseAlarm()
{
    QFETCH(int, which);
    const double level = 60 * kMiB;
    const Program programs[] = {
        {.live = [=](double) { return level; }, .noise = 3 * kMiB},
        {.live = [=](double) { return level; }, .churn = 20 * kMiB, .threshold = 120 * kMiB},
        {.live = [=](double t) { return level * (1 - std::exp(-t / 90)); }, .noise = kMiB},
        {.live = [=](double t) { return t < 400 ? level : 2 * level; }},
        {.live = [=](double t) { return level * (1 + 0.5 * std::sin(t / 240 * 2 * M_PI)); }, .minutes = 60},
        {.live = [=](double t) { return 3 * level - t * 0.05 * kMiB; }},
        {.live = [=](double) { return level; },
         .noise = kMiB,
         .isMissing = [](double t) { return int(t / 100) % 3 == 1; }},
        {.live = [=](double) { return 20 * level; }, .churn = 10 * kMiB, .noise = 4 * kMiB},
    };
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const Watched watched = watch(programs[which], {}, seed);
        QVERIFY(!watched.had(Verdict::LeakLikely));
        QVERIFY(!watched.had(Verdict::OutsideHeap));
        QVERIFY2(!watched.report.isAlarm(), qPrintable(QString("seed %1, p %2, R2 %3")
                                                           .arg(seed)
                                                           .arg(watched.report.floor.pValue)
                                                           .arg(watched.report.floor.rSquared)));
        QVERIFY(watched.report.verdict != Verdict::NotEnoughData);
    }
}

void TestLeakDetector::saysHowMuchIsMissing()
{
    Program program = growing(4 * kMiB);
    program.minutes = 1;
    const Watched watched = watch(program);
    QCOMPARE(int(watched.report.verdict), int(Verdict::NotEnoughData));
    QVERIFY(watched.report.collections > 0 && watched.report.collections < 8);
    QCOMPARE(watched.report.neededCollections, std::size_t(8));
    QVERIFY(watched.report.observed > 30 && watched.report.observed < 60);
    program.minutes = 60;
    program.threshold = 1e12; // never collects
    QCOMPARE(int(watch(program).report.verdict), int(Verdict::NotEnoughData));
}

void TestLeakDetector::saysWhatGrows()
{
    const Watched watched = watch(growing(6 * kMiB));
    QCOMPARE(int(watched.report.verdict), int(Verdict::LeakLikely));
    QVERIFY(!watched.report.growth.empty());
    QCOMPARE(watched.report.growth.front().name, std::string("old_space"));
    QVERIFY(std::abs(watched.report.growth.front().perSecond * 60 / kMiB - 6) < 0.5);
    for (const auto& growth : watched.report.growth)
        QVERIFY(growth.name != "code_space");
}

void TestLeakDetector::findsGrowthOutside()
{
    Program program = growing(0);
    program.external = [](double t) { return 2 * kMiB + 3 * kMiB * t / 60; };
    const Watched buffers = watch(program);
    QCOMPARE(int(buffers.report.verdict), int(Verdict::OutsideHeap));
    QCOMPARE(buffers.report.growth.front().name.substr(0, 5), std::string("exter").substr(0, 5));
    QVERIFY(std::isnan(buffers.report.secondsToLimit));
    program = growing(0);
    program.native = [](double t) { return 40 * kMiB + 2 * kMiB * t / 60; };
    const Watched addon = watch(program);
    QCOMPARE(int(addon.report.verdict), int(Verdict::OutsideHeap));
    QCOMPARE(addon.report.growth.front().name, std::string("native"));
    // What both leak is first of all a leak of the heap.
    program = growing(6 * kMiB);
    program.external = [](double t) { return 2 * kMiB + 3 * kMiB * t / 60; };
    QCOMPARE(int(watch(program).report.verdict), int(Verdict::LeakLikely));
}

void TestLeakDetector::findsGrowthOutsideOfAnIdleHeap()
{
    Program program = growing(0);
    program.churn = 0.01 * kMiB;
    program.threshold = 1e12;
    program.native = [](double t) { return 40 * kMiB + 6 * kMiB * t / 60; };
    QCOMPARE(int(watch(program).report.verdict), int(Verdict::OutsideHeap));
    program.native = [](double) { return 40 * kMiB; };
    QCOMPARE(int(watch(program).report.verdict), int(Verdict::NotEnoughData));
}

// The memory a snapshot takes in the process is never given back.
void TestLeakDetector::doesNotBlameOurOwnSnapshots()
{
    LeakDetector detector;
    for (int i = 0; i < 1800; ++i) {
        Sample sample;
        sample.time = 1000 + i;
        sample.heapUsed = 30 * kMiB;
        sample.heapTotal = 40 * kMiB;
        sample.external = kMiB;
        sample.rss = (100 + 80 * (i / 300)) * kMiB;
        if (i % 10 == 0)
            sample.collections.push_back(
                {.time = sample.time, .pause = 0.01, .kind = GcKind::Major, .usedAfter = 30 * kMiB});
        if (i % 300 == 0)
            detector.forgetOutside();
        detector.addSample(sample);
        QVERIFY(detector.report().verdict != Verdict::OutsideHeap);
    }
}

void TestLeakDetector::skipsTheStart()
{
    LeakDetector detector;
    for (int i = 0; i < 60; ++i) {
        Sample sample;
        sample.time = 1000 + i;
        sample.started = 1000;
        sample.heapUsed = i * kMiB;
        sample.collections.push_back(
            {.time = sample.time, .pause = 0.01, .kind = GcKind::Major, .usedAfter = sample.heapUsed});
        detector.addSample(sample);
        QCOMPARE(detector.floorTimes().empty(), i < 30);
    }
}

// Before Node 18.15, and where sampling fell back to the protocol, collections do not tell what they left.
void TestLeakDetector::doesWithoutUsedAfter()
{
    LeakDetector detector;
    for (int i = 0; i < 1200; ++i) {
        Sample sample;
        sample.time = 1000 + i;
        sample.heapUsed = 30 * kMiB + i * 0.1 * kMiB + i % 10 * kMiB;
        if (i % 10 == 0)
            sample.collections.push_back({.time = sample.time - 0.2, .pause = 0.01, .kind = GcKind::Major});
        detector.addSample(sample);
    }
    QCOMPARE(int(detector.report().verdict), int(Verdict::LeakLikely));
    QVERIFY(std::abs(detector.report().floor.slope - 0.1 * kMiB) < 0.005 * kMiB);
}

// Chosen knowing that it takes a sawtooth for a leak.
void TestLeakDetector::simpleRuleHasItsWeakness()
{
    LeakOptions options{.rule = LeakRule::Simple};
    Program sawtooth = growing(0);
    sawtooth.churn = 3 * kMiB;
    sawtooth.threshold = 120 * kMiB;
    QVERIFY(watch(sawtooth, options).had(Verdict::LeakPossible));
    Program flat = growing(0);
    flat.churn = 0;
    QVERIFY(!watch(flat, options).had(Verdict::LeakPossible));
    options.ratio = 1.5;
    Program slow = growing(4 * kMiB);
    slow.churn = 0;
    QVERIFY(!watch(slow, options).had(Verdict::LeakPossible));
    QVERIFY(watch(growing(300 * kMiB), options).had(Verdict::LeakPossible));
}

void TestLeakDetector::agreesOnARecording()
{
    Recording recording;
    LeakDetector live;
    for (int i = 0; i < 1200; ++i) {
        Sample sample;
        sample.time = 1000 + i;
        sample.heapUsed = 30 * kMiB + i * 0.1 * kMiB + i % 20 * kMiB;
        sample.heapTotal = sample.heapUsed;
        sample.rss = 2 * sample.heapUsed;
        sample.external = kMiB;
        sample.spaces = {{"old_space", sample.heapUsed}};
        if (i % 20 == 0)
            sample.collections.push_back(
                {.time = sample.time, .pause = 0.01, .kind = GcKind::Major, .usedAfter = sample.heapUsed});
        live.addSample(sample);
        QVERIFY(recording.addSample(sample));
    }
    const LeakDetector again = detectLeaks(recording.main(), {});
    QCOMPARE(int(again.report().verdict), int(live.report().verdict));
    QCOMPARE(again.report().floor.slope, live.report().floor.slope);
    QCOMPARE(again.report().collections, live.report().collections);
    QCOMPARE(again.report().growth.size(), live.report().growth.size());
}

void TestLeakDetector::workIsBounded()
{
    LeakDetector detector({.window = 1e9});
    for (int i = 0; i < 20'000; ++i) {
        Sample sample;
        sample.time = 1000 + i * 20;
        sample.heapUsed = 30 * kMiB;
        sample.collections.push_back(
            {.time = sample.time, .pause = 0.01, .kind = GcKind::Major, .usedAfter = 30 * kMiB + (i % 3) * kMiB});
        detector.addSample(sample);
        QVERIFY(detector.floorTimes().size() <= LeakDetector::kMaxFloors);
        if (i == 200)
            QVERIFY(std::is_sorted(detector.floorTimes().begin(), detector.floorTimes().end()));
    }
    QCOMPARE(detector.report().floor.slope, 0.0);
}

QTEST_APPLESS_MAIN(TestLeakDetector)
#include "tst_leakdetector.moc"
