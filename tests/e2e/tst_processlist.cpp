// Finding processes in a /proc of the test's own, and the table of who may be sent SIGUSR1.
#include <QDir>
#include <QTemporaryDir>

#include "core/inspector/endpoint.h"
#include "core/inspector/leftovers.h"
#include "core/inspector/preflight.h"
#include "core/inspector/processlist.h"
#include "core/inspector/processname.h"
#include "core/inspector/procsockets.h"
#include "tests/support/livesession.h"

#include <unistd.h>

using namespace heapwise;
using namespace heapwise::inspector;
using namespace heapwise::test;

namespace {

constexpr quint64 kUsr1 = 0x200;

/// A process of the fixture.
struct FakeProcess {
    qint64 pid = 100;
    QByteArray command = "node";
    QList<QByteArray> arguments = {"node", "server.js"};
    QByteArray program = "/usr/bin/node";
    QByteArray content = "....node.js/v22.11.0....";
    quint64 caught = kUsr1;
    quint64 blocked = 0;
    char state = 'S';
    uint uid = ::geteuid();
    QByteArray network = "net:[1]";
    QByteArray environment = {};
    QByteArray tcp = {}; ///< rows of net/tcp
    QList<int> sockets = {};
    QByteArray thread = "node";
};

class FakeProc {
public:
    FakeProc()
    {
        write("uptime", "5000.00 1000.00\n");
        write("meminfo", "MemTotal: 8000000 kB\nMemAvailable:  4000000 kB\n");
        link("self/ns/net", "net:[1]");
    }
    void add(const FakeProcess& process)
    {
        const QString base = QString::number(process.pid) + '/';
        const QByteArray id = QByteArray::number(process.pid);
        write(base + "comm", process.command + '\n');
        write(base + "cmdline", process.arguments.join('\0') + '\0');
        write(base + "environ", process.environment);
        write(base + "stat", id + " (a) b (" + process.command + ") " + process.state +
                                 " 1 1 1 0 -1 4 1 0 0 0 11 22 0 0 20 0 7 0 100000 1 1 1");
        write(base + "status", "Name:\tnode\nUid:\t" + QByteArray::number(process.uid) + "\t0\t0\t0\nNSpid:\t" + id +
                                   "\t7\nVmRSS:\t  51200 kB\nSigBlk:\t" + QByteArray::number(process.blocked, 16) +
                                   "\nSigCgt:\t" + QByteArray::number(process.caught, 16) + "\n");
        write(base + "net/tcp", "  sl  local_address rem_address   st\n" + process.tcp);
        write(base + "task/" + id + "/comm", process.thread + '\n');
        link(base + "ns/net", process.network);
        link(base + "cwd", "/srv/shop");
        write("programs/" + id, process.content);
        link(base + "exe", QFile::encodeName(m_folder.filePath("programs/" + id)));
        QDir(m_folder.path()).mkpath(base + "fd");
        for (const int socket : process.sockets)
            link(base + "fd/" + QString::number(socket), "socket:[" + QByteArray::number(socket) + ']');
    }
    void write(const QString& path, const QByteArray& text)
    {
        QDir().mkpath(QFileInfo(m_folder.filePath(path)).path());
        QFile file(m_folder.filePath(path));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    }
    void link(const QString& path, const QByteArray& target)
    {
        QDir().mkpath(QFileInfo(m_folder.filePath(path)).path());
        if (::symlink(target.constData(), QFile::encodeName(m_folder.filePath(path)).constData()) != 0)
            qFatal("symlink");
    }
    ProcFs proc() const { return ProcFs(m_folder.path()); }
    QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

ProcessIdentity identityOf(const FakeProcess& process)
{
    return {process.pid, 100'000};
}

} // namespace

class TestProcessList : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void signalTable_data();
    void signalTable();
    void accessOf_data();
    void accessOf();
    void names_data();
    void names();
    void versionsInPrograms_data();
    void versionsInPrograms();
    void nameOfThePackage();
    void socketTables();
    void inspectorPortsFirst();
    void addresses_data();
    void addresses();
    void realProcesses_data() { addNodeRows(); }
    void realProcesses();
    void memoryBeforeASnapshot();
    void leftoversOfLivingOwnersAreTheirs();
};

void TestProcessList::signalTable_data()
{
    QTest::addColumn<quint64>("caught");
    QTest::addColumn<quint64>("blocked");
    QTest::addColumn<char>("state");
    QTest::addColumn<int>("verdict");
    QTest::newRow("caught") << kUsr1 << quint64(0) << 'S' << int(SignalVerdict::OpensInspector);
    QTest::newRow("caught, busy") << (kUsr1 | 1) << quint64(0) << 'R' << int(SignalVerdict::OpensInspector);
    QTest::newRow("blocked") << quint64(0) << kUsr1 << 'S' << int(SignalVerdict::Blocked);
    QTest::newRow("caught and blocked") << kUsr1 << kUsr1 << 'S' << int(SignalVerdict::Blocked);
    QTest::newRow("neither") << quint64(0x4802) << quint64(0x100) << 'S' << int(SignalVerdict::WouldKill);
    QTest::newRow("stopped") << kUsr1 << quint64(0) << 'T' << int(SignalVerdict::Stopped);
    QTest::newRow("ended") << kUsr1 << quint64(0) << 'Z' << int(SignalVerdict::Gone);
}

void TestProcessList::signalTable()
{
    QFETCH(quint64, caught);
    QFETCH(quint64, blocked);
    QFETCH(char, state);
    FakeProc fake;
    const FakeProcess process{.caught = caught, .blocked = blocked, .state = state};
    fake.add(process);
    QTEST(int(judgeSignal(fake.proc(), identityOf(process))), "verdict");
    QCOMPARE(judgeSignal(fake.proc(), {process.pid, 99}), SignalVerdict::Gone); // another one of that pid
    QCOMPARE(judgeSignal(fake.proc(), {4711, 99}), SignalVerdict::Gone);
}

void TestProcessList::accessOf_data()
{
    QTest::addColumn<FakeProcess>("process");
    QTest::addColumn<int>("access"); // -1: not in the list
    const QByteArray listens =
        "   0: 0100007F:240D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 777 1\n";
    const QByteArray elsewhere =
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 777 1\n";
    QTest::newRow("closed") << FakeProcess{} << int(Access::OpensOnSignal);
    QTest::newRow("open") << FakeProcess{.tcp = listens, .sockets = {777}} << int(Access::Open);
    QTest::newRow("another's listener") << FakeProcess{.tcp = listens, .sockets = {778}} << int(Access::OpensOnSignal);
    QTest::newRow("web server only") << FakeProcess{.tcp = elsewhere, .sockets = {777}} << int(Access::OpensOnSignal);
    QTest::newRow("named port") << FakeProcess{.arguments = {"node", "--inspect=8080", "a.js"},
                                               .tcp = elsewhere,
                                               .sockets = {777}}
                                << int(Access::Open);
    QTest::newRow("port of NODE_OPTIONS")
        << FakeProcess{.environment = "A=b" + QByteArray(1, '\0') + "NODE_OPTIONS=--inspect=127.0.0.1:8080",
                       .tcp = elsewhere,
                       .sockets = {777}}
        << int(Access::Open);
    QTest::newRow("inspector thread") << FakeProcess{.tcp = elsewhere, .sockets = {777}, .thread = "InspectorIo"}
                                      << int(Access::Open);
    QTest::newRow("blocked") << FakeProcess{.caught = 0, .blocked = kUsr1} << int(Access::StartingUp);
    QTest::newRow("uncaught") << FakeProcess{.caught = 0} << int(Access::WouldKill);
    QTest::newRow("stopped") << FakeProcess{.state = 'T'} << int(Access::Stopped);
    QTest::newRow("container") << FakeProcess{.network = "net:[2]"} << int(Access::OtherNetwork);
    QTest::newRow("old") << FakeProcess{.content = "node.js/v10.24.1"} << int(Access::TooOld);
    QTest::newRow("bun") << FakeProcess{.command = "bun", .content = ""} << -1; // by its program, see below
    QTest::newRow("not Node") << FakeProcess{.command = "bash", .content = "bash"} << -1;
}
Q_DECLARE_METATYPE(FakeProcess)

void TestProcessList::accessOf()
{
    QFETCH(FakeProcess, process);
    QFETCH(int, access);
    FakeProc fake;
    fake.add(process);
    const auto found = ProcessScanner(fake.proc()).scan();
    QCOMPARE(found.size(), access < 0 ? 0 : 1);
    if (access < 0)
        return;
    QCOMPARE(int(found[0].access), access);
    QCOMPARE(found[0].residentBytes, quint64(51200) * 1024);
    QCOMPARE(found[0].uptimeSeconds, 4000.0);
    QCOMPARE(found[0].directory, QString("/srv/shop"));
    QCOMPARE(found[0].canAttach(), found[0].access == Access::Open || found[0].access == Access::OpensOnSignal);
}

void TestProcessList::names_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isTool");
    QTest::newRow("script") << QStringList{"node", "server.js", "--port", "80"} << "server.js"
                            << "server" << false;
    QTest::newRow("options") << QStringList{"/usr/bin/node", "-r", "dotenv", "--max-old-space-size=100", "a/b.mjs"}
                             << "a/b.mjs"
                             << "b" << false;
    QTest::newRow("index") << QStringList{"node", "/srv/api/index.js"} << "/srv/api/index.js"
                           << "api" << false;
    QTest::newRow("eval") << QStringList{"node", "-e", "x()"} << ""
                          << "node" << false;
    QTest::newRow("title") << QStringList{"next-server (v15.0.3)"} << ""
                           << "next-server" << false;
    QTest::newRow("language server") << QStringList{"node", "/x/node_modules/typescript/lib/tsserver.js"}
                                     << "/x/node_modules/typescript/lib/tsserver.js"
                                     << "tsserver" << true;
    QTest::newRow("npm") << QStringList{"node", "/usr/lib/node_modules/npm/bin/npm-cli.js", "start"}
                         << "/usr/lib/node_modules/npm/bin/npm-cli.js"
                         << "npm-cli" << true;
    QTest::newRow("nothing") << QStringList{} << ""
                             << "node" << false;
}

