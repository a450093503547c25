// Properties by name. Those with a value that V8 does not write, an integer mostly, have no reference: their
// names stand in the object's shape alone.
#include "core/analysis/query/fieldpredicates.h"

#include "core/analysis/query/propertypath.h"
#include "core/analysis/query/stringmemo.h"
#include "core/heap/fields/links.h"
#include "core/heap/fields/shapekeys.h"

#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace heapwise::query {

namespace {

/// Whether a shape has a key like the pattern. Many objects share one: it is looked at once.
class ShapeMemo {
public:
    ShapeMemo(const Snapshot& snapshot, TextPattern pattern)
        : m_snapshot(snapshot)
        , m_pattern(std::move(pattern))
    {}

    bool test(NodeId shape) const
    {
        {
            const std::shared_lock lock(m_mutex);
            if (const auto known = m_known.find(shape.value); known != m_known.end())
                return known->second;
        }
        const bool isLike = look(shape);
        const std::unique_lock lock(m_mutex);
        m_known.emplace(shape.value, isLike);
        return isLike;
    }

private:
    bool look(NodeId shape) const
    {
        for (const std::string& key : keysOfShape(m_snapshot, shape))
            if (m_pattern.matches(key))
                return true;
        return false;
    }

    const Snapshot& m_snapshot;
    TextPattern m_pattern;
    mutable std::shared_mutex m_mutex;
    mutable std::unordered_map<std::uint32_t, bool> m_known;
};

} // namespace

PredicatePtr hasPredicate(const Heap& heap, const TextPattern& pattern)
{
    const Snapshot& snapshot = *heap.snapshot;
    const auto isLike = [pattern](std::string_view stored) {
        constexpr std::string_view kSymbol = "<symbol ";
        if (stored == "__proto__")
            return false;
        return pattern.matches(stored) ||
               (stored.starts_with(kSymbol) &&
                pattern.matches(stored.substr(kSymbol.size(), stored.size() - kSymbol.size() - 1)));
    };
    const auto names = std::make_shared<const StringMemo>(snapshot.strings(), isLike);
    const auto shapes = std::make_shared<const ShapeMemo>(snapshot, pattern);
    return makePredicate(Cost::Edges, [&snapshot, names, shapes](NodeId n) {
        const NodeType type = snapshot.type(n);
        if (ownValue(snapshot, n, *names).isValid())
            return true;
        const NodeId shape = type == NodeType::Object ? internalLink(snapshot, n, "map") : NodeId{};
        return shape.isValid() && shapes->test(shape);
    });
}

} // namespace heapwise::query
