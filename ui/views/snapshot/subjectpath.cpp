#include "ui/views/snapshot/subjectpath.h"

#include "core/analysis/objectkind.h"
#include "core/analysis/query/parser.h"
#include "ui/format.h"
#include "ui/models/classesmodel.h"
#include "ui/models/objecttext.h"
#include "ui/models/siblings.h"
#include "ui/models/treecells.h"
#include "ui/translate.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr std::size_t kFirstCrumbs = 3;
constexpr std::size_t kLastCrumbs = 5;
constexpr EdgeIndex kEdgesLookedAt = 2000;
constexpr qsizetype kCrumbCharacters = 40;

QString objectsText(quint64 count)
{
    return count == 1 ? tr("1 object") : tr("%1 objects").arg(formatCount(count));
}

QString addressOf(const Snapshot& snapshot, NodeId node)
{
    return QLatin1Char('@') + QString::number(snapshot.objectId(node).value);
}

/// The name by which `parent` refers to `node`, where it does so directly; large parents are not searched.
QString heldBy(const Snapshot& snapshot, NodeId parent, NodeId node)
{
    const EdgeIndex begin = snapshot.firstEdge(parent);
    const EdgeIndex end = std::min(snapshot.endEdge(parent), begin + kEdgesLookedAt);
    for (EdgeIndex e = begin; e < end; ++e)
        if (snapshot.edgeTarget(e) == node && snapshot.edgeType(e) <= EdgeType::Property)
            return fieldText(snapshot, e);
    return {};
}

Crumb crumbOf(const Heap& heap, NodeId parent, NodeId node, bool isLast)
{
    const ObjectLabel label = describeObject(heap, node);
    const QString held = parent.isValid() ? heldBy(*heap.snapshot, parent, node) : QString();
    Crumb crumb;
    crumb.address = addressOf(*heap.snapshot, node);
    if (isLast) {
        crumb.kind = label.kind;
        crumb.text = escaped(label.name, kCrumbCharacters);
        crumb.detail = crumb.address;
    } else if (!held.isEmpty()) {
        crumb.text = escaped(held, kCrumbCharacters);
        crumb.mono = true;
    } else {
        crumb.text = escaped(label.name, kCrumbCharacters);
    }
    return crumb;
}

QList<Crumb> objectCrumbs(const Heap& heap, NodeId node)
{
    std::vector<NodeId> path{node}; // the object first
    if (heap.dominators)
        for (NodeId n = node; n != heap.dominators->root();)
            path.push_back(n = heap.dominators->immediateDominator(n));
    std::reverse(path.begin(), path.end());
    QList<Crumb> crumbs;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool isLeftOut = i >= kFirstCrumbs && i + kLastCrumbs < path.size();
        if (!isLeftOut) {
            crumbs << crumbOf(heap, i == 0 ? NodeId{} : path[i - 1], path[i], i + 1 == path.size());
        } else if (i == kFirstCrumbs) {
            Crumb gap;
            gap.text = QChar(0x2026);
            gap.address = addressOf(*heap.snapshot, path[path.size() - kLastCrumbs - 1]);
            crumbs << gap;
        }
    }
    return crumbs;
}

QList<Crumb> classCrumbs(const Heap& heap, ClassId classId)
{
    const HeapClass& heapClass = (*heap.classes)[classId];
    Crumb all, one;
    all.text = tr("Classes");
    all.icon = QStringLiteral("classes");
    all.address = QStringLiteral("*");
    one.text = escaped(QString::fromStdString(heapClass.name), kCrumbCharacters);
    one.kind = kindOf(heapClass);
    one.detail = tr("all %1").arg(formatCount(heapClass.count));
    one.address = QString::fromStdString(heapClass.name);
    return {all, one};
}

QList<Crumb> setCrumbs(const ObjectSet& set)
{
    Crumb crumb;
    crumb.text = escaped(set.title, kCrumbCharacters);
    crumb.icon = QStringLiteral("query");
    crumb.detail = formatCount(set.nodes.size());
    crumb.address = set.address;
    return {crumb};
}

/// The way to the object, and then the name of the reference in it.
QList<Crumb> referenceCrumbs(const Heap& heap, NodeId source, EdgeIndex edge)
{
    QList<Crumb> crumbs = objectCrumbs(heap, source);
    Crumb crumb;
    crumb.text = escaped(fieldText(*heap.snapshot, edge), kCrumbCharacters);
    crumb.mono = true;
    crumb.address = crumbs.last().address;
    crumbs << crumb;
    return crumbs;
}

