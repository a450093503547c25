#include "ui/models/classchart.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/translate.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

std::vector<ClassId> largestFirst(const ClassTable& classes)
{
    std::vector<ClassId> ids;
    for (std::uint32_t c = 0; c < classes.size(); ++c)
        if (classes[ClassId{c}].count > 0)
            ids.push_back(ClassId{c});
    std::sort(ids.begin(), ids.end(), [&](ClassId a, ClassId b) {
        return classes[a].shallow != classes[b].shallow ? classes[a].shallow > classes[b].shallow : a < b;
    });
    return ids;
}

class Builder {
public:
    explicit Builder(const Heap& heap)
        : m_heap(heap)
        , m_whole(double(heap.totalSize()))
    {}

    DominatorChart build()
    {
        if (!m_heap.classes || m_whole <= 0)
            return {};
        add(tr("Heap"), m_heap.totalSize(), {});
        const std::vector<ClassId> ids = largestFirst(*m_heap.classes);
        std::size_t shown = 0;
        for (; shown < ids.size(); ++shown) {
            const HeapClass& heapClass = (*m_heap.classes)[ids[shown]];
            if (double(heapClass.shallow) / m_whole < DominatorChart::kSmallest)
                break;
            addClass(ids[shown], heapClass);
        }
        Size rest = 0;
        for (std::size_t i = shown; i < ids.size(); ++i)
            rest += (*m_heap.classes)[ids[i]].shallow;
        if (double(rest) / m_whole >= DominatorChart::kSmallest)
            add(tr("%1 smaller").arg(formatCount(ids.size() - shown)), rest, {}).isRest = true;
        m_chart.data = m_data;
        return std::move(m_chart);
    }

private:
    ChartNode& add(const QString& name, Size shallow, const TreeItem& row)
    {
        ChartNode node;
        const bool isRoot = m_data->empty();
        node.parent = isRoot ? -1 : 0;
        node.depth = isRoot ? 0 : 1;
        node.begin = isRoot ? 0 : m_at;
        node.end = isRoot ? 1 : m_at + double(shallow) / m_whole;
        node.name = name;
        node.bytes = shallow;
        node.note = tr("Shallow %1 B").arg(formatCount(shallow));
        m_at = isRoot ? 0 : node.end;
        m_data->push_back(std::move(node));
        m_chart.rows.push_back(row);
        return m_data->back();
    }

    void addClass(ClassId id, const HeapClass& heapClass)
    {
        TreeItem row;
        row.kind = TreeItem::Kind::Class;
        row.classId = id;
        ChartNode& node = add(QString::fromStdString(heapClass.name), heapClass.shallow, row);
        node.kind = kindOf(heapClass);
        node.note += QStringLiteral("<br>") + tr("Objects %1").arg(formatCount(heapClass.count));
    }

    const Heap& m_heap;
    double m_whole;
    double m_at = 0; ///< where the next class begins
    std::shared_ptr<ChartData> m_data = std::make_shared<ChartData>();
    DominatorChart m_chart;
};

} // namespace

DominatorChart makeClassChart(const Heap& heap)
{
    return Builder(heap).build();
}

} // namespace heapwise::ui
