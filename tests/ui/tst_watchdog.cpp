// The watchdog that all tests of windows rely on: it must see what blocks the window, and nothing else.
#include "tests/support/guitest.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <ctime>

using namespace heapwise;
using heapwise::ui::Application;

namespace {

double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6;
}

/// Keeps the processor busy, however slowly others let it go on.
void work(double ms)
{
    for (const double end = threadMs() + ms; threadMs() < end;)
        continue;
}

} // namespace

class TestWatchdog : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
#ifdef NDEBUG
        QSKIP("there is no watchdog in release builds");
#endif
    }
    void init()
    {
        Application::clearSlowEvents();
    }

    void seesWhatBlocks()
    {
        test::asEvent(this, [] { work(3 * Application::kLimitMs); });
        QCOMPARE(Application::slowEvents().size(), 1);
        const Application::SlowEvent slow = Application::slowEvents().first();
        QVERIFY(slow.cpuMs >= 3 * Application::kLimitMs);
        QVERIFY2(slow.what.startsWith("TestWatchdog MetaCall"), qPrintable(slow.what));
        Application::clearSlowEvents();
        QTimer::singleShot(0, this, [] { work(3 * Application::kLimitMs); });
        QTRY_COMPARE(Application::slowEvents().size(), 1);
    }
    void leavesTheRestInPeace()
    {
        test::asEvent(this, [] { work(Application::kLimitMs / 4); });
        test::asEvent(this, [] { QThread::msleep(60); }); // waits, as for a machine that others use
        QCOMPARE(Application::slowEvents().size(), 0);
    }
    void looksIntoLoopsWithinEvents()
    {
        test::asEvent(this, [this] {
            QEventLoop loop; // as a dialog has one
            QTimer::singleShot(0, this, [] { work(2 * Application::kLimitMs); });
            QTimer::singleShot(0, this, [] { work(2 * Application::kLimitMs); });
            QTimer::singleShot(1, &loop, &QEventLoop::quit);
            loop.exec();
        });
        QCOMPARE(Application::slowEvents().size(), 2); // and not the one around them
    }
    void saysWhichEventWithinItTookLong()
    {
        QObject inner;
        inner.setObjectName("inner");
        test::asEvent(this, [&] {
            QMetaObject::invokeMethod(
                &inner, [] { work(2 * Application::kLimitMs); }, Qt::QueuedConnection);
            QCoreApplication::sendPostedEvents(&inner, QEvent::MetaCall);
        });
        QCOMPARE(Application::slowEvents().size(), 1);
        const QString what = Application::slowEvents().first().what;
        QVERIFY2(what.contains("most in QObject \"inner\" MetaCall"), qPrintable(what));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestWatchdog)
#include "tst_watchdog.moc"
