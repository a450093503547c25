#pragma once

#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

#include <array>
#include <span>
#include <vector>

namespace heapwise {

/// Where the objects and references that detectors look for are, found in one pass over the file.
class Census {
public:
    /// Names of objects, and of references. Those of V8 and of Node that patterns are made of.
    enum class Name : std::uint8_t {
        None,
        // objects
        Agent,
        BroadcastChannel,
        CallSiteInfo,
        Context,
        Message,
        MessagePort,
        Module,
        ModuleWrap,
        PromiseReaction,
        ReadStream,
        ServerResponse,
        TimersList,
        Timeout,
        WeakRef,
        Worker,
        WriteStream,
        // references
        AsyncContextFrame,
        Events,
        EventTargetEvents,
        Generator,
        Known,
        Next,
        Reactions,
        ReadableState,
        ResourceStore,
        Table,
        UnnamedSymbol,
        WritableState,
        kCount,
    };

    struct Reference {
        NodeId source;
        EdgeIndex edge = 0;
    };

    /// O(strings + edges). Means nothing once a stop was requested.
    Census(const Snapshot& snapshot, const Progress& progress);

    std::span<const NodeId> objects(Name name) const { return m_objects[std::size_t(name)]; }
    /// Property, context and internal references.
    std::span<const Reference> references(Name name) const { return m_references[std::size_t(name)]; }
    /// Objects with at least thresholds::kEntries properties.
    std::span<const NodeId> dictionaries() const { return m_dictionaries; }
    /// Objects with at least thresholds::kEntries elements that refer to something.
    std::span<const NodeId> longLists() const { return m_longLists; }

private:
    std::array<std::vector<NodeId>, std::size_t(Name::kCount)> m_objects;
    std::array<std::vector<Reference>, std::size_t(Name::kCount)> m_references;
    std::vector<NodeId> m_dictionaries;
    std::vector<NodeId> m_longLists;
};

} // namespace heapwise
