// Sessions, logs of --trace-gc, diagnostic reports and metrics: what is read of them, whole, cut and damaged.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/timeline/diagnosticreport.h"
#include "core/timeline/leakdetector.h"
#include "core/timeline/metrics.h"
#include "core/timeline/recordingfile.h"
#include "core/timeline/scrapes.h"
#include "core/timeline/snapshotrules.h"
#include "core/timeline/tracegc.h"

#include <cmath>
#include <random>

using namespace heapwise;

namespace {

constexpr double kMiB = 1024 * 1024;

/// NaN is equal to NaN here.
bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

Sample sampleAt(Seconds time, int lane = 0)
{
    Sample sample;
    sample.lane = lane;
    sample.time = time;
    sample.rss = 80e6 + time;
    sample.heapUsed = 30e6 + time / 3;
    sample.external = 1e6;
    sample.heapLimit = 2e9;
    sample.groupLimit = time < 1010 ? 3e9 : kNoValue;
    sample.started = 5;
    sample.spaces = {{"old_space", 20e6 + time}, {"a \"quoted\"\n space", 1}};
    if (int(time) % 3 == 0)
        sample.collections = {{.time = time - 0.5,
                               .pause = 0.0123,
                               .kind = GcKind::Major,
                               .flags = 4,
                               .usedBefore = 40e6,
                               .usedAfter = 29e6},
                              {.time = time - 0.1, .pause = 0.001, .kind = GcKind::Minor}};
    return sample;
}

/// A session of 30 samples with a worker, a gap and an event.
std::string sessionText()
{
    SessionText text;
    std::string all = text.head({1000, "shop-api", 4821, "v22.11.0", "127.0.0.1:9229"});
    all += text.lane(1, "[worker 2] ä");
    for (int i = 1; i <= 30; ++i) {
        all += text.sample(sampleAt(1000 + i));
        all += text.sample(sampleAt(1000 + i, 1));
    }
    all += text.gap({1010, 1012});
    all += text.event(
        {"snapshot", 1020, "Snapshot #1", "clean\t\"quoted\"", 3e7, kNoValue, "/tmp/a.heapsnapshot", 1, 2, 0});
    return all + text.laneEnd(1);
}

QByteArray fixture(const char* name)
{
    QFile file(QStringLiteral(HEAPWISE_TEST_DATA "/recordings/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestRecordings : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void sessionKeepsEverything();
    void sessionCutAnywhere();
    void sessionWithDamage();
    void sessionFileIsWritten();
    void refusesOtherFiles();

    void traceGcLines_data();
    void traceGcLines();
    void traceGcOfEveryVersion();
    void traceGcMixedAndGlued();
    void traceGcInPieces();
    void traceGcSurvivesNoise();

    void reportsOfEveryVersion_data();
    void reportsOfEveryVersion();
    void refusesBrokenReports();

    void scrapesOfPromClient();
    void scrapesOfOpenTelemetry();
    void scrapesWithPlainNames();
    void scrapesOfOurOwn();
    void refusesOtherMetrics();
    void tellsTheFormats();

    void rulesOfSnapshots();
};

void TestRecordings::sessionKeepsEverything()
{
    const auto contents = readSession(sessionText());
    QVERIFY(bool(contents));
    QCOMPARE(contents->damaged, std::size_t(0));
    QVERIFY(!contents->isCut);
    QCOMPARE(contents->head.name, std::string("shop-api"));
    QCOMPARE(contents->head.pid, 4821ll);
    QCOMPARE(contents->head.version, std::string("v22.11.0"));
    const Recording& recording = contents->recording;
    QCOMPARE(recording.main().timeline.rows(), std::size_t(30));
    QCOMPARE(recording.lanes().at(1).title, std::string("[worker 2] ä"));
    QVERIFY(recording.lanes().at(1).ended);
    QCOMPARE(recording.main().timeline.gaps().size(), std::size_t(1));
    QCOMPARE(recording.main().collections.all().size(), std::size_t(20));
    const Sample expected = sampleAt(1007), read = recording.main().sampleAt(6);
    QVERIFY(same(read.time, expected.time) && same(read.rss, expected.rss) && same(read.heapUsed, expected.heapUsed));
    QVERIFY(same(read.heapTotal, kNoValue) && same(read.heapLimit, expected.heapLimit));
    QVERIFY(same(read.groupLimit, 3e9) && same(recording.main().sampleAt(20).groupLimit, kNoValue));
    QVERIFY(read.spaces == expected.spaces);
    const GcEvent& major = recording.main().collections.all().front();
    QVERIFY(major.isMajor() && major.flags == 4 && major.usedAfter == 29e6 && major.pause == 0.0123);
    QVERIFY(std::isnan(recording.main().collections.all()[1].usedAfter));
    QCOMPARE(contents->events.size(), std::size_t(1));
    QCOMPARE(contents->events[0].detail, std::string("clean\t\"quoted\""));
    QCOMPARE(contents->events[0].epoch, 2);
    QVERIFY(std::isnan(contents->events[0].change));
}

// A crash may stop it at any byte: what was complete before is there.
void TestRecordings::sessionCutAnywhere()
{
    const std::string all = sessionText();
    std::size_t rows = 0;
    for (std::size_t length = 0; length < all.size(); ++length) {
        const auto contents = readSession(std::string_view(all).substr(0, length));
        if (!contents) {
            QVERIFY(length < 60); // not even its first words
            continue;
        }
        QCOMPARE(contents->damaged, std::size_t(0));
        QVERIFY(contents->recording.main().timeline.rows() >= rows);
        rows = contents->recording.main().timeline.rows();
        const bool isBetweenLines = all[length - 1] == '\n' || all[length] == '\n';
        QCOMPARE(contents->isCut, !isBetweenLines);
    }
    QCOMPARE(rows, std::size_t(30));
}

void TestRecordings::sessionWithDamage()
{
    std::mt19937 random(3);
    const std::string all = sessionText();
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = all;
        for (int i = 0; i < 3; ++i)
            damaged[100 + random() % (damaged.size() - 100)] = char(random());
        const auto contents = readSession(damaged);
        QVERIFY(bool(contents));
        QVERIFY(contents->damaged <= 6 && contents->recording.main().timeline.rows() >= 24);
    }
}

void TestRecordings::sessionFileIsWritten()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("a.heapwise-session");
    {
        auto writer = SessionWriter::create(path.toStdString());
        QVERIFY(bool(writer));
        QVERIFY(!SessionWriter::create(path.toStdString())); // never over another one
        QVERIFY(writer->write(sessionText()));
        QFile file(path); // while it is open
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), sessionText());
    }
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
             QFile::Permissions());
    QVERIFY(!SessionWriter::create("/no/such/folder/a"));
}

