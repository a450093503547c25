#include "ui/workspace/workspacemodel.h"

#include "ui/filekinds.h"
#include "ui/format.h"

#include <QMimeData>

#include <algorithm>

namespace heapwise::ui {

namespace {

const QString kMimeType = QStringLiteral("application/x-heapwise-snapshots");
constexpr qsizetype kMostKept = 50; ///< rows of a section, from one start to the next

WorkspaceModel::Section sectionOf(WorkspaceModel::Kind kind)
{
    switch (kind) {
    case WorkspaceModel::Kind::Session:
        return WorkspaceModel::Live;
    case WorkspaceModel::Kind::Comparison:
        return WorkspaceModel::Comparisons;
    default:
        return WorkspaceModel::Files;
    }
}

QStringList pathsIn(const QMimeData* data)
{
    return QString::fromUtf8(data->data(kMimeType)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

bool isProfile(const QString& path)
{
    return path.endsWith(QLatin1String(".heapprofile"));
}

} // namespace

WorkspaceModel::WorkspaceModel(QObject* parent)
    : QStandardItemModel(parent)
{
    for (const QString& title : {tr("Live"), tr("Comparisons"), tr("Files")}) {
        auto* item = new QStandardItem(title);
        item->setData(int(Kind::Section), KindRole);
        appendRow(item);
    }
}

QModelIndex WorkspaceModel::add(Kind kind, const Values& values, const QModelIndex& session)
{
    auto* item = new QStandardItem;
    item->setData(int(kind), KindRole);
    itemFromIndex(session.isValid() ? session : section(sectionOf(kind)))->appendRow(item);
    update(item->index(), values);
    return item->index();
}

void WorkspaceModel::update(const QModelIndex& index, const Values& values)
{
    const bool isNamedByUser = index.data(Qt::DisplayRole) != index.data(NameRole);
    for (auto it = values.begin(); it != values.end(); ++it)
        if (index.data(it.key()) != it.value())
            QStandardItemModel::setData(index, it.value(), it.key());
    if (!isNamedByUser && index.data(Qt::DisplayRole) != index.data(NameRole))
        QStandardItemModel::setData(index, index.data(NameRole), Qt::DisplayRole);
}

void WorkspaceModel::setPins(const QModelIndex& file, const QList<Pin>& pins)
{
    QStandardItem* const parent = itemFromIndex(file);
    int row = 0; // pins are the last children of their row, and in their order
    while (row < parent->rowCount() && kindOf(parent->child(row)->index()) != Kind::Pin)
        ++row;
    for (const Pin& pin : pins) {
        const Values values{{NameRole, pin.title}, {SecondaryRole, pin.note}, {AddressRole, pin.address()}};
        if (row < parent->rowCount())
            update(parent->child(row)->index(), values);
        else
            add(Kind::Pin, values, file);
        ++row;
    }
    if (row < parent->rowCount())
        parent->removeRows(row, parent->rowCount() - row);
}

void WorkspaceModel::remove(const QModelIndex& index)
{
    if (index.isValid() && kindOf(index) != Kind::Section)
        removeRow(index.row(), index.parent());
}

QModelIndex WorkspaceModel::findBelow(const QModelIndex& parent, const QString& path) const
{
    for (int row = 0; row < rowCount(parent); ++row) {
        const QModelIndex at = index(row, 0, parent);
        if (at.data(PathRole).toString() == path)
            return at;
        if (const QModelIndex below = findBelow(at, path); below.isValid())
            return below;
    }
    return {};
}

QModelIndex WorkspaceModel::find(const QString& path) const
{
    return path.isEmpty() ? QModelIndex() : findBelow({}, path);
}

QModelIndex WorkspaceModel::findComparison(const QStringList& paths) const
{
    const QModelIndex parent = section(Comparisons);
    for (int row = 0; row < rowCount(parent); ++row)
        if (const QModelIndex at = index(row, 0, parent); at.data(PathsRole).toStringList() == paths)
            return at;
    return {};
}

bool WorkspaceModel::isEmpty() const
{
    for (int s = 0; s < SectionCount; ++s)
        if (rowCount(section(Section(s))) > 0)
            return false;
    return true;
}

void WorkspaceModel::setActive(const QModelIndex& index)
{
    if (m_active == index)
        return;
    if (m_active.isValid())
        QStandardItemModel::setData(m_active, false, ActiveRole);
    m_active = index;
    if (index.isValid())
        QStandardItemModel::setData(index, true, ActiveRole);
}

bool WorkspaceModel::isSnapshot(const QModelIndex& index)
{
    const QString path = index.data(PathRole).toString();
    const bool isFile = kindOf(index) == Kind::File && !isRecordingName(path) && !isProfile(path);
    return kindOf(index) == Kind::Snapshot || isFile;
}

// --- cells -----------------------------------------------------------------------------------------------

QVariant WorkspaceModel::data(const QModelIndex& index, int role) const
{
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return QStandardItemModel::data(index, role);
    const QString name = index.data(Qt::DisplayRole).toString();
    const QVariant bytes = index.data(BytesRole);
    if (kindOf(index) == Kind::Section)
        return role == Qt::ToolTipRole ? QVariant() : name;
    QStringList lines{index.data(SecondaryRole).toString().isEmpty()
                          ? name
                          : name + QLatin1Char(' ') + index.data(SecondaryRole).toString()};
    if (bytes.isValid())
        lines.append(kindOf(index) == Kind::Comparison ? formatBytesDelta(bytes.toLongLong())
                     : role == Qt::ToolTipRole         ? tr("Heap of %1").arg(formatExactBytes(bytes.toULongLong()))
                                                       : formatBytes(bytes.toULongLong()));
    if (role == Qt::AccessibleTextRole)
        return lines.join(QStringLiteral(", "));
    if (const QDateTime when = index.data(WhenRole).toDateTime(); when.isValid())
        lines.append(formatRelativeDate(when));
    if (const QString given = index.data(NameRole).toString(); given != name)
        lines.append(given);
    lines.append(index.data(PathsRole).toStringList());
    lines.append(index.data(PathRole).toString());
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

bool WorkspaceModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role == Qt::EditRole && value.toString().trimmed().isEmpty())
        return QStandardItemModel::setData(index, index.data(NameRole), role);
    return QStandardItemModel::setData(index, value, role);
}

Qt::ItemFlags WorkspaceModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || kindOf(index) == Kind::Section)
        return index.isValid() ? Qt::ItemIsEnabled : Qt::NoItemFlags;
    if (kindOf(index) == Kind::Pin) // its name is the object's; the note is edited where pins are made
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable;
    if (isSnapshot(index))
        flags |= Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled;
    if (kindOf(index) == Kind::Comparison)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

// --- dragging --------------------------------------------------------------------------------------------

QStringList WorkspaceModel::mimeTypes() const
{
    return {kMimeType};
}

// As text, too: a row dragged to elsewhere is its path.
QMimeData* WorkspaceModel::mimeData(const QModelIndexList& indexes) const
{
    QStringList paths;
    for (const QModelIndex& index : indexes)
        if (isSnapshot(index))
            paths.append(index.data(PathRole).toString());
    if (paths.isEmpty())
        return nullptr;
    auto* data = new QMimeData;
    data->setData(kMimeType, paths.join(QLatin1Char('\n')).toUtf8());
    data->setText(paths.join(QLatin1Char('\n')));
    return data;
}

bool WorkspaceModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int row, int,
                                     const QModelIndex& parent) const
{
    if (!data->hasFormat(kMimeType) || row >= 0)
        return false;
    const QStringList there = kindOf(parent) == Kind::Comparison ? parent.data(PathsRole).toStringList()
                              : isSnapshot(parent)               ? QStringList{parent.data(PathRole).toString()}
                                                                 : QStringList();
    const QStringList dragged = pathsIn(data);
    return !there.isEmpty() &&
           std::any_of(dragged.begin(), dragged.end(), [&](const QString& path) { return !there.contains(path); });
}

