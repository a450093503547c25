#include "core/heap/fields/links.h"

#include <charconv>

namespace heapwise {

EdgeIndex namedEdge(const Snapshot& snapshot, NodeId n, EdgeType type, std::string_view name)
{
    if (!n.isValid() || hasIndexName(type))
        return kNoEdge;
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        if (snapshot.edgeType(e) == type && snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, name))
            return e;
    return kNoEdge;
}

namespace {

NodeId target(const Snapshot& snapshot, EdgeIndex e)
{
    return e == kNoEdge ? NodeId{} : snapshot.edgeTarget(e);
}

} // namespace

NodeId internalLink(const Snapshot& snapshot, NodeId n, std::string_view name)
{
    return target(snapshot, namedEdge(snapshot, n, EdgeType::Internal, name));
}

NodeId propertyLink(const Snapshot& snapshot, NodeId n, std::string_view name)
{
    return target(snapshot, namedEdge(snapshot, n, EdgeType::Property, name));
}

NodeId hiddenLink(const Snapshot& snapshot, NodeId n, std::uint32_t index)
{
    if (!n.isValid())
        return {};
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        if (snapshot.edgeType(e) == EdgeType::Hidden && snapshot.edgeNameOrIndex(e) == index)
            return snapshot.edgeTarget(e);
    return {};
}

NodeId linkToNamed(const Snapshot& snapshot, NodeId n, std::string_view targetName)
{
    if (!n.isValid())
        return {};
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e) {
        const EdgeType type = snapshot.edgeType(e);
        if ((type == EdgeType::Hidden || type == EdgeType::Internal) &&
            isNamed(snapshot, snapshot.edgeTarget(e), targetName))
            return snapshot.edgeTarget(e);
    }
    return {};
}

bool isNamed(const Snapshot& snapshot, NodeId n, std::string_view name)
{
    return n.isValid() && snapshot.strings().equals(snapshot.nameId(n), name);
}

bool isTextType(NodeType type)
{
    return type == NodeType::String || type == NodeType::ConcatenatedString || type == NodeType::SlicedString;
}

std::optional<std::uint32_t> internalIndex(const Snapshot& snapshot, EdgeIndex e)
{
    const std::string_view text = snapshot.strings().raw(StringId{snapshot.edgeNameOrIndex(e)});
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return index;
}

namespace {

Oddball oddballNamed(std::string_view name)
{
    if (name == "true")
        return Oddball::True;
    if (name == "false")
        return Oddball::False;
    if (name == "null")
        return Oddball::Null;
    if (name == "undefined")
        return Oddball::Undefined;
    return name.find("hole") != name.npos ? Oddball::Hole : Oddball::Other;
}

} // namespace

Oddball oddballOf(const Snapshot& snapshot, NodeId n)
{
    if (!n.isValid() || snapshot.type(n) != NodeType::Hidden)
        return Oddball::None;
    const std::string name = snapshot.strings().text(snapshot.nameId(n), 64);
    if (name == "system / Hole")
        return Oddball::Hole;
    if (name != "system / Oddball") {
        const Oddball value = oddballNamed(name);
        return value <= Oddball::Undefined ? value : Oddball::None;
    }
    for (EdgeIndex e = snapshot.firstEdge(n); e < snapshot.endEdge(n); ++e)
        if (snapshot.edgeType(e) == EdgeType::Hidden && snapshot.type(snapshot.edgeTarget(e)) == NodeType::String)
            return oddballNamed(snapshot.strings().text(snapshot.nameId(snapshot.edgeTarget(e)), 64));
    return Oddball::Other;
}

std::string recordedNumber(const Snapshot& snapshot, NodeId n)
{
    if (!n.isValid() || snapshot.type(n) != NodeType::Number)
        return {};
    const NodeId digits = internalLink(snapshot, n, "value");
    return digits.isValid() ? snapshot.strings().text(snapshot.nameId(digits), 64) : std::string();
}

bool inherits(const Snapshot& snapshot, NodeId n, std::string_view name)
{
    constexpr int kLongestChain = 64; // a chain that is longer, or a circle in a damaged file, is not followed
    for (int step = 0; n.isValid() && step < kLongestChain; ++step) {
        if (isNamed(snapshot, n, name))
            return true;
        n = propertyLink(snapshot, n, "__proto__");
    }
    return false;
}

} // namespace heapwise
