// What must never happen to the user's process: being killed, kept alive, broken, slowed down or left changed.
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include "core/inspector/agent.h"
#include "core/inspector/leftovers.h"
#include "tests/support/livesession.h"

#include <csignal>

#include <unistd.h>

using namespace heapwise;
using namespace heapwise::inspector;
using namespace heapwise::test;

namespace {

/// A port that says something, whatever it is asked.
class TalkingServer : public QTcpServer {
public:
    explicit TalkingServer(QByteArray answer, bool hangsUp = true)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer, hangsUp] {
            auto* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer, hangsUp] {
                socket->readAll();
                socket->write(answer);
                if (hangsUp)
                    socket->disconnectFromHost();
            });
        });
    }
};

const char* const kList = "[{\"id\":\"01234567-89ab-cdef-0123-456789abcdef\",\"type\":\"node\",\"title\":\"fake\","
                          "\"webSocketDebuggerUrl\":\"ws://192.0.2.1:1/never\"}]";
const char* const kStarted = "{\"result\":{\"type\":\"object\",\"value\":[30.5,1,\"v22.0.0\"]}}";
const char* const kObject = "{\"result\":{\"type\":\"object\",\"objectId\":\"1.1.1\"}}";
const char* const kPolled = "{\"result\":{\"type\":\"string\",\"value\":\"{\\\"alive\\\":true,\\\"time\\\":1,"
                            "\\\"origin\\\":1,\\\"memory\\\":[1,2,3,4,5]}\"}}";

/// Says it is an inspector, over HTTP and then as a WebSocket; what it answers to a call is up to the test.
class FakeInspector : public QObject {
public:
    using Answer = std::function<void(QWebSocket&, int id, const QString& method)>;

    explicit FakeInspector(Answer answer)
        : m_sockets("fake", QWebSocketServer::NonSecureMode)
        , m_answer(std::move(answer))
    {
        m_sockets.listen(QHostAddress::LocalHost);
        connect(&m_sockets, &QWebSocketServer::newConnection, this,
                [this] { take(m_sockets.nextPendingConnection()); });
        // One port for both: what begins like the list is answered here, the rest is handed on.
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] { sort(m_server.nextPendingConnection()); });
    }

    Target target() const
    {
        Target target;
        target.endpoint.port = m_server.serverPort();
        return target;
    }
    static void reply(QWebSocket& socket, int id, const QByteArray& result)
    {
        socket.sendTextMessage(QString("{\"id\":%1,\"result\":%2}").arg(id).arg(QString::fromUtf8(result)));
    }
    /// What a patient target answers; false for what it does not know.
    static bool answerLikeNode(QWebSocket& socket, int id, const QString& method, const QString& expression)
    {
        if (expression.startsWith("typeof performance"))
            reply(socket, id, kStarted);
        else if (method == "Runtime.evaluate")
            reply(socket, id, kObject);
        else if (method == "Runtime.callFunctionOn")
            reply(socket, id, kPolled);
        else
            reply(socket, id, "{}");
        return true;
    }

    QStringList methods;
    QStringList texts;
    QString expression; ///< of the last call
    bool sawPing = false;

private:
    void sort(QTcpSocket* socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            if (!socket->peek(9).startsWith("GET /json"))
                return bridge(socket);
            socket->readAll();
            const QByteArray body = kList;
            socket->write("HTTP/1.0 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            socket->disconnectFromHost();
        });
    }
    void bridge(QTcpSocket* socket)
    {
        socket->disconnect(this);
        auto* inner = new QTcpSocket(socket);
        connect(socket, &QTcpSocket::readyRead, inner, [=] { inner->write(socket->readAll()); });
        connect(inner, &QTcpSocket::readyRead, socket, [=] { socket->write(inner->readAll()); });
        connect(inner, &QTcpSocket::disconnected, socket, &QTcpSocket::disconnectFromHost);
        connect(socket, &QTcpSocket::disconnected, inner, &QTcpSocket::disconnectFromHost);
        connect(inner, &QTcpSocket::connected, inner, [=] { inner->write(socket->readAll()); });
        inner->connectToHost(QHostAddress::LocalHost, m_sockets.serverPort());
    }
    void take(QWebSocket* socket)
    {
        socket->setParent(this);
        connect(socket, &QWebSocket::textMessageReceived, this, [this, socket](const QString& text) {
            texts.append(text);
            const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
            const QString method = message["method"].toString();
            methods.append(method);
            expression = message["params"]["expression"].toString();
            m_answer(*socket, message["id"].toInt(), method);
        });
    }

    QWebSocketServer m_sockets;
    QTcpServer m_server;
    Answer m_answer;
};

