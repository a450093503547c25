// Attaching to real processes of every version, watching them, and leaving them as they were found.
#include <QTemporaryDir>

#include "core/inspector/leftovers.h"
#include "tests/support/livesession.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

using namespace heapwise;
using namespace heapwise::inspector;
using namespace heapwise::test;

namespace {

const QByteArray kTraces = "[Object.keys(globalThis).sort().join(), process.getActiveResourcesInfo().sort().join(),"
                           " require('perf_hooks').performance.eventLoopUtilization ? 1 : 0].join('|')";

/// Work for a few percent of a core, for ever.
const QByteArray kWork = "setInterval(() => { for (const end = Date.now() + 2; Date.now() < end;); }, 50);";

/// Another client of the same inspector, for as long as it lives.
struct OtherClient {
    explicit OtherClient(quint16 port)
    {
        Endpoint endpoint;
        endpoint.port = port;
        QObject::connect(&connection, &Connection::opened, &connection, [this] { isOpen = true; });
        probe.ask(endpoint, [this](const Probe::Answer& answer) { connection.open(answer.endpoint); });
    }
    void call(const QString& method, const QJsonObject& params = {})
    {
        answered = false;
        connection.call(method, params, 0, &connection, [this](const Reply&) { answered = true; });
    }

    Connection connection;
    Probe probe;
    bool isOpen = false;
    bool answered = false;
};

} // namespace

class TestAttach : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void bySignal_data() { addNodeRows(); }
    void bySignal();
    void toAnOpenPort_data() { addNodeRows(); }
    void toAnOpenPort();
    void toAnAddress_data() { addNodeRows(); }
    void toAnAddress();
    void toModules_data() { addNodeRows(); }
    void toModules();
    void whileStarting_data() { addNodeRows(); }
    void whileStarting();
    void leftWhileAttaching_data() { addNodeRows(); }
    void leftWhileAttaching();
    void toABusyLoop_data() { addNodeRows(); }
    void toABusyLoop();
    void silentWhileNativeCodeRuns_data() { addNodeRows(); }
    void silentWhileNativeCodeRuns();
    void workersAreLanes_data() { addNodeRows(); }
    void workersAreLanes();
    void samplesComeTogether();
    void restsWithAnIdleProgram_data() { addNodeRows(); }
    void restsWithAnIdleProgram();
    void waitsForTheDebuggersGo_data() { addNodeRows(); }
    void waitsForTheDebuggersGo();
    void pausedByAnotherClient_data() { addNodeRows(); }
    void pausedByAnotherClient();
    void besideAnotherClient_data() { addNodeRows(); }
    void besideAnotherClient();
    void twoProcessesWantOnePort_data() { addNodeRows(); }
    void twoProcessesWantOnePort();
    void collectionsAreSeen_data() { addNodeRows(); }
    void collectionsAreSeen();
    void programsThatHideProcess_data() { addNodeRows(); }
    void programsThatHideProcess();
    void inspectorClosedUnderUs_data() { addNodeRows(); }
    void inspectorClosedUnderUs();
};

