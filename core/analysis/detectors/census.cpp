#include "core/analysis/detectors/census.h"

#include "core/analysis/detectors/thresholds.h"

#include <string_view>
#include <unordered_map>

namespace heapwise {

namespace {

using Name = Census::Name;

constexpr std::uint32_t kStopEvery = 16384;

constexpr std::pair<std::string_view, Name> kNames[] = {
    {"Agent", Name::Agent},
    {"BroadcastChannel", Name::BroadcastChannel},
    {"system / CallSiteInfo", Name::CallSiteInfo},
    {"system / Context", Name::Context},
    {"Node / Message", Name::Message},
    {"MessagePort", Name::MessagePort},
    {"Module", Name::Module},
    {"ModuleWrap", Name::ModuleWrap},
    {"system / PromiseReaction", Name::PromiseReaction},
    {"ReadStream", Name::ReadStream},
    {"ServerResponse", Name::ServerResponse},
    {"TimersList", Name::TimersList},
    {"Timeout", Name::Timeout},
    {"WeakRef", Name::WeakRef},
    {"Worker", Name::Worker},
    {"WriteStream", Name::WriteStream},
    {"<symbol kAsyncContextFrame>", Name::AsyncContextFrame},
    {"_events", Name::Events},
    {"<symbol kEvents>", Name::EventTargetEvents},
    {"parameters_and_registers", Name::Generator},
    {"knownTimersById", Name::Known},
    {"next", Name::Next},
    {"reactions_or_result", Name::Reactions},
    {"_readableState", Name::ReadableState},
    {"<symbol kResourceStore>", Name::ResourceStore},
    {"table", Name::Table},
    {"<symbol>", Name::UnnamedSymbol},
    {"_writableState", Name::WritableState},
};

/// By string id.
Column<std::uint8_t> tagNames(const StringTable& strings, const Progress& progress)
{
    const std::unordered_map<std::string_view, Name> known(std::begin(kNames), std::end(kNames));
    std::size_t longest = 0;
    for (const auto& [text, name] : kNames)
        longest = std::max(longest, text.size());
    Column<std::uint8_t> tags(strings.count());
    for (std::uint32_t id = 0; id < strings.count(); ++id) {
        if (id % kStopEvery == 0 && progress.stopRequested())
            break;
        const std::string_view text = strings.raw(StringId{id});
        if (text.size() > longest)
            continue;
        if (const auto at = known.find(text); at != known.end())
            tags[id] = std::uint8_t(at->second);
    }
    return tags;
}

} // namespace

Census::Census(const Snapshot& snapshot, const Progress& progress)
{
    const Column<std::uint8_t> tags = tagNames(snapshot.strings(), progress);
    const auto tagOf = [&](std::uint32_t id) { return id < tags.size() ? tags[id] : std::uint8_t(0); };
    for (std::uint32_t i = 0; i < snapshot.nodeCount(); ++i) {
        if (i % kStopEvery == 0 && progress.stopRequested())
            return;
        const NodeId n{i};
        if (const std::uint8_t tag = tagOf(snapshot.names()[i]); tag != 0)
            m_objects[tag].push_back(n);
        std::uint64_t elements = 0, properties = 0;
        for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e) {
            const EdgeType type = snapshot.edgeType(e);
            elements += type == EdgeType::Element;
            properties += type == EdgeType::Property;
            if (type != EdgeType::Property && type != EdgeType::Internal && type != EdgeType::Context)
                continue;
            if (const std::uint8_t tag = tagOf(snapshot.edgeNames()[e]); tag != 0)
                m_references[tag].push_back({n, e});
        }
        if (snapshot.type(n) != NodeType::Object)
            continue;
        if (elements >= thresholds::kEntries)
            m_longLists.push_back(n);
        if (properties >= thresholds::kEntries)
            m_dictionaries.push_back(n);
    }
}

} // namespace heapwise
