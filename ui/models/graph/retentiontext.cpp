#include "ui/models/graph/retentiontext.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/objecttext.h"

#include <QFileInfo>

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr qsizetype kNameCharacters = 60;
constexpr EdgeIndex kEdgesLookedAt = 100'000;

bool isStoreStep(const Snapshot& snapshot, EdgeIndex edge)
{
    if (snapshot.edgeType(edge) != EdgeType::Internal)
        return false;
    const std::string name = snapshot.edgeName(edge);
    return name == "elements" || name == "properties" || name == "table";
}

} // namespace

RetentionText::RetentionText(const RetentionGraph& graph, const ScriptNames* scripts)
    : m_graph(graph)
    , m_scripts(scripts)
{}

GraphData RetentionText::describe(const QString& subject) const
{
    GraphData data;
    data.heapBytes = heap().totalSize();
    data.title = subject;
    data.subtitle = subtitle() + systemNote();
    for (const RetentionGroup& group : m_graph.groups)
        data.boxes.push_back(box(group));
    for (const RetentionBundle& bundle : m_graph.bundles)
        data.arcs.push_back(arc(bundle));
    return data;
}

QString RetentionText::subtitle() const
{
    const quint64 count = m_graph.pathCount;
    const quint64 held = m_graph.paths->strong;
    switch (m_graph.paths->query.mode) {
    case PathMode::Merged:
        return count == 1 ? tr("1 merged shortest path from the GC roots")
                          : tr("%1 merged shortest paths from the GC roots").arg(formatCount(count));
    case PathMode::AllShortest:
        return tr("All shortest paths from the GC roots, %1 ends merged").arg(formatCount(count));
    case PathMode::Distinct:
        return count == 1 ? tr("1 path from the GC roots: all ways share it")
                          : tr("%1 paths from the GC roots that share little").arg(formatCount(count));
    case PathMode::OneStep:
        return held == 1 ? tr("1 reference holds it directly")
                         : tr("%1 references hold it directly").arg(formatCount(held));
    }
    return {};
}

/// Of paths that were to go around V8 and Node, what does not.
QString RetentionText::systemNote() const
{
    const RetentionPaths& paths = *m_graph.paths;
    if (!paths.query.avoidSystem)
        return {};
    if (!paths.isAroundSystem)
        return tr(", none of them around Node.js and V8");
    const quint64 others = paths.merged.unreached;
    return others > 0 ? tr("; %1 are held through Node.js or V8 alone").arg(formatCount(others)) : QString();
}

// --- boxes -----------------------------------------------------------------------------------------------

QString RetentionText::groupName(const RetentionGroup& group) const
{
    if (group.more > 0)
        return tr("%1 more").arg(formatCount(group.more));
    if (group.isRoot)
        return tr("(GC roots)");
    const ObjectLabel label = describeObject(heap(), group.representative);
    const bool isOne = group.members->size() == 1;
    return isOne || label.kind == ObjectKind::Closure ? escaped(label.name, kNameCharacters)
                                                      : QString::fromStdString((*heap().classes)[group.type].name);
}

QString RetentionText::place(NodeId node) const
{
    const auto location = heap().snapshot->location(node);
    if (!location || !m_scripts)
        return {};
    const QString script = QString::fromStdString(m_scripts->name(location->scriptId));
    return script.isEmpty() ? QString()
                            : QStringLiteral("%1:%2:%3")
                                  .arg(QFileInfo(script).fileName())
                                  .arg(location->line + 1)
                                  .arg(location->column + 1);
}

QString RetentionText::note(const RetentionGroup& group) const
{
    if (group.isRoot)
        return tr("what the program keeps by itself");
    const bool isNear = Distances::isFinite(group.distance);
    const QString distance = isNear ? tr("distance %1").arg(group.distance) : tr("held by the engine");
    if (group.members->size() == 1) {
        const QString id = QLatin1Char('@') + QString::number(heap().snapshot->objectId(group.representative).value);
        return id + QStringLiteral(" · ") + distance;
    }
    const bool isFunction = heap().snapshot->type(group.representative) == NodeType::Closure;
    const QString where = isFunction ? place(group.representative) : QString();
    if (!where.isEmpty())
        return where;
    if (group.isSubject)
        return tr("what is asked for");
    return group.chain > 1 ? tr("chain of %1, %2").arg(formatCount(group.chain), distance) : distance;
}

QString RetentionText::tip(const RetentionGroup& group) const
{
    const double total = double(heap().totalSize());
    const double share = total > 0 ? double(group.retained) / total : 0;
    QStringList lines{tr("Retained: %1, %2 of the heap").arg(formatExactBytes(group.retained), formatPercent(share))};
    if (group.members->size() > 1)
        lines << tr("%1 objects of one class").arg(formatCount(group.members->size()));
    if (Distances::isFinite(group.distance))
        lines << tr("Distance from the GC roots: %1").arg(group.distance);
    if (group.isLonger)
        lines << tr("Not on a shortest path");
    if (group.weakHidden > 0)
        lines << tr("%1 weak references to it are hidden").arg(formatCount(group.weakHidden));
    return lines.join(QLatin1String("<br>"));
}

