#include "ui/fileopener.h"

#include "ui/filekinds.h"
#include "ui/recentfiles.h"
#include "ui/sample.h"
#include "ui/session.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/documenttabs.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QSettings>

namespace heapwise::ui {

namespace {
const QString kFolderKey = QStringLiteral("open/folder");
} // namespace

FileOpener::FileOpener(DocumentTabs* tabs, RecentFiles* recent, QWidget* window)
    : QObject(window)
    , m_tabs(tabs)
    , m_recent(recent)
    , m_window(window)
{}

FileOpener::~FileOpener() = default;

void FileOpener::chooseFiles()
{
    const QString folder = QSettings().value(kFolderKey, QDir::homePath()).toString();
    auto* dialog = new QFileDialog(m_window, tr("Open heap snapshots"), folder, openFileFilter());
    dialog->setObjectName(QStringLiteral("openDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        if (paths.isEmpty())
            return;
        QSettings().setValue(kFolderKey, QFileInfo(paths.first()).path());
        for (const auto& path : paths)
            openFile(path);
    });
    dialog->open();
}

void FileOpener::openAll(const QStringList& arguments)
{
    for (const auto& argument : arguments) {
        const FileAddress target = splitAddress(argument);
        openFile(target.path, target.address);
    }
}

SnapshotDocument* FileOpener::openFile(const QString& path, const QString& address)
{
    const QString whole = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    if (isRecordingName(whole)) {
        emit recordingRequested(whole);
        return nullptr;
    }
    auto* document = showDocument(whole, {}, address);
    if (!document)
        return nullptr;
    connect(document, &SnapshotDocument::opened, this, [this, document](const HeapPtr& heap) {
        if (heap->countsOnly)
            m_recent->add(document->path(), 0, 0);
        else
            m_recent->add(document->path(), heap->totalSize(), heap->snapshot->nodeCount());
    });
    connect(document, &SnapshotDocument::notOpened, this, [this, document](ErrorCode code) {
        if (code != ErrorCode::NotFound && code != ErrorCode::IsDirectory)
            m_recent->add(document->path(), 0, 0); // there to be tried again
    });
    resolve(document);
    return document;
}

void FileOpener::openSession(const Session& session)
{
    QList<SnapshotDocument*> documents;
    for (const auto& file : session.files) {
        documents.append(openFile(file.path, file.address));
        if (documents.last())
            documents.last()->setViewState(file.viewState);
    }
    if (session.current >= 0 && session.current < documents.size() && documents[session.current])
        m_tabs->setCurrentWidget(documents[session.current]);
    else if (!documents.isEmpty())
        m_tabs->setCurrentIndex(0); // the start page was in front
}

SnapshotDocument* FileOpener::showDocument(const QString& path, const QString& title, const QString& address)
{
    if (auto* known = qobject_cast<SnapshotDocument*>(m_tabs->findPath(path))) {
        m_tabs->setCurrentWidget(known);
        if (!address.isEmpty())
            known->goWhenReady(address);
        return nullptr;
    }
    auto* document = new SnapshotDocument(path, title);
    connect(document, &Document::openFilesRequested, this, &FileOpener::chooseFiles);
    if (!address.isEmpty())
        document->goWhenReady(address);
    m_tabs->add(document);
    document->open();
    return document;
}

void FileOpener::resolve(SnapshotDocument* document)
{
    auto job = std::make_shared<LatestJob<QString>>();
    job->start([path = document->path()](const Progress&) { return QFileInfo(path).canonicalFilePath(); },
               [self = QPointer(this), job, opened = QPointer(document)](const QString& canonical) {
                   if (self && opened && !canonical.isEmpty() && canonical != opened->path())
                       self->rename(opened, canonical);
               });
}

void FileOpener::rename(SnapshotDocument* document, const QString& canonicalPath)
{
    m_recent->relocate(document->path(), canonicalPath);
    if (auto* known = m_tabs->findPath(canonicalPath)) {
        m_tabs->setCurrentWidget(known);
        m_tabs->closeDocument(document);
    } else {
        document->setPath(canonicalPath);
    }
}

void FileOpener::openSample(std::function<void(SnapshotDocument*)> opened)
{
    if (m_extracting.isBusy())
        return;
    m_extracting.start([](const Progress&) { return extractSample(); },
                       [this, opened = std::move(opened)](const QString& path) {
                           if (path.isEmpty()) {
                               emit problem(tr("The sample could not be written to the cache folder."));
                               return;
                           }
                           showDocument(path, tr("shop-api (sample)"), {});
                           auto* document = qobject_cast<SnapshotDocument*>(m_tabs->current());
                           if (opened && document)
                               opened(document);
                       });
}

} // namespace heapwise::ui
