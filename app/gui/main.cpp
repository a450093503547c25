#include "ui/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/watchdog.h"

#include <QCommandLineParser>
#include <QSet>

#include <algorithm>

namespace {

QStringList parseArguments(const QCoreApplication& app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Opens heap snapshots of Node.js and shows what keeps memory alive."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("FILE[#@ID]"),
        QCoreApplication::translate("main", "Snapshots to open; with #@ID the object of that id is shown."),
        QStringLiteral("[FILE[#@ID]...]"));
    parser.process(app);
    return parser.positionalArguments();
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
    heapwise::ui::Application app(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Heapwise"));
    QGuiApplication::setDesktopFileName(QStringLiteral("heapwise"));
    const QStringList files = parseArguments(app);

    heapwise::ui::Theme::instance().install(app);
    heapwise::ui::MainWindow window;
    window.show();
    window.openFiles(files);
    return QApplication::exec();
}
