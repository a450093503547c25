#include "ui/models/comparisonclasses.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {

constexpr std::size_t kMostSorted = 100'000; ///< objects of a class in order; what follows is as in the file

qint64 difference(std::uint64_t before, std::uint64_t after)
{
    return qint64(after) - qint64(before);
}

using Objects = std::vector<ComparisonClasses::Object>;

void addObjects(const Comparison& comparison, const ChosenObjectsPtr& chosen, ChangeSet set, std::uint32_t joinedClass,
                Objects& to)
{
    const std::size_t snapshot = comparison.snapshotOf(set);
    for (const std::uint32_t n : chosen ? chosen->objects(set, joinedClass) : comparison.objects(set, joinedClass))
        to.push_back({snapshot, NodeId{n}});
}

} // namespace

void ComparisonClasses::fill()
{
    m_rows.clear();
    m_rowOf.assign(m_comparison ? m_comparison->classes().size() : 0, -1);
    m_largestChange = 1;
    for (std::uint32_t c = 0; m_comparison && c < m_comparison->classes().size(); ++c) {
        if (!isShown(c))
            continue;
        m_rows.push_back(c);
        m_largestChange = std::max(m_largestChange, std::abs(double(value(c, {What::ShallowChange}))));
    }
    order(m_rows);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[m_rows[row]] = int(row);
}

bool ComparisonClasses::isShown(std::uint32_t c) const
{
    if (!m_pattern.isEmpty() && !m_pattern.matches(QString::fromStdString(m_comparison->classes()[c].name)))
        return false;
    if (m_set != ChangeSet::All)
        return sums(m_set, c).count > 0;
    return m_showsUnchanged || value(c, {What::CountChange}) != 0 || value(c, {What::ShallowChange}) != 0 ||
           value(c, {What::RetainedChange}) != 0 || value(c, {What::New}) != 0 || value(c, {What::Freed}) != 0;
}

void ComparisonClasses::order(std::vector<std::uint32_t>& rows) const
{
    const int chosen = m_sortColumn < 0 || m_sortColumn >= int(m_columns.size()) ? defaultColumn() : m_sortColumn;
    const Column column = m_columns[std::size_t(chosen)];
    const bool isDescending = m_sortColumn < 0 || m_sortOrder == Qt::DescendingOrder;
    const auto name = [&](std::uint32_t c) -> const std::string& { return m_comparison->classes()[c].name; };
    std::ranges::sort(rows, [&](std::uint32_t a, std::uint32_t b) {
        if (column.what == What::Class && name(a) != name(b))
            return (name(a) < name(b)) != isDescending;
        qint64 left = value(a, column), right = value(b, column);
        if (column.what == What::ShallowChange && m_sortColumn < 0) { // what changed most, whichever way
            left = std::abs(left);
            right = std::abs(right);
        }
        if (left != right && column.what != What::Class)
            return isDescending ? left > right : left < right;
        return a < b;
    });
}

qint64 ComparisonClasses::value(std::uint32_t c, Column column) const
{
    const std::size_t last = m_comparison->snapshotCount() - 1;
    const ObjectSums first = sums(std::size_t(0), c), end = sums(last, c);
    switch (column.what) {
    case What::Class:
        return 0;
    case What::Count:
        return qint64(sums(column.snapshot, c).count);
    case What::CountChange:
        return difference(first.count, end.count);
    case What::New:
        return qint64(sums(ChangeSet::New, c).count);
    case What::Freed:
        return qint64(sums(ChangeSet::Freed, c).count);
    case What::ShallowFirst:
        return qint64(first.shallow);
    case What::ShallowLast:
        return qint64(end.shallow);
    case What::ShallowChange:
        return difference(first.shallow, end.shallow);
    case What::RetainedChange:
        return difference(first.retained, end.retained);
    case What::InSet:
        return qint64(sums(m_set, c).count);
    case What::SetShare:
        return qint64(setShare(c) * 1'000'000);
    case What::SetShallow:
        return qint64(sums(m_set, c).shallow);
    case What::SetRetained:
        return qint64(sums(m_set, c).retained);
    }
    return 0;
}

double ComparisonClasses::setShare(std::uint32_t c) const
{
    const std::uint64_t all = m_set == ChangeSet::NewAndAlive ? sums(ChangeSet::New, c).count
                                                              : sums(m_comparison->snapshotOf(m_set), c).count;
    return all == 0 ? 0 : double(sums(m_set, c).count) / double(all);
}

// --- objects of a class ----------------------------------------------------------------------------------