void TestAttach::bySignal()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    const QByteArray before = process.ask(kTraces);
    const int threads = process.threadCount();
    Target target = targetOf(process);
    target.leftoversFile = folder.filePath("state/opened");
    target.groupRoot = folder.path();
    for (const char* limit : {"memory.max", "memory/memory.limit_in_bytes"}) { // version 2 and 1, whichever is here
        QVERIFY(QFileInfo(folder.filePath(limit)).dir().mkpath("."));
        QFile file(folder.filePath(limit));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("3221225472\n") > 0);
    }
    {
        LiveSession live(target);
        QTRY_VERIFY(live.samplesOf(0) >= 2);
        QVERIFY(live.isLive());
        QVERIFY(live.session.info().openedInspector);
        QCOMPARE(live.session.info().version.section('.', 0, 0), QString("v%1").arg(nodeBinaries()[node].major));
        QVERIFY(QFileInfo(target.leftoversFile).size() > 0);
        const Sample& sample = live.samples.last();
        const double rss = process.ask("process.memoryUsage().rss").toDouble();
        QVERIFY(std::abs(sample.rss - rss) < 30e6);
        QVERIFY(sample.heapUsed > 1e6 && sample.heapUsed <= sample.heapTotal);
        QVERIFY(sample.heapLimit > sample.heapTotal);
        QCOMPARE(sample.groupLimit, 3221225472.0);
        QVERIFY(sample.spaces.size() >= 7);
        QVERIFY(sample.loopUtilization >= 0 && sample.loopUtilization <= 1);
        QVERIFY(std::abs(sample.time - double(QDateTime::currentMSecsSinceEpoch()) / 1000) < 5);
        live.session.detach();
        QTRY_COMPARE(live.session.state(), SessionState::Detached);
    }
    // Nothing is left: no port, no thread, no global, nothing the loop would wait for.
    QTRY_COMPARE(process.listenerCount(), 0);
    QTRY_COMPARE(process.threadCount(), threads);
    QCOMPARE(process.ask(kTraces), before);
    QCOMPARE(QFileInfo(target.leftoversFile).size(), 0);
    QVERIFY(process.isRunning());
}

void TestAttach::toAnOpenPort()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)", {"--inspect=0"}));
    {
        LiveSession live(targetOf(process, false));
        QTRY_VERIFY(live.samplesOf(0) >= 1);
        QVERIFY(!live.session.info().openedInspector);
    }
    QCOMPARE(process.listenerCount(), 1); // as it was found
    LiveSession again(targetOf(process, false));
    QTRY_VERIFY(again.samplesOf(0) >= 1);
}

void TestAttach::toAnAddress()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)", {"--inspect=0"}));
    const auto listener = ProcFs().listeners(process.pid())->first();
    Target target;
    target.endpoint = parseEndpoint(QString("localhost:%1").arg(listener.port)).value();
    LiveSession live(target);
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    QCOMPARE(live.session.info().process.pid, process.pid()); // found out by asking
}

void TestAttach::toModules()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    QFile script(folder.filePath("app.mjs"));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("import fs from 'node:fs';\nsetInterval(() => {}, 1e6);\nfs.writeSync(1, 'ready\\n');\n");
    script.close();
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.startRaw({script.fileName()}));
    QVERIFY(process.waitFor("ready\n"));
    {
        LiveSession live(targetOf(process));
        QTRY_VERIFY(live.samplesOf(0) >= 1);
        QVERIFY(!live.samples.first().isFallback);
    }
    QTRY_COMPARE(process.listenerCount(), 0);
}

// From the first moment on: too early a signal would kill it, and loading modules too early breaks it.
void TestAttach::whileStarting()
{
    QFETCH(int, node);
    for (int i = 0; i < 5; ++i) {
        NodeProcess process(nodeBinaries()[node]);
        QVERIFY(process.startRaw({"-e", "console.log('ready'); setInterval(() => {}, 1e6)"}));
        LiveSession live(targetOf(process));
        QTRY_VERIFY(live.session.state() == SessionState::Failed || live.samplesOf(0) >= 1);
        // A process so young that it does not catch the signal yet is not signalled; the program runs either way.
        if (live.session.state() == SessionState::Failed)
            QCOMPARE(live.session.failure().problem, Problem::SignalWouldKill);
        QVERIFY(process.waitFor("ready\n"));
        QVERIFY(process.isRunning());
    }
}

// The inspector is open, and nobody is connected yet: it must not stay open.
void TestAttach::leftWhileAttaching()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QElapsedTimer patience;
    patience.start();
    while (process.listenerCount() == 0 && patience.elapsed() < test::kPatienceMs) {
    }
    live.session.detach();
    QTRY_COMPARE(live.session.state(), SessionState::Detached);
    QTRY_COMPARE(process.listenerCount(), 0);
    QVERIFY(process.isRunning());
}

void TestAttach::toABusyLoop()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.startRaw({"-e", "console.log('ready'); for (;;) {}"}));
    QVERIFY(process.waitFor("ready\n"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(0) >= 2);
    live.session.detach();
    QTRY_COMPARE(live.session.state(), SessionState::Detached);
    QVERIFY(process.isRunning());
}

