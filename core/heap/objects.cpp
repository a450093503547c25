#include "core/heap/objects.h"

#include "core/base/bitset.h"
#include "core/base/populate.h"
#include "core/heap/roots.h"

#include <algorithm>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::size_t kObjectsStopEvery = 65536;

/// First all that is attached spreads, then all that is detached; each native node keeps what reaches it
/// first. Other nodes stop it.
std::vector<NodeDetachedness> spreadField(const Snapshot& snapshot, const Progress& progress)
{
    std::unordered_map<std::uint32_t, Detachedness> state;
    BitSet visited(snapshot.nodeCount());
    std::vector<std::uint32_t> attached, detached;
    const auto visit = [&](std::uint32_t n, Detachedness value) {
        if (!visited.insert(n) || snapshot.types()[n] != NodeType::Native)
            return;
        state[n] = value;
        (value == Detachedness::Attached ? attached : detached).push_back(n);
    };
    const auto spread = [&](std::vector<std::uint32_t>& pending, Detachedness value) {
        for (std::size_t done = 1; !pending.empty(); ++done) {
            if (done % kObjectsStopEvery == 0 && progress.stopRequested())
                return;
            const NodeId n{pending.back()};
            pending.pop_back();
            for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
                if (snapshot.edgeType(e) != EdgeType::Hidden && snapshot.edgeType(e) != EdgeType::Weak)
                    visit(snapshot.edgeTarget(e).value, value);
        }
    };
    std::vector<NodeDetachedness> result;
    for (const auto& [node, value] : snapshot.storedDetachedness()) {
        visit(node, value);
        // The field of other nodes means nothing to the rules; it is shown as it stands.
        if (snapshot.types()[node] != NodeType::Native)
            result.push_back({node, value});
    }
    spread(attached, Detachedness::Attached);
    spread(detached, Detachedness::Detached);
    for (const auto& [node, value] : state)
        result.push_back({node, value});
    std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.node < b.node; });
    return result;
}

/// Files of old versions have the prefix instead of the field.
std::vector<NodeDetachedness> readPrefixes(const Snapshot& snapshot, const Progress& progress)
{
    std::vector<NodeDetachedness> result;
    for (std::uint32_t n = 0; n < snapshot.nodeCount() && (n % kObjectsStopEvery != 0 || !progress.stopRequested());
         ++n)
        if (snapshot.types()[n] == NodeType::Native &&
            snapshot.strings().startsWith(snapshot.nameId(NodeId{n}), "Detached "))
            result.push_back({n, Detachedness::Detached});
    return result;
}

} // namespace

/// Moves the sizes of internals to their owners.
class HeapObjectsBuilder {
public:
    HeapObjectsBuilder(std::shared_ptr<const Snapshot> snapshot, std::vector<NodeDetachedness> detachedness,
                       const NameTags& tags, Progress& progress)
        : m_snapshot(*snapshot)
        , m_tags(tags)
        , m_progress(progress)
    {
        m_result.m_snapshot = std::move(snapshot);
        m_result.m_detachedness = std::move(detachedness);
    }

    HeapObjects build()
    {
        copySizes();
        if (hasUserRoots(m_snapshot, m_tags))
            moveSizesToOwners();
        if (!m_progress.stopRequested())
            finishSizes();
        return std::move(m_result);
    }

private:
    static constexpr std::uint32_t kNobody = 0xffff'ffff;
    static constexpr std::uint32_t kSeveral = 0xffff'fffe;

    void copySizes()
    {
        m_result.m_sizes = populatedColumn<std::uint32_t>(m_snapshot.nodeCount(), m_progress);
        std::copy(m_snapshot.selfSizes().begin(), m_snapshot.selfSizes().end(), m_result.m_sizes.begin());
        for (const auto& [node, bytes] : m_snapshot.largeSelfSizes())
            m_large[node] = bytes;
    }

    /// A detached node has another name, and so is no longer external string data to this rule.
    bool isInternal(std::uint32_t n) const
    {
        const NodeType type = m_snapshot.types()[n];
        return type == NodeType::Hidden || type == NodeType::Array ||
               (type == NodeType::Native && m_tags[m_snapshot.names()[n]] == NameTag::ExternalStringData &&
                m_result.detachedness(NodeId{n}) != Detachedness::Detached);
    }

