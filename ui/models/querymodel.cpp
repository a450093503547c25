#include "ui/models/querymodel.h"

#include "ui/models/memberchildren.h"
#include "ui/models/objecttext.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <tuple>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kQueryModelColumns[] = {TreeColumn::Object,  TreeColumn::Value,    TreeColumn::Value,
                                             TreeColumn::Value,   TreeColumn::Distance, TreeColumn::Shallow,
                                             TreeColumn::Retained};
constexpr char kBetweenValues = '\x1f';
constexpr qsizetype kLongestValue = 200;

} // namespace

/// Objects by what a path leads to; those without a value come last, whichever way it goes.
struct QueryModel::ValueOrder {
    std::vector<std::uint32_t> nodes; ///< ascending by value, then those without one
    std::size_t valued = 0;

    std::uint32_t at(std::size_t row, bool descending) const
    {
        return nodes[descending && row < valued ? valued - 1 - row : row];
    }
};

struct QueryModel::Paths {
    Paths(HeapPtr heap, const std::vector<query::Path>& paths)
        : snapshot(heap->snapshot)
    {
        for (const query::Path& path : paths)
            ends.push_back(std::make_unique<const query::PropertyPath>(*snapshot, path));
    }

    std::shared_ptr<const ValueOrder> orderBy(int path, const Heap& heap, const Nodes& of,
                                              const Progress& progress) const;

    std::shared_ptr<const Snapshot> snapshot;
    std::vector<std::unique_ptr<const query::PropertyPath>> ends;

private:
    mutable std::mutex m_mutex; ///< over what was sorted last
    mutable std::shared_ptr<const ValueOrder> m_order;
    mutable Nodes m_orderOf;
    mutable int m_orderBy = -1;
};

namespace {

/// Numbers come before texts.
struct ValueKey {
    double number = 0;
    std::string text; ///< empty for a number
    std::uint32_t node = 0;

    friend bool operator<(const ValueKey& a, const ValueKey& b)
    {
        return std::tie(a.text, a.number, a.node) < std::tie(b.text, b.number, b.node);
    }
};

ValueKey keyOf(std::string value, std::uint32_t node)
{
    ValueKey key;
    key.node = node;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), key.number);
    if (problem == std::errc() && end == value.data() + value.size())
        return key;
    value.resize(std::min<std::size_t>(value.size(), kLongestValue));
    key.text = std::move(value);
    return key;
}

} // namespace

std::shared_ptr<const QueryModel::ValueOrder> QueryModel::Paths::orderBy(int path, const Heap& heap, const Nodes& of,
                                                                         const Progress& progress) const
{
    constexpr unsigned kStopEvery = 1024;
    {
        const std::lock_guard lock(m_mutex);
        if (m_order && m_orderOf == of && m_orderBy == path)
            return m_order;
    }
    std::vector<ValueKey> keys;
    std::vector<std::uint32_t> without;
    unsigned seen = 0;
    for (const std::uint32_t n : *of) {
        if (++seen % kStopEvery == 0 && progress.stopRequested())
            break;
        const NodeId value = ends[std::size_t(path)]->follow(NodeId{n});
        if (value.isValid())
            keys.push_back(keyOf(query::valueText(heap, value), n));
        else
            without.push_back(n);
    }
    std::sort(keys.begin(), keys.end());
    auto order = std::make_shared<ValueOrder>();
    order->valued = keys.size();
    for (const ValueKey& key : keys)
        order->nodes.push_back(key.node);
    order->nodes.insert(order->nodes.end(), without.begin(), without.end());
    const std::lock_guard lock(m_mutex);
    if (!progress.stopRequested()) {
        m_order = order;
        m_orderOf = of;
        m_orderBy = path;
    }
    return order;
}

/// Values are looked up for the rows of a page, where the page is made; those of all rows where they give the order.
class QueryModel::Source final : public ChildSource {
public:
    Source(HeapPtr heap, std::uint64_t key, Nodes nodes, std::shared_ptr<const Paths> paths, int sortedValue)
        : m_heap(heap)
        , m_nodes(nodes)
        , m_paths(std::move(paths))
        , m_sortedValue(sortedValue)
        , m_members(std::move(heap), key, *nodes, nodes)
    {}

