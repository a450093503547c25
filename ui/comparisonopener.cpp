#include "ui/comparisonopener.h"

#include "ui/fileopener.h"
#include "ui/recentfiles.h"
#include "ui/selection.h"
#include "ui/views/comparison/comparedialog.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/documenttabs.h"

#include <QDir>
#include <QFileInfo>

namespace heapwise::ui {

namespace {
constexpr qsizetype kMostTicked = 3; ///< so many open snapshots are probably meant
} // namespace

ComparisonOpener::ComparisonOpener(DocumentTabs* tabs, FileOpener* files, RecentFiles* recent, QWidget* window)
    : QObject(window)
    , m_tabs(tabs)
    , m_files(files)
    , m_recent(recent)
    , m_window(window)
{
}

void ComparisonOpener::compareFiles(const QStringList& paths)
{
    compareCaptured(paths, {});
}

void ComparisonOpener::compareCaptured(const QStringList& paths, const QStringList& epochs)
{
    QList<ComparedSnapshot> snapshots;
    for (qsizetype i = 0; i < paths.size(); ++i) {
        snapshots.append(snapshotOf(paths[i]));
        snapshots.last().epoch = epochs.value(i);
    }
    if (snapshots.size() < 2)
        return;
    auto* document = new ComparisonDocument(snapshots);
    connect(document, &ComparisonDocument::addRequested, this, [this, document] { add(document); });
    connect(document, &ComparisonDocument::snapshotRequested, this, [this](SnapshotDocument* snapshot, const QString& address) {
        m_tabs->setCurrentWidget(snapshot);
        if (!address.isEmpty())
            snapshot->goWhenReady(address);
    });
    connect(document, &ComparisonDocument::graphRequested, this, &ComparisonOpener::showGraph);
    m_tabs->add(document);
}

void ComparisonOpener::showGraph(SnapshotDocument* snapshot, const QString& title, const std::vector<std::uint32_t>& nodes)
{
    m_tabs->setCurrentWidget(snapshot);
    if (SnapshotView* view = snapshot->view()) {
        view->showPage(RetainersView::kId);
        view->selection()->set(Subject::objects(std::make_shared<ObjectSet>(ObjectSet{title, {}, nodes})), nullptr);
    }
}

ComparedSnapshot ComparisonOpener::snapshotOf(const QString& path)
{
    auto* open = m_files->openFile(path);
    if (!open)
        open = qobject_cast<SnapshotDocument*>(m_tabs->findPath(QDir::cleanPath(QDir::current().absoluteFilePath(path))));
    QString title = QFileInfo(path).fileName();
    title.remove(QStringLiteral(".gz")).remove(QStringLiteral(".heapsnapshot")).remove(QStringLiteral(".heaptimeline"));
    return {open, title, {}};
}

QStringList ComparisonOpener::openPaths() const
{
    QStringList paths;
    for (int i = 0; i < m_tabs->count(); ++i)
        if (const auto* snapshot = qobject_cast<SnapshotDocument*>(m_tabs->documentAt(i)))
            paths.append(snapshot->path());
    return paths;
}

QStringList ComparisonOpener::known() const
{
    QStringList paths = openPaths();
    for (const RecentFile& file : m_recent->files())
        if (!paths.contains(file.path))
            paths.append(file.path);
    return paths;
}

void ComparisonOpener::choose()
{
    const QStringList open = openPaths();
    const auto* front = qobject_cast<SnapshotDocument*>(m_tabs->current());
    const QStringList ticked = open.size() <= kMostTicked ? open : front ? QStringList{front->path()} : QStringList();
    auto* dialog = new CompareDialog(known(), ticked, 2, m_window);
    connect(dialog, &CompareDialog::chosen, this, &ComparisonOpener::compareFiles);
    dialog->open();
}

void ComparisonOpener::add(ComparisonDocument* document)
{
    QStringList paths = known();
    for (const ComparedSnapshot& snapshot : document->snapshots())
        if (snapshot.document)
            paths.removeAll(snapshot.document->path());
    auto* dialog = new CompareDialog(paths, {}, 1, m_window);
    connect(dialog, &CompareDialog::chosen, document, [this, document](const QStringList& chosen) {
        for (const QString& path : chosen)
            document->add(snapshotOf(path));
        m_tabs->setCurrentWidget(document);
    });
    dialog->open();
}

} // namespace heapwise::ui
