#include "app/cli/comparing.h"

#include "app/cli/objectrows.h"
#include "core/report/numbers.h"

namespace heapwise::cli {

ComparisonPtr compareFiles(std::span<const HeapPtr> heaps, const Arguments& arguments, std::string& failure)
{
    CompareOptions options;
    options.group = groupOptions(arguments);
    if (options.group != GroupOptions())
        for (const HeapPtr& heap : heaps)
            if (!requireReferences(*heap, failure))
                return nullptr;
    Progress progress;
    return compare({heaps.begin(), heaps.end()}, options, progress);
}

std::string matchingText(const Comparison& comparison)
{
    IdEvidence all;
    for (std::size_t i = 0; i + 1 < comparison.snapshotCount(); ++i) {
        all.common += comparison.evidence(i).common;
        all.checked += comparison.evidence(i).checked;
        all.changed += comparison.evidence(i).changed;
    }
    const std::string numbers = countText(all.changed) + " of " + countText(all.checked) + " objects with equal ids " +
                                (all.changed == 1 ? "has" : "have") + " another name";
    return comparison.hasIdentity() ? "Same process, objects matched by id (" + numbers + ")."
                                    : "Different processes, compared by class, function and place (" + numbers + ").";
}

GroupOptions groupOptions(const Arguments& arguments)
{
    const std::string& by = arguments.group;
    GroupOptions options;
    options.by = by == "file"       ? Grouping::File
                 : by == "package"  ? Grouping::Package
                 : by == "location" ? Grouping::Location
                 : by == "shape"    ? Grouping::Shape
                                    : Grouping::Class;
    options.mineOnly = arguments.mineOnly;
    options.logical = arguments.logical;
    options.splitFunctions = arguments.splitFunctions;
    return options;
}

} // namespace heapwise::cli