/// Children of a test that is run again as a program of its own.
constexpr char kCrashOption[] = "--attach-and-crash";

} // namespace

class TestHarm : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void uncaughtSignalIsNotSent();
    void removedHandlerIsNotSignalled_data() { addNodeRows(); }
    void removedHandlerIsNotSignalled();
    void ownHandlerRunsAndIsNamed_data() { addNodeRows(); }
    void ownHandlerRunsAndIsNamed();
    void disabledSignalIsNotSent_data() { addNodeRows(22); }
    void disabledSignalIsNotSent();
    void consentIsNeeded_data() { addNodeRows(); }
    void consentIsNeeded();
    void anotherProcessOfThatPid();
    void stoppedProcess_data() { addNodeRows(); }
    void stoppedProcess();

    void exitsWithItsCode_data();
    void exitsWithItsCode();
    void loadsNothingInsideOfModules_data() { addNodeRows(); }
    void loadsNothingInsideOfModules();
    void agentLeavesByItself_data() { addNodeRows(); }
    void agentLeavesByItself();
    void crashOfOursIsClearedUp_data() { addNodeRows(); }
    void crashOfOursIsClearedUp();

    void otherProtocols_data();
    void otherProtocols();
    void silentPort();
    void hostileTargets_data();
    void hostileTargets();
    void speaksOnlySafeProtocol();
    void onlyOnePollAtATime();
    void largeMessagesAreNotFragmented_data() { addNodeRows(); }
    void largeMessagesAreNotFragmented();
};

void TestHarm::uncaughtSignalIsNotSent()
{
    QProcess sleeper;
    sleeper.start("sleep", {"600"});
    QVERIFY(sleeper.waitForStarted());
    Target target;
    target.process = ProcFs().identity(sleeper.processId()).value();
    target.mayOpen = true;
    LiveSession live(target);
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::SignalWouldKill);
    QCOMPARE(sleeper.state(), QProcess::Running);
    QVERIFY(!sleeper.waitForFinished(0));
    sleeper.kill();
    sleeper.waitForFinished();
}

void TestHarm::removedHandlerIsNotSignalled()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start(
        "process.on('SIGUSR1', () => {}); process.removeAllListeners('SIGUSR1'); setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::SignalWouldKill);
    QCOMPARE(process.ask("1 + 1"), QByteArray("2"));
}

void TestHarm::ownHandlerRunsAndIsNamed()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("let caught = 0; process.on('SIGUSR1', () => { caught++; }); setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process));
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::OwnHandler);
    QCOMPARE(process.ask("caught"), QByteArray("1"));
}

void TestHarm::disabledSignalIsNotSent()
{
    QFETCH(int, node);
    if (node < 0)
        QSKIP("needs Node 22 or later");
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)", {"--disable-sigusr1"}));
    LiveSession live(targetOf(process));
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::SignalBlocked);
    QCOMPARE(process.ask("1 + 1"), QByteArray("2"));
}

void TestHarm::consentIsNeeded()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    LiveSession live(targetOf(process, false));
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::NeedsConsent);
    QCOMPARE(process.listenerCount(), 0);
}

// A number that was another process' when it was looked up.
void TestHarm::anotherProcessOfThatPid()
{
    if (nodeBinaries().isEmpty())
        QSKIP("no node on PATH");
    NodeProcess process(nodeBinaries()[0]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    Target target = targetOf(process);
    ++target.process.startTime;
    QCOMPARE(sendInspectorSignal(ProcFs(), target.process), SignalVerdict::Gone);
    LiveSession live(target);
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::ProcessGone);
    QCOMPARE(process.listenerCount(), 0);
}

void TestHarm::stoppedProcess()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    QCOMPARE(::kill(pid_t(process.pid()), SIGSTOP), 0);
    QTRY_COMPARE(judgeSignal(ProcFs(), targetOf(process).process), SignalVerdict::Stopped);
    LiveSession live(targetOf(process));
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::Stopped);
    QCOMPARE(::kill(pid_t(process.pid()), SIGCONT), 0);
    QCOMPARE(process.ask("1 + 1"), QByteArray("2"));
}