void TestAttach::silentWhileNativeCodeRuns()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    process.tell("require('child_process').execSync('sleep 8')");
    QTRY_VERIFY(live.states.contains(SessionState::Busy));
    QTRY_VERIFY(live.isLive());
    QTRY_VERIFY(
        std::any_of(live.samples.begin(), live.samples.end(), [](const Sample& sample) { return sample.silence > 2; }));
}

void TestAttach::workersAreLanes()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("const { Worker } = require('worker_threads');"
                          "const make = name => new Worker('setInterval(() => {}, 1e6)', { eval: true, name });"
                          "const alpha = make('alpha'); let late; setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(0) >= 1 && live.samplesOf(1) >= 1);
    QCOMPARE(live.lanes.size(), 2);
    QVERIFY2(live.lanes[1].contains(nodeBinaries()[node].major >= 20 ? "alpha" : "orker"), qPrintable(live.lanes[1]));
    process.tell("late = make('late'); 1");
    QTRY_VERIFY(live.samplesOf(2) >= 1);
    process.tell("late.terminate(); 1");
    QTRY_COMPARE(live.lanes.size(), 2);
    live.session.collectGarbage(1);
    QSignalSpy collected(&live.session, &Session::garbageCollected);
    QTRY_COMPARE(collected.size(), 1);
    QVERIFY(collected[0][1].toBool());
}

/// Samples are taken in the process and fetched together, those of workers by turns: asking costs more than a sample.
void TestAttach::samplesComeTogether()
{
    NodeProcess process(nodeBinaries()[0]);
    QVERIFY(process.start("const { Worker } = require('worker_threads');"
                          "const work = '" +
                          kWork +
                          "'; eval(work);"
                          "for (let i = 0; i < 4; i++) new Worker(work, { eval: true })"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(1) && live.samplesOf(2) && live.samplesOf(3) && live.samplesOf(4));
    const qsizetype before = live.samples.size();
    QTRY_VERIFY(live.samples.size() >= before + 100);
    std::map<LaneId, int> answers, samples;
    int silent = 0;
    for (qsizetype i = before; i < live.samples.size(); ++i) {
        const Sample &sample = live.samples[i], &last = live.samples[i - 1];
        ++samples[sample.lane];
        answers[sample.lane] += sample.lane != last.lane;
        silent += sample.silence > 0;
    }
    QVERIFY(silent < 20); // a busy machine may well have been silent now and then
    for (LaneId lane = 0; lane <= 4; ++lane)
        QVERIFY2(samples[lane] > answers[lane] * (lane == 0 ? 1.5 : 3),
                 qPrintable(QString("lane %1: %2 samples in %3").arg(lane).arg(samples[lane]).arg(answers[lane])));
}

/// Waking up a thread that does nothing would cost more than there is to learn.
void TestAttach::restsWithAnIdleProgram()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("new (require('worker_threads').Worker)('setInterval(() => {}, 1e6)', { eval: true });"
                          "setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    const auto steps = [&](LaneId lane, Seconds from, Seconds to, qsizetype begin = 0) {
        int count = 0;
        Seconds last = kNoValue;
        for (qsizetype i = begin; i < live.samples.size(); ++i) {
            if (live.samples[i].lane != lane)
                continue;
            const Seconds step = live.samples[i].time - std::exchange(last, live.samples[i].time);
            count += step > from && step < to;
        }
        return count;
    };
    QTRY_VERIFY(steps(0, 2.5, 5) >= 3 && steps(1, 10, 20) >= 1); // not at once: attaching is work
    const auto isSilent = [](const Sample& sample) { return sample.silence > 0; };
    QVERIFY(std::ranges::count_if(live.samples, isSilent) <= 2); // a busy machine may well have been, once
    process.tell(kWork);
    const qsizetype working = live.samples.size();
    QTRY_VERIFY(steps(0, 0.5, 1.5, working) >= 5);
}

