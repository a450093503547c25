#pragma once

#include "core/analysis/comparison/comparison.h"
#include "core/analysis/comparison/sumsbyclass.h"
#include "core/base/bitset.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace heapwise {

/// Objects chosen in each snapshot of a comparison, by a query for instance, and what they add up to: the comparison as
/// if there were no others. Immutable.
class ChosenObjects {
public:
    const ComparisonPtr& comparison() const { return m_comparison; }
    const BitSet& chosen(std::size_t snapshot) const { return *m_chosen[snapshot]; } ///< by node
    bool contains(std::size_t snapshot, NodeId n) const { return m_chosen[snapshot]->test(n.value); }

    ObjectSums sums(std::size_t snapshot) const { return m_snapshots[snapshot].all; }
    ObjectSums sums(std::size_t snapshot, std::uint32_t joinedClass) const
    {
        return m_snapshots[snapshot].byClass[joinedClass];
    }
    ObjectSums sums(ChangeSet set) const { return sumsOf(set).all; }
    ObjectSums sums(ChangeSet set, std::uint32_t joinedClass) const
    {
        const auto& byClass = sumsOf(set).byClass;
        return joinedClass < byClass.size() ? byClass[joinedClass] : ObjectSums{};
    }
    /// As Comparison has them, without those that were not chosen.
    std::vector<std::uint32_t> objects(ChangeSet set, std::uint32_t joinedClass) const;
    std::vector<std::uint32_t> objects(ChangeSet set) const;

private:
    friend class Choosing;
    const SumsByClass& sumsOf(ChangeSet set) const
    {
        return set == ChangeSet::All ? m_snapshots.back() : m_sets[std::size_t(set)];
    }
    void leaveChosen(ChangeSet set, std::vector<std::uint32_t>& nodes) const;

    ComparisonPtr m_comparison;
    std::vector<std::shared_ptr<const BitSet>> m_chosen; ///< by snapshot, by node
    std::vector<SumsByClass> m_snapshots;
    std::vector<SumsByClass> m_sets; ///< by set; of ChangeSet::All and of those there are not, nothing
};
using ChosenObjectsPtr = std::shared_ptr<const ChosenObjects>;

/// `chosen` by snapshot: a bit for each node. O(nodes) for each snapshot and set. Null when a stop was requested.
ChosenObjectsPtr chooseObjects(ComparisonPtr comparison, std::vector<std::shared_ptr<const BitSet>> chosen,
                               const Progress& progress);

} // namespace heapwise
