#include "core/analysis/query/propertypath.h"

#include "core/analysis/describe.h"
#include "core/heap/fields/collections.h"
#include "core/heap/fields/decode.h"
#include "core/heap/fields/links.h"

namespace heapwise::query {

namespace {

constexpr int kDeepestScope = 64;
constexpr std::size_t kLongestText = 1024;
constexpr std::string_view kSymbol = "<symbol ";

} // namespace

bool isNameOfProperty(std::string_view stored, std::string_view name)
{
    if (stored == name)
        return true;
    return stored.size() == kSymbol.size() + name.size() + 1 && stored.starts_with(kSymbol) && stored.ends_with('>') &&
           stored.substr(kSymbol.size(), name.size()) == name;
}

NodeId ownValue(const Snapshot& snapshot, NodeId n, const StringMemo& names)
{
    for (EdgeIndex e = snapshot.firstEdge(n), end = snapshot.endEdge(n); e < end; ++e) {
        const EdgeType type = snapshot.edgeType(e);
        if ((type == EdgeType::Property || type == EdgeType::Context) && names.test(snapshot.edgeNameOrIndex(e)))
            return snapshot.edgeTarget(e);
    }
    return {};
}

NodeId namedValue(const Snapshot& snapshot, NodeId n, const StringMemo& names)
{
    const NodeId own = ownValue(snapshot, n, names);
    if (own.isValid() || snapshot.type(n) != NodeType::Closure)
        return own;
    NodeId scope = internalLink(snapshot, n, "context");
    for (int depth = 0; depth < kDeepestScope && isNamed(snapshot, scope, "system / Context"); ++depth) {
        const NodeId variable = ownValue(snapshot, scope, names);
        if (variable.isValid())
            return variable;
        scope = internalLink(snapshot, scope, "previous");
    }
    return {};
}

PropertyPath::PropertyPath(const Snapshot& snapshot, const Path& path)
    : m_snapshot(snapshot)
{
    for (const PathStep& step : path) {
        std::unique_ptr<const StringMemo> names;
        if (step.kind != PathStep::Kind::Index)
            names = std::make_unique<const StringMemo>(snapshot.strings(), [name = step.name](std::string_view stored) {
                return isNameOfProperty(stored, name);
            });
        m_steps.push_back({step.kind, step.index, std::move(names), step.name});
    }
}

NodeId PropertyPath::follow(NodeId n) const
{
    for (std::size_t i = 0; i < m_steps.size() && n.isValid(); ++i)
        n = next(n, m_steps[i]);
    return n;
}

NodeId PropertyPath::next(NodeId n, const Step& step) const
{
    if (step.kind == PathStep::Kind::Index)
        return element(n, step.index);
    const NodeId value = namedValue(m_snapshot, n, *step.names);
    return value.isValid() || step.kind == PathStep::Kind::Name ? value : entry(n, step.name);
}

NodeId PropertyPath::element(NodeId n, std::uint32_t index) const
{
    for (EdgeIndex e = m_snapshot.firstEdge(n), end = m_snapshot.endEdge(n); e < end; ++e)
        if (m_snapshot.edgeType(e) == EdgeType::Element && m_snapshot.edgeNameOrIndex(e) == index)
            return m_snapshot.edgeTarget(e);
    return {};
}

NodeId PropertyPath::entry(NodeId n, const std::string& key) const
{
    const NodeId table = internalLink(m_snapshot, n, "table");
    const auto layout = table.isValid() ? hashTableOf(m_snapshot, table) : std::nullopt;
    NodeId found;
    if (layout && layout->form == ObjectForm::Map)
        forEachEntry(m_snapshot, table, *layout, [&](NodeId entryKey, NodeId value) {
            if (!found.isValid() && entryKey.isValid() && isTextType(m_snapshot.type(entryKey)) &&
                stringText(m_snapshot, entryKey, key.size() + 1) == key)
                found = value;
        });
    return found;
}

std::string valueText(const Heap& heap, NodeId value)
{
    if (!value.isValid())
        return {};
    const Snapshot& snapshot = *heap.snapshot;
    if (isTextType(snapshot.type(value)))
        return stringText(snapshot, value, kLongestText);
    if (std::string primitive = primitiveText(snapshot, value); !primitive.empty())
        return primitive;
    const std::string& name = heap.classes->nameOf(value);
    const std::string own = snapshot.type(value) == NodeType::Closure ? snapshot.name(value) : std::string();
    return name + (own.empty() ? "" : " " + own) + " @" + std::to_string(snapshot.objectId(value).value);
}

} // namespace heapwise::query