// --- leaving ---------------------------------------------------------------------------------------------

void TestHarm::exitsWithItsCode_data()
{
    QTest::addColumn<int>("node");
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<int>("code");
    for (int i = 0; i < nodeBinaries().size(); ++i) {
        const QString name = nodeBinaries()[i].name;
        QTest::newRow(qPrintable(name + ", process.exit")) << i << QByteArray("process.exit(7)") << 7;
        QTest::newRow(qPrintable(name + ", nothing left to do"))
            << i << QByteArray("process.exitCode = 5; clearInterval(timer); process.stdin.destroy()") << 5;
        QTest::newRow(qPrintable(name + ", exception")) << i << QByteArray("setTimeout(() => { throw 1; })") << 1;
        QTest::newRow(qPrintable(name + ", SIGTERM")) << i << QByteArray("process.kill(process.pid)") << 3;
    }
}

// An attached client keeps a finished process waiting for ever, unless it leaves.
void TestHarm::exitsWithItsCode()
{
    QFETCH(int, node);
    QFETCH(QByteArray, how);
    QFETCH(int, code);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("const timer = setInterval(() => {}, 1e6); process.on('SIGTERM', () => process.exit(3));"));
    LiveSession live(targetOf(process));
    QTRY_VERIFY(live.samplesOf(0) >= 1);
    process.tell(how);
    QTRY_VERIFY(!process.isRunning());
    QCOMPARE(process.process().exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.process().exitCode(), code);
    QTRY_COMPARE(live.session.state(), SessionState::Ended);
    QCOMPARE(live.session.failure().detail, QString("exit")); // by itself, as it said
}

// An inspector interrupts anywhere. Here it is the program's getter that runs while Node loads a module of its own,
// which reads process.platform.
void TestHarm::loadsNothingInsideOfModules()
{
    QFETCH(int, node);
    QVERIFY(agentSource().contains("BUSY_MS = 1000"));
    const QString eager = agentSource().replace("BUSY_MS = 1000", "BUSY_MS = 0");
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("const during = []; let agent = null, hooked = 0;"
                          "Error.prepareStackTrace = () => { hooked++; return ''; }; Error.stackTraceLimit = 3;"
                          "Object.defineProperty(process, 'platform', { get() {"
                          "  if (!agent) { agent = " +
                          eager + "; during.push(" + readyProbe() +
                          ", agent.poll(1000, 2000)); }"
                          "  return 'linux'; } });"
                          "require('child_process'); setInterval(() => {}, 1e6);"));
    QCOMPARE(process.ask("JSON.stringify(during)"), QByteArray(R"([[0],"{\"starting\":true}"])"));
    QCOMPARE(process.ask("JSON.parse(agent.poll(1000, 2000)).alive"), QByteArray("true"));
    QCOMPARE(process.ask("typeof require('v8').getHeapStatistics + ' ' + typeof require('child_process').spawn"),
             QByteArray("function function"));
    QCOMPARE(process.ask("hooked + ' ' + Error.stackTraceLimit"), QByteArray("0 3")); // the program's own stay
}

// The sampling code, with a shorter patience, in a program nobody polls.
void TestHarm::agentLeavesByItself()
{
    QFETCH(int, node);
    QVERIFY(agentSource().contains("SILENCE_MS = 30000"));
    const QString impatient = agentSource().replace("SILENCE_MS = 30000", "SILENCE_MS = 100");
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("const agent = " + impatient +
                          "; setInterval(() => {}, 1e6); let dead = false;"
                          "const check = setInterval(() => { if (JSON.parse(agent.poll(100, 200)).alive === false) "
                          "dead = true; }, 400);"));
    QTRY_COMPARE(process.ask("dead"), QByteArray("true"));
}