void TestRecordings::refusesOtherFiles()
{
    for (const char* text : {"", "{}", "heapwise-session", "00000000 {\"type\":\"sample\"}\n",
                             "{\"snapshot\":{\"meta\":{}}}", "\n\n\n[1:0x"}) {
        QVERIFY(!readSession(text));
        QVERIFY(!readRecording(text, 1000));
        QVERIFY(!readDiagnosticReport(text));
        QVERIFY(!readTraceGc(text, 0));
        QVERIFY(!readScrapes(text, 1000));
    }
}

void TestRecordings::traceGcLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("before");
    QTest::addColumn<double>("after");
    QTest::addColumn<double>("milliseconds");
    const auto row = [](const char* name, const char* line, GcKind kind, double before, double after, double ms) {
        QTest::newRow(name) << QByteArray(line) << int(kind) << before << after << ms;
    };
    row("18 minor",
        "[13306:0x40088d00]       29 ms: Scavenge 4.3 (4.6) -> 4.0 (5.6) MB, 1.6 / 0.0 ms  (average mu = 1.000, "
        "current mu = 1.000) allocation failure; ",
        GcKind::Minor, 4.3, 4.0, 1.6);
    row("18 major",
        "[13306:0x40088d00]      225 ms: Mark-sweep 41.5 (63.8) -> 32.4 (71.4) MB, 16.5 / 0.0 ms  (+ 18.8 ms in 92 "
        "steps since start of marking, biggest step 4.3 ms, walltime since start of marking 45 ms) (average mu = "
        "1.000, current mu = 1.000) finalize incremental marking via stack guard; GC in old space requested",
        GcKind::Major, 41.5, 32.4, 16.5);
    row("18 reduce",
        "[1:0x1] 1779 ms: Mark-sweep (reduce) 13.2 (22.0) -> 13.0 (15.2) MB, 40.0 / 0.0 ms  (average mu = 0.824, "
        "current mu = 0.413) heap profiler; GC in old space requested",
        GcKind::Major, 13.2, 13.0, 40.0);
    row("20",
        "[1:0xdfa6390] 1601 ms: Mark-Compact 42.5 (48.6) -> 12.5 (21.1) MB, 21.24 / 0.00 ms  (average mu = 0.912, "
        "current mu = 0.003) testing; GC in old space requested",
        GcKind::Major, 42.5, 12.5, 21.24);
    row("22 interleaved",
        "[1:0x1]  277 ms: Scavenge (interleaved) 51.1 (85.2) -> 51.1 (85.2) MB, pooled: 0 MB, 3.98 / 0.00 ms  (average "
        "mu = 0.892, current mu = 0.892) external memory pressure; ",
        GcKind::Minor, 51.1, 51.1, 3.98);
    row("26 incremental",
        "[1:0x1:0]  290 ms: Incremental Mark-Compact 43.5 (77.7) -> 39.1 (73.9) MB, pooled: 3.2 MB, 24.61 / 0.00 ms (+ "
        "14.1 ms in 89 steps",
        GcKind::Major, 43.5, 39.1, 24.61);
    row("26 sweeping",
        "[1:0x1]  309 ms: Scavenge (during sweeping) 73.5 (76.3) -> 49.8 (83.5) MB, pooled: 0.0 MB, 14.66 / 0.00 ms "
        "(average mu = 0.865, current mu = 0.865) allocation failure; ",
        GcKind::Minor, 73.5, 49.8, 14.66);
    row("minor mark-sweep", "[1:0x1]  309 ms: Minor Mark-Sweep 73.5 (76.3) -> 49.8 (83.5) MB, 14.66 / 0.00 ms",
        GcKind::MinorMarkSweep, 73.5, 49.8, 14.66);
    row("as in documentation", "[12345:0x...]    10 ms: Scavenge 4.0 (4.5) -> 3.5 (5.5) MB, 1.2 / 0.0 ms",
        GcKind::Minor, 4.0, 3.5, 1.2);
    row("named values",
        "[1:0x1] 29 ms: pause=1.8 mutator=26.0 gc=s reduce_memory=0 total_size_before=4194304 total_size_after=2097152 "
        "holes=1",
        GcKind::Minor, 4, 2, 1.8);
    row("named values of 26, glued",
        "[1:0x1:0] 108 ms: pause=39.4 mutator=8.2 gc=mc clear.join=0.0start_object_size=8388608 "
        "end_object_size=1048576 start_memory_size=9 end_memory_size=9",
        GcKind::Major, 8, 1, 39.4);
}