GraphBox RetentionText::box(const RetentionGroup& group) const
{
    GraphBox box;
    box.key = group.key;
    box.layer = group.layer;
    box.kind = kindOf(*heap().snapshot, group.representative);
    box.name = groupName(group);
    box.count = group.members->size();
    box.isSubject = group.isSubject;
    box.isAccumulation = group.isAccumulation;
    box.isLonger = group.isLonger;
    box.isMore = group.more > 0;
    if (box.isMore)
        return box;
    if (box.count == 1 && !group.isRoot)
        box.detail = describeObject(heap(), group.representative).detail;
    box.note = note(group);
    box.tip = tip(group);
    box.retained = group.retained;
    return box;
}

// --- references ------------------------------------------------------------------------------------------

/// "[0 … 18411]": the indices at which the one holder has them.
QString RetentionText::elementRange(const RetentionReference& reference) const
{
    const Snapshot& snapshot = *heap().snapshot;
    const RetentionGroup& from = m_graph.groups[std::size_t(reference.from)];
    const NodeId holder =
        reference.holders && reference.holders->size() == 1 ? NodeId{reference.holders->front()} : from.representative;
    if (from.members->size() != 1 || snapshot.endEdge(holder) - snapshot.firstEdge(holder) > kEdgesLookedAt)
        return QStringLiteral("[…]");
    const auto& held = *m_graph.groups[std::size_t(reference.to)].members;
    std::uint32_t first = UINT32_MAX, last = 0;
    for (EdgeIndex e = snapshot.firstEdge(holder); e < snapshot.endEdge(holder); ++e) {
        if (snapshot.edgeType(e) != EdgeType::Element ||
            !std::ranges::binary_search(held, snapshot.edgeTarget(e).value))
            continue;
        first = std::min(first, snapshot.edgeNameOrIndex(e));
        last = std::max(last, snapshot.edgeNameOrIndex(e));
    }
    return first < last ? QStringLiteral("[%1 … %2]").arg(first).arg(last) : QStringLiteral("[…]");
}

QString RetentionText::referenceName(const RetentionReference& reference) const
{
    const Snapshot& snapshot = *heap().snapshot;
    QString text;
    std::size_t named = 0;
    for (const EdgeIndex hop : reference.hops) {
        const bool isLast = hop == reference.hops.back();
        if (isStoreStep(snapshot, hop) && reference.hops.size() > 1)
            continue;
        QString name =
            reference.anyName && isLast
                ? (snapshot.edgeType(hop) == EdgeType::Element ? elementRange(reference) : QStringLiteral("[…]"))
                : referenceText(snapshot, hop);
        if (text.isEmpty() && name.startsWith(QLatin1Char('.')))
            name.remove(0, 1);
        const bool joins = text.isEmpty() || name.startsWith(QLatin1Char('.')) || name.startsWith(QLatin1Char('['));
        text += joins ? name : QLatin1Char('.') + name;
        ++named;
    }
    const bool isWorthSaying = named > 1;
    return isWorthSaying ? tr("%1 hops: %2").arg(formatCount(reference.hops.size()), text) : text;
}

/// "12,345 references, property"
QString RetentionText::references(const RetentionReference& reference) const
{
    const QString type = referenceTypeText(*heap().snapshot, reference.hops.back());
    return reference.count == 1 ? tr("1 reference, %1").arg(type)
                                : tr("%1 references, %2").arg(formatCount(reference.count), type);
}

/// The lines of a tooltip that say what the references of a bundle are called.
QStringList RetentionText::listed(const RetentionBundle& bundle, const QStringList& names) const
{
    constexpr qsizetype kMostListed = 10;
    QStringList lines;
    for (qsizetype i = 0; i < std::min(names.size(), kMostListed); ++i) {
        const RetentionReference& one = m_graph.references[std::size_t(bundle.references[std::size_t(i)])];
        lines << (names.size() == 1 ? references(one)
                                    : names[i].toHtmlEscaped() + QStringLiteral(": ") + references(one));
    }
    if (names.size() > kMostListed)
        lines << tr("and %1 more").arg(formatCount(quint64(names.size() - kMostListed)));
    return lines;
}

GraphArc RetentionText::arc(const RetentionBundle& bundle) const
{
    GraphArc arc;
    arc.key = bundle.key;
    arc.from = bundle.from;
    arc.to = bundle.to;
    arc.bytes = bundle.bytes;
    arc.isMain = bundle.isMain;
    arc.isLonger = bundle.isLonger;
    arc.isWeak = bundle.isWeak;
    arc.tip = tr("Through it: %1").arg(formatExactBytes(bundle.bytes));
    QStringList names;
    for (const int reference : bundle.references)
        if (const RetentionReference& one = m_graph.references[std::size_t(reference)]; !one.hops.empty())
            names << referenceName(one);
    if (names.empty())
        return arc;
    arc.names = names;
    arc.label = names.size() == 1 ? names.front()
                                  : tr("%1 and %2 more").arg(names.front(), formatCount(quint64(names.size() - 1)));
    if (m_graph.groups[std::size_t(bundle.from)].isRoot)
        arc.label.clear(); // numbers of roots say nothing
    arc.tip = listed(bundle, names).join(QLatin1String("<br>")) + QLatin1String("<br>") + arc.tip;
    return arc;
}

} // namespace heapwise::ui