void TestAttach::waitsForTheDebuggersGo()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.startRaw({"--inspect-brk=0", "-e", "console.log('running'); setInterval(() => {}, 1e6)"}));
    QTRY_COMPARE(process.listenerCount(), 1);
    LiveSession live(targetOf(process, false));
    QTRY_COMPARE(live.session.state(), SessionState::WaitingForDebugger);
    QVERIFY(!process.output().contains("running"));
    live.session.runIfWaiting();
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    QVERIFY(process.waitFor("running"));
}

void TestAttach::pausedByAnotherClient()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 50)", {"--inspect=0"}));
    OtherClient debugger(ProcFs().listeners(process.pid())->first().port);
    QTRY_VERIFY(debugger.isOpen);
    bool isPaused = false;
    connect(&debugger.connection, &Channel::event, this,
            [&](const QByteArray& method) { isPaused = isPaused || method == "Debugger.paused"; });
    debugger.call("Debugger.enable");
    debugger.call("Debugger.pause");
    QTRY_VERIFY(isPaused);
    LiveSession live(targetOf(process, false));
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    debugger.call("Debugger.resume");
    QTRY_VERIFY(debugger.answered);
    QCOMPARE(process.ask("1 + 1"), QByteArray("2"));
}

void TestAttach::besideAnotherClient()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    OtherClient other(live.session.info().endpoint.port);
    QTRY_VERIFY(other.isOpen);
    live.session.detach();
    QTRY_COMPARE(live.session.state(), SessionState::Detached);
    // We opened it, but somebody else works with it now.
    QCOMPARE(process.listenerCount(), 1);
    other.call("Runtime.getHeapUsage");
    QTRY_VERIFY(other.answered);
}

void TestAttach::twoProcessesWantOnePort()
{
    QFETCH(int, node);
    NodeProcess first(nodeBinaries()[node]), second(nodeBinaries()[node]);
    QVERIFY(first.start("setInterval(() => {}, 1e6)", {"--inspect-port=9229"}));
    QVERIFY(second.start("setInterval(() => {}, 1e6)", {"--inspect-port=9229"}));
    LiveSession one(targetOf(first));
    QTRY_VERIFY(one.samplesOf(0) >= 1);
    LiveSession two(targetOf(second));
    QTRY_VERIFY(two.samplesOf(0) >= 1);
    QVERIFY(one.session.info().endpoint.port != two.session.info().endpoint.port);
    const int soFar = one.samplesOf(0);
    QTRY_VERIFY(one.samplesOf(0) > soFar);
}

void TestAttach::collectionsAreSeen()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    live.session.collectGarbage();
    QTRY_VERIFY(std::any_of(live.collections.begin(), live.collections.end(),
                            [](const GcEvent& event) { return event.isMajor(); }));
    for (const auto& event : live.collections) {
        QVERIFY(std::abs(event.time - live.samples.last().time) < 30);
        QVERIFY(event.pause >= 0 && event.pause < 10);
        QVERIFY(event.usedAfter > 1e6 && event.usedBefore >= 1e6);
    }
}

void TestAttach::programsThatHideProcess()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.startRaw(
        {"--inspect=0", "-e", "console.log('ready'); setInterval(() => {}, 1e6); globalThis.process = 0"}));
    QVERIFY(process.waitFor("ready\n"));
    LiveSession live(targetOf(process, false));
    QTRY_VERIFY(live.samplesOf(0) >= 1 || live.session.state() == SessionState::Failed);
    QCOMPARE(live.session.state(), SessionState::Live);
    QVERIFY(live.samples.last().isFallback); // and says so
    QVERIFY(live.samples.last().heapUsed > 1e6);
    QVERIFY(live.samples.last().rss > 1e6);
}

void TestAttach::inspectorClosedUnderUs()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("const inspector = require('inspector'); setInterval(() => {}, 1e6)", {"--inspect=0"}));
    LiveSession live(targetOf(process, false));
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    process.tell("process._debugEnd(); 1");
    QTRY_COMPARE(live.session.state(), SessionState::Lost);
    const int soFar = live.samplesOf(0);
    live.session.reconnectNow();
    QTRY_VERIFY(live.samplesOf(0) > soFar); // asked for by the user
    QVERIFY(live.isLive());
}

QTEST_GUILESS_MAIN(TestAttach)
#include "tst_attach.moc"