void TestRecordings::traceGcLines()
{
    QFETCH(QByteArray, line);
    QFETCH(int, kind);
    QFETCH(double, before);
    QFETCH(double, after);
    QFETCH(double, milliseconds);
    const auto entry = parseTraceGc(line.toStdString());
    QVERIFY(entry);
    QCOMPARE(int(entry->event.kind), kind);
    QCOMPARE(entry->event.usedBefore, before * kMiB);
    QCOMPARE(entry->event.usedAfter, after * kMiB);
    QCOMPARE(entry->event.pause * 1000, milliseconds);
    QVERIFY(entry->isolate.starts_with("0x") && entry->isolate.find(':') == std::string::npos);
}

// Every line of real logs of Node 18 to 26 that tells of a collection is understood, and no other is.
void TestRecordings::traceGcOfEveryVersion()
{
    const QByteArray log = fixture("trace-gc.txt");
    static const QRegularExpression collection(" ms: (pause=|(Incremental )?(Scavenge|Mark-|Minor Mark))");
    int seen = 0;
    for (const auto& line : log.split('\n')) {
        const auto at = findTraceGc(line.toStdString(), 0);
        const bool expected = collection.match(QString::fromUtf8(line)).hasMatch();
        const bool understood = at != std::string::npos && parseTraceGc(line.mid(qsizetype(at)).toStdString());
        QVERIFY2(understood == expected, line);
        seen += understood;
    }
    QVERIFY(seen > 100);
}

