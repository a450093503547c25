// The part of MainWindow that opens its other windows: settings, help, tour, export.
#include "ui/mainwindow.h"

#include "ui/aboutdialog.h"
#include "ui/export/exportcommand.h"
#include "ui/fileopener.h"
#include "ui/help/contexthelp.h"
#include "ui/help/helptopics.h"
#include "ui/help/helpwindow.h"
#include "ui/help/tour.h"
#include "ui/shortcutsheet.h"
#include "ui/views/settings/settingswindow.h"
#include "ui/views/snapshot/snapshotdocument.h"

#include <QApplication>

#include <algorithm>

namespace heapwise::ui {

void MainWindow::showShortcuts()
{
    auto* sheet = new ShortcutSheet(this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &ShortcutSheet::changeRequested, this, [this] {
        showSettings();
        findChild<SettingsWindow*>()->showSection(QStringLiteral("keys"));
    });
    sheet->open();
}

void MainWindow::exportView()
{
    m_export->ask(currentDocument());
}

void MainWindow::showHelp()
{
    showTopic(topicHere(QApplication::focusWidget(), currentDocument()));
}

void MainWindow::showTopic(const HelpTopic* topic)
{
    auto* help = findChild<HelpWindow*>();
    if (!help) {
        help = new HelpWindow(this);
        help->setAttribute(Qt::WA_DeleteOnClose);
    }
    help->show();
    help->raise();
    help->activateWindow();
    help->showTopic(topic);
}

void MainWindow::showProduction()
{
    const auto& topics = helpTopics();
    showTopic(&*std::find_if(topics.begin(), topics.end(),
                             [](const HelpTopic& t) { return t.group == HelpTopic::Group::Production; }));
}

void MainWindow::startTour()
{
    delete m_tour;
    m_opener->openSample([this](SnapshotDocument* sample) { m_tour = new Tour(this, sample); });
}

void MainWindow::showSettings()
{
    auto* window = findChild<SettingsWindow*>();
    if (!window) {
        window = new SettingsWindow(this);
        window->setAttribute(Qt::WA_DeleteOnClose);
    }
    window->show();
    window->raise();
    window->activateWindow();
}

void MainWindow::showAbout()
{
    auto* about = new AboutDialog(this);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->open();
}

} // namespace heapwise::ui
