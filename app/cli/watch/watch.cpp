#include "app/cli/watch/watch.h"

#include "app/cli/watch/watcher.h"

#include <QCoreApplication>

#include <csignal>

namespace heapwise::cli {

int watch(const WatchOptions& options)
{
    std::signal(SIGPIPE, SIG_IGN); // the process must be left as it was found also when nobody reads any more
    int argc = 1;
    char name[] = "heapwise";
    char* argv[] = {name, nullptr};
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("heapwise"));
    QCoreApplication::setOrganizationName(QStringLiteral("heapwise"));
    Watcher watcher(options);
    QObject::connect(&watcher, &Watcher::finished, &app, &QCoreApplication::quit, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&watcher, &Watcher::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return watcher.exitCode();
}

} // namespace heapwise::cli