    TreeItem root() const override { return m_members.root(); }
    bool hasChildren(const TreeItem& item) const override { return m_members.hasChildren(item); }
    std::uint64_t cost(const TreeItem&, std::uint64_t enough) const override
    {
        return m_nodes->empty() ? 0 : enough + 1; // values may be far away: never at once
    }
    ChildPage children(const ChildRequest& request, const Progress& progress) const override
    {
        const bool isByValue =
            request.order.byColumn && request.order.column == TreeColumn::Value && m_sortedValue >= 0;
        ChildPage page = isByValue ? firstByValue(request, progress) : m_members.children(request, progress);
        for (auto* items : {&page.items, &page.included})
            for (TreeItem& item : *items)
                if (!progress.stopRequested())
                    item.field = valuesOf(item.node);
        return page;
    }
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override
    {
        return m_members.data(item, column, role);
    }

private:
    ChildPage firstByValue(const ChildRequest& request, const Progress& progress) const
    {
        ChildPage page;
        const auto order = m_paths->orderBy(m_sortedValue, *m_heap, m_nodes, progress);
        if (progress.stopRequested())
            return page;
        page.total = m_nodes->size();
        for (const std::uint32_t n : *m_nodes)
            page.sums.shallow += m_heap->objects->shallowSize(NodeId{n});
        for (std::size_t row = 0; row < std::min(request.limit, order->nodes.size()); ++row)
            page.items.push_back(memberItem(*m_heap, NodeId{order->at(row, request.order.descending)}));
        for (const TreeItem& wanted : request.include)
            if (wanted.isObject() && std::binary_search(m_nodes->begin(), m_nodes->end(), wanted.node.value))
                page.included.push_back(memberItem(*m_heap, wanted.node));
        return page;
    }

    std::shared_ptr<const Field> valuesOf(NodeId node) const
    {
        if (m_paths->ends.empty())
            return nullptr;
        auto values = std::make_shared<Field>();
        for (const auto& path : m_paths->ends)
            values->name.append(path == m_paths->ends.front() ? 0 : 1, kBetweenValues)
                .append(query::valueText(*m_heap, path->follow(node)));
        return values;
    }

    HeapPtr m_heap;
    Nodes m_nodes;
    std::shared_ptr<const Paths> m_paths;
    int m_sortedValue;
    MemberChildren m_members;
};

QueryModel::QueryModel(QObject* parent)
    : GraphTreeModel(kQueryModelColumns, parent)
{}

std::shared_ptr<const QueryModel::Source> QueryModel::makeSource() const
{
    return std::make_shared<Source>(m_heap, m_key, m_nodes, m_paths, m_sortedValue);
}

void QueryModel::reset(HeapPtr heap, Nodes nodes, const std::vector<query::Path>& paths)
{
    const auto shown = std::vector<query::Path>(
        paths.begin(), paths.begin() + std::ptrdiff_t(std::min<std::size_t>(paths.size(), kMostValues)));
    m_titles.clear();
    for (const query::Path& path : shown)
        m_titles << QString::fromStdString(query::pathText(path));
    m_paths = std::make_shared<const Paths>(heap, shown);
    m_heap = std::move(heap);
    m_nodes = std::move(nodes);
    ++m_key;
    if (m_sortedValue >= valueCount()) { // another query, without what gave the order
        m_sortedValue = -1;
        GraphTreeModel::sort(columnOf(TreeColumn::Retained), Qt::DescendingOrder);
        emit orderRestored(columnOf(TreeColumn::Retained), Qt::DescendingOrder);
    }
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    resetSource(makeSource());
}

void QueryModel::update(HeapPtr heap, Nodes nodes)
{
    m_heap = std::move(heap);
    m_nodes = std::move(nodes);
    updateSource(makeSource());
}

QVariant QueryModel::data(const QModelIndex& index, int role) const
{
    if (!isValueColumn(index.column()))
        return GraphTreeModel::data(index, role);
    const TreeItem* const row = item(index);
    if (role == MonoRole)
        return true;
    const bool isText = role == Qt::DisplayRole || role == CopyRole || role == Qt::ToolTipRole;
    if (!row || !row->field || !isText)
        return {};
    const QString value = QString::fromStdString(row->field->name)
                              .section(QLatin1Char(kBetweenValues), index.column() - 1, index.column() - 1);
    return role == Qt::DisplayRole ? escaped(value, kLongestValue) : value;
}

/// All columns of values are one to the source: which of them gives the order, it is told.
void QueryModel::sort(int column, Qt::SortOrder order)
{
    const int value = isValueColumn(column) ? column - 1 : -1;
    if (value != std::exchange(m_sortedValue, value) && source())
        updateSource(makeSource());
    GraphTreeModel::sort(column, order);
}

QVariant QueryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !isValueColumn(section))
        return GraphTreeModel::headerData(section, orientation, role);
    if (role == Qt::DisplayRole)
        return m_titles.value(section - 1);
    return role == Qt::ToolTipRole ? QVariant(tr("What %1 leads to").arg(m_titles.value(section - 1))) : QVariant();
}

} // namespace heapwise::ui
