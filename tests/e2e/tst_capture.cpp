// Snapshots of real processes of every version: complete, private, named only when whole, and opened by the engine.
#include <QDir>
#include <QTemporaryDir>

#include "core/analysis/heap.h"
#include "tests/support/livesession.h"

using namespace heapwise;
using namespace heapwise::inspector;
using namespace heapwise::test;

namespace {

HeapPtr open(const QString& path)
{
    Progress progress;
    auto heap = openHeap({path.toStdString()}, progress);
    return heap ? *heap : nullptr;
}

/// How many objects the class of that name has.
quint64 instancesOf(const Heap& heap, std::string_view name)
{
    for (std::uint32_t i = 0; i < heap.classes->size(); ++i)
        if ((*heap.classes)[ClassId{i}].name == name)
            return heap.classes->instances(ClassId{i}).size();
    return 0;
}

/// Asks for a snapshot and waits until it has been written, or was not.
void capture(LiveSession& live, const CaptureRequest& request)
{
    live.captured.reset();
    live.session.capture(request);
    QTRY_VERIFY(live.captured.has_value());
}

/// The same where it must succeed; what the engine makes of the file.
HeapPtr captureHeap(LiveSession& live, const CaptureRequest& request)
{
    capture(live, request);
    const bool isThere = live.captured && live.captured->failure.problem == Problem::None;
    return isThere ? open(live.captured->file) : nullptr;
}

} // namespace

class TestCapture : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void quickAndClean_data() { addNodeRows(); }
    void quickAndClean();
    void cleanWaitsForFinalizers_data() { addNodeRows(); }
    void cleanWaitsForFinalizers();
    void consoleKeepsNothing_data() { addNodeRows(); }
    void consoleKeepsNothing();
    void epochEndsWhenAnotherClientLeaves_data() { addNodeRows(); }
    void epochEndsWhenAnotherClientLeaves();
    void ofAWorker_data() { addNodeRows(); }
    void ofAWorker();
    void killedMeanwhile_data() { addNodeRows(); }
    void killedMeanwhile();
    void discarded_data() { addNodeRows(); }
    void discarded();
    void neverOverwrites();
    void allocationSampling_data() { addNodeRows(); }
    void allocationSampling();
};

