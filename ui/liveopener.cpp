#include "ui/liveopener.h"

#include "core/inspector/processlist.h"
#include "ui/fileopener.h"
#include "ui/theme/fonts.h"
#include "ui/views/live/consent.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/livedocument.h"
#include "ui/views/live/livetext.h"
#include "ui/views/live/pipedinput.h"
#include "ui/views/live/processlist.h"
#include "ui/views/live/recordingdocument.h"
#include "ui/views/live/rundialog.h"
#include "ui/widgets/documenttabs.h"

#include <QDialog>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <unistd.h>

namespace heapwise::ui {

namespace {

constexpr double kDemoPatience = 20; ///< seconds
constexpr int kDemoProbeMs = 5000;
constexpr std::size_t kDemoProbes = 30;

/// Writes the demo to the cache folder; empty when that failed.
QString extractDemo()
{
    QFile resource(QStringLiteral(":/demo/leaky-server.js"));
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    QSaveFile file(folder + QStringLiteral("/leaky-server.js"));
    if (!resource.open(QIODevice::ReadOnly) || !QDir().mkpath(folder) || !file.open(QIODevice::WriteOnly) ||
        file.write(resource.readAll()) < 0 || !file.commit())
        return {};
    return file.fileName();
}

} // namespace

LiveOpener::LiveOpener(DocumentTabs* tabs, FileOpener* files, QWidget* window)
    : QObject(window)
    , m_tabs(tabs)
    , m_files(files)
    , m_window(window)
{}

LiveOpener::~LiveOpener() = default;

LiveDocument* LiveOpener::show(const inspector::Target& target, const QString& name)
{
    auto* document = new LiveDocument(target, name);
    connect(document, &LiveDocument::openRequested, m_files, [this](const QString& path) { m_files->openFile(path); });
    connect(document, &LiveDocument::snapshotTaken, this, [this, document](const QString& path) {
        m_files->openFile(path);
        m_tabs->setCurrentWidget(document); // opened behind it
    });
    connect(document, &LiveDocument::compareRequested, this, &LiveOpener::compareRequested);
    connect(document, &LiveDocument::attachRequested, this, &LiveOpener::attachToPid);
    m_tabs->add(document);
    return document;
}

void LiveOpener::attach(inspector::Target target, const QString& name)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        auto* known = qobject_cast<LiveDocument*>(m_tabs->documentAt(i));
        if (known && target.process.isValid() && known->process() == target.process && known->session()->isAttached())
            return m_tabs->setCurrentWidget(known);
    }
    target.leftoversFile = inspector::Leftovers::usualFile();
    show(target, name);
}

void LiveOpener::attachToPid(qint64 pid)
{
    m_scanning.start([](const Progress&) { return inspector::ProcessScanner().scan(); },
                     [this, pid](const QList<inspector::ProcessInfo>& processes) {
                         for (const auto& process : processes) {
                             if (process.identity.pid != pid)
                                 continue;
                             inspector::Target target;
                             target.process = process.identity;
                             if (process.access == inspector::Access::Open)
                                 return attach(target, process.name);
                             if (!process.canAttach())
                                 return emit problem(LiveText::whyNoAccess(process));
                             auto* consent = new ConsentDialog(process, m_window);
                             connect(consent, &QDialog::accepted, this, [this, target, name = process.name]() mutable {
                                 target.mayOpen = true;
                                 attach(target, name);
                             });
                             return consent->open();
                         }
                         emit problem(tr("There is no Node.js process %1.").arg(pid));
                     });
}

void LiveOpener::showDialog()
{
    auto* dialog = new QDialog(m_window);
    dialog->setObjectName(QStringLiteral("attachDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Attach to a process"));
    dialog->resize(scaled(900), scaled(520));
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(scaled(18), scaled(14), scaled(18), scaled(16));
    auto* list = new ProcessList(dialog);
    column->addWidget(list);
    connect(list, &ProcessList::attachRequested, this,
            [this, dialog](const inspector::Target& target, const QString& name) {
                dialog->accept();
                attach(target, name);
            });
    connect(list, &ProcessList::runRequested, this, [this, dialog] {
        dialog->accept();
        showRunDialog();
    });
    dialog->open();
    list->table()->setFocus();
}

