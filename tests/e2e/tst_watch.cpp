// heapwise-cli watch on real programs, leaking and healthy: verdicts, exit codes, metrics, snapshots, and leaving.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>

#include "tests/support/livesession.h"

#include <csignal>

using namespace heapwise;

namespace {

/// Keeps 200 KiB of 10 ms, beside garbage that makes V8 collect, and collects by itself: a test has no time to wait.
const QString kLeak = QStringLiteral(
    "v8=require('v8');v8.setFlagsFromString('--expose-gc');const gc=require('vm').runInNewContext('gc');const kept=[];"
    "setInterval(()=>{kept.push(new Array(25000).fill(kept.length));gc()},100);");
const QString kHealthy = QStringLiteral(
    "v8=require('v8');v8.setFlagsFromString('--expose-gc');const gc=require('vm').runInNewContext('gc');let last;"
    "setInterval(()=>{last=new Array(25000).fill(1);gc()},100);");
const QString kBuffers = QStringLiteral(
    "v8=require('v8');v8.setFlagsFromString('--expose-gc');const gc=require('vm').runInNewContext('gc');const kept=[];"
    "setInterval(()=>{kept.push(Buffer.alloc(300000,1));gc()},100);");

/// heapwise-cli at work.
class Watch {
public:
    explicit Watch(const QStringList& arguments)
    {
        m_process.start(HEAPWISE_CLI, QStringList{"watch"} + arguments);
        m_process.waitForStarted();
    }
    ~Watch()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    bool finish()
    {
        const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(2 * test::kPatienceMs);
        m_output += m_process.readAllStandardOutput();
        return ended && m_process.exitStatus() == QProcess::NormalExit;
    }
    int exitCode() const { return m_process.exitCode(); }
    qint64 pid() const { return m_process.processId(); }
    QByteArray errors() { return m_process.readAllStandardError(); }
    QList<QJsonObject> objects(const QString& type = {})
    {
        m_output += m_process.readAllStandardOutput();
        QList<QJsonObject> found;
        for (const auto& line : m_output.split('\n'))
            if (const auto object = QJsonDocument::fromJson(line).object();
                !object.isEmpty() && (type.isEmpty() || object["type"] == type))
                found.append(object);
        return found;
    }

private:
    QProcess m_process;
    QByteArray m_output;
};

/// One GET; the whole answer.
QByteArray get(quint16 port, const QByteArray& path = "/metrics", const QByteArray& method = "GET")
{
    QTcpSocket socket;
    socket.connectToHost("127.0.0.1", port);
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (socket.waitForReadyRead(5000)) {
    }
    return socket.readAll();
}

/// Value of a series with exactly these labels; NaN when it is missing.
double metric(const QByteArray& page, const QByteArray& name)
{
    for (const auto& line : page.split('\n'))
        if (line.startsWith(name + ' '))
            return line.mid(name.size() + 1).toDouble();
    return kNoValue;
}

} // namespace

class TestWatch : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void refusesWrongCommandLines_data();
    void refusesWrongCommandLines();
    void saysWhyItCannotWatch();
    void tellsLeakFromHealth_data();
    void tellsLeakFromHealth();
    void saysWhenThereIsTooLittle();
    void leavesOnSignals_data();
    void leavesOnSignals();
    void leavesWhenNobodyReads();
    void runsAProgram();
    void servesMetrics();
    void takesSnapshots();
};

void TestWatch::refusesWrongCommandLines_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QList<QStringList> wrong = {{},
                                      {"x"},
                                      {"1", "2"},
                                      {"-5"},
                                      {"1", "--interval"},
                                      {"1", "--interval", "0.01"},
                                      {"1", "--interval", "soon"},
                                      {"1", "--rule", "magic"},
                                      {"1", "--rule", "simple:0.9"},
                                      {"1", "--rule", "floor:x"},
                                      {"1", "--", "node"},
                                      {"1", "--snapshot-when", "grows:30%"},
                                      {"1", "--snapshot-dir", "d", "--snapshot-when", "limit:180%"},
                                      {"1", "--snapshot-dir", "d", "--snapshot-at-most", "1.5"},
                                      {"1", "--duration", "nan"},
                                      {"--json"}};
    for (const auto& arguments : wrong)
        QTest::newRow(qPrintable("watch " + arguments.join(' '))) << arguments;
}

void TestWatch::refusesWrongCommandLines()
{
    QFETCH(QStringList, arguments);
    Watch watch(arguments);
    QVERIFY(watch.finish());
    QCOMPARE(watch.exitCode(), 2);
    QCOMPARE(watch.errors().count('\n'), 1);
}