std::vector<ComparisonClasses::Object> ComparisonClasses::objectsOf(const Comparison& comparison,
                                                                    const ChosenObjectsPtr& chosen, ChangeSet set,
                                                                    std::uint32_t joinedClass)
{
    Objects objects;
    const bool showsChange = set == ChangeSet::All && comparison.has(ChangeSet::New) && comparison.snapshotCount() == 2;
    if (showsChange) {
        addObjects(comparison, chosen, ChangeSet::New, joinedClass, objects);
        addObjects(comparison, chosen, ChangeSet::Freed, joinedClass, objects);
    } else {
        addObjects(comparison, chosen, set, joinedClass, objects);
    }
    const auto retained = [&](const ComparisonClasses::Object& object) {
        const Heap& heap = *comparison.heap(object.snapshot);
        return heap.dominators ? heap.dominators->retainedSize(object.node) : heap.objects->shallowSize(object.node);
    };
    const auto end = objects.begin() + std::ptrdiff_t(std::min(objects.size(), kMostSorted));
    std::partial_sort(objects.begin(), end, objects.end(),
                      [&](const auto& a, const auto& b) { return retained(a) > retained(b); });
    return objects;
}

std::uint64_t ComparisonClasses::objectsBelow(std::uint32_t c) const
{
    if (m_set == ChangeSet::All && m_comparison->has(ChangeSet::New) && m_comparison->snapshotCount() == 2)
        return sums(ChangeSet::New, c).count + sums(ChangeSet::Freed, c).count;
    return sums(m_set, c).count;
}

void ComparisonClasses::load(std::uint32_t c)
{
    m_children[c] = {};
    m_toLoad.push_back(c);
    if (!m_loading.isBusy())
        loadNext();
}

void ComparisonClasses::loadNext()
{
    if (m_toLoad.empty())
        return;
    const std::uint32_t c = m_toLoad.back();
    m_toLoad.pop_back();
    m_loading.start([comparison = m_comparison, chosen = m_chosen, set = m_set,
                     c](const Progress&) { return objectsOf(*comparison, chosen, set, c); },
                    [this, c](const Objects& objects) {
                        Children& children = m_children[c];
                        const std::size_t shown = std::min(objects.size(), kPage);
                        const int rows = int(shown) + (objects.size() > shown ? 1 : 0);
                        const QModelIndex above = index(m_rowOf[c], 0);
                        if (above.isValid() && rows > 0)
                            beginInsertRows(above, 0, rows - 1);
                        children = {objects, shown, objects.size() > shown};
                        if (above.isValid() && rows > 0)
                            endInsertRows();
                        loadNext();
                    });
}

void ComparisonClasses::showMore(const QModelIndex& link)
{
    const QModelIndex above = link.parent();
    Children& children = m_children[classAt(link)];
    const std::size_t more = std::min(kPage, children.objects.size() - children.shown);
    if (children.shown + more == children.objects.size()) {
        beginRemoveRows(above, int(children.shown), int(children.shown));
        children.hasLink = false;
        endRemoveRows();
    }
    beginInsertRows(above, int(children.shown), int(children.shown + more) - 1);
    children.shown += more;
    endInsertRows();
}

// --- the model -------------------------------------------------------------------------------------------

ComparisonClasses::ComparisonClasses(QObject* parent)
    : QAbstractItemModel(parent)
{}

void ComparisonClasses::show(ComparisonPtr comparison, ChangeSet set)
{
    beginResetModel();
    m_loading.drop();
    m_toLoad.clear();
    m_children.clear();
    if (m_comparison != comparison) {
        m_chosen.reset();
        m_texts.clear();
        for (std::size_t i = 0; comparison && i < comparison->snapshotCount(); ++i)
            m_texts.push_back(std::make_unique<ObjectText>(comparison->heap(i)));
    }
    m_comparison = std::move(comparison);
    m_set = set;
    m_sortColumn = -1;
    chooseColumns();
    fill();
    endResetModel();
    emit contentChanged();
}

void ComparisonClasses::setFilter(const QString& text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    m_pattern = NamePattern(text);
    resetRows();
}

void ComparisonClasses::setChosen(ChosenObjectsPtr chosen)
{
    if (chosen == m_chosen || (chosen && chosen->comparison() != m_comparison))
        return;
    m_chosen = std::move(chosen);
    resetRows();
}

void ComparisonClasses::setUnchangedShown(bool shown)
{
    m_showsUnchanged = shown;
    resetRows();
}

