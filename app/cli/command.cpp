#include "app/cli/command.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

constexpr std::string_view kClassColumns[] = {"retained", "shallow", "count", "distance", "name"};
constexpr std::string_view kDominatorColumns[] = {"retained", "shallow", "objects", "distance", "class", "id"};
constexpr std::string_view kRetainerColumns[] = {"nearest", "retained", "shallow", "distance", "class", "id"};
constexpr std::string_view kCacheTopics[] = {"list", "path", "clear"};
constexpr std::string_view kReferenceColumns[] = {"file", "retained", "shallow", "distance", "class", "id"};

constexpr std::string_view kChangeColumns[] = {"growth", "shallow", "retained", "objects",
                                               "new",    "freed",   "alive",    "name"};

constexpr std::string_view kFoundColumns[] = {"retained", "shallow", "distance", "class", "id"};

constexpr Command kCommands[] = {
    {"summary",
     "Where the snapshot comes from, how large the heap is and what it is made of",
     {},
     10,
     false,
     false,
     false,
     false,
     runSummary},
    {"classes", "All classes with their number of objects, shallow and retained sizes", kClassColumns, 20, false, false,
     false, true, runClasses},
    {"findings",
     "Leak suspects, and what is wasted: duplicate strings, empty collections, closed handles",
     {},
     50,
     false,
     false,
     false,
     false,
     runFindings},
    {"dominators", "The objects that keep most memory alive, as a tree", kDominatorColumns, 10, false, true, false,
     false, runDominators},
    {"retainers", "What keeps an object or the objects of a class alive: paths up to the roots, and all references",
     kRetainerColumns, 20, true, false, true, false, runRetainers, true, true},
    {"why",
     "Why an object or the objects of a class are alive, in words, and what to cut",
     {},
     20,
     true,
     false,
     false,
     false,
     runWhy,
     true,
     true},
    {"cut",
     "What would be freed without some references or objects, or which to remove",
     {},
     20,
     false,
     false,
     false,
     false,
     runCut,
     false,
     false,
     true},
    {"object", "One object: its sizes, its place, what is in it, its references", kReferenceColumns, 20, true, false,
     false, false, runObject},
    {.name = "query",
     .purpose = "The objects a condition is true of: 'class:Socket .kHandle=null'",
     .sortColumns = kFoundColumns,
     .defaultLimit = 20,
     .compare = runQuery,
     .mostFiles = 64,
     .takesQuery = true},
    {.name = "strings",
     .purpose = "Texts: those that are kept many times, the largest, or all; and who holds them",
     .sortColumns = {},
     .defaultLimit = 20,
     .run = runStrings,
     .takesStrings = true},
    {.name = "diff",
     .purpose = "What changed from one snapshot to the next: new, freed and grown objects, by class",
     .sortColumns = kChangeColumns,
     .defaultLimit = 20,
     .takesGroups = true,
     .compare = runDiff,
     .fewestFiles = 2,
     .mostFiles = 64,
     .files = "A B [C...]",
     .takesGrownStrings = true},
    {.name = "check",
     .purpose = "Fails when memory grew more than it may: for tests and continuous integration",
     .sortColumns = {},
     .defaultLimit = 10,
     .compare = runCheck,
     .fewestFiles = 2,
     .mostFiles = 3,
     .files = "BASE TARGET [FINAL]",
     .takesBudgets = true},
    {.name = "cache",
     .purpose = "The indexes that make opening a snapshot again fast: list them, show their folder, remove all",
     .sortColumns = {},
     .topics = kCacheTopics,
     .runAlone = runCache},
};

} // namespace

std::span<const Command> commands()
{
    return kCommands;
}

const Command* findCommand(std::string_view name)
{
    const auto it = std::ranges::find(kCommands, name, &Command::name);
    return it == std::end(kCommands) ? nullptr : &*it;
}

} // namespace heapwise::cli
