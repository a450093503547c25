// The program itself, as a desktop or a shell starts and ends it.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "core/inspector/procfs.h"
#include "tests/support/nodeprocess.h"

using namespace heapwise;

namespace {

constexpr int kLimitMs = 30'000;

} // namespace

class TestWindow : public QObject {
    Q_OBJECT

    /// Settings, caches and state of its own.
    static QProcessEnvironment environment(const QTemporaryDir& home)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
            environment.insert(name, home.path());
        return environment;
    }

private slots:
    void leavesTheProcessWhenItIsEnded_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void leavesTheProcessWhenItIsEnded()
    {
        QFETCH(const int, signal);
        if (test::nodeBinaries().isEmpty())
            QSKIP("no node here");
        test::NodeProcess process(test::nodeBinaries().first());
        QVERIFY(process.start("setInterval(() => {}, 1e6)", {"--inspect=0"}));
        const int threads = process.threadCount();
        const auto listeners = inspector::ProcFs().listeners(process.pid());
        QVERIFY(listeners && listeners->size() == 1);
        const quint16 port = listeners->first().port;
        const QTemporaryDir home;
        QProcess window;
        window.setProcessEnvironment(environment(home));
        window.start(HEAPWISE_WINDOW, {"--attach", QString::number(process.pid())});
        QVERIFY(window.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(inspector::ProcFs().connectionsTo(process.pid(), port) > 0, kLimitMs);
        QCOMPARE(::kill(pid_t(window.processId()), signal), 0);
        QVERIFY(window.waitForFinished(kLimitMs));
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QCOMPARE(window.exitCode(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(inspector::ProcFs().connectionsTo(process.pid(), port), 0, kLimitMs);
        QTRY_COMPARE_WITH_TIMEOUT(process.threadCount(), threads, kLimitMs);
        QVERIFY(process.isRunning());
    }
};

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