    /// 1. Every other node tells the internals it reaches, through internals only, that it owns them; two owners
    ///    make "several".
    /// 2. Who has one owner gives it its bytes.
    /// The result does not depend on the order: an internal goes from nobody to one owner to several only.
    void moveSizesToOwners()
    {
        const std::uint32_t count = m_snapshot.nodeCount();
        BitSet internals(count); // fits the second-level cache, where the owners do not
        for (std::uint32_t n = 0; n < count; ++n)
            if (isInternal(n))
                internals.set(n);
        if (m_progress.stopRequested())
            return;
        auto owners = populatedColumn<std::uint32_t>(count, m_progress);
        std::fill(owners.begin(), owners.end(), kNobody);
        std::vector<std::uint32_t> pending;
        const Offsets::View first = m_snapshot.firstEdges();
        const auto targets = m_snapshot.edgeTargets();
        const auto types = m_snapshot.edgeTypes();
        // What the loop reads stands in locals of the lambda: otherwise it is read again after each write to the
        // owners.
        const auto tellTargets = [&, first, targets, types](std::uint32_t n, std::uint32_t owner) {
            for (EdgeIndex e = first[n], end = first[n + 1]; e < end; ++e) {
                const std::uint32_t target = targets[e];
                if (!internals.test(target) || types[e] == EdgeType::Weak)
                    continue;
                std::uint32_t& current = owners[target];
                if (current == owner || current == kSeveral)
                    continue;
                current = current == kNobody ? owner : kSeveral;
                pending.push_back(target);
            }
        };
        for (std::uint32_t n = 0; n < count; ++n) {
            if (n % kObjectsStopEvery == 0 && m_progress.stopRequested())
                return;
            if (!internals.test(n))
                tellTargets(n, n);
        }
        for (std::size_t done = 1; !pending.empty(); ++done) {
            if (done % kObjectsStopEvery == 0 && m_progress.stopRequested())
                return;
            const std::uint32_t n = pending.back();
            pending.pop_back();
            tellTargets(n, owners[n]);
        }
        for (std::uint32_t n = 0; n < count; ++n)
            if (internals.test(n) && owners[n] < kSeveral)
                moveSize(n, owners[n]);
    }

    void moveSize(std::uint32_t from, std::uint32_t to)
    {
        if (m_snapshot.types()[to] == NodeType::Synthetic || to == m_snapshot.root().value)
            return;
        setSize(to, size(to) + size(from));
        setSize(from, 0);
    }

    Size size(std::uint32_t n) const
    {
        const std::uint32_t size = m_result.m_sizes[n];
        return size != Snapshot::kLargeSize ? size : m_large.at(n);
    }

    void setSize(std::uint32_t n, Size bytes)
    {
        m_result.m_sizes[n] = bytes < Snapshot::kLargeSize ? std::uint32_t(bytes) : Snapshot::kLargeSize;
        if (bytes >= Snapshot::kLargeSize)
            m_large[n] = bytes;
        else if (!m_large.empty())
            m_large.erase(n);
    }

    void finishSizes()
    {
        for (const auto& [node, bytes] : m_large)
            m_result.m_largeSizes.push_back({node, bytes});
        std::sort(m_result.m_largeSizes.begin(), m_result.m_largeSizes.end(),
                  [](const auto& a, const auto& b) { return a.node < b.node; });
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount(); ++n)
            m_result.m_total += size(n);
    }

    const Snapshot& m_snapshot;
    const NameTags& m_tags;
    Progress& m_progress;
    HeapObjects m_result;
    std::unordered_map<std::uint32_t, Size> m_large; ///< sizes of 4 GiB and more
};

Size HeapObjects::largeSize(NodeId n) const
{
    const auto found = std::lower_bound(m_largeSizes.begin(), m_largeSizes.end(), n.value,
                                        [](const NodeSize& entry, std::uint32_t node) { return entry.node < node; });
    return found->bytes;
}

Detachedness HeapObjects::detachedness(NodeId n) const
{
    const auto found =
        std::lower_bound(m_detachedness.begin(), m_detachedness.end(), n.value,
                         [](const NodeDetachedness& entry, std::uint32_t node) { return entry.node < node; });
    return found != m_detachedness.end() && found->node == n.value ? found->value : Detachedness::Unknown;
}

std::string HeapObjects::name(NodeId n) const
{
    const bool isDetached = m_snapshot->type(n) == NodeType::Native && detachedness(n) == Detachedness::Detached;
    return isDetached ? nameOfDetached(*m_snapshot, n) : m_snapshot->name(n);
}

std::vector<NodeDetachedness> spreadDetachedness(const Snapshot& snapshot, const Progress& progress)
{
    return snapshot.hasDetachednessField() ? spreadField(snapshot, progress) : readPrefixes(snapshot, progress);
}

std::string nameOfDetached(const Snapshot& snapshot, NodeId n)
{
    // Without the field, the prefix is already in the name.
    return snapshot.hasDetachednessField() ? "Detached " + snapshot.name(n) : snapshot.name(n);
}

HeapObjects interpretObjects(std::shared_ptr<const Snapshot> snapshot, std::vector<NodeDetachedness> detachedness,
                             const NameTags& tags, Progress& progress)
{
    return HeapObjectsBuilder(std::move(snapshot), std::move(detachedness), tags, progress).build();
}

} // namespace heapwise