void TestRecordings::traceGcMixedAndGlued()
{
    const std::string text =
        "listening on 3000\n"
        "[1:0xa]   100 ms: Scavenge 4.0 (5.0) -> 3.0 (5.0) MB, 1.0 / 0.0 ms\n"
        "GET /[2:0x is no entry] [1:0xa]   200 ms: Mark-Compact 9.0 (9.5) -> 5.0 (9.0) MB, 10.0 / 0.0 ms and text "
        "after it\n"
        "[1:0xb]   250 ms: Scavenge 2.0 (3.0) -> 1.0 (3.0) MB, 1.0 / 0.0 ms\n"
        "<--- Last few GCs --->\n"
        "[1:0xa]   300 ms: Mark-Compact 9.1 (9.5) -> 8.0 (9.0) MB, 10.0 / 0.0 ms  (average mu = 0.1, curr[1:0xa]   400 "
        "ms: Mark-Compact 9.2 (9.5) -> 9.0 (9.0) MB, 10.0 / 0.0 ms  (avera\n"
        "[1:0xa]   500 ms: Mark-Com";
    const auto recording = readTraceGc(text, 1000);
    QVERIFY(bool(recording));
    QCOMPARE(recording->main().collections.sessionTotals().major, std::uint64_t(3));
    QCOMPARE(recording->main().collections.sessionTotals().minor, std::uint64_t(1));
    QCOMPARE(recording->lanes().size(), std::size_t(2));
    QCOMPARE(recording->end(), 1000.4);
    QCOMPARE(recording->main().latest(Series::HeapUsed), 9 * kMiB);
    QCOMPARE(recording->main().latest(Series::HeapTotal), 9 * kMiB);
}

void TestRecordings::traceGcInPieces()
{
    const std::string log = fixture("trace-gc.txt").toStdString();
    const auto whole = readTraceGc(log, 1000);
    QVERIFY(bool(whole));
    for (const std::size_t size : {1u, 7u, 100u, 4096u}) {
        TraceGcReader reader(1000);
        for (std::size_t at = 0; at < log.size(); at += size)
            reader.feed(std::string_view(log).substr(at, size));
        reader.finish();
        QCOMPARE(reader.recording().main().timeline.rows(), whole->main().timeline.rows());
        QCOMPARE(reader.recording().lanes().size(), whole->lanes().size());
    }
}

