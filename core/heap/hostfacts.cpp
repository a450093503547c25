#include "core/heap/hostfacts.h"

#include <algorithm>
#include <string_view>

namespace heapwise {

namespace {

constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kMostArguments = 1000;

/// Calls f(EdgeIndex) for the edges of `n` until it returns true.
template <typename F>
void findEdge(const Snapshot& snapshot, NodeId n, F&& f)
{
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        if (f(e))
            return;
}

NodeId childNamed(const Snapshot& snapshot, NodeId n, EdgeType type, std::string_view name)
{
    NodeId found;
    findEdge(snapshot, n, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != type || !snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, name))
            return false;
        found = snapshot.edgeTarget(e);
        return true;
    });
    return found;
}

/// Text of a string as Node builds its paths: flat, or concatenated of a few parts. A stack of what is still
/// to be read, last part deepest, and a limit on the length keep cyclic parts harmless.
std::string textOf(const Snapshot& snapshot, NodeId n)
{
    std::string text;
    std::vector<NodeId> pending{n};
    for (int steps = 0; !pending.empty() && steps < 1000 && text.size() < kLongestText; ++steps) {
        const NodeId part = pending.back();
        pending.pop_back();
        if (!part.isValid())
            continue;
        if (snapshot.type(part) == NodeType::String) {
            text += snapshot.strings().text(snapshot.nameId(part), kLongestText);
        } else if (snapshot.type(part) == NodeType::ConcatenatedString) {
            pending.push_back(childNamed(snapshot, part, EdgeType::Internal, "second"));
            pending.push_back(childNamed(snapshot, part, EdgeType::Internal, "first"));
        }
    }
    return text;
}

std::string property(const Snapshot& snapshot, NodeId n, std::string_view name)
{
    return textOf(snapshot, childNamed(snapshot, n, EdgeType::Property, name));
}

std::vector<std::string> elements(const Snapshot& snapshot, NodeId array)
{
    std::vector<std::string> texts;
    if (!array.isValid())
        return texts;
    findEdge(snapshot, array, [&](EdgeIndex e) {
        const std::uint32_t index = snapshot.edgeNameOrIndex(e);
        if (snapshot.edgeType(e) == EdgeType::Element && index < kMostArguments) {
            texts.resize(std::max<std::size_t>(texts.size(), index + 1));
            texts[index] = textOf(snapshot, snapshot.edgeTarget(e));
        }
        return false;
    });
    return texts;
}

bool looksLikeVersion(std::string_view text)
{
    return text.size() > 1 && text[0] == 'v' && text[1] >= '0' && text[1] <= '9';
}

/// The string table holds each name once in files of V8, but nothing promises it.
std::vector<std::uint32_t> idsOf(const StringTable& strings, std::string_view name)
{
    std::vector<std::uint32_t> ids;
    for (std::uint32_t id = 0; id < strings.count(); ++id)
        if (strings.equals(StringId{id}, name))
            ids.push_back(id);
    return ids;
}

} // namespace

std::optional<HostFacts> readHostFacts(const Snapshot& snapshot)
{
    const auto ids = idsOf(snapshot.strings(), "process");
    if (ids.empty())
        return std::nullopt;
    for (std::uint32_t i = 0; i < snapshot.nodeCount(); ++i) {
        const NodeId n{i};
        if (snapshot.type(n) != NodeType::Object || std::ranges::find(ids, snapshot.nameId(n).value) == ids.end())
            continue;
        HostFacts facts;
        facts.version = property(snapshot, n, "version");
        if (!looksLikeVersion(facts.version)) // the prototype of `process` has the same name
            continue;
        facts.platform = property(snapshot, n, "platform");
        facts.arch = property(snapshot, n, "arch");
        facts.execPath = property(snapshot, n, "execPath");
        facts.argv = elements(snapshot, childNamed(snapshot, n, EdgeType::Property, "argv"));
        return facts;
    }
    return std::nullopt;
}

} // namespace heapwise
