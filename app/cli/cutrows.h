#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/retention/suggestedcuts.h"
#include "core/report/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise::cli {

/// "`cache` of Module @1234 and `last` of Array @99": references in the words of a program, each once.
std::string referencesText(const Heap& heap, const std::vector<EdgeIndex>& references);

/// "Cut `cache` of Module @1234: frees 2,000 of 2,000, 312.5 KiB in 8,000 objects".
std::string suggestionText(const Heap& heap, const SuggestedCut& cut, std::uint64_t subjectCount);

/// Computes them with the program's own objects known. O(references of the heap).
std::vector<SuggestedCut> suggestionsFor(const Heap& heap, const std::vector<std::uint32_t>& subjects);

/// The member "suggestedCuts".
void writeSuggestions(JsonWriter& json, const Heap& heap, const std::vector<SuggestedCut>& cuts);

/// Rows of references: source, name and target of each, as an array.
void writeReferences(JsonWriter& json, const Heap& heap, const std::vector<EdgeIndex>& references);

} // namespace heapwise::cli