void TestProcessList::names()
{
    QFETCH(QStringList, arguments);
    FakeProc fake;
    fake.add({});
    QTEST(scriptOf(arguments), "script");
    const ProcessName name = nameProcess(fake.proc(), 100, arguments, "/nowhere");
    QTEST(name.name, "name");
    QTEST(name.isTool, "isTool");
}

void TestProcessList::nameOfThePackage()
{
    FakeProc fake;
    fake.add({});
    fake.write("srv/package.json", "{\"name\":\"shop-api\"}");
    const QString folder = fake.path() + "/srv/src";
    QCOMPARE(nameProcess(fake.proc(), 100, {"node", "main.js"}, folder).name, QString("shop-api"));
    fake.write("srv/package.json", "no JSON");
    QCOMPARE(nameProcess(fake.proc(), 100, {"node", "main.js"}, folder).name, QString("main"));
}

void TestProcessList::versionsInPrograms_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("version");
    QTest::newRow("user agent") << QByteArray("\0x node.js/v20.20.2\0", 19) << "20.20.2";
    QTest::newRow("release") << QByteArray("https://nodejs.org/download/release/v18.4.10/node") << "18.4.10";
    QTest::newRow("format first") << QByteArray("node.js/v%s node.js/v22.1.0") << "22.1.0";
    QTest::newRow("at the end") << QByteArray("node.js/v22.1") << "";
    QTest::newRow("none") << QByteArray("nothing of that kind") << "";
    QTest::newRow("empty") << QByteArray() << "";
}