void TestHarm::crashOfOursIsClearedUp()
{
    QFETCH(int, node);
    QTemporaryDir folder;
    const QString file = folder.filePath("opened");
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)"));
    QCOMPARE(QProcess::execute(QCoreApplication::applicationFilePath(),
                               {kCrashOption, QString::number(process.pid()), file}),
             42);
    QCOMPARE(process.listenerCount(), 1); // what a crash leaves
    const auto left = Leftovers(file).stillOpen(ProcFs());
    QCOMPARE(left.size(), 1);
    QCOMPARE(left[0].pid, process.pid());
    {
        Target target = targetOf(process, false);
        target.leftoversFile = file;
        target.openedBefore = true;
        LiveSession live(target);
        QTRY_VERIFY(live.isLive());
    }
    QTRY_COMPARE(process.listenerCount(), 0);
    QVERIFY(Leftovers(file).stillOpen(ProcFs()).isEmpty());
}

// --- what else may be behind a port ----------------------------------------------------------------------

void TestHarm::otherProtocols_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("hangsUp");
    QTest::addColumn<int>("problem");
    const int no = int(Problem::NotAnInspector);
    QTest::newRow("ssh") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n") << true << no;
    QTest::newRow("nothing") << QByteArray() << true << no;
    QTest::newRow("web page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>") << true << no;
    QTest::newRow("redirection")
        << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/json/list\r\nContent-Length: 0\r\n\r\n") << true
        << no;
    QTest::newRow("an id that is none")
        << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 32\r\n\r\n[{\"id\":\"../../x\",\"type\":\"node\"}]") << true
        << no;
    QTest::newRow("hides its id") << QByteArray("HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n") << true
                                  << int(Problem::HidesItsId);
    QTest::newRow("endless") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") + QByteArray(10 << 20, 'x') << false << no;
}

void TestHarm::otherProtocols()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, hangsUp);
    TalkingServer server(answer, hangsUp);
    Target target;
    target.endpoint.port = server.serverPort();
    LiveSession live(target);
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QTEST(int(live.session.failure().problem), "problem");
}

void TestHarm::silentPort()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    Target target;
    target.endpoint.port = server.serverPort();
    LiveSession live(target);
    QTRY_COMPARE(live.session.state(), SessionState::Failed);
    QCOMPARE(live.session.failure().problem, Problem::NoAnswer);
    server.close();
    LiveSession refused(target);
    QTRY_COMPARE(refused.session.state(), SessionState::Failed);
    QCOMPARE(refused.session.failure().problem, Problem::NothingListens);
}

