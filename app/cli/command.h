#pragma once

#include "app/cli/arguments.h"
#include "core/analysis/heap.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace heapwise::cli {

/// What a command has to say: text for stdout, or else why there is none (one sentence for stderr, exit code
/// 1).
struct Outcome {
    std::string text;
    std::string failure;
    bool isExceeded = false; ///< a budget of check is
};

/// Where the text goes.
struct Output {
    std::size_t width = 0; ///< columns of the terminal; 0 when it is none
};

/// One command: what it takes, what it is for, and the function that answers. Functions read complete heaps,
/// or one with countsOnly of a partial file, and print nothing themselves.
struct Command {
    std::string_view name;
    std::string_view purpose;                      ///< for help: one line
    std::span<const std::string_view> sortColumns; ///< the first is the default; none: not sorted
    std::uint64_t defaultLimit = 0;
    bool needsObject = false; ///< takes @ID after the file
    bool takesDepth = false;  ///< --depth and --of
    bool takesPaths = false;  ///< --paths, --merged and --key
    bool takesGroups = false; ///< --group, --mine, --logical and --split-functions
    Outcome (*run)(const Heap&, const Arguments&, const Output&) = nullptr;
    bool takesClass = false;  ///< instead of @ID
    bool takesRoutes = false; ///< --weak and --ignore
    bool takesCuts = false;   ///< references after the file, --of and --suggest
    /// Instead of `run`, of a command that takes several files.
    Outcome (*compare)(std::span<const HeapPtr>, const Arguments&, const Output&) = nullptr;
    std::size_t fewestFiles = 1;
    std::size_t mostFiles = 1;
    std::string_view files = "FILE"; ///< for help
    bool takesBudgets = false;       ///< --max-growth, --max-growth-class and --forbid
    std::span<const std::string_view> topics =
        {};                    ///< words one of which it takes instead of a file; the first is the default
    bool takesStrings = false; ///< --largest, --all, --filter, --min-length, --mine and --secrets
    Outcome (*runAlone)(const Arguments&, const Output&) = nullptr; ///< instead of run, of a command that reads no file
    bool takesQuery = false;                                        ///< after the files; and --select
    bool takesGrownStrings = false;                                 ///< --strings and --secrets
};

std::span<const Command> commands();
const Command* findCommand(std::string_view name);

inline constexpr std::uint64_t kDefaultDepth = 2;
inline constexpr std::uint64_t kGreatestDepth = 1000;
inline constexpr std::uint64_t kGreatestPaths = 1000;

Outcome runSummary(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runClasses(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runFindings(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runStrings(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runDominators(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runRetainers(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runWhy(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runCut(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runCache(const Arguments& arguments, const Output& output);
Outcome runObject(const Heap& heap, const Arguments& arguments, const Output& output);
Outcome runQuery(std::span<const HeapPtr> heaps, const Arguments& arguments, const Output& output);
Outcome runDiff(std::span<const HeapPtr> heaps, const Arguments& arguments, const Output& output);
Outcome runCheck(std::span<const HeapPtr> heaps, const Arguments& arguments, const Output& output);

/// Text of `heapwise-cli help [TOPIC]`; empty for an unknown topic.
std::string helpText(std::string_view topic);

} // namespace heapwise::cli
