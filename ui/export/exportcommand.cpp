#include "ui/export/exportcommand.h"

#include "ui/export/exportdialog.h"
#include "ui/export/partfile.h"
#include "ui/widgets/messagebar.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDockWidget>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace heapwise::ui {

namespace {

bool isInDock(const QWidget* widget)
{
    for (; widget; widget = widget->parentWidget())
        if (qobject_cast<const QDockWidget*>(widget))
            return true;
    return false;
}

/// On the worker. A sentence when nothing was written.
QString writeFile(const QString& path, const ExportWork& work, const Progress& progress)
{
    PartFile file(path);
    if (QString problem = file.open(); !problem.isEmpty())
        return problem;
    QString problem = work(file.device(), progress);
    if (progress.stopRequested())
        return {};
    if (file.hasFailed())
        problem = file.problem();
    return problem.isEmpty() ? file.commit() : problem;
}

} // namespace

QList<QWidget*> exportables(QWidget* document)
{
    QList<QWidget*> found;
    const auto consider = [&](QWidget* widget) {
        const auto* item = dynamic_cast<const Exportable*>(widget);
        if (item && widget->isVisible() && !item->exportName().isEmpty())
            found.append(widget);
    };
    if (!document)
        return found;
    consider(document);
    for (auto* widget : document->findChildren<QWidget*>())
        consider(widget);
    const auto* focus = QApplication::focusWidget();
    const auto rank = [focus](const QWidget* widget) {
        if (widget == focus)
            return 0;
        const bool isAround = focus && widget->isAncestorOf(focus) && !widget->findChild<QDockWidget*>();
        return isAround ? 1 : isInDock(widget) ? 3 : 2;
    };
    std::stable_sort(found.begin(), found.end(), [&](const QWidget* a, const QWidget* b) { return rank(a) < rank(b); });
    return found;
}

ExportCommand::ExportCommand(QWidget* window)
    : QObject(window)
    , m_window(window)
    , m_bar(new MessageBar(window))
{
    m_bar->setObjectName(QStringLiteral("exportMessage"));
    connect(m_bar, &MessageBar::actionTriggered, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_lastPath).path())); });
}

ExportCommand::~ExportCommand() = default;

void ExportCommand::ask(QWidget* document)
{
    const auto items = exportables(document);
    if (items.isEmpty()) {
        m_bar->showMessage(MessageBar::Tone::Info, {}, tr("There is nothing to export here yet."));
        return;
    }
    auto* dialog = new ExportDialog(items, m_window);
    connect(dialog, &ExportDialog::chosen, this,
            [this, owner = QPointer<QWidget>(document)](const QString& name, const ExportWork& work,
                                                        const QString& path) { write(owner, name, work, path); });
    dialog->open();
}

void ExportCommand::write(QWidget* owner, const QString& name, ExportWork work, const QString& path)
{
    m_bar->hide();
    m_running.push_back(std::make_unique<Running>());
    auto* running = m_running.back().get();
    running->path = path;
    running->job.announce({owner, tr("Exporting %1").arg(QFileInfo(path).fileName()), [this, running] {
                               running->job.drop();
                               done(running, {}, tr("The export was cancelled. Nothing was written."));
                           }});
    running->job.start(
        [work = std::move(work), path](const Progress& progress) { return writeFile(path, work, progress); },
        [this, running, name](const QString& problem) { done(running, name, problem); });
}

void ExportCommand::done(Running* running, const QString& name, const QString& problem)
{
    const QString path = running->path;
    const auto at =
        std::find_if(m_running.begin(), m_running.end(), [running](const auto& each) { return each.get() == running; });
    // Called from within the job.
    std::shared_ptr<Running> last(at->release());
    m_running.erase(at);
    QMetaObject::invokeMethod(
        this, [last] {}, Qt::QueuedConnection);
    m_lastPath = path;
    const bool isCancelled = name.isEmpty();
    if (problem.isEmpty())
        m_bar->showMessage(MessageBar::Tone::Info, {}, tr("%1: written to %2.").arg(name, path), tr("Show the folder"));
    else
        m_bar->showMessage(isCancelled ? MessageBar::Tone::Info : MessageBar::Tone::Error, {}, problem);
    m_bar->setClosable(true);
    emit finished(path, problem);
}

void requestExport(QWidget* from)
{
    QMetaObject::invokeMethod(from->window(), "exportView");
}

} // namespace heapwise::ui
