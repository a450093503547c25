#include "ui/views/snapshot/inspectordetails.h"

#include <QJsonDocument>

#include "core/analysis/describe.h"
#include "core/heap/fields/decode.h"
#include "core/heap/fields/links.h"
#include "ui/format.h"
#include "ui/models/decodedchildren.h"
#include "ui/models/opencomparisons.h"
#include "ui/translate.h"

#include <algorithm>
#include <bit>

namespace heapwise::ui {
namespace {

constexpr std::size_t kMostText = 64 * 1024;
constexpr std::size_t kStopInterval = 65536;

void readText(const Snapshot& snapshot, InspectorDetails& details)
{
    const NodeId node = details.node;
    const bool isSlice = snapshot.type(node) == NodeType::SlicedString;
    const NodeId parent = isSlice ? internalLink(snapshot, node, "parent") : NodeId{};
    const NodeId source = parent.isValid() ? parent : node;
    const std::string text = isSlice && !parent.isValid() ? std::string() : stringText(snapshot, source, kMostText);
    details.text = QString::fromStdString(text);
    if (isSlice)
        details.note = parent.isValid() ? tr("A part of this string, of %1. Which part is not recorded.")
                                              .arg(formatBytes(snapshot.selfSize(parent)))
                                        : tr("A part of a string that is not in the file.");
    else if (isProbablyCut(snapshot, node))
        details.note = tr("First 1,024 characters are stored");
    const QString start = details.text.left(64).trimmed();
    if (start.startsWith(QLatin1Char('{')) || start.startsWith(QLatin1Char('['))) {
        const auto document = QJsonDocument::fromJson(details.text.toUtf8());
        if (!document.isNull())
            details.formatted = QString::fromUtf8(document.toJson(QJsonDocument::Indented));
    }
}

} // namespace

InspectorDetails inspectObject(const Heap& heap, NodeId node, const Progress& progress)
{
    InspectorDetails details;
    details.node = node;
    const Snapshot& snapshot = *heap.snapshot;
    details.decoded = decodeObject(snapshot, heap.retainers.get(), node, 0, progress);
    details.internalFields = DecodedChildren::internalCount(snapshot, node);
    if (isTextType(snapshot.type(node)))
        readText(snapshot, details);
    if (heap.dominators)
        heap.dominators->forEachChild(node, [&](NodeId) { ++details.dominated; });
    if (heap.retainers && !progress.stopRequested())
        details.referrers = countRetainers(heap, node);
    return details;
}

ObjectAge ageOf(const Heap& heap, NodeId node)
{
    const query::ComparedSnapshots compared = comparedSnapshotsOf(heap);
    ObjectAge age;
    for (std::size_t i = 0; i < compared.count; ++i) {
        const bool isThere = compared.isAlive(node, i);
        if (age.first.isEmpty() && isThere)
            age.first = i == 0 ? tr("Since #1") : tr("New in #%1").arg(i + 1);
        else if (!age.first.isEmpty())
            age.last = isThere ? tr("alive in #%1").arg(i + 1) : tr("gone in #%1").arg(i + 1);
        if (!age.first.isEmpty() && !isThere)
            break;
    }
    return age;
}

SizeDistribution distributionOf(const Heap& heap, std::span<const std::uint32_t> nodes, const Progress& progress)
{
    SizeDistribution result;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i % kStopInterval == 0 && progress.stopRequested())
            break;
        const Size size = heap.objects->shallowSize(NodeId{nodes[i]});
        result.smallest = i == 0 ? size : std::min(result.smallest, size);
        result.largest = std::max(result.largest, size);
        const int bar = size == 0 ? 0 : int(std::bit_width(size)) - 1;
        ++result.bars[std::size_t(std::min(bar, int(result.bars.size()) - 1))];
    }
    return result;
}

} // namespace heapwise::ui
