#include "ui/views/snapshot/ignoredretainers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/models/graph/retention.h"
#include "ui/models/graph/retentiontext.h"
#include "ui/models/objecttext.h"
#include "ui/translate.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

const QString kName = QStringLiteral("ignoredRetainers");

/// The name that tells a reference from its neighbours; elements have none.
QString nameOf(const Snapshot& snapshot, EdgeIndex e)
{
    return hasIndexName(snapshot.edgeType(e)) ? QString() : QString::fromStdString(snapshot.edgeName(e));
}

class Resolver {
public:
    Resolver(const Heap& heap, const Progress& progress)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
        , m_progress(progress)
    {}

    void add(const IgnoredRetainer& retainer)
    {
        if (retainer.kind == IgnoredRetainer::Kind::Class || retainer.kind == IgnoredRetainer::Kind::ClassReference) {
            addClass(retainer);
            return;
        }
        const NodeId node = m_snapshot.findObject(ObjectId{retainer.objectId});
        if (!node.isValid())
            return;
        addObject(node, retainer);
    }

    IgnoredParts take()
    {
        std::ranges::sort(m_parts.objects);
        std::ranges::sort(m_parts.references);
        return std::move(m_parts);
    }

private:
    void addClass(const IgnoredRetainer& retainer)
    {
        for (std::uint32_t c = 0; c < m_heap.classes->size() && !m_progress.stopRequested(); ++c)
            if (QString::fromStdString((*m_heap.classes)[ClassId{c}].name) == retainer.holderClass)
                for (const std::uint32_t node : m_heap.classes->instances(ClassId{c}))
                    addObject(NodeId{node}, retainer);
    }

    void addObject(NodeId node, const IgnoredRetainer& retainer)
    {
        if (retainer.kind == IgnoredRetainer::Kind::Object || retainer.kind == IgnoredRetainer::Kind::Class)
            m_parts.objects.push_back(node.value);
        else
            addReferences(node, retainer);
    }

    void addReferences(NodeId source, const IgnoredRetainer& retainer)
    {
        for (EdgeIndex e = m_snapshot.firstEdge(source); e < m_snapshot.endEdge(source); ++e) {
            if (nameOf(m_snapshot, e) != retainer.reference)
                continue;
            if (retainer.targetClass.isEmpty() ||
                QString::fromStdString(m_heap.classes->nameOf(m_snapshot.edgeTarget(e))) == retainer.targetClass)
                m_parts.references.push_back(e);
        }
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    const Progress& m_progress;
    IgnoredParts m_parts;
};

} // namespace

void IgnoredRetainers::load(const Heap& heap)
{
    m_memory = FileMemory(heap);
    m_list.clear();
    const QByteArray stored = m_memory.value(kName).toByteArray();
    for (const QJsonValue& value : QJsonDocument::fromJson(stored).array()) {
        const QJsonObject o = value.toObject();
        const int kind = std::clamp(o[QLatin1String("kind")].toInt(), 0, int(IgnoredRetainer::Kind::ClassReference));
        m_list.append({IgnoredRetainer::Kind(kind), quint32(o[QLatin1String("id")].toDouble()),
                       o[QLatin1String("holder")].toString(), o[QLatin1String("reference")].toString(),
                       o[QLatin1String("target")].toString(), o[QLatin1String("title")].toString()});
    }
}

void IgnoredRetainers::store() const
{
    QJsonArray array;
    for (const IgnoredRetainer& retainer : m_list)
        array.append(QJsonObject{{QStringLiteral("kind"), int(retainer.kind)},
                                 {QStringLiteral("id"), double(retainer.objectId)},
                                 {QStringLiteral("holder"), retainer.holderClass},
                                 {QStringLiteral("reference"), retainer.reference},
                                 {QStringLiteral("target"), retainer.targetClass},
                                 {QStringLiteral("title"), retainer.title}});
    m_memory.setValue(kName,
                      m_list.isEmpty() ? QVariant() : QVariant(QJsonDocument(array).toJson(QJsonDocument::Compact)));
}

