// Stores of AsyncLocalStorage that outlive their request, because a timer, socket or promise that was made in it does.
// Until Node 22 the store is a property of that resource; since Node 24 the resource, or a promise's reaction, refers
// to a frame, which is a Map from storage to store.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/collections.h"
#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

using Name = Census::Name;

class StoreFinder {
public:
    explicit StoreFinder(const DetectorInput& input)
        : m_input(input)
        , m_isStore(input.snapshot().nodeCount())
        , m_isFrame(input.snapshot().nodeCount())
    {}

    std::vector<Suspect> find()
    {
        for (const auto& [holder, edge] : m_input.census.references(Name::ResourceStore))
            addStore(holder, snapshot().edgeTarget(edge));
        for (const auto& [holder, edge] : m_input.census.references(Name::AsyncContextFrame))
            addFrame(holder, snapshot().edgeTarget(edge));
        for (const NodeId reaction : m_input.census.objects(Name::PromiseReaction))
            addFrame(reaction, linkToNamed(snapshot(), reaction, "AsyncContextFrame"));
        return judge();
    }

private:
    const Snapshot& snapshot() const { return m_input.snapshot(); }

    void addStore(NodeId holder, NodeId store)
    {
        if (!store.isValid() || snapshot().type(store) != NodeType::Object || !m_isStore.insert(store.value))
            return;
        m_stores.push_back(store.value);
        m_holders[store.value] = holder;
    }

    void addFrame(NodeId holder, NodeId frame)
    {
        if (!frame.isValid() || !m_isFrame.insert(frame.value))
            return;
        const NodeId table = internalLink(snapshot(), frame, "table");
        if (const auto layout = hashTableOf(snapshot(), table))
            forEachEntry(snapshot(), table, *layout, [&](NodeId, NodeId store) { addStore(holder, store); });
    }

    std::vector<Suspect> judge()
    {
        std::vector<Suspect> found;
        for (auto& group :
             groupedBy(m_stores, [&](NodeId store) { return m_input.heap.classes->classOf(store).value; })) {
            if (group.size() < thresholds::kStores)
                continue;
            std::vector<std::uint32_t> holders;
            for (const std::uint32_t store : group)
                holders.push_back(m_holders[store].value);
            const Majority majority = majorityClass(m_input, holders);
            Suspect suspect;
            suspect.pattern = LeakPattern::AsyncContext;
            suspect.add(Evidence::Kind::KeptBy, majority.count, group.size(),
                        (*m_input.heap.classes)[majority.heapClass].name);
            complete(m_input, suspect, std::move(group));
            found.push_back(std::move(suspect));
        }
        return found;
    }

    const DetectorInput& m_input;
    BitSet m_isStore, m_isFrame;
    std::vector<std::uint32_t> m_stores;
    std::unordered_map<std::uint32_t, NodeId> m_holders;
};

} // namespace

std::vector<Suspect> findAsyncStores(const DetectorInput& input)
{
    return StoreFinder(input).find();
}

} // namespace heapwise