void TestWatch::saysWhyItCannotWatch()
{
    Watch gone({"999999999"});
    QVERIFY(gone.finish());
    QCOMPARE(gone.exitCode(), 1);
    QVERIFY(gone.errors().contains("no such process"));
    Watch nobody({"127.0.0.1:1"});
    QVERIFY(nobody.finish());
    QCOMPARE(nobody.exitCode(), 1);
    QVERIFY(nobody.errors().contains("127.0.0.1:1"));
    Watch badPort({"127.0.0.1:1", "--prometheus", "300.1.1.1:x"});
    QVERIFY(badPort.finish());
    QCOMPARE(badPort.exitCode(), 1);
    Watch badProgram({"--", "/no/such/program"});
    QVERIFY(badProgram.finish());
    QCOMPARE(badProgram.exitCode(), 1);
    if (test::nodeBinaries().isEmpty())
        return;
    test::NodeProcess process(test::nodeBinaries().first());
    QVERIFY(process.start("setInterval(()=>{},1e6)"));
    Watch closed({QString::number(process.pid())}); // nobody agreed to the signal
    QVERIFY(closed.finish());
    QCOMPARE(closed.exitCode(), 1);
    QVERIFY(closed.errors().contains("--open"));
    QCOMPARE(process.listenerCount(), 0);
}

void TestWatch::tellsLeakFromHealth_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("leaking") << kLeak << 4 << "leak_likely";
    QTest::newRow("healthy") << kHealthy << 0 << "stable";
    QTest::newRow("buffers") << kBuffers << 5 << "outside_heap";
}

void TestWatch::tellsLeakFromHealth()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("no node here");
    QFETCH(QString, code);
    QFETCH(int, exitCode);
    QFETCH(QString, verdict);
    test::NodeProcess process(test::nodeBinaries().last());
    QVERIFY(process.start(code));
    Watch watch({QString::number(process.pid()), "--open", "--json", "--rule", "floor:2s", "--interval", "250ms"});
    const auto isTold = [&] {
        const auto verdicts = watch.objects("verdict");
        return !verdicts.isEmpty() && verdicts.last()["verdict"] == verdict;
    };
    QTRY_VERIFY(isTold());
    kill(pid_t(watch.pid()), SIGINT);
    QVERIFY(watch.finish());
    const auto end = watch.objects("end").value(0);
    QVERIFY2(watch.exitCode() == exitCode && end["verdict"] == verdict,
             QJsonDocument(end).toJson(QJsonDocument::Compact));
    QCOMPARE(watch.objects("attached").size(), 1);
    QVERIFY(watch.objects("sample").size() > 5);
    if (exitCode == 4) {
        const double perMinute = end["bytesPerMinute"].toDouble();
        QVERIFY(perMinute > 2e6 && perMinute < 200e6); // 200 KB ten times per second, 120 MB; on a busy machine less
        QVERIFY(end["secondsToLimit"].toDouble() > 0);
    }
    QTRY_COMPARE(process.listenerCount(), 0);
    QVERIFY(process.isRunning());
}

void TestWatch::saysWhenThereIsTooLittle()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("no node here");
    test::NodeProcess process(test::nodeBinaries().last());
    QVERIFY(process.start(kHealthy));
    Watch watch({QString::number(process.pid()), "--open", "--json", "--duration", "1s"});
    QVERIFY(watch.finish());
    QCOMPARE(watch.exitCode(), 6);
    QCOMPARE(watch.objects("end").value(0)["verdict"].toString(), QString("not_enough_data"));
    QTRY_COMPARE(process.listenerCount(), 0);
}

void TestWatch::leavesOnSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestWatch::leavesOnSignals()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("no node here");
    QFETCH(int, signal);
    test::NodeProcess process(test::nodeBinaries().first());
    QVERIFY(process.start(kHealthy));
    const int threads = process.threadCount();
    Watch watch({QString::number(process.pid()), "--open", "--json"});
    QTRY_VERIFY(watch.objects("sample").size() >= 1);
    QVERIFY(process.listenerCount() > 0);
    kill(pid_t(watch.pid()), signal);
    QVERIFY(watch.finish());
    QCOMPARE(watch.exitCode(), 6);
    QCOMPARE(watch.objects("end").first()["reason"].toString(), QString("Interrupted."));
    QTRY_COMPARE(process.listenerCount(), 0);
    QTRY_COMPARE(process.threadCount(), threads);
}

