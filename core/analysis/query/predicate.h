#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace heapwise::query {

/// What a predicate costs for one object; conditions are tried in this order.
enum class Cost : std::uint8_t {
    Nothing, ///< known without looking
    Look,    ///< a few values of the object's columns
    Search,  ///< a binary search, or a text that is looked at once
    Edges,   ///< the references of the object
    Chain,   ///< the references of several objects
    Text,    ///< a text made of parts
};

/// A condition made for one heap. Immutable, from any thread.
class Predicate {
public:
    explicit Predicate(Cost cost)
        : m_cost(cost)
    {}
    virtual ~Predicate() = default;
    Predicate(const Predicate&) = delete;
    Predicate& operator=(const Predicate&) = delete;

    virtual bool test(NodeId n) const = 0;
    Cost cost() const { return m_cost; }

private:
    Cost m_cost;
};
using PredicatePtr = std::unique_ptr<const Predicate>;

/// A predicate from what can be called with a NodeId.
template <typename F>
PredicatePtr makePredicate(Cost cost, F&& condition)
{
    class Made final : public Predicate {
    public:
        Made(Cost c, F&& f)
            : Predicate(c)
            , m_condition(std::forward<F>(f))
        {}
        bool test(NodeId n) const override { return m_condition(n); }

    private:
        std::decay_t<F> m_condition;
    };
    return std::make_unique<const Made>(cost, std::forward<F>(condition));
}

/// All, or one of `parts`; the cheapest is tried first.
PredicatePtr allOf(std::vector<PredicatePtr> parts);
PredicatePtr oneOf(std::vector<PredicatePtr> parts);
PredicatePtr notOf(PredicatePtr part);

} // namespace heapwise::query
