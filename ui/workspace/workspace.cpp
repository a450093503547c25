#include "ui/workspace/workspace.h"

#include "ui/comparisonopener.h"
#include "ui/fileopener.h"
#include "ui/views/comparison/comparisondocument.h"
#include "ui/widgets/documenttabs.h"
#include "ui/workspace/opensnapshots.h"
#include "ui/workspace/workspacetracker.h"

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QStandardPaths>

namespace heapwise::ui {

using Kind = WorkspaceModel::Kind;

namespace {
const QString kKey = QStringLiteral("session/workspace");
} // namespace

Workspace::Workspace(DocumentTabs* tabs, FileOpener* files, ComparisonOpener* comparisons, QWidget* window)
    : QObject(window)
    , m_tabs(tabs)
    , m_files(files)
    , m_comparisons(comparisons)
    , m_window(window)
    , m_model(new WorkspaceModel(this))
    , m_tracker(new WorkspaceTracker(m_model, tabs, this))
{
    new OpenSnapshots(tabs, m_model, this);
    connect(m_model, &WorkspaceModel::dropped, this, &Workspace::dropped);
}

Workspace::~Workspace() = default;

QString Workspace::epochOf(const QString& path) const
{
    return m_model->find(path).data(WorkspaceModel::EpochRole).toString();
}

// --- opening ---------------------------------------------------------------------------------------------

void Workspace::open(const QModelIndex& index)
{
    if (auto* document = m_tracker->documentOf(index)) {
        m_tabs->setCurrentWidget(document);
        QString whyNot;
        if (WorkspaceModel::kindOf(index) == Kind::Pin &&
            !document->enterAddress(index.data(WorkspaceModel::AddressRole).toString(), &whyNot))
            emit problem(whyNot);
        return;
    }
    const QString path = index.data(WorkspaceModel::PathRole).toString();
    if (WorkspaceModel::kindOf(index) == Kind::Comparison)
        m_comparisons->compareCaptured(index.data(WorkspaceModel::PathsRole).toStringList(),
                                       index.data(WorkspaceModel::EpochsRole).toStringList());
    else if (!path.isEmpty())
        m_files->openFile(path);
}

void Workspace::showFolder(const QModelIndex& index)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(index.data(WorkspaceModel::PathRole).toString()).path()));
}

// --- comparing -------------------------------------------------------------------------------------------

void Workspace::compare(const QModelIndexList& snapshots)
{
    QList<CapturedFile> files;
    for (const QModelIndex& index : snapshots)
        files.append(
            {index.data(WorkspaceModel::PathRole).toString(), index.data(WorkspaceModel::EpochRole).toString()});
    m_comparisons->compareInOrder(files);
}

void Workspace::dropped(const QStringList& dragged, const QModelIndex& onto)
{
    if (WorkspaceModel::kindOf(onto) == Kind::Comparison)
        return addTo(onto, dragged);
    QModelIndexList snapshots{onto};
    for (const QString& path : dragged)
        if (const QModelIndex index = m_model->find(path); index.isValid() && index != onto)
            snapshots.append(index);
    compare(snapshots);
}

void Workspace::addTo(const QModelIndex& comparison, const QStringList& paths)
{
    const QPersistentModelIndex row = comparison;
    open(comparison); // it may have been closed
    auto* document = qobject_cast<ComparisonDocument*>(m_tracker->documentOf(row));
    const QStringList there = row.data(WorkspaceModel::PathsRole).toStringList();
    for (const QString& path : paths)
        if (document && !there.contains(path))
            m_comparisons->addInOrder(document, {path, epochOf(path)});
}

// --- removing --------------------------------------------------------------------------------------------

namespace {

void addOwnFiles(const QModelIndex& index, QStringList& paths)
{
    if (index.data(WorkspaceModel::OwnRole).toBool())
        paths.append(index.data(WorkspaceModel::PathRole).toString());
    for (int row = 0; row < index.model()->rowCount(index); ++row)
        addOwnFiles(index.model()->index(row, 0, index), paths);
}

} // namespace

void Workspace::remove(const QModelIndexList& rows)
{
    QList<QPersistentModelIndex> kept;
    QList<std::pair<Pins*, quint32>> pins; // rows change with the first that goes
    QStringList own;
    for (const QModelIndex& index : rows) {
        if (WorkspaceModel::kindOf(index) == Kind::Section)
            continue;
        if (WorkspaceModel::kindOf(index) == Kind::Pin) {
            if (const Document* const document = m_tracker->documentOf(index))
                pins.append({document->pins(), Pin::idIn(index.data(WorkspaceModel::AddressRole).toString())});
            continue;
        }
        kept.append(index);
        addOwnFiles(index, own);
    }
    for (const auto& [list, id] : pins)
        list->remove(id);
    if (kept.isEmpty())
        return;
    own.removeDuplicates(); // of a session that is selected together with its snapshots
    if (own.isEmpty())
        return removeRows(kept);
    auto* question = new QMessageBox(m_window);
    question->setObjectName(QStringLiteral("removeQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Remove from the Workspace"));
    question->setText(own.size() == 1 ? tr("Keep the file %1?").arg(QFileInfo(own.first()).fileName())
                                      : tr("Keep the %1 files?").arg(own.size()));
    question->setInformativeText(
        own.size() == 1 ? tr("Heapwise wrote it when it was taken. There is no other copy that Heapwise knows of.")
                        : tr("Heapwise wrote them when they were taken. There are no other copies that Heapwise knows "
                             "of."));
    auto* keep = question->addButton(tr("Keep"), QMessageBox::AcceptRole);
    auto* trash = question->addButton(tr("Move to the trash"), QMessageBox::DestructiveRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(keep);
    connect(question, &QMessageBox::buttonClicked, this, [this, keep, trash, kept, own](QAbstractButton* clicked) {
        if (clicked != keep && clicked != trash)
            return;
        removeRows(kept);
        if (clicked == trash)
            deleteFiles(own);
    });
    question->open();
}

void Workspace::removeRows(const QList<QPersistentModelIndex>& rows)
{
    for (const QPersistentModelIndex& row : rows) {
        if (auto* document = m_tracker->documentOf(row))
            m_tabs->closeDocument(document);
        for (int child = m_model->rowCount(row) - 1; child >= 0; --child)
            removeRows({m_model->index(child, 0, row)});
        m_model->remove(row);
    }
}

void Workspace::deleteFiles(const QStringList& paths)
{
    auto work = [paths](const Progress&) {
        // Qt makes the trash in this folder, and does not make the folder.
        QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
        QStringList left;
        for (const QString& path : paths)
            if (QFile::exists(path) && !QFile::moveToTrash(path))
                left.append(path);
        return left;
    };
    m_deleting.start(work, [this](const QStringList& left) {
        if (!left.isEmpty())
            emit problem(tr("%1 could not be moved to the trash.").arg(left.first()));
    });
}

// --- from one start to the next --------------------------------------------------------------------------

void Workspace::save() const
{
    QSettings().setValue(kKey, m_model->saved());
}

void Workspace::restore()
{
    m_model->restore(QSettings().value(kKey).toList());
}

} // namespace heapwise::ui
