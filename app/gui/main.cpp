#include "app/signalnotifier.h"
#include "ui/comparisonopener.h"
#include "ui/liveopener.h"
#include "ui/mainwindow.h"
#include "ui/theme/desktophints.h"
#include "ui/theme/theme.h"
#include "ui/warmup.h"
#include "ui/watchdog.h"

#include <QCommandLineParser>
#include <QSet>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace {

struct Arguments {
    QStringList files;
    qint64 attachTo = 0; ///< a process; 0 for none
    bool readsInput = false;
    bool compares = false; ///< the files, instead of only opening them
};

Arguments parseArguments(const QCoreApplication& app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Opens heap snapshots of Node.js and shows what keeps memory alive."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("FILE[#@ID]"),
        QCoreApplication::translate("main", "Snapshots to open; with #@ID the object of that id is shown. - reads "
                                            "the output of node --trace-gc from standard input."),
        QStringLiteral("[FILE[#@ID]...]"));
    const QCommandLineOption attach(QStringLiteral("attach"),
                                    QCoreApplication::translate("main", "Watch the memory of the Node.js process PID."),
                                    QStringLiteral("PID"));
    const QCommandLineOption compare(
        QStringLiteral("compare"),
        QCoreApplication::translate("main", "Compare the snapshots, given in the order of time."));
    parser.addOption(attach);
    parser.addOption(compare);
    parser.process(app);
    Arguments arguments{parser.positionalArguments(), 0, false, parser.isSet(compare)};
    arguments.readsInput = arguments.files.removeAll(QStringLiteral("-")) > 0;
    if (arguments.compares && arguments.files.size() < 2) {
        std::fprintf(stderr, "%s\n",
                     qPrintable(QCoreApplication::translate("main", "--compare needs at least two snapshots.")));
        std::exit(2);
    }
    if (parser.isSet(attach)) {
        bool isNumber = false;
        arguments.attachTo = parser.value(attach).toLongLong(&isNumber);
        if (!isNumber || arguments.attachTo <= 0) {
            std::fprintf(
                stderr, "%s\n",
                qPrintable(QCoreApplication::translate("main", "--attach takes the number of a process, not \"%1\".")
                               .arg(parser.value(attach))));
            std::exit(2);
        }
    }
    return arguments;
}

/// Help and version are printed without a display.
bool asksForText(int argc, char** argv)
{
    const QSet<QByteArray> options = {"-h", "--help", "-v", "--version"};
    return std::any_of(argv + 1, argv + argc, [&](const char* argument) { return options.contains(argument); });
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication::setApplicationName(QStringLiteral("heapwise"));
    QCoreApplication::setOrganizationName(QStringLiteral("heapwise"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HEAPWISE_VERSION));
    if (asksForText(argc, argv)) {
        const QCoreApplication console(argc, argv);
        parseArguments(console); // ends the program
    }
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not become larger is an error of writing, not the end
    heapwise::ui::Application app(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Heapwise"));
    QGuiApplication::setDesktopFileName(QStringLiteral("heapwise"));
    const Arguments arguments = parseArguments(app);

    heapwise::ui::Theme::instance().install(app);
    heapwise::ui::DesktopHints::instance().ask();
    heapwise::ui::MainWindow window;
    window.show();
    heapwise::ui::warmUp();
    if (arguments.files.isEmpty() && arguments.attachTo <= 0 && !arguments.readsInput)
        window.restoreSession();
    if (arguments.compares)
        window.comparisons()->compareFiles(arguments.files);
    else
        window.openFiles(arguments.files);
    if (arguments.readsInput)
        window.live()->openInput(STDIN_FILENO);
    if (arguments.attachTo > 0)
        window.live()->attachToPid(arguments.attachTo);
    // Processes are left as they were found, and programs started here end, also when a desktop or a shell ends us.
    const heapwise::SignalNotifier notifier;
    QObject::connect(&notifier, &heapwise::SignalNotifier::interrupted, &window, [&window] {
        window.close();
        QApplication::exit();
    });
    return QApplication::exec();
}
