#pragma once

#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/patience.h"
#include "ui/theme/theme.h"
#include "ui/warmup.h"
#include "ui/watchdog.h"

namespace heapwise::test {

/// Runs a test object in the program's own application class and theme, with settings and caches of its own.
template <typename Test>
int runGuiTest(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QTemporaryDir home;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
    QCoreApplication::setApplicationName(QStringLiteral("heapwise-test"));
    QCoreApplication::setOrganizationName(QStringLiteral("heapwise-test"));
    QCoreApplication::setApplicationVersion(QStringLiteral("1.2.3"));
    ui::Application app(argc, argv);
    ui::Theme::instance().install(app);
    ui::warmUp();
    QCoreApplication::processEvents(QEventLoop::AllEvents, 500); // as the program does before it opens anything
    Test test;
    return QTest::qExec(&test, argc, argv);
}

/// No event kept the GUI thread busy for much longer than a frame since the last call. The program logs every event
/// over its limit; a test fails at four times that, because processor time, too, is stretched on a machine that others
/// use (page faults, cold caches, a core shared by two threads), and a test must not fail for its neighbours.
/// Sanitizers slow everything down several times, so that the limit means nothing under them.
inline QString slowEvents()
{
    QStringList list;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    for (const auto& event : ui::Application::slowEvents())
        if (event.cpuMs > 4 * ui::Application::kLimitMs)
            list.append(QStringLiteral("%1: %2 ms").arg(event.what).arg(event.cpuMs));
#endif
    ui::Application::clearSlowEvents();
    return list.join(QStringLiteral("; "));
}

/// Does `act` as an event of its own, so that slowEvents() knows of it.
template <typename F>
void asEvent(QObject* receiver, F&& act)
{
    QMetaObject::invokeMethod(receiver, std::forward<F>(act), Qt::QueuedConnection);
    QCoreApplication::sendPostedEvents(receiver, QEvent::MetaCall);
}

/// Any warning of Qt or ours fails the test, but for the watchdog's, which slowEvents() judges, and what the
/// offscreen platform says about itself.
inline void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!.* ms \\(wall |This plugin does not support )")));
}

} // namespace heapwise::test

#define HEAPWISE_GUI_TEST_MAIN(Test)                                                                                   \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        return heapwise::test::runGuiTest<Test>(argc, argv);                                                           \
    }