void IgnoredRetainers::add(const IgnoredRetainer& retainer)
{
    if (m_list.contains(retainer))
        return;
    m_list.append(retainer);
    store();
}

void IgnoredRetainers::remove(qsizetype index)
{
    m_list.removeAt(index);
    store();
}

IgnoredRetainer IgnoredRetainers::fromObject(const Heap& heap, NodeId node)
{
    IgnoredRetainer made;
    made.objectId = heap.snapshot->objectId(node).value;
    made.title = nameWithId(describeObject(heap, node));
    return made;
}

IgnoredRetainer IgnoredRetainers::fromEdge(const Heap& heap, EdgeIndex edge)
{
    const Snapshot& snapshot = *heap.snapshot;
    const NodeId source = snapshot.edgeSource(edge);
    IgnoredRetainer made;
    made.kind = IgnoredRetainer::Kind::Reference;
    made.objectId = snapshot.objectId(source).value;
    made.holderClass = QString::fromStdString(heap.classes->nameOf(source));
    made.reference = nameOf(snapshot, edge);
    if (made.reference.isEmpty())
        made.targetClass = QString::fromStdString(heap.classes->nameOf(snapshot.edgeTarget(edge)));
    made.title = tr("%1 of %2").arg(referenceText(snapshot, edge), nameWithId(describeObject(heap, source)));
    return made;
}

IgnoredRetainer IgnoredRetainers::fromGroup(const RetentionGraph& graph, int group)
{
    const Heap& heap = *graph.paths->heap;
    const NodeId node = graph.groups[std::size_t(group)].representative;
    if (graph.groups[std::size_t(group)].members->size() > 1) {
        IgnoredRetainer made;
        made.kind = IgnoredRetainer::Kind::Class;
        made.holderClass = QString::fromStdString(heap.classes->nameOf(node));
        made.title = tr("all %1").arg(made.holderClass);
        return made;
    }
    return fromObject(heap, node);
}

IgnoredRetainer IgnoredRetainers::fromReference(const RetentionGraph& graph, int reference)
{
    const Heap& heap = *graph.paths->heap;
    const RetentionReference& cut = graph.references[std::size_t(reference)];
    const RetentionGroup& holder = graph.groups[std::size_t(cut.from)];
    const RetentionText text(graph, nullptr);
    const bool isOne = holder.members->size() == 1;
    // Of one object the last of the hops, which is its own or its store's; of many the first, which is theirs.
    const EdgeIndex edge = isOne ? cut.hops.back() : cut.hops.front();
    const NodeId source = isOne && cut.hops.size() > 1 ? heap.snapshot->edgeSource(edge) : holder.representative;
    IgnoredRetainer made;
    made.kind = isOne ? IgnoredRetainer::Kind::Reference : IgnoredRetainer::Kind::ClassReference;
    made.objectId = heap.snapshot->objectId(source).value;
    made.holderClass = QString::fromStdString(heap.classes->nameOf(holder.representative));
    made.reference = nameOf(*heap.snapshot, edge);
    if (!isOne || made.reference.isEmpty())
        made.targetClass = QString::fromStdString(heap.classes->nameOf(heap.snapshot->edgeTarget(edge)));
    const QString of = isOne ? nameWithId(describeObject(heap, holder.representative)) : text.groupName(holder);
    made.title = tr("%1 of %2").arg(text.referenceName(cut), of);
    return made;
}

IgnoredParts resolveIgnored(const Heap& heap, const QList<IgnoredRetainer>& retainers, const Progress& progress)
{
    Resolver resolver(heap, progress);
    for (const IgnoredRetainer& retainer : retainers)
        resolver.add(retainer);
    return resolver.take();
}

} // namespace heapwise::ui
