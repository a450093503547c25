#pragma once

#include "core/analysis/retention/holders.h"
#include "ui/models/graph/retention.h"

#include <unordered_map>

namespace heapwise::ui {

/// Makes a RetentionGraph of the engine's answer, step by step. Groups and references that a step takes away are
/// only marked; compact() drops them and renumbers.
class RetentionBuilder {
public:
    RetentionBuilder(RetentionPathsPtr paths, const RetentionView& view, const Progress& progress);

    RetentionGraphPtr run();

private:
    const Heap& heap() const { return *m_graph.paths->heap; }
    RetentionGroup& group(int index) { return m_graph.groups[std::size_t(index)]; }
    RetentionReference& reference(int index) { return m_graph.references[std::size_t(index)]; }
    static std::uint64_t keyOf(NodeId representative) { return std::uint64_t(representative.value) + 1; }
    int addGroup(RetentionGroup made);
    void addReference(RetentionReference made);
    void dropReference(int index);
    void dropGroup(int index); ///< and its references
    std::uint64_t keyOf(const RetentionReference& reference) const;
    const std::vector<int>& into(int index) const { return m_into[std::size_t(index)]; }
    const std::vector<int>& outOf(int index) const { return m_outOf[std::size_t(index)]; }

    void takeGroups();
    void takeSubject();
    void takeReferences();

    void ungroup();
    void split(int index, std::unordered_map<std::uint32_t, int>& partOf);
    void redirect(int index, const std::unordered_map<std::uint32_t, int>& partOf);

    void foldSteps();
    bool isFoldable(int index) const;
    void foldAway(int index);

    void markMainPath();
    void markAccumulation();
    void expand(std::uint64_t key);
    void addHolders(int target, const HolderGroup& holders);
    int addHolderGroup(std::vector<std::uint32_t> nodes, int target);
    std::uint32_t ownerOf(std::uint32_t node) const;
    int groupOf(std::uint32_t node); ///< -1 for one that is in none
    void setLayers();
    std::vector<int> fromTheRoots() const;

    void limit();
    void sortByWeight(std::vector<int>& groups) const; ///< those that keep most alive first
    void foldSmallest(std::vector<int> groups, std::size_t most, int target);
    void foldGroups(const std::vector<int>& groups, int target);
    void compact();
    void bundle();

    const RetentionView& m_view;
    const Progress& m_progress;
    RetentionGraph m_graph;
    std::vector<bool> m_isGone;                           ///< by group
    std::vector<bool> m_isReferenceGone;                  ///< by reference
    std::vector<std::vector<int>> m_into, m_outOf;        ///< references by group, without those that are gone
    std::unordered_map<std::uint64_t, int> m_byKey;       ///< references
    std::set<int> m_isSplit;                              ///< groups that were ungrouped
    std::vector<int> m_groupOf;                           ///< by group of the engine
    std::unordered_map<std::uint32_t, int> m_groupOfNode; ///< filled when something is expanded
};

} // namespace heapwise::ui