bool WorkspaceModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                  const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent))
        return false;
    emit dropped(pathsIn(data), parent);
    return true;
}

// --- from one start to the next --------------------------------------------------------------------------

namespace {

constexpr int kKeptRoles[] = {
    Qt::DisplayRole,           WorkspaceModel::KindRole,   WorkspaceModel::NameRole, WorkspaceModel::SecondaryRole,
    WorkspaceModel::PathRole,  WorkspaceModel::BytesRole,  WorkspaceModel::WhenRole, WorkspaceModel::EpochRole,
    WorkspaceModel::PathsRole, WorkspaceModel::EpochsRole, WorkspaceModel::OwnRole};

QVariantList rowsBelow(const QStandardItem* parent)
{
    QVariantList rows;
    for (int row = std::max(0, parent->rowCount() - int(kMostKept)); row < parent->rowCount(); ++row) {
        const QStandardItem* item = parent->child(row);
        if (WorkspaceModel::kindOf(item->index()) == WorkspaceModel::Kind::Pin)
            continue;
        QVariantMap kept;
        for (const int role : kKeptRoles)
            if (item->data(role).isValid())
                kept.insert(QString::number(role), item->data(role));
        if (item->hasChildren())
            kept.insert(QStringLiteral("rows"), rowsBelow(item));
        rows.append(kept);
    }
    return rows;
}

} // namespace

QVariantList WorkspaceModel::saved() const
{
    QVariantList sections;
    for (int s = 0; s < SectionCount; ++s)
        sections.append(QVariant(rowsBelow(item(s))));
    return sections;
}

void WorkspaceModel::restoreBelow(QStandardItem* parent, const QVariantList& rows)
{
    for (const QVariant& row : rows) {
        const QVariantMap kept = row.toMap();
        const int kind = kept.value(QString::number(KindRole)).toInt();
        if (kind <= int(Kind::Section) || kind > int(Kind::File))
            continue;
        auto* item = new QStandardItem;
        for (const int role : kKeptRoles)
            if (const auto at = kept.find(QString::number(role)); at != kept.end())
                item->setData(*at, role);
        parent->appendRow(item);
        restoreBelow(item, kept.value(QStringLiteral("rows")).toList());
    }
}

void WorkspaceModel::restore(const QVariantList& saved)
{
    for (int s = 0; s < std::min(int(SectionCount), int(saved.size())); ++s)
        restoreBelow(item(s), saved[s].toList());
}

} // namespace heapwise::ui