// --- running ---------------------------------------------------------------------------------------------

void LiveOpener::showRunDialog()
{
    auto* dialog = new RunDialog(m_window);
    connect(dialog, &RunDialog::runRequested, this, [this](const inspector::LaunchRequest& request) {
        run(request, QFileInfo(request.arguments.value(0)).completeBaseName());
    });
    dialog->open();
}

void LiveOpener::run(const inspector::LaunchRequest& request, const QString& name,
                     std::function<void(LiveDocument*)> shown)
{
    auto* launcher = new inspector::Launcher(request, this);
    connect(launcher, &inspector::Launcher::notStarted, this, [this, launcher](const inspector::Failure& failure) {
        emit problem(LiveText::problem(failure));
        launcher->deleteLater();
    });
    connect(launcher, &inspector::Launcher::ready, this,
            [this, launcher, name, shown](const inspector::Target& target) {
                auto* document = show(target, name);
                document->setLauncher(launcher); // ends with it
                if (shown)
                    shown(document);
            });
    launcher->start();
}

void LiveOpener::runDemo()
{
    const QString script = extractDemo();
    const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
    if (script.isEmpty() || node.isEmpty())
        return emit problem(node.isEmpty() ? tr("There is no node on PATH. Install Node.js 18 or later to try it.")
                                           : tr("The demo could not be written to the cache folder."));
    inspector::LaunchRequest request;
    request.program = node;
    request.arguments = {script, QStringLiteral("--rate"), QStringLiteral("50")};
    request.directory = QFileInfo(script).path();
    // It leaks much faster than any service, and the program is ours: there is no need to wait for minutes.
    run(request, QStringLiteral("shop-api"), [](LiveDocument* document) {
        document->leaks()->setPatience(kDemoPatience);
        document->leaks()->startProbing(kDemoProbeMs, kDemoProbes);
    });
}

void LiveOpener::openRecording(const QString& path)
{
    if (auto* known = m_tabs->findPath(path))
        return m_tabs->setCurrentWidget(known);
    showRecording(new RecordingDocument(path));
}

void LiveOpener::openInput(int descriptor)
{
    if (::isatty(descriptor))
        return emit problem(
            tr("Nothing comes through standard input. Use it with a pipe: node --trace-gc app.js | heapwise -"));
    auto* input = new PipedInput(descriptor, this);
    if (input->path().isEmpty())
        return emit problem(tr("Standard input cannot be kept: no file can be written to %1.").arg(QDir::tempPath()));
    showRecording(new RecordingDocument(input));
}

void LiveOpener::showRecording(RecordingDocument* document)
{
    connect(document, &TimelineDocument::openRequested, m_files,
            [this](const QString& file) { m_files->openFile(file); });
    connect(document, &TimelineDocument::compareRequested, this, &LiveOpener::compareRequested);
    m_tabs->add(document);
}

// --- after a crash ---------------------------------------------------------------------------------------

void LiveOpener::lookForLeftovers()
{
    m_looking.start([file = inspector::Leftovers::usualFile()](
                        const Progress&) { return inspector::Leftovers(file).stillOpen(inspector::ProcFs()); },
                    [this](const QList<inspector::ProcessIdentity>& found) {
                        m_leftovers = found;
                        if (!found.isEmpty())
                            emit leftoversFound(int(found.size()));
                    });
}

// Attaching and leaving again closes what was opened, and takes out what may have been left in the process.
void LiveOpener::closeLeftovers()
{
    for (const auto& process : std::exchange(m_leftovers, {})) {
        inspector::Target target;
        target.process = process;
        target.openedBefore = true;
        target.leftoversFile = inspector::Leftovers::usualFile();
        auto* session = new inspector::Session(target, this);
        connect(session, &inspector::Session::stateChanged, session, [session](inspector::SessionState state) {
            if (state == inspector::SessionState::Live)
                session->detach();
            else if (!session->isAttached() && state != inspector::SessionState::Attaching &&
                     state != inspector::SessionState::Leaving)
                session->deleteLater();
        });
        session->start();
    }
}

} // namespace heapwise::ui
