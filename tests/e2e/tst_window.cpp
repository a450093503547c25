// The program itself, as a desktop or a shell starts and ends it.
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "core/inspector/procfs.h"
#include "tests/support/nodeprocess.h"
#include "tests/support/patience.h"

using namespace heapwise;

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
        // What Node says of a session; a connection alone may be one that asks for the list of targets, and ends.
        QVERIFY(QTest::qWaitFor([&] { return process.errors().contains("Debugger attached."); }, test::kPatienceMs));
        QVERIFY(inspector::ProcFs().connectionsTo(process.pid(), port) > 0);
        QCOMPARE(::kill(pid_t(window.processId()), signal), 0);
        QVERIFY(window.waitForFinished(test::kPatienceMs));
        QCOMPARE(window.exitStatus(), QProcess::NormalExit);
        QCOMPARE(window.exitCode(), 0);
        QTRY_COMPARE(inspector::ProcFs().connectionsTo(process.pid(), port), 0);
        QTRY_COMPARE(process.threadCount(), threads);
        QVERIFY(process.isRunning());
    }

    /// `heapwise A B --compare`: both files are read to the end, and what it shows then is the comparison.
    void comparesWhatTheCommandLineNames()
    {
        const QString moments = QStringLiteral(HEAPWISE_TEST_DATA "/moments/");
        const QStringList files{moments + "first-1.heapsnapshot.gz", moments + "first-2.heapsnapshot.gz"};
        const QTemporaryDir home;
        QProcess window;
        window.setProcessEnvironment(environment(home));
        window.start(HEAPWISE_WINDOW, files + QStringList{"--compare"});
        QVERIFY(window.waitForStarted());
        // It remembers what it has read to the end, and how many objects there were.
        const QString settings = home.filePath("heapwise/heapwise.conf");
        const auto readToTheEnd = [&] {
            QSettings saved(settings, QSettings::IniFormat);
            int count = 0;
            for (int i = saved.beginReadArray("recentFiles") - 1; i >= 0; --i) {
                saved.setArrayIndex(i);
                count += saved.value("objects").toInt() > 0;
            }
            return count;
        };
        QTRY_COMPARE(readToTheEnd(), 2);
        QCOMPARE(::kill(pid_t(window.processId()), SIGTERM), 0);
        QVERIFY(window.waitForFinished(test::kPatienceMs));
        QCOMPARE(window.exitCode(), 0);
        // It says itself what was open, for the next start.
        QSettings session(settings, QSettings::IniFormat);
        QCOMPARE(session.beginReadArray("session/comparisons"), 1);
        session.setArrayIndex(0);
        QCOMPARE(session.value("paths").toStringList(), files);
        session.endArray();
        QCOMPARE(session.value("session/currentComparison").toInt(), 0); // in front
        QCOMPARE(session.beginReadArray("session/files"), 2);
    }
};

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