void TestProcessList::versionsInPrograms()
{
    QFETCH(QByteArray, bytes);
    QTEST(findNodeVersion(bytes.constData(), bytes.size()), "version");
}

void TestProcessList::socketTables()
{
    const auto rows = parseSocketTable("  sl  local_address\n"
                                       "   0: 0100007F:240D 00000000:0000 0A 0:0 0:0 0 0 0 12345 1\n"
                                       "   1: 00000000000000000000000001000000:1F90 0:0 0A 0:0 0:0 0 0 0 7 1\n"
                                       "   2: 00000000000000000000000000000000:0050 0:0 0A 0:0 0:0 0 0 0 8 1\n"
                                       "   3: 0000000000000000FFFF00000100007F:0051 0:0 01 0:0 0:0 0 0 0 9 1\n"
                                       "   4: nonsense\n   5: 01:zz 0 0A 0 0 0 0 0 9\n");
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows[0].localAddress, QString("127.0.0.1"));
    QCOMPARE(rows[0].localPort, quint16(9229));
    QCOMPARE(rows[0].inode, quint64(12345));
    QCOMPARE(rows[1].localAddress, QString("::1"));
    QVERIFY((Listener{8, rows[2].localAddress, 80}.isWildcard()));
    QVERIFY(rows[3].isEstablished());
    QCOMPARE(rows[3].localAddress, QString("127.0.0.1"));
}