void ComparisonClasses::resetRows()
{
    beginResetModel();
    m_loading.drop();
    m_toLoad.clear();
    m_children.clear();
    fill();
    endResetModel();
    emit contentChanged();
}

void ComparisonClasses::chooseColumns()
{
    m_columns = {{What::Class}};
    if (!m_comparison)
        return;
    for (std::size_t i = 0; i < m_comparison->snapshotCount(); ++i)
        m_columns.push_back({What::Count, i});
    const bool isPair = m_comparison->snapshotCount() == 2;
    if (m_set == ChangeSet::All) {
        m_columns.push_back({What::CountChange});
        if (m_comparison->hasIdentity())
            m_columns.insert(m_columns.end(), {{What::New}, {What::Freed}});
        if (isPair)
            m_columns.push_back({What::ShallowFirst});
        m_columns.insert(m_columns.end(), {{What::ShallowLast}, {What::ShallowChange}, {What::RetainedChange}});
        return;
    }
    if (m_set == ChangeSet::NewAndAlive)
        m_columns.push_back({What::New});
    m_columns.insert(m_columns.end(), {{What::InSet}, {What::SetShare}, {What::SetShallow}, {What::SetRetained}});
}

int ComparisonClasses::columnOf(What what) const
{
    const auto at = std::ranges::find(m_columns, what, &Column::what);
    return at == m_columns.end() ? -1 : int(at - m_columns.begin());
}

int ComparisonClasses::defaultColumn() const
{
    const int retained = columnOf(What::SetRetained), change = columnOf(What::ShallowChange);
    return retained >= 0 ? retained : std::max(change, 0);
}

std::uint32_t ComparisonClasses::classAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return JoinedClasses::kNone;
    return index.internalId() > 0 ? std::uint32_t(index.internalId() - 1) : m_rows[std::size_t(index.row())];
}

int ComparisonClasses::rowOf(std::uint32_t joinedClass) const
{
    return joinedClass < m_rowOf.size() ? m_rowOf[joinedClass] : -1;
}

ComparisonClasses::Object ComparisonClasses::objectAt(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    const Children& children = m_children.at(classAt(index));
    return std::size_t(index.row()) < children.shown ? children.objects[std::size_t(index.row())] : Object{};
}

QString ComparisonClasses::snapshotName(std::size_t snapshot, std::size_t count)
{
    if (count == 2)
        return snapshot == 0 ? QStringLiteral("A") : QStringLiteral("B");
    return QStringLiteral("#%1").arg(snapshot + 1);
}

QModelIndex ComparisonClasses::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= int(m_columns.size()) || row >= rowCount(parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(classAt(parent)) + 1 : 0);
}

QModelIndex ComparisonClasses::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return {};
    return createIndex(m_rowOf[classAt(index)], 0, quintptr(0));
}

int ComparisonClasses::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_rows.size());
    if (parent.internalId() != 0 || parent.column() != 0)
        return 0;
    const auto at = m_children.find(classAt(parent));
    if (at == m_children.end())
        return 0;
    return int(at->second.shown) + (at->second.hasLink ? 1 : 0);
}

int ComparisonClasses::columnCount(const QModelIndex&) const
{
    return int(m_columns.size());
}

bool ComparisonClasses::hasChildren(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return !m_rows.empty();
    return parent.internalId() == 0 && parent.column() == 0 && objectsBelow(classAt(parent)) > 0;
}

bool ComparisonClasses::canFetchMore(const QModelIndex& parent) const
{
    return parent.isValid() && hasChildren(parent) && m_children.count(classAt(parent)) == 0;
}

void ComparisonClasses::fetchMore(const QModelIndex& parent)
{
    if (canFetchMore(parent))
        load(classAt(parent));
}

void ComparisonClasses::sort(int column, Qt::SortOrder sortOrder)
{
    if (!m_comparison)
        return;
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<std::uint32_t> classes;
    for (const QModelIndex& index : before)
        classes.push_back(classAt(index));
    m_sortColumn = column == defaultColumn() && sortOrder == Qt::DescendingOrder ? -1 : column;
    m_sortOrder = sortOrder;
    order(m_rows);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rowOf[m_rows[row]] = int(row);
    for (qsizetype i = 0; i < before.size(); ++i)
        if (before[i].internalId() == 0)
            changePersistentIndex(before[i],
                                  createIndex(m_rowOf[classes[std::size_t(i)]], before[i].column(), quintptr(0)));
    emit layoutChanged();
}

} // namespace heapwise::ui
