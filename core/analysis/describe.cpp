#include "core/analysis/describe.h"

#include "core/heap/shapes.h"
#include "core/snapshot/jsonstring.h"

#include <vector>

namespace heapwise {

namespace {

constexpr std::size_t kMaxPreviewUnits = 100;

NodeId internalTarget(const Snapshot& s, NodeId n, std::string_view name)
{
    for (EdgeIndex e = s.firstEdge(n); e < s.endEdge(n); ++e)
        if (s.edgeType(e) == EdgeType::Internal && s.strings().equals(StringId{s.edgeNameOrIndex(e)}, name))
            return s.edgeTarget(e);
    return {};
}

/// "{first, second, …, last}" as long as it stays within kMaxPreviewUnits.
std::string previewOfPlainObject(const Snapshot& s, NodeId n)
{
    std::vector<EdgeIndex> properties;
    for (EdgeIndex e = s.firstEdge(n); e < s.endEdge(n); ++e)
        if (s.edgeType(e) == EdgeType::Property && !s.strings().equals(StringId{s.edgeNameOrIndex(e)}, "__proto__"))
            properties.push_back(e);
    std::string text = "{";
    std::size_t units = 1;
    // Two more units for ", ", three for ", …": the last property is always shown.
    const std::string last = properties.empty() ? std::string() : formatPropertyName(s.edgeName(properties.back()));
    const std::size_t lastUnits = utf16Length(last);
    for (std::size_t i = 0; i + 1 < properties.size(); ++i) {
        const std::string name = formatPropertyName(s.edgeName(properties[i]));
        const std::size_t nameUnits = utf16Length(name);
        const bool isLastButOne = i + 2 == properties.size();
        const std::size_t rest = (isLastButOne ? 2 : 5) + lastUnits + 1;
        if (units + nameUnits + rest > kMaxPreviewUnits) {
            text += i == 0 ? "\u2026" : ", \u2026";
            units = kMaxPreviewUnits;
            break;
        }
        text += (i == 0 ? "" : ", ") + name;
        units += (i == 0 ? 0 : 2) + nameUnits;
    }
    if (!properties.empty())
        text += (properties.size() > 1 ? ", " : "") + last;
    return text + "}";
}

} // namespace

std::string stringText(const Snapshot& s, NodeId n, std::size_t maxBytes, std::size_t maxParts)
{
    if (s.type(n) == NodeType::String || s.type(n) == NodeType::SlicedString)
        return s.strings().text(s.nameId(n), maxBytes);
    if (s.type(n) != NodeType::ConcatenatedString)
        return {};
    // Depth first, left to right; a part that contains itself ends at maxParts.
    std::string text;
    std::vector<NodeId> pending{n};
    for (std::size_t parts = 0; !pending.empty() && text.size() < maxBytes && parts < maxParts; ++parts) {
        const NodeId part = pending.back();
        pending.pop_back();
        if (s.type(part) != NodeType::ConcatenatedString) {
            text += s.strings().text(s.nameId(part), maxBytes - text.size());
            continue;
        }
        for (const char* side : {"second", "first"})
            if (const NodeId child = internalTarget(s, part, side); child.isValid())
                pending.push_back(child);
    }
    return text;
}

bool isProbablyCut(const Snapshot& s, NodeId n)
{
    return s.type(n) == NodeType::String && utf16Length(s.name(n)) == kStoredCharacters;
}

std::string displayName(const Heap& heap, NodeId n, std::size_t maxBytes)
{
    const Snapshot& s = *heap.snapshot;
    std::string name;
    if (s.type(n) == NodeType::ConcatenatedString)
        return stringText(s, n, maxBytes);
    if (s.type(n) == NodeType::Object && s.strings().equals(s.nameId(n), "Object"))
        name = previewOfPlainObject(s, n);
    else
        name = heap.objects ? heap.objects->name(n) : s.name(n);
    if (name.size() > maxBytes)
        name.resize(utf8Boundary(name, maxBytes));
    return name;
}

} // namespace heapwise