void TestProcessList::inspectorPortsFirst()
{
    const QList<Listener> listeners{
        {1, "127.0.0.1", 8080}, {2, "127.0.0.1", 9231}, {3, "127.0.0.1", 5555}, {4, "127.0.0.1", 9229}};
    const auto ports = [&](const QStringList& arguments) {
        QList<int> result;
        for (const auto& listener : likelyInspectors(listeners, arguments))
            result.append(listener.port);
        return result;
    };
    QCOMPARE(ports({"node", "a.js"}), (QList<int>{9229, 9231}));
    QCOMPARE(ports({"node", "--inspect=0.0.0.0:5555", "a.js"}), (QList<int>{5555, 9229, 9231}));
    QCOMPARE(ports({"node", "--inspect-port=5555", "a.js"}).first(), 5555);
    QCOMPARE(ports({"node", "--inspect=0", "a.js"}).size(), 4);
}

void TestProcessList::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address"); // empty: refused
    QTest::addColumn<bool>("isLoopback");
    QTest::newRow("port") << "9229"
                          << "127.0.0.1:9229" << true;
    QTest::newRow("host") << " localhost:9230 "
                          << "localhost:9230" << true;
    QTest::newRow("IPv6") << "[::1]:9229"
                          << "[::1]:9229" << true;
    QTest::newRow("WebSocket") << "ws://10.0.0.5:9229/01234567-89ab-cdef-0123-456789abcdef"
                               << "10.0.0.5:9229" << false;
    QTest::newRow("no port") << "localhost"
                             << "" << false;
    QTest::newRow("port too large") << "host:99999"
                                    << "" << false;
    QTest::newRow("path") << "ws://host:9229/../../x"
                          << "" << false;
    QTest::newRow("nothing") << ""
                             << "" << false;
    QTest::newRow("credentials") << "ws://user:secret@host:9229/"
                                 << "" << false;
}

void TestProcessList::addresses()
{
    QFETCH(QString, text);
    const auto endpoint = parseEndpoint(text);
    QTEST(endpoint ? endpoint->address() : QString(), "address");
    if (endpoint)
        QTEST(endpoint->isLoopback(), "isLoopback");
}

