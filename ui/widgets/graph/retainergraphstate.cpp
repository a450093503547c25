// What a RetainerGraph has selected, cut and found, and what it tells screen readers.
#include "ui/widgets/graph/retainergraph.h"

#include "ui/export/pictureexport.h"
#include "ui/models/classfilter.h"
#include "ui/widgets/graph/graphexport.h"

#include <algorithm>

namespace heapwise::ui {

// --- what is selected, cut and found ---------------------------------------------------------------------

int RetainerGraph::boxOf(std::uint64_t key) const
{
    const auto& boxes = m_picture->data().boxes;
    const auto at = std::find_if(boxes.begin(), boxes.end(), [key](const GraphBox& box) { return box.key == key; });
    return at == boxes.end() ? -1 : int(at - boxes.begin());
}

int RetainerGraph::arcOf(std::uint64_t key) const
{
    const auto& arcs = m_picture->data().arcs;
    const auto at = std::find_if(arcs.begin(), arcs.end(), [key](const GraphArc& arc) { return arc.key == key; });
    return at == arcs.end() ? -1 : int(at - arcs.begin());
}

void RetainerGraph::setSelected(std::vector<GraphElement> elements)
{
    m_selected = std::move(elements);
    viewport()->update();
}

void RetainerGraph::setCuts(std::set<std::uint64_t> arcs)
{
    m_cuts = std::move(arcs);
    viewport()->update();
}

int RetainerGraph::find(const QString& text)
{
    m_searched = text;
    m_found.clear();
    const NamePattern pattern(text);
    const auto has = [&pattern](const QString& in) { return pattern.matches(in); };
    if (m_picture && !pattern.isEmpty()) {
        for (const GraphBox& box : m_picture->data().boxes)
            if (m_foundBoxes.contains(box.key) || has(box.name) || has(box.detail) || has(box.note))
                m_found.push_back({false, box.key});
        for (const GraphArc& arc : m_picture->data().arcs)
            if (std::any_of(arc.names.begin(), arc.names.end(), has))
                m_found.push_back({true, arc.key});
    }
    viewport()->update();
    return int(m_found.size());
}

void RetainerGraph::setFoundBoxes(std::set<std::uint64_t> keys)
{
    m_foundBoxes = std::move(keys);
    find(m_searched);
}

void RetainerGraph::findNext(bool backwards)
{
    if (m_found.empty())
        return;
    const auto now = current();
    const auto at = now ? std::find(m_found.begin(), m_found.end(), *now) : m_found.end();
    const std::size_t count = m_found.size();
    const std::size_t next = at == m_found.end()
                                 ? (backwards ? count - 1 : 0)
                                 : (std::size_t(at - m_found.begin()) + (backwards ? count - 1 : 1)) % count;
    pick(m_found[next], false);
    showElement(m_found[next]);
}

bool RetainerGraph::isSelected(GraphElement element) const
{
    return std::find(m_selected.begin(), m_selected.end(), element) != m_selected.end();
}

bool RetainerGraph::isFound(GraphElement element) const
{
    return std::find(m_found.begin(), m_found.end(), element) != m_found.end();
}

GraphItemState RetainerGraph::stateOf(GraphElement element) const
{
    GraphItemState state;
    state.isSelected = isSelected(element);
    state.isHovered = m_hovered == element;
    state.isFocused = hasFocus() && current() == element;
    state.isFound = isFound(element);
    state.isFaded = !m_found.empty() && !state.isFound;
    return state;
}

GraphItemState RetainerGraph::boxState(int box) const
{
    return stateOf({false, m_picture->data().boxes[std::size_t(box)].key});
}

GraphItemState RetainerGraph::arcState(int arc) const
{
    const GraphElement element{true, m_picture->data().arcs[std::size_t(arc)].key};
    GraphItemState state = stateOf(element);
    state.isCut = m_cuts.count(element.key) > 0;
    return state;
}

// --- screen readers --------------------------------------------------------------------------------------

std::vector<int> RetainerGraph::visibleItems() const
{
    std::vector<int> items;
    for (int item = 0; hasItem(item); ++item)
        items.push_back(item);
    return items;
}

bool RetainerGraph::hasItem(int item) const
{
    return m_picture && item < int(m_boxes.size() + m_arcs.size());
}

QString RetainerGraph::itemName(int item) const
{
    const auto& shown = m_picture->data();
    if (item >= int(m_boxes.size())) {
        const GraphArc& arc = shown.arcs[std::size_t(item) - m_boxes.size()];
        return tr("%1, from %2 to %3")
            .arg(arc.label, shown.boxes[std::size_t(arc.from)].name, shown.boxes[std::size_t(arc.to)].name);
    }
    const GraphBox& box = shown.boxes[std::size_t(item)];
    const QString name = box.detail.isEmpty() ? box.name : box.name + QLatin1Char(' ') + box.detail;
    return box.isAccumulation ? tr("%1, accumulation point").arg(name) : name;
}

QString RetainerGraph::itemDescription(int item) const
{
    const auto& shown = m_picture->data();
    QString tip = item < int(m_boxes.size()) ? shown.boxes[std::size_t(item)].tip
                                             : shown.arcs[std::size_t(item) - m_boxes.size()].tip;
    return tip.replace(QLatin1String("<br>"), QLatin1String(", "));
}

QRect RetainerGraph::itemRect(int item) const
{
    if (item < int(m_boxes.size()))
        return boxRect(item).toAlignedRect();
    const std::size_t arc = std::size_t(item) - m_boxes.size();
    const QRectF label = m_labels[arc]->label();
    return mapFromScene(label.isNull() ? m_arcs[arc]->path().boundingRect() : label).boundingRect();
}

bool RetainerGraph::isItemSelected(int item) const
{
    const bool isArc = item >= int(m_boxes.size());
    const auto& shown = m_picture->data();
    return isSelected(
        {isArc, isArc ? shown.arcs[std::size_t(item) - m_boxes.size()].key : shown.boxes[std::size_t(item)].key});
}

int RetainerGraph::itemNear(QPoint at) const
{
    const int box = boxAt(at), arc = box < 0 ? arcAt(at) : -1;
    return box >= 0 ? box : arc >= 0 ? int(m_boxes.size()) + arc : -1;
}

// --- export ----------------------------------------------------------------------------------------------

QList<ExportFormat> RetainerGraph::exportFormats() const
{
    return pictureFormats() + QList<ExportFormat>{{QStringLiteral("dot"), tr("DOT, for Graphviz")}};
}

ExportWork RetainerGraph::exportWork(const QString& suffix)
{
    return graphWork(m_picture, suffix);
}

} // namespace heapwise::ui
