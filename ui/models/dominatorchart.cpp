#include "ui/models/dominatorchart.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/objecttext.h"
#include "ui/translate.h"

#include <queue>

namespace heapwise::ui {

namespace {

constexpr qsizetype kDominatorChartNameCharacters = 60;

QString noteOf(const TreeItem& item, int depth)
{
    return tr("Retained %1 B<br>Shallow %2 B<br>Objects %3<br>Depth %4")
        .arg(formatCount(item.retained), formatCount(item.shallow), formatCount(item.objects))
        .arg(depth);
}

/// Fills the chart from the largest item down.
class Builder {
public:
    Builder(const HeapPtr& heap, const DominatorChildren& source, ChartDepth depth)
        : m_heap(heap)
        , m_source(source)
        , m_depth(depth)
        , m_data(std::make_shared<ChartData>())
    {}

    DominatorChart build(const Progress& progress)
    {
        const TreeItem root = m_source.root();
        if (!root.node.isValid() || root.retained == 0)
            return {};
        m_whole = double(root.retained);
        add(root, -1, 0, 0);
        while (!m_open.empty() && m_chart.rows.size() < DominatorChart::kMostItems && !progress.stopRequested()) {
            const int item = m_open.top().second;
            m_open.pop();
            addChildren(item, progress);
        }
        m_chart.data = m_data;
        return std::move(m_chart);
    }

private:
    int add(const TreeItem& row, int parent, int depth, double begin)
    {
        ChartNode node;
        node.parent = parent;
        node.depth = depth;
        node.begin = begin;
        node.end = begin + double(row.retained) / m_whole;
        if (parent >= 0)
            node.level = (*m_data)[std::size_t(parent)].level + (isNearlyAllOf(parent, row) ? 0 : 1);
        node.kind = kindOf(*m_heap->snapshot, row.node);
        node.bytes = row.retained;
        const ObjectLabel label = describeObject(*m_heap, row.node);
        const QString name = escaped(label.name, kDominatorChartNameCharacters);
        const QString group = m_source.groupName(row);
        if (row.kind == TreeItem::Kind::Fold)
            node.name = QStringLiteral("%1 ×%2").arg(
                group.isEmpty() ? name : escaped(group, kDominatorChartNameCharacters), formatCount(row.count));
        else
            node.name = parent < 0 && row.node == m_heap->dominators->root() ? tr("(GC roots)") : name;
        node.note = noteOf(row, depth);
        m_data->push_back(std::move(node));
        m_chart.rows.push_back(row);
        const int item = int(m_data->size()) - 1;
        if (isOpened(item) && m_source.hasChildren(row))
            m_open.emplace(row.retained, item);
        return item;
    }

    bool isNearlyAllOf(int parent, const TreeItem& row) const
    {
        constexpr double kNearlyAll = 0.75;
        return double(row.retained) > kNearlyAll * double(m_chart.rows[std::size_t(parent)].retained);
    }

    bool isOpened(int item) const
    {
        const bool isDeep = m_depth == ChartDepth::TwoLevels && (*m_data)[std::size_t(item)].level >= 2;
        return !isDeep && (*m_data)[std::size_t(item)].depth < DominatorChart::kLevels;
    }

    /// Of a fold whose largest member is small, all are: what there is to show is in its own numbers.
    bool hasOnlySmallMembers(const TreeItem& row) const
    {
        return row.kind == TreeItem::Kind::Fold && !m_source.hidesSmall() &&
               isTooSmall(m_heap->dominators->retainedSize(row.node));
    }

    bool isTooSmall(Size retained) const { return double(retained) / m_whole < DominatorChart::kSmallest; }

    void addChildren(int parent, const Progress& progress)
    {
        const TreeItem row = m_chart.rows[std::size_t(parent)];
        if (hasOnlySmallMembers(row)) {
            addRest(row, parent, (*m_data)[std::size_t(parent)].depth + 1, (*m_data)[std::size_t(parent)].begin);
            return;
        }
        ChildRequest request;
        request.parent = row;
        request.limit = std::size_t(1 / DominatorChart::kSmallest) + 1; // no more can be as large as that
        const ChildPage page = m_source.bareChildren(request, progress, &m_folds);
        const int depth = (*m_data)[std::size_t(parent)].depth + 1;
        double at = (*m_data)[std::size_t(parent)].begin;
        TreeItem rest = page.sums;
        rest.count = page.total;
        for (const TreeItem& child : page.items) {
            const bool isFull = m_chart.rows.size() + 1 >= DominatorChart::kMostItems;
            if (isFull || isTooSmall(child.retained))
                break;
            const int item = add(child, parent, depth, at);
            at = (*m_data)[std::size_t(item)].end;
            --rest.count;
            rest.retained -= child.retained;
            rest.shallow -= child.shallow;
            rest.objects -= child.objects;
        }
        if (rest.count > 0 && !isTooSmall(rest.retained))
            addRest(rest, parent, depth, at);
    }

    void addRest(const TreeItem& rest, int parent, int depth, double begin)
    {
        ChartNode node;
        node.parent = parent;
        node.depth = depth;
        node.begin = begin;
        node.end = begin + double(rest.retained) / m_whole;
        node.isRest = true;
        node.bytes = rest.retained;
        node.name = tr("%1 smaller").arg(formatCount(rest.count));
        node.note = noteOf(rest, depth);
        m_data->push_back(std::move(node));
        TreeItem row = rest;
        row.kind = TreeItem::Kind::More;
        row.node = {};
        m_chart.rows.push_back(row);
    }

    const HeapPtr& m_heap;
    const DominatorChildren& m_source;
    ChartDepth m_depth;
    std::shared_ptr<ChartData> m_data;
    DominatorChart m_chart;
    double m_whole = 1;
    SiblingFoldsOf m_folds;                           ///< of the objects some of whose folds were opened
    std::priority_queue<std::pair<Size, int>> m_open; ///< items whose children are to be added
};

} // namespace

DominatorChart makeDominatorChart(const HeapPtr& heap, const DominatorChildren& source, const Progress& progress,
                                  ChartDepth depth)
{
    return Builder(heap, source, depth).build(progress);
}

int DominatorChart::itemOf(const DominatorChildren& source, const Heap& heap, NodeId node) const
{
    if (rows.empty() || !node.isValid() || !heap.dominators->dominates(rows[0].node, node))
        return -1;
    std::vector<NodeId> path; // the object first, then up to below the root
    for (NodeId n = node; n != rows[0].node; n = heap.dominators->immediateDominator(n))
        path.push_back(n);
    std::vector<std::vector<int>> children(rows.size());
    for (int item = 1; item < int(rows.size()); ++item)
        children[std::size_t((*data)[std::size_t(item)].parent)].push_back(item);
    int at = 0;
    while (!path.empty()) {
        TreeItem wanted;
        wanted.node = path.back();
        int next = -1;
        for (const int child : children[std::size_t(at)])
            if (rows[std::size_t(child)].kind != TreeItem::Kind::More &&
                source.covers(rows[std::size_t(child)], wanted))
                next = child;
        if (next < 0)
            break;
        at = next;
        if (rows[std::size_t(at)].isObject())
            path.pop_back();
    }
    return at;
}

} // namespace heapwise::ui