void TestCapture::quickAndClean()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("class Marker { constructor(i) { this.i = i; } } globalThis.kept = [];"
                          "for (let i = 0; i < 1234; i++) kept.push(new Marker(i)); setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    QSignalSpy progress(&live.session, &Session::captureProgressed);
    int epoch = 0;
    for (const bool clean : {false, true}) {
        const QString path = folder.filePath(QString("private/%1.heapsnapshot").arg(clean));
        const HeapPtr heap = captureHeap(live, {0, path, clean});
        QVERIFY(heap);
        QCOMPARE(live.captured->file, path);
        QCOMPARE(QFileInfo(path).size(), live.captured->bytes);
        QVERIFY(!(QFile::permissions(path) &
                  (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
        QVERIFY(!QFile::exists(Capture::partPath(path)));
        QCOMPARE(instancesOf(*heap, "Marker"), quint64(1234));
        QVERIFY(live.captured->heapUsed > 1e6);
        QVERIFY(epoch == 0 || live.captured->epoch == epoch); // ids mean the same in both
        epoch = live.captured->epoch;
        QTRY_VERIFY(live.isLive());
    }
    const int soFar = live.samplesOf(0);
    QTRY_VERIFY(live.samplesOf(0) > soFar);
}

// A chain of four: each object is let go only by the finalizer of the one before.
void TestCapture::cleanWaitsForFinalizers()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start(
        "class Link { constructor() { this.filling = new Array(200000).fill(0).map((_, i) => ({ i })); } }"
        "const registry = new FinalizationRegistry(next => next());"
        "const hold = n => { if (n === 0) return () => {}; const link = new Link();"
        "  let kept = { link, next: hold(n - 1) }; return () => { const mine = kept; kept = null;"
        "  registry.register(mine.link, mine.next); }; };"
        "hold(3)(); setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    const HeapPtr heap = captureHeap(live, {0, folder.filePath("clean.heapsnapshot"), true});
    QVERIFY(heap);
    QCOMPARE(instancesOf(*heap, "Link"), quint64(0));
}

// While an inspector is open, V8 keeps the last 1000 messages. They must not be taken for a leak of the program's.
void TestCapture::consoleKeepsNothing()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("class Logged {} setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    QCOMPARE(process.ask("(() => { for (let i = 0; i < 500; i++) console.debug(new Logged()); return 'logged'; })()")
                 .right(6),
             QByteArray("logged"));
    const HeapPtr heap = captureHeap(live, {0, folder.filePath("console.heapsnapshot"), true});
    QVERIFY(heap);
    QCOMPARE(instancesOf(*heap, "Logged"), quint64(0));
}

void TestCapture::epochEndsWhenAnotherClientLeaves()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    QVERIFY(captureHeap(live, {0, folder.filePath("1.heapsnapshot"), false}));
    const int before = live.captured->epoch;
    {
        LiveSession other(targetOf(process));
        QTRY_VERIFY(other.isLive());
    }
    QTRY_VERIFY(live.isLive());
    QVERIFY(captureHeap(live, {0, folder.filePath("2.heapsnapshot"), false}));
    QVERIFY(live.captured->epoch != before);
}

void TestCapture::ofAWorker()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(
        process.start("const { Worker } = require('worker_threads'); new Worker(`class InWorker {}"
                      "globalThis.kept = Array.from({ length: 77 }, () => new InWorker()); setInterval(() => {}, 1e6)`,"
                      "{ eval: true }); setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(1) >= 1);
    const HeapPtr heap = captureHeap(live, {1, folder.filePath("worker.heapsnapshot"), true});
    QVERIFY(heap);
    QCOMPARE(instancesOf(*heap, "InWorker"), quint64(77));
}

void TestCapture::killedMeanwhile()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("globalThis.kept = []; for (let i = 0; i < 100000; i++) kept.push({ i, text: 'text ' + i });"
                          "setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    const QString path = folder.filePath("killed.heapsnapshot");
    connect(&live.session, &Session::captureProgressed, this, [&](const CaptureProgress& progress) {
        if (progress.bytesWritten > 0)
            process.process().kill();
    });
    // The first chunks may all come before the first word of progress: watch the file, too.
    live.session.capture({0, path, false});
    QTRY_VERIFY(QFileInfo(Capture::partPath(path)).size() > 0 || live.captured);
    process.process().kill();
    QTRY_VERIFY(live.captured.has_value());
    QTRY_COMPARE(live.session.state(), SessionState::Ended);
    if (!live.captured->failure)
        QSKIP("the snapshot was complete before the process could be killed");
    QCOMPARE(live.captured->failure.problem, Problem::ConnectionLost);
    QCOMPARE(live.captured->file, Capture::partPath(path)); // kept, and said so
    QVERIFY(live.captured->bytes > 0);
    QCOMPARE(QFileInfo(live.captured->file).size(), live.captured->bytes);
    QVERIFY(!QFile::exists(path));
}

void TestCapture::discarded()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    live.session.capture({0, folder.filePath("discarded.heapsnapshot"), true});
    live.session.discardCapture();
    QTRY_VERIFY(live.captured.has_value());
    QCOMPARE(live.captured->failure.problem, Problem::Discarded);
    QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
    // And the next one works.
    QVERIFY(captureHeap(live, {0, folder.filePath("next.heapsnapshot"), false}));
}

void TestCapture::neverOverwrites()
{
    if (nodeBinaries().isEmpty())
        QSKIP("no node on PATH");
    QTemporaryDir folder;
    QFile there(folder.filePath("there.heapsnapshot"));
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("precious");
    there.close();
    NodeProcess process(nodeBinaries()[0]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    capture(live, {0, there.fileName(), false});
    QCOMPARE(live.captured->failure.problem, Problem::CannotWrite);
    QCOMPARE(QFileInfo(there.fileName()).size(), 8);
}

void TestCapture::allocationSampling()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(
        process.start("globalThis.kept = []; function allocate() { for (let i = 0; i < 200000; i++) kept.push({ i }); }"
                      "setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.isLive());
    QSignalSpy sampling(&live.session, &Session::samplingFinished);
    live.session.startSampling(0, {65536, true});
    live.session.collectGarbage(); // answered after it
    QSignalSpy collected(&live.session, &Session::garbageCollected);
    QTRY_COMPARE(collected.size(), 1);
    process.ask("allocate()");
    live.session.stopSampling(0, folder.filePath("some.heapprofile"));
    QTRY_COMPARE(sampling.size(), 1);
    QFile file(sampling[0][0].toString());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray profile = file.readAll();
    QVERIFY(profile.startsWith("{") && profile.contains("\"allocate\""));
}

QTEST_GUILESS_MAIN(TestCapture)
#include "tst_capture.moc"