void TestRecordings::traceGcSurvivesNoise()
{
    std::mt19937 random(5);
    const std::string log = fixture("trace-gc.txt").toStdString();
    for (int round = 0; round < 300; ++round) {
        std::string noisy = log.substr(random() % (log.size() / 2), 20'000);
        for (int i = 0; i < 500; ++i)
            noisy[random() % noisy.size()] = char(random());
        (void)readTraceGc(noisy, 0);
        (void)readScrapes(noisy, 0);
        (void)readRecording(noisy, 0);
    }
    TraceGcReader endless(0);
    for (int i = 0; i < 40; ++i)
        endless.feed(std::string(100'000, 'x')); // a line without an end
    QCOMPARE(endless.entries(), std::size_t(0));
}

void TestRecordings::reportsOfEveryVersion_data()
{
    QTest::addColumn<int>("node");
    for (const int node : {18, 20, 22, 24, 26})
        QTest::addRow("node %d", node) << node;
}

void TestRecordings::reportsOfEveryVersion()
{
    QFETCH(int, node);
    const QByteArray json = fixture(qPrintable(QStringLiteral("report-%1.json").arg(node)));
    const auto contents = readDiagnosticReport(json.toStdString());
    QVERIFY(bool(contents));
    QVERIFY(contents->head.version.starts_with("v" + std::to_string(node)));
    QVERIFY(contents->head.time > 1.6e9);
    const RecordedLane& main = contents->recording.main();
    QCOMPARE(main.timeline.rows(), std::size_t(1));
    QVERIFY(main.latest(Series::HeapUsed) > 1e6 && main.latest(Series::HeapUsed) < main.latest(Series::HeapTotal));
    QVERIFY(main.latest(Series::Limit) > 1e8);
    QVERIFY(main.latest(Series::Rss) > 1e7);
    QVERIFY(main.spaces.size() >= 7);
    QCOMPARE(contents->events.size(), std::size_t(1));
}

void TestRecordings::refusesBrokenReports()
{
    const QByteArray json = fixture("report-22.json");
    for (qsizetype length = 0; length < json.size() - 2; length += 97)
        QVERIFY(!readDiagnosticReport(json.left(length).toStdString()));
    QVERIFY(!readDiagnosticReport(R"({"header":{"dumpEventTimeStamp":"x"},"javascriptHeap":{"usedMemory":1}})"));
    QVERIFY(!readDiagnosticReport(
        R"({"header":{"dumpEventTimeStamp":"1700000000000"},"javascriptHeap":{"usedMemory":-1}})"));
    QVERIFY(!readDiagnosticReport(R"({"header":7,"javascriptHeap":[],"workers":{}})"));
    QVERIFY(bool(readDiagnosticReport(
        R"({"header":{"dumpEventTimeStamp":"1700000000000"},"javascriptHeap":{"usedMemory":1},"workers":[1,{}]})")));
}

void TestRecordings::scrapesOfPromClient()
{
    std::string text;
    for (int i = 0; i < 40; ++i) {
        text += "# HELP process_resident_memory_bytes Resident memory size in bytes.\n# TYPE "
                "process_resident_memory_bytes gauge\n";
        text += "process_resident_memory_bytes " + std::to_string(90'000'000 + i) + "\n";
        text += "nodejs_heap_size_used_bytes{app=\"a } \\\" b\"} " + std::to_string(30'000'000 + i * 1'000'000) + "\n";
        text += "nodejs_heap_space_size_used_bytes{space=\"old\",app=\"x\"} 2.5e+07\n";
        text += "nodejs_gc_duration_seconds_bucket{le=\"0.1\",kind=\"major\"} 3\n";
        text += "nodejs_gc_duration_seconds_sum{kind=\"major\"} " + std::to_string(i * 0.02) + "\n";
        text += "nodejs_gc_duration_seconds_count{kind=\"major\"} " + std::to_string(i) + "\nsome_counter NaN\n";
    }
    const auto recording = readScrapes(text, 10'000, 15);
    QVERIFY(bool(recording));
    QCOMPARE(recording->main().timeline.rows(), std::size_t(40));
    QCOMPARE(recording->begin(), 10'000.0 - 39 * 15);
    QCOMPARE(recording->main().latest(Series::Rss), 90'000'039.0);
    QCOMPARE(recording->main().timeline.name(recording->main().spaces.at(0)), std::string("old_space"));
    QCOMPARE(recording->main().collections.sessionTotals().major, std::uint64_t(39));
    QVERIFY(std::abs(recording->main().collections.all().front().pause - 0.02) < 1e-6);
    // The detector works on it: 4 MB per minute.
    const LeakDetector detector = detectLeaks(recording->main(), {.patience = 60});
    QCOMPARE(int(detector.report().verdict), int(Verdict::LeakLikely));
    QVERIFY(std::abs(detector.report().floor.slope * 60 - 4e6) < 1e4);
}

void TestRecordings::scrapesOfOpenTelemetry()
{
    const auto recording = readScrapes(
        "v8js_memory_heap_used{v8js_heap_space_name=\"old_space\",otel_scope_name=\"a\"} 20 1700000000000\r\n"
        "v8js_memory_heap_used{v8js_heap_space_name=\"new_space\",otel_scope_name=\"a\"} 5 1700000000000\r\n"
        "v8js_gc_duration_count{v8js_gc_type=\"major\"} 7\r\n"
        "v8js_memory_heap_used{v8js_heap_space_name=\"old_space\",otel_scope_name=\"a\"} 21 1700000060000\r\n"
        "v8js_gc_duration_count{v8js_gc_type=\"major\"} 9\r\n",
        1);
    QVERIFY(bool(recording));
    QCOMPARE(recording->begin(), 1.7e9);
    QCOMPARE(recording->end(), 1.7e9 + 60);
    QCOMPARE(recording->main().timeline.value(RecordedLane::id(Series::HeapUsed), 0), 25.0);
    QCOMPARE(recording->main().latest(Series::HeapUsed), 21.0);
    QCOMPARE(recording->main().collections.sessionTotals().major, std::uint64_t(1)); // two, at one time
}

void TestRecordings::scrapesWithPlainNames()
{
    const auto recording =
        readScrapes("nodejs_heap_used_bytes 100\nnodejs_heap_total_bytes 200\nnodejs_heap_used_bytes 110\n", 500);
    QVERIFY(bool(recording));
    QCOMPARE(recording->main().timeline.rows(), std::size_t(2));
    QCOMPARE(recording->main().latest(Series::HeapUsed), 110.0);
    QVERIFY(std::isnan(recording->main().latest(Series::HeapTotal)));
}

// What is served can be read again.
void TestRecordings::scrapesOfOurOwn()
{
    Metrics metrics;
    std::string text;
    for (int i = 1; i <= 5; ++i) {
        metrics.add(sampleAt(1002 + 3 * i));
        text += metrics.text({}, "v22.11.0", true);
    }
    const auto recording = readScrapes(text, 2000);
    QVERIFY(bool(recording));
    QCOMPARE(recording->main().timeline.rows(), std::size_t(5));
    QCOMPARE(recording->main().latest(Series::Rss), sampleAt(1017).rss);
    QCOMPARE(recording->main().latest(Series::Limit), 2e9);
    QCOMPARE(recording->main().collections.sessionTotals().major, std::uint64_t(4));
}

void TestRecordings::refusesOtherMetrics()
{
    QVERIFY(!readScrapes("go_goroutines 8\nprocess_cpu_seconds_total 3\n", 1));
    QVERIFY(!readScrapes(
        "nodejs_heap_size_used_bytes\nnodejs_heap_size_used_bytes{ 3\nnodejs_heap_size_used_bytes{a=\"}\n", 1));
    std::string many;
    for (int i = 0; i < 2000; ++i)
        many += "nodejs_heap_space_size_used_bytes{space=\"s" + std::to_string(i) + "\"} 1\n";
    const auto bounded = readScrapes(many, 1);
    QVERIFY(bool(bounded) && bounded->main().spaces.size() <= RecordedLane::kMaxSpaces);
}

void TestRecordings::tellsTheFormats()
{
    QCOMPARE(int(recordingFormat(sessionText())), int(RecordingFormat::Session));
    QCOMPARE(int(recordingFormat(fixture("report-18.json").toStdString())), int(RecordingFormat::DiagnosticReport));
    QCOMPARE(int(recordingFormat(std::string(1 << 20, '\n') + fixture("trace-gc.txt").toStdString())),
             int(RecordingFormat::TraceGc));
    QCOMPARE(int(recordingFormat("# HELP\nnodejs_heap_size_used_bytes 4\n")), int(RecordingFormat::Scrapes));
    QCOMPARE(int(recordingFormat("hello [1:0x2] world")), int(RecordingFormat::Unknown));
    const auto log = readRecording("[1:0xa]   100000 ms: Scavenge 4.0 (5.0) -> 3.0 (5.0) MB, 1.0 / 0.0 ms\n", 5000);
    QVERIFY(bool(log));
    QCOMPARE(log->recording.end(), 5000.0); // as old as the file
}

void TestRecordings::rulesOfSnapshots()
{
    using Reason = SnapshotTrigger::Reason;
    SnapshotTrigger trigger({.growthShare = 0.3, .limitShare = 0.8, .atMost = 2, .apartSeconds = 100});
    QCOMPARE(int(trigger.check(0, kNoValue, 1000)), int(Reason::None));
    QCOMPARE(int(trigger.check(1, 100, 1000)), int(Reason::None)); // from here it counts
    QCOMPARE(int(trigger.check(2, 129, 1000)), int(Reason::None));
    QCOMPARE(int(trigger.check(3, 130, 1000)), int(Reason::Growth));
    trigger.snapshotTaken(3, 130, true);
    QCOMPARE(int(trigger.check(4, 900, 1000)), int(Reason::None)); // too soon
    QCOMPARE(int(trigger.check(103, 900, 1000)), int(Reason::Growth));
    trigger.postpone(103);
    QCOMPARE(int(trigger.check(104, 900, 1000)), int(Reason::None));
    QCOMPARE(int(trigger.check(203, 900, 1000)), int(Reason::Growth));
    trigger.snapshotTaken(203, 900, true);
    QCOMPARE(int(trigger.check(9999, 5000, 1000)), int(Reason::None)); // two were enough
    QCOMPARE(trigger.taken(), 2);

    SnapshotTrigger limit({.limitShare = 0.8, .apartSeconds = 10});
    QCOMPARE(int(limit.check(0, 799, 1000)), int(Reason::None));
    QCOMPARE(int(limit.check(1, 800, 1000)), int(Reason::Limit));
    limit.snapshotTaken(1, 800, true);
    QCOMPARE(int(limit.check(100, 820, 1000)), int(Reason::None)); // there is one of that height

    SnapshotTrigger time({.everySeconds = 60, .atMost = 9, .apartSeconds = 10});
    QCOMPARE(int(time.check(0, 1, 1000)), int(Reason::None));
    QCOMPARE(int(time.check(59, 1, 1000)), int(Reason::None));
    QCOMPARE(int(time.check(60, 1, 1000)), int(Reason::Time));
    time.snapshotTaken(60, 1, false);
    QCOMPARE(time.taken(), 0); // by hand
    QCOMPARE(int(time.check(119, 1, 1000)), int(Reason::None));
    QCOMPARE(int(time.check(120, 1, 1000)), int(Reason::Time));
    QVERIFY(!SnapshotRules().any());
}

QTEST_APPLESS_MAIN(TestRecordings)
#include "tst_recordings.moc"