void TestHarm::hostileTargets_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("problem");
    const int broken = int(Problem::BrokenProtocol);
    QTest::newRow("no JSON") << QByteArray("hello") << 1 << broken;
    QTest::newRow("cut JSON") << QByteArray("{\"id\":1,\"result\":{") << 1 << broken;
    QTest::newRow("an array") << QByteArray("[1,2,3]") << 1 << broken;
    QTest::newRow("deep") << QByteArray(100'000, '[') << 1 << broken;
    QTest::newRow("too large") << '"' + QByteArray(70 << 20, 'x') + '"' << 1 << broken;
    QTest::newRow("endless chunks") << "{\"method\":\"HeapProfiler.addHeapSnapshotChunk\",\"params\":{\"chunk\":\"" +
                                           QByteArray(1 << 20, 'x') + "\"}}"
                                    << 300 << broken;
    QTest::newRow("many workers") << QByteArray("{\"method\":\"NodeWorker.attachedToWorker\",\"params\":{\"sessionId\":"
                                                "\"%\",\"workerInfo\":{\"title\":\"w\"}}}")
                                  << 5000 << int(Problem::None);
    QTest::newRow("answers to nobody") << QByteArray("{\"id\":99999,\"result\":{\"result\":{\"value\":1}}}") << 5000
                                       << int(Problem::None);
    QTest::newRow("ids that are none") << QByteArray("{\"id\":\"x\",\"result\":null}") << 100 << int(Problem::None);
}

void TestHarm::hostileTargets()
{
    QFETCH(QByteArray, message);
    QFETCH(int, times);
    QFETCH(int, problem);
    bool attacked = false;
    FakeInspector fake([&](QWebSocket& socket, int id, const QString& method) {
        FakeInspector::answerLikeNode(socket, id, method, fake.expression);
        if (method == "Runtime.callFunctionOn" && !std::exchange(attacked, true))
            for (int i = 0; i < times && socket.isValid(); ++i)
                socket.sendTextMessage(QString::fromUtf8(QByteArray(message).replace('%', QByteArray::number(i))));
    });
    LiveSession live(fake.target());
    QTRY_VERIFY(attacked);
    if (problem != int(Problem::None)) {
        QTRY_COMPARE(live.session.state(), SessionState::Failed);
        QCOMPARE(int(live.session.failure().problem), problem);
    } else {
        const int soFar = live.samplesOf(0);
        QTRY_VERIFY(live.samplesOf(0) > soFar); // goes on
        QVERIFY(live.lanes.size() <= 65);
    }
}

// Whole JSON objects with small ids; nothing that slows the target down; no address the target named.
void TestHarm::speaksOnlySafeProtocol()
{
    FakeInspector fake([&](QWebSocket& socket, int id, const QString& method) {
        QVERIFY(id > 0);
        FakeInspector::answerLikeNode(socket, id, method, fake.expression);
    });
    QTemporaryDir folder;
    {
        LiveSession live(fake.target());
        QTRY_VERIFY(live.samplesOf(0) >= 2);
        live.session.collectGarbage();
        live.session.capture({0, folder.filePath("fake.heapsnapshot"), true});
        QTRY_VERIFY(live.captured.has_value());
        live.session.detach();
        QTRY_COMPARE(live.session.state(), SessionState::Detached);
    }
    QCOMPARE(fake.methods.value(0), QString("NodeRuntime.notifyWhenWaitingForDisconnect")); // before anything else
    for (const auto& text : fake.texts)
        QVERIFY2(QJsonDocument::fromJson(text.toUtf8()).isObject(), qPrintable(text.left(100)));
    for (const char* forbidden : {"Runtime.enable", "Debugger.enable", "HeapProfiler.enable", "HeapProfiler.disable",
                                  "HeapProfiler.startTrackingHeapObjects", "HeapProfiler.getObjectByHeapObjectId"})
        QVERIFY2(!fake.methods.contains(forbidden), forbidden);
    const auto before = fake.methods.indexOf("HeapProfiler.takeHeapSnapshot");
    QVERIFY(before > 0);
    QVERIFY(fake.methods.mid(0, before).contains("Runtime.discardConsoleEntries"));
    QVERIFY(fake.methods.mid(before).contains("Runtime.discardConsoleEntries")); // and when leaving
    QVERIFY(fake.methods.contains("Runtime.releaseObjectGroup"));
}

void TestHarm::onlyOnePollAtATime()
{
    int polls = 0;
    FakeInspector fake([&](QWebSocket& socket, int id, const QString& method) {
        if (method == "Runtime.callFunctionOn")
            ++polls; // and no answer, ever
        else
            FakeInspector::answerLikeNode(socket, id, method, fake.expression);
    });
    LiveSession live(fake.target());
    QTRY_COMPARE(live.session.state(), SessionState::Busy);
    QCOMPARE(polls, 1);
}

void TestHarm::largeMessagesAreNotFragmented()
{
    QFETCH(int, node);
    NodeProcess process(nodeBinaries()[node]);
    QVERIFY(process.start("setInterval(() => {}, 1e6)", {"--inspect=0"}));
    Connection connection;
    Probe probe;
    Endpoint endpoint;
    endpoint.port = ProcFs().listeners(process.pid())->first().port;
    probe.ask(endpoint, [&](const Probe::Answer& answer) { connection.open(answer.endpoint); });
    QTRY_VERIFY(connection.isOpen());
    qint64 length = 0;
    connection.call("Runtime.evaluate", {{"expression", '"' + QString(2'000'000, 'x') + "\".length"}}, 0, this,
                    [&](const Reply& reply) { length = reply.result["result"]["value"].toInteger(); });
    QTRY_COMPARE(length, 2'000'000);
}

/// Attaches, and dies without a word once it is attached.
static int attachAndCrash(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    Target target;
    target.process = ProcFs().identity(app.arguments().value(2).toLongLong()).value_or(ProcessIdentity{});
    target.mayOpen = true;
    target.leftoversFile = app.arguments().value(3);
    Session session(target);
    QObject::connect(&session, &Session::sampled, &app, [] { ::_exit(42); });
    session.start();
    return app.exec();
}

int main(int argc, char** argv)
{
    if (argc == 4 && QByteArray(argv[1]) == kCrashOption)
        return attachAndCrash(argc, argv);
    QCoreApplication app(argc, argv);
    TestHarm test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_harm.moc"
