// The part of Inspector for subjects that are more than one object: a class, a set, a reference with its ends.
#include "ui/views/snapshot/inspector.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

#include "core/analysis/objectkind.h"
#include "ui/export/exportcommand.h"
#include "ui/format.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/memberchildren.h"
#include "ui/models/objecttext.h"
#include "ui/views/snapshot/factsgrid.h"
#include "ui/views/snapshot/objectheader.h"
#include "ui/views/snapshot/sectiontabs.h"
#include "ui/views/snapshot/sizehistogram.h"
#include "ui/views/snapshot/sourcepane.h"
#include "ui/views/snapshot/stackpane.h"
#include "ui/widgets/datatree.h"

namespace heapwise::ui {
namespace {

Fact distanceFact(std::int32_t distance, bool isPending)
{
    const bool isNear = Distances::isFinite(distance);
    return {Inspector::tr("Distance"),
            isNear ? formatCount(quint64(distance)) : noValue(),
            Inspector::tr("of the nearest"),
            {},
            isPending};
}

} // namespace

void Inspector::showMembers(const QString& tabName, bool hasSizes)
{
    m_header->setLocation({});
    m_source->clear();
    m_stackPane->clear();
    showContent({});
    m_retainers->setVisible(m_subject.kind != Subject::Kind::Reference);
    m_retainers->setEnabled(m_heap->has(Stage::Retained));
    m_dominator->setVisible(false);
    m_sizes->setVisible(hasSizes);
    m_tabs->setCount(Instances, tabName, std::nullopt);
    showTabs(false, true);
    fillTab();
}

void Inspector::exportMembers()
{
    update(); // what was asked for right before
    DataTree* const members = tree(Instances);
    members->setFocus();
    if (model(Instances)->rowCount() > 0)
        requestExport(members);
    else
        connect(
            model(Instances), &GraphTreeModel::contentChanged, members, [members] { requestExport(members); },
            Qt::SingleShotConnection);
}

void Inspector::showSizes(std::span<const std::uint32_t> nodes)
{
    if (!(m_sizesOf == m_subject))
        m_sizes->clear();
    m_sizesOf = m_subject;
    auto work = [heap = m_heap, of = m_subject, nodes](const Progress& progress) {
        return distributionOf(*heap, nodes, progress);
    };
    m_sizesJob.start(std::move(work), [this](const SizeDistribution& sizes) { m_sizes->setDistribution(sizes); });
}

// --- a class --------------------------------------------------------------------------------------------

void Inspector::showClass(ClassId classId)
{
    const HeapClass& heapClass = (*m_heap->classes)[classId];
    m_header->setName(kindOf(heapClass), QString::fromStdString(heapClass.name), {});
    const bool waits = !m_heap->classTotals;
    const Size retained = waits ? 0 : m_heap->classTotals->retained[classId.value];
    m_facts->setFacts({
        {tr("Objects"), formatCount(heapClass.count), tr("of this class"), {}, false},
        {tr("Shallow"), formatBytes(heapClass.shallow), exactDetail(heapClass.shallow, false),
         tr("Sum of the sizes of the objects themselves"), false},
        {tr("Retained"), formatBytes(retained), exactDetail(retained, waits),
         tr("What the objects keep alive together, counted once"), waits},
        distanceFact(waits ? Distances::kUnreached : m_heap->classTotals->distance[classId.value], waits),
    });
    showMembers(tr("Largest"), true);
    showLocation();
    showSizes(m_heap->classes->instances(classId));
    auto work = [heap = m_heap, classId](const Progress& progress) {
        return countShapes(*heap, heap->classes->instances(classId), progress);
    };
    m_shapesJob.start(std::move(work), [this, of = m_subject](const std::vector<ShapeCount>& shapes) {
        if (m_subject == of)
            showShapes(shapes);
    });
}

/// "3 shapes: {id, lines} ×17,000 · {id} ×12"; of one that all have, its properties.
void Inspector::showShapes(const std::vector<ShapeCount>& shapes)
{
    constexpr std::size_t kMost = 3;
    constexpr qsizetype kCharacters = 40; // all of it in the tooltip
    QStringList most, whole;
    for (std::size_t i = 0; i < std::min(kMost, shapes.size()); ++i) {
        const QString name = QString::fromStdString(shapes[i].name);
        const QString count = QStringLiteral(" ×") + formatCount(shapes[i].count);
        most << escaped(name, kCharacters) + count;
        whole << name.toHtmlEscaped() + count;
    }
    if (shapes.size() > kMost)
        most << tr("%1 more").arg(formatCount(shapes.size() - kMost));
    const QString count = shapes.size() == 1 ? tr("1 shape") : tr("%1 shapes").arg(formatCount(shapes.size()));
    if (!shapes.empty())
        showContent(count + QStringLiteral(": ") + most.join(QStringLiteral("  ·  ")),
                    whole.join(QStringLiteral("<br>")));
}

// --- several objects ------------------------------------------------------------------------------------

void Inspector::showSet(const ObjectSetPtr& set)
{
    const ObjectKind kind =
        set->nodes.empty() ? ObjectKind::System : describeObject(*m_heap, NodeId{set->nodes.front()}).kind;
    m_header->setName(kind, set->title, {});
    showMembers(tr("Largest"), true);
    showTotals(nullptr);
    showSizes(set->nodes);
    auto work = [heap = m_heap, set](const Progress& progress) { return sumUpSet(*heap, set->nodes, progress); };
    m_totalsJob.start(std::move(work), [this, of = m_subject](const SetTotals& totals) {
        if (m_subject == of)
            showTotals(&totals);
    });
}

/// Null while they are awaited.
void Inspector::showTotals(const SetTotals* totals)
{
    const bool waits = !m_heap->dominators || !totals;
    const SetTotals& sums = totals ? *totals : SetTotals();
    const double heapSize = double(m_heap->totalSize());
    const QString share =
        heapSize > 0 ? tr("%1 of heap").arg(formatPercent(double(sums.retained) / heapSize)) : QString();
    m_facts->setFacts({
        {tr("Objects"), formatCount(m_subject.set->nodes.size()), {}, {}, false},
        {tr("Shallow"), formatBytes(sums.shallow), exactDetail(sums.shallow, !totals),
         tr("Sum of the sizes of the objects themselves"), !totals},
        {tr("Retained"), formatBytes(sums.retained), waits ? QString() : share,
         tr("What the objects keep alive together, counted once: %1").arg(formatExactBytes(sums.retained)), waits},
        distanceFact(sums.distance, !totals || !m_heap->distances),
    });
    QStringList common;
    if (sums.commonClass.isValid())
        common << tr("All are %1").arg(QString::fromStdString((*m_heap->classes)[sums.commonClass].name));
    if (sums.commonDominator.isValid() && sums.count > 1)
        common << tr("All are kept alive by %1").arg(nameWithId(describeObject(*m_heap, sums.commonDominator)));
    showContent(common.join(QStringLiteral("  ·  ")));
}

// --- a reference ----------------------------------------------------------------------------------------

void Inspector::showReference(NodeId source, EdgeIndex edge)
{
    const Snapshot& snapshot = *m_heap->snapshot;
    const ObjectLabel from = describeObject(*m_heap, source), to = describeObject(*m_heap, snapshot.edgeTarget(edge));
    m_header->setName(to.kind, fieldText(snapshot, edge), {});
    showMembers(tr("Its ends"), false);
    m_header->setLocation(tr("%1 › %2").arg(nameWithId(from), nameWithId(to)));
    TreeItem target;
    target.node = snapshot.edgeTarget(edge);
    fillNumbers(*m_heap, target);
    const bool waits = !m_heap->dominators;
    m_facts->setFacts({
        {tr("Reference"), referenceTypeText(snapshot, edge), {}, {}, false},
        {tr("Shallow"), formatBytes(target.shallow), tr("of the target"), formatExactBytes(target.shallow), false},
        {tr("Retained"), formatBytes(target.retained), tr("by the target"), formatExactBytes(target.retained), waits},
    });
}

std::shared_ptr<const ChildSource> Inspector::memberSource() const
{
    switch (m_subject.kind) {
    case Subject::Kind::Class:
        return std::make_shared<MemberChildren>(m_heap, m_subject.classId.value,
                                                m_heap->classes->instances(m_subject.classId));
    case Subject::Kind::Set:
        return std::make_shared<MemberChildren>(m_heap, reinterpret_cast<std::uintptr_t>(m_subject.set.get()),
                                                m_subject.set->nodes, m_subject.set);
    case Subject::Kind::Reference: {
        const auto ends = std::make_shared<const std::vector<std::uint32_t>>(
            std::vector{m_subject.node.value, m_heap->snapshot->edgeTarget(m_subject.edge).value});
        return std::make_shared<MemberChildren>(m_heap, m_subject.edge, *ends, ends);
    }
    default:
        return nullptr;
    }
}

} // namespace heapwise::ui