void TestWatch::leavesWhenNobodyReads()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("no node here");
    test::NodeProcess process(test::nodeBinaries().first());
    QVERIFY(process.start(kHealthy));
    QProcess shell;
    shell.start("sh", {"-c", QStringLiteral("%1 watch %2 --open --json --interval 200ms | head -n 2")
                                 .arg(HEAPWISE_CLI)
                                 .arg(process.pid())});
    QVERIFY(shell.waitForFinished(2 * test::kPatienceMs));
    QTRY_COMPARE(process.listenerCount(), 0);
    QVERIFY(process.isRunning());
}

void TestWatch::runsAProgram()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("no node here");
    const QString node = test::nodeBinaries().last().path;
    Watch watch({"--json", "--interval", "200ms", "--", node, "-e",
                 "console.log('it runs');setTimeout(()=>process.exit(7),4000)"});
    QVERIFY(watch.finish());
    QVERIFY(watch.objects("attached").size() == 1);
    QCOMPARE(watch.objects("end").first()["reason"].toString(), QString("The program exited with code 7."));
    QVERIFY(watch.errors().contains("it runs"));
}

void TestWatch::servesMetrics()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("no node here");
    test::NodeProcess process(test::nodeBinaries().last());
    QVERIFY(process.start(kHealthy));
    Watch watch({QString::number(process.pid()), "--open", "--json", "--interval", "200ms", "--prometheus", "0"});
    QTRY_VERIFY(watch.objects("sample").size() >= 5);
    const QString sentence = watch.objects("note").first()["text"].toString();
    const auto port = quint16(QRegularExpression("port (\\d+)").match(sentence).captured(1).toUInt());
    const QByteArray answer = get(port);
    QVERIFY2(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    const QByteArray page = answer.mid(answer.indexOf("\r\n\r\n") + 4);
    // Every line is a comment or a sample, as the text format has it.
    static const QRegularExpression line(
        R"(^(# TYPE [a-zA-Z_:][a-zA-Z0-9_:]* (gauge|counter|histogram)|[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-z]+="[^"\\]*",?)+\})? [-+0-9.eEInf]+)$)");
    for (const auto& text : page.split('\n'))
        QVERIFY2(text.isEmpty() || line.match(QString::fromUtf8(text)).hasMatch(), text);
    QCOMPARE(metric(page, "heapwise_up"), 1.0);
    QVERIFY(metric(page, "process_resident_memory_bytes") > 20e6);
    QVERIFY(metric(page, "nodejs_heap_size_used_bytes") > 1e6);
    QVERIFY(metric(page, "nodejs_heap_size_total_bytes") > metric(page, "nodejs_heap_size_used_bytes"));
    QVERIFY(metric(page, "nodejs_external_memory_bytes") > 0);
    QVERIFY(metric(page, "nodejs_heap_space_size_used_bytes{space=\"old\"}") > 1e6);
    QVERIFY(metric(page, "nodejs_gc_duration_seconds_count{kind=\"major\"}") > 0);
    QCOMPARE(metric(page, "nodejs_gc_duration_seconds_bucket{le=\"+Inf\",kind=\"major\"}"),
             metric(page, "nodejs_gc_duration_seconds_count{kind=\"major\"}"));
    QCOMPARE(metric(page, "heapwise_verdict{verdict=\"not_enough_data\"}"), 1.0);
    QVERIFY(get(port, "/secrets").startsWith("HTTP/1.1 404"));
    QVERIFY(get(port, "/metrics", "POST").startsWith("HTTP/1.1 405"));
    QVERIFY(get(port, "/metrics", "HEAD").endsWith("\r\n\r\n"));
    QCOMPARE(get(port, QByteArray(20'000, 'x')), QByteArray()); // longer than any request need be
}

void TestWatch::takesSnapshots()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("no node here");
    QTemporaryDir folder;
    test::NodeProcess process(test::nodeBinaries().last());
    QVERIFY(process.start(kLeak));
    Watch watch({QString::number(process.pid()), "--open", "--json", "--interval", "200ms", "--snapshot-dir",
                 folder.filePath("new"), "--snapshot-when", "grows:2MiB", "--snapshot-at-most", "2", "--snapshot-apart",
                 "1s"});
    QTRY_VERIFY(watch.objects("snapshot").size() >= 2);
    QTRY_VERIFY(watch.objects("sample").size() > 10);
    kill(pid_t(watch.pid()), SIGINT);
    QVERIFY(watch.finish());
    QCOMPARE(watch.objects("snapshot").size(), 2);
    for (const auto& snapshot : watch.objects("snapshot")) {
        QCOMPARE(snapshot["failure"].toString(), QString());
        const QFileInfo file(snapshot["file"].toString());
        QVERIFY(file.size() > 1'000'000 && file.size() == snapshot["bytes"].toInteger());
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
}

QTEST_GUILESS_MAIN(TestWatch)
#include "tst_watch.moc"
