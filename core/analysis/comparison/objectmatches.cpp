#include "core/analysis/comparison/objectmatches.h"

#include "core/analysis/comparison/objectindex.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::uint32_t kObjectMatchesStopEvery = 65536; ///< nodes
constexpr std::uint64_t kMostChecked = 1u << 18;

/// One program writes equal strings in equal ways, so the undecoded bytes are compared.
bool isSameNamed(const Snapshot& earlier, NodeId a, const Snapshot& later, NodeId b)
{
    return earlier.typeName(earlier.type(a)) == later.typeName(later.type(b)) &&
           earlier.strings().raw(earlier.nameId(a)) == later.strings().raw(later.nameId(b));
}

/// The names of code and of V8's own objects change while a program runs.
bool keepsItsName(NodeType type)
{
    return type == NodeType::Object || type == NodeType::Closure || type == NodeType::String;
}

} // namespace

ObjectMatches matchById(const Snapshot& earlier, const Snapshot& later, const Progress& progress)
{
    ObjectMatches matches{Column<std::uint32_t>(earlier.nodeCount(), NodeId::kNone),
                          Column<std::uint32_t>(later.nodeCount(), NodeId::kNone)};
    const ObjectIndex index(earlier);
    for (std::uint32_t n = 0; n < later.nodeCount(); ++n) {
        if (n % kObjectMatchesStopEvery == 0 && progress.stopRequested())
            break;
        const ObjectId id = later.objectId(NodeId{n});
        const NodeId match = index.find(id);
        if (match.isValid() && (id.value % 2 != 0 || isSameNamed(earlier, match, later, NodeId{n})))
            matches.pair(match, NodeId{n});
    }
    return matches;
}

IdEvidence judgeIds(const Snapshot& earlier, const Snapshot& later, const ObjectMatches& matches)
{
    IdEvidence evidence;
    for (const std::uint32_t match : matches.earlier)
        evidence.common += match != NodeId::kNone;
    const std::uint64_t step = std::max<std::uint64_t>(1, later.nodeCount() / kMostChecked);
    for (std::uint64_t n = 0; n < later.nodeCount(); n += step) {
        const NodeId b{std::uint32_t(n)}, a = matches.earlierOf(b);
        if (!a.isValid() || !keepsItsName(later.type(b)))
            continue;
        ++evidence.checked;
        evidence.changed += !isSameNamed(earlier, a, later, b);
    }
    return evidence;
}

} // namespace heapwise