void TestProcessList::realProcesses()
{
    QFETCH(int, node);
    const NodeBinary& binary = nodeBinaries()[node];
    NodeProcess closed(binary), open(binary);
    QVERIFY(closed.start("process.title = 'my app'; setInterval(() => {}, 1e6)"));
    QVERIFY(open.start("setInterval(() => {}, 1e6)", {"--inspect=0"}));
    ProcessScanner scanner;
    const auto find = [&](qint64 pid) {
        for (const auto& info : scanner.scan())
            if (info.identity.pid == pid)
                return info;
        return ProcessInfo{};
    };
    const ProcessInfo first = find(closed.pid());
    QCOMPARE(first.access, Access::OpensOnSignal);
    QCOMPARE(first.version.section('.', 0, 0).toInt(), binary.major);
    QVERIFY(first.name.startsWith("my"));
    QVERIFY(first.residentBytes > 10'000'000 && first.uptimeSeconds < 3600);
    const ProcessInfo second = find(open.pid());
    QCOMPARE(second.access, Access::Open);
    QVERIFY(second.inspector.isLoopback() && second.inspector.port > 0);
    open.process().kill();
    open.process().waitForFinished();
    QCOMPARE(find(open.pid()).identity.pid, qint64(0));
}

void TestProcessList::memoryBeforeASnapshot()
{
    FakeProc fake;
    fake.add({});
    QTemporaryDir groups;
    const auto write = [&](const QString& name, const QByteArray& text) {
        QDir().mkpath(QFileInfo(groups.filePath(name)).path());
        QFile file(groups.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    constexpr quint64 kMiB = 1 << 20;
    auto check = checkSnapshot(fake.proc(), 100, 100 * kMiB, groups.path(), groups.path());
    QCOMPARE(check.memoryFree, quint64(4'000'000) * 1024);
    QCOMPARE(check.memoryNeeded, 800 * kMiB);
    QVERIFY(check.pauseSecondsFrom > 5 && check.pauseSecondsTo < 30);
    QCOMPARE(check.verdict, Preflight::Verdict::Fits);
    // The machine has enough, the container has not: version 2, then version 1.
    fake.write("100/cgroup", "0::/app/inner\n");
    write("app/memory.max", "900000000\n");
    write("app/memory.current", "300000000\n");
    write("app/inner/memory.max", "max\n");
    check = checkSnapshot(fake.proc(), 100, 100 * kMiB, groups.path(), groups.path());
    QVERIFY(check.isGroupLimit);
    QCOMPARE(check.memoryFree, quint64(600'000'000));
    QCOMPARE(check.verdict, Preflight::Verdict::LittleMemory);
    fake.write("100/cgroup", "5:cpu:/x\n4:memory,hugetlb:/old\n0::/\n");
    write("memory/old/memory.limit_in_bytes", "9223372036854771712\n");
    QVERIFY(!checkSnapshot(fake.proc(), 100, 100 * kMiB, groups.path(), groups.path()).isGroupLimit);
    write("memory/old/memory.limit_in_bytes", "500000000\n");
    write("memory/old/memory.usage_in_bytes", "600000000\n");
    check = checkSnapshot(fake.proc(), 100, 100 * kMiB, groups.path(), groups.path());
    QCOMPARE(check.memoryFree, quint64(0)); // over its limit
    QCOMPARE(check.verdict, Preflight::Verdict::LittleMemory);
}

void TestProcessList::leftoversOfLivingOwnersAreTheirs()
{
    QTemporaryDir folder;
    Leftovers leftovers(folder.filePath("state/opened"));
    const auto self = ProcFs().identity(::getpid()).value();
    leftovers.add(self);
    QVERIFY(leftovers.stillOpen(ProcFs()).isEmpty()); // whoever opened it is still there
    QFile file(folder.filePath("state/opened"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("nonsense\n1 2\n-5 1 1 1\n999999999 1 1 1\n");
    file.close();
    QVERIFY(leftovers.stillOpen(ProcFs()).isEmpty());
    leftovers.remove(self);
}

QTEST_GUILESS_MAIN(TestProcessList)
#include "tst_processlist.moc"