Destination findClass(const ClassTable& classes, const QString& text)
{
    const NamePattern pattern(text);
    Destination found;
    if (!pattern.isValid()) {
        found.whyNot = tr("The regular expression is not complete: %1.").arg(pattern.error());
        return found;
    }
    ClassId exact, only;
    std::uint64_t matches = 0;
    for (std::uint32_t c = 0; c < classes.size(); ++c) {
        if (classes[ClassId{c}].count == 0)
            continue;
        const QString name = QString::fromStdString(classes[ClassId{c}].name);
        if (name == text && (!exact.isValid() || classes[exact].count < classes[ClassId{c}].count))
            exact = ClassId{c};
        if (pattern.matches(name)) {
            only = ClassId{c};
            ++matches;
        }
    }
    if (exact.isValid() || matches == 1)
        found.subject = Subject::heapClass(exact.isValid() ? exact : only);
    else if (matches > 1)
        found.pattern = text;
    else
        found.whyNot = tr("No class matches \"%1\".").arg(text);
    return found;
}

/// True for what is more than names, whether or not it is right: the Query page says what is wrong.
bool isQuery(const QString& text)
{
    const auto parsed = query::parse(text.toStdString());
    if (const auto* query = std::get_if<query::Query>(&parsed))
        return query->root.kind == query::Term::Kind::And ? query::isCondition(query->root)
                                                          : query->root.kind != query::Term::Kind::Name;
    return std::get<query::QueryError>(parsed).code == query::QueryError::Code::UnknownField;
}

QString describeSet(const ObjectSet& set)
{
    return tr("%1, %2").arg(escaped(set.title, kCrumbCharacters), objectsText(set.nodes.size()));
}

} // namespace

QList<Crumb> crumbsOf(const Heap& heap, const Subject& subject)
{
    switch (subject.kind) {
    case Subject::Kind::Object:
        return objectCrumbs(heap, subject.node);
    case Subject::Kind::Class:
        return heap.classes ? classCrumbs(heap, subject.classId) : QList<Crumb>();
    case Subject::Kind::Set:
        return setCrumbs(*subject.set);
    case Subject::Kind::Reference:
        return referenceCrumbs(heap, subject.node, subject.edge);
    case Subject::Kind::None:
        break;
    }
    return {};
}

QList<Crumb> siblingCrumbs(const Heap& heap, const QString& address, const Progress& progress)
{
    QList<Crumb> crumbs;
    for (const Subject& sibling : largestSiblings(heap, findSubject(heap, address).subject, progress)) {
        const bool isClass = sibling.kind == Subject::Kind::Class;
        Crumb crumb = isClass ? classCrumbs(heap, sibling.classId).last() : crumbOf(heap, {}, sibling.node, true);
        const Size size = !isClass           ? heap.dominators->retainedSize(sibling.node)
                          : heap.classTotals ? heap.classTotals->retained[sibling.classId.value]
                                             : (*heap.classes)[sibling.classId].shallow;
        crumb.size = formatBytes(size);
        crumbs << crumb;
    }
    return crumbs;
}

Destination findSubject(const Heap& heap, const QString& address)
{
    const QString text = address.trimmed();
    Destination found;
    if (const auto id = ClassesModel::objectIdIn(text)) {
        const NodeId node = heap.snapshot->findObject(*id);
        if (node.isValid())
            found.subject = Subject::object(node);
        else
            found.whyNot = tr("There is no object @%1 in this snapshot.").arg(id->value);
    } else if (text.startsWith(QLatin1Char('@')) && !text.contains(QLatin1Char(' '))) {
        found.whyNot = tr("An id is a number after the @, such as @2841907.");
    } else if (!heap.classes) {
        found.whyNot = tr("Classes are still being read.");
    } else if (text == QLatin1String("*")) {
        found.pattern = QStringLiteral("*");
    } else {
        found = findClass(*heap.classes, text);
        if (found.subject.kind == Subject::Kind::None && found.pattern.isEmpty() && isQuery(text))
            found.query = text;
    }
    return found;
}

QString describeSubject(const Heap& heap, const Subject& subject)
{
    if (subject.kind == Subject::Kind::Class && heap.classes) {
        const HeapClass& heapClass = (*heap.classes)[subject.classId];
        return tr("Selected: %1, %2, %3")
            .arg(escaped(QString::fromStdString(heapClass.name), kCrumbCharacters), objectsText(heapClass.count),
                 formatBytes(heapClass.shallow));
    }
    if (subject.kind == Subject::Kind::Set)
        return describeSet(*subject.set);
    if (subject.kind == Subject::Kind::Reference)
        return tr("Selected: reference %1 of %2")
            .arg(escaped(fieldText(*heap.snapshot, subject.edge), kCrumbCharacters),
                 nameWithId(describeObject(heap, subject.node)));
    if (subject.kind != Subject::Kind::Object)
        return {};
    TreeItem item;
    item.node = subject.node;
    fillNumbers(heap, item);
    ObjectLabel label = describeObject(heap, subject.node);
    label.name = escaped(label.name, kCrumbCharacters);
    const QString name = nameWithId(label);
    if (!heap.dominators)
        return tr("Selected: %1, %2").arg(name, formatBytes(item.shallow));
    return tr("Selected: %1, retains %2 in %3").arg(name, formatBytes(item.retained), objectsText(item.objects));
}

} // namespace heapwise::ui
