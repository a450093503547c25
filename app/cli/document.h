#pragma once

#include "core/analysis/heap.h"
#include "core/report/json.h"
#include "core/report/table.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heapwise::cli {

/// Begins the JSON of a command: the members all commands have. The caller adds its own and calls
/// endObject().
JsonWriter beginDocument(std::string_view command, const Heap& heap);
/// The same of a command that compares: `files` instead of `file`.
JsonWriter beginDocument(std::string_view command, std::span<const HeapPtr> heaps);

/// A title with its text, such as "Retained" and "12.4 MiB".
using Fact = std::pair<std::string, std::string>;
/// One fact per line, texts aligned.
std::string factLines(const std::vector<Fact>& facts);

/// Said above a table that does not show all: "20 of 312 classes, by retained size".
std::string shownOf(std::uint64_t shown, std::uint64_t all, std::string_view what);

/// One sentence per thing a partial file lacks; none for a complete one.
std::vector<std::string> partialWarnings(const LoadReport& report);

} // namespace heapwise::cli
