#pragma once

#include "core/analysis/retention/cut.h"
#include "ui/models/graph/retention.h"

namespace heapwise::ui {

/// What is thought away in a retainer graph: references of it, and groups with all references to them.
struct CutQuestion {
    RetentionGraphPtr graph;
    std::vector<int> references;
    std::vector<int> groups;

    bool isEmpty() const { return references.empty() && groups.empty(); }
};

struct CutAnswer {
    CutResult result;
    Size heapBytes = 0;         ///< before
    std::uint64_t subjects = 0; ///< objects that were asked for
    std::uint64_t subjectsFreed = 0;
    std::size_t cuts = 0;             ///< references and groups of the graph
    std::vector<std::uint32_t> freed; ///< topmost freed objects, ascending
    double seconds = 0;               ///< the computation took
};

/// The edges of the file that a reference of the graph stands for, those in the stores of its holders included.
/// Ascending. O(edges of the holders).
std::vector<EdgeIndex> edgesOf(const RetentionGraph& graph, int reference, const Progress& progress);

/// Means nothing once a stop was requested.
CutAnswer answerCut(const CutQuestion& question, const Progress& progress);

} // namespace heapwise::ui
