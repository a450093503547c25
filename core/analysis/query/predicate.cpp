#include "core/analysis/query/predicate.h"

#include <algorithm>

namespace heapwise::query {

namespace {

/// Stops at the first part that answers `Decisive`.
template <bool Decisive>
class Joined final : public Predicate {
public:
    Joined(Cost cost, std::vector<PredicatePtr> parts)
        : Predicate(cost)
        , m_parts(std::move(parts))
    {}

    bool test(NodeId n) const override
    {
        for (const PredicatePtr& part : m_parts)
            if (part->test(n) == Decisive)
                return Decisive;
        return !Decisive;
    }

private:
    std::vector<PredicatePtr> m_parts;
};

template <bool Decisive>
PredicatePtr joined(std::vector<PredicatePtr> parts)
{
    std::ranges::stable_sort(parts, {}, [](const PredicatePtr& part) { return part->cost(); });
    if (parts.size() == 1)
        return std::move(parts.front());
    const Cost cost = parts.empty() ? Cost::Nothing : parts.back()->cost();
    return std::make_unique<const Joined<Decisive>>(cost, std::move(parts));
}

} // namespace

PredicatePtr allOf(std::vector<PredicatePtr> parts)
{
    return joined<false>(std::move(parts));
}

PredicatePtr oneOf(std::vector<PredicatePtr> parts)
{
    return joined<true>(std::move(parts));
}

PredicatePtr notOf(PredicatePtr part)
{
    const Cost cost = part->cost();
    return makePredicate(cost, [inner = std::move(part)](NodeId n) { return !inner->test(n); });
}

} // namespace heapwise::query
