#include "ui/comparisonopener.h"

#include "ui/fileopener.h"
#include "ui/recentfiles.h"
#include "ui/selection.h"
#include "ui/session.h"
#include "ui/views/comparison/comparedialog.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/documenttabs.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>

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
{}

void ComparisonOpener::compareFiles(const QStringList& paths)
{
    compareCaptured(paths, {});
}

ComparisonDocument* ComparisonOpener::compareCaptured(const QStringList& paths, const QStringList& epochs)
{
    QList<ComparedSnapshot> snapshots;
    for (qsizetype i = 0; i < paths.size(); ++i)
        snapshots.append(snapshotOf(paths[i], epochs.value(i)));
    if (snapshots.size() < 2)
        return nullptr;
    auto* document = new ComparisonDocument(snapshots);
    connect(document, &ComparisonDocument::addRequested, this, [this, document] { add(document); });
    connect(document, &ComparisonDocument::snapshotRequested, this,
            [this](SnapshotDocument* snapshot, const QString& address) {
                m_tabs->setCurrentWidget(snapshot);
                if (!address.isEmpty())
                    snapshot->goWhenReady(address);
            });
    connect(document, &ComparisonDocument::graphRequested, this, &ComparisonOpener::showGraph);
    connect(document, &ComparisonDocument::frontRequested, m_tabs,
            [this, document] { m_tabs->setCurrentWidget(document); });
    m_tabs->add(document);
    return document;
}

void ComparisonOpener::openSession(const Session& session)
{
    QWidget* const front = m_tabs->current();
    QList<ComparisonDocument*> documents;
    for (const Session::Compared& compared : session.comparisons) {
        documents.append(compareCaptured(compared.paths, compared.epochs));
        if (documents.last())
            documents.last()->setViewState(compared.viewState);
    }
    const bool wasInFront = session.currentComparison >= 0 && session.currentComparison < documents.size();
    if (QWidget* const shown = wasInFront ? documents[session.currentComparison] : front)
        m_tabs->setCurrentWidget(shown);
}

void ComparisonOpener::showGraph(SnapshotDocument* snapshot, const QString& title,
                                 const std::vector<std::uint32_t>& nodes)
{
    m_tabs->setCurrentWidget(snapshot);
    if (SnapshotView* view = snapshot->view()) {
        view->showPage(RetainersView::kId);
        view->selection()->set(Subject::objects(std::make_shared<ObjectSet>(ObjectSet{title, {}, nodes})), nullptr);
    }
}

ComparedSnapshot ComparisonOpener::snapshotOf(const QString& path, const QString& epoch)
{
    // One that is open stays behind: to show its view for the first time takes a frame, and nobody would see it.
    const QString whole = QDir::cleanPath(QDir::current().absoluteFilePath(path));
    auto* open = qobject_cast<SnapshotDocument*>(m_tabs->findPath(whole));
    if (!open)
        open = m_files->openFile(whole);
    QString title = QFileInfo(path).fileName();
    title.remove(QStringLiteral(".gz")).remove(QStringLiteral(".heapsnapshot")).remove(QStringLiteral(".heaptimeline"));
    return {open, title, epoch, path};
}

namespace {

/// Positions of the files in the order they were written.
QList<qsizetype> inOrderOfTime(const QStringList& paths)
{
    QList<std::pair<QDateTime, qsizetype>> times;
    for (qsizetype i = 0; i < paths.size(); ++i)
        times.append({QFileInfo(paths[i]).lastModified(), i});
    std::sort(times.begin(), times.end());
    QList<qsizetype> order;
    for (const auto& [time, i] : times)
        order.append(i);
    return order;
}

} // namespace

void ComparisonOpener::compareInOrder(const QList<CapturedFile>& files)
{
    QStringList paths;
    for (const CapturedFile& file : files)
        paths.append(file.path);
    m_ordering.start([paths](const Progress&) { return inOrderOfTime(paths); },
                     [this, files](const QList<qsizetype>& order) {
                         QStringList sorted, epochs;
                         for (const qsizetype i : order) {
                             sorted.append(files[i].path);
                             epochs.append(files[i].epoch);
                         }
                         compareCaptured(sorted, epochs);
                     });
}

void ComparisonOpener::addInOrder(ComparisonDocument* document, const CapturedFile& file)
{
    QStringList paths;
    for (const ComparedSnapshot& snapshot : document->snapshots())
        paths.append(snapshot.document ? snapshot.document->path() : QString());
    paths.append(file.path);
    m_ordering.start([paths](const Progress&) { return inOrderOfTime(paths); },
                     [this, file, target = QPointer(document)](const QList<qsizetype>& order) {
                         if (!target || target->snapshots().size() + 1 != order.size())
                             return;
                         target->insert(order.indexOf(order.size() - 1), snapshotOf(file.path, file.epoch));
                         m_tabs->setCurrentWidget(target);
                     });
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
            document->insert(document->snapshots().size(), snapshotOf(path, {}));
        m_tabs->setCurrentWidget(document);
    });
    dialog->open();
}

} // namespace heapwise::ui
