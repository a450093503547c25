#include "ui/models/querymodel.h"

#include "ui/models/memberchildren.h"
#include "ui/models/objecttext.h"

namespace heapwise::ui {
namespace {

constexpr TreeColumn kQueryModelColumns[] = {TreeColumn::Object,  TreeColumn::Value,    TreeColumn::Value,
                                             TreeColumn::Value,   TreeColumn::Distance, TreeColumn::Shallow,
                                             TreeColumn::Retained};
constexpr char kBetweenValues = '\x1f';
constexpr qsizetype kLongestValue = 200;

} // namespace

struct QueryModel::Paths {
    Paths(HeapPtr heap, const std::vector<query::Path>& paths)
        : snapshot(heap->snapshot)
    {
        for (const query::Path& path : paths)
            ends.push_back(std::make_unique<const query::PropertyPath>(*snapshot, path));
    }

    std::shared_ptr<const Snapshot> snapshot;
    std::vector<std::unique_ptr<const query::PropertyPath>> ends;
};

/// Values are looked up for the rows of a page, where the page is made.
class QueryModel::Source final : public ChildSource {
public:
    Source(HeapPtr heap, std::uint64_t key, Nodes nodes, std::shared_ptr<const Paths> paths)
        : m_heap(heap)
        , m_nodes(nodes)
        , m_paths(std::move(paths))
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
        ChildPage page = m_members.children(request, progress);
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
    MemberChildren m_members;
};

QueryModel::QueryModel(QObject* parent)
    : GraphTreeModel(kQueryModelColumns, parent)
{}

void QueryModel::reset(HeapPtr heap, Nodes nodes, const std::vector<query::Path>& paths)
{
    const auto shown = std::vector<query::Path>(
        paths.begin(), paths.begin() + std::ptrdiff_t(std::min<std::size_t>(paths.size(), kMostValues)));
    m_titles.clear();
    for (const query::Path& path : shown)
        m_titles << QString::fromStdString(query::pathText(path));
    m_paths = std::make_shared<const Paths>(heap, shown);
    ++m_key;
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    resetSource(std::make_shared<Source>(std::move(heap), m_key, std::move(nodes), m_paths));
}

void QueryModel::update(HeapPtr heap, Nodes nodes)
{
    updateSource(std::make_shared<Source>(std::move(heap), m_key, std::move(nodes), m_paths));
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

void QueryModel::sort(int column, Qt::SortOrder order)
{
    if (isValueColumn(column)) { // values are known of the rows that are shown alone
        emit orderRestored(m_sorted.first, m_sorted.second);
        return;
    }
    m_sorted = {column, order};
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
