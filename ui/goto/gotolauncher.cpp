#include "ui/goto/gotolauncher.h"

#include <QAction>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "ui/fileopener.h"
#include "ui/goto/gotoanything.h"
#include "ui/goto/placesearch.h"
#include "ui/pins/pins.h"
#include "ui/recentfiles.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/views/snapshot/strings/stringsview.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/documenttabs.h"

namespace heapwise::ui {
namespace {

QString plain(QString text)
{
    text.replace(QLatin1String("&&"), QLatin1String("\x01")).remove(QLatin1Char('&'));
    return text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
}

/// Files and documents have sections of their own, so what lists them is left out.
bool listsPlaces(const QMenu* menu)
{
    return menu->property("listsPlaces").toBool();
}

/// What can be done now. Menus that fill themselves are told to.
void addCommands(QMenu* menu, const QString& path, GoToRows& rows)
{
    emit menu->aboutToShow();
    for (QAction* const action : menu->actions()) {
        if (action->menu() && !listsPlaces(action->menu()))
            addCommands(action->menu(), path + QStringLiteral(" › ") + plain(action->text()), rows);
        const bool isCommand = !action->menu() && !action->isSeparator() && action->isEnabled() && action->isVisible();
        if (!isCommand || action->property("isPlace").toBool() || action->text().isEmpty())
            continue;
        GoToRow row;
        row.text = plain(action->text());
        row.detail = path;
        row.iconName =
            action->isCheckable() && action->isChecked() ? QStringLiteral("check") : QStringLiteral("terminal");
        row.keys = action->shortcut();
        row.open = [action = QPointer(action)](GoToHow) {
            if (action)
                action->trigger();
        };
        rows << row;
    }
}

GoToRows commandsOf(const QMenuBar* bar)
{
    GoToRows rows;
    for (const QAction* const action : bar->actions())
        if (action->menu())
            addCommands(action->menu(), plain(action->text()), rows);
    return rows;
}

GoToRows documentsOf(DocumentTabs* tabs)
{
    GoToRows rows;
    for (int i = 0; i < tabs->count(); ++i) {
        QPointer<Document> document = tabs->documentAt(i);
        if (!document || document == tabs->current())
            continue;
        GoToRow row;
        row.text = document->title();
        row.detail = document->path();
        row.iconName = document->iconName();
        row.open = [tabs, document](GoToHow) {
            if (document)
                tabs->setCurrentWidget(document);
        };
        rows << row;
    }
    return rows;
}

GoToRows filesOf(const RecentFiles* recent, const DocumentTabs* tabs, FileOpener* opener)
{
    GoToRows rows;
    for (const RecentFile& file : recent->files()) {
        if (tabs->findPath(file.path))
            continue;
        GoToRow row;
        row.text = QFileInfo(file.path).fileName();
        row.detail = QFileInfo(file.path).path();
        row.iconName = QStringLiteral("snap");
        row.open = [opener, path = file.path](GoToHow) { opener->openFile(path); };
        rows << row;
    }
    return rows;
}

GoToRows pinsOf(SnapshotDocument* document)
{
    GoToRows rows;
    for (const Pin& pin : document->pins()->list()) {
        GoToRow row;
        row.text = pin.title;
        row.detail = pin.note;
        row.iconName = QStringLiteral("star");
        row.address = pin.address();
        row.open = [document = QPointer(document), address = pin.address()](GoToHow) {
            if (document)
                document->enterAddress(address, nullptr);
        };
        rows << row;
    }
    return rows;
}

} // namespace

GoToLauncher::GoToLauncher(QMainWindow* window, DocumentTabs* tabs, RecentFiles* recent, FileOpener* opener)
    : QObject(window)
    , m_window(window)
    , m_tabs(tabs)
    , m_recent(recent)
    , m_opener(opener)
{}

void GoToLauncher::open(AddressBar* address)
{
    if (m_list)
        return;
    m_list = new GoToAnything(m_window);
    m_list->setRows(GoToSection::Commands, commandsOf(m_window->menuBar()));
    m_list->setRows(GoToSection::Documents, documentsOf(m_tabs));
    m_list->setRows(GoToSection::Files, filesOf(m_recent, m_tabs, m_opener));
    addDocument(m_list);
    connect(m_list, &GoToAnything::addressRequested, address,
            [address](const QString& text) { address->startEditing(text); });
    m_list->open();
}

void GoToLauncher::addDocument(GoToAnything* list)
{
    QPointer<SnapshotDocument> document = qobject_cast<SnapshotDocument*>(m_tabs->current());
    if (!document || !document->acceptsAddress())
        return;
    list->setRows(GoToSection::Pins, pinsOf(document));
    auto go = [document](const Subject& subject, bool isText, GoToHow how) {
        if (!document || !document->view())
            return;
        if (how == GoToHow::Retainers)
            document->view()->showRetainers(subject);
        else
            document->view()->showSubject(subject, isText ? StringsView::kId : QLatin1String());
    };
    list->setPlaces(new PlaceSearch(document->heap(), go, list));
}

} // namespace heapwise::ui
