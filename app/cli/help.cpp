#include "app/cli/command.h"
#include "app/cli/watch/watchoptions.h"

namespace heapwise::cli {

namespace {

constexpr std::size_t kPurposeColumn = 30;

constexpr std::string_view kOverview =
    R"TEXT(heapwise-cli reads V8 heap snapshots of Node.js (.heapsnapshot, plain, .gz or .zst).

  heapwise-cli COMMAND FILE... [OPTION...]
  heapwise-cli watch PID|HOST:PORT|-- node app.js [OPTION...]
  heapwise-cli help [COMMAND | json]

Commands
)TEXT";

constexpr std::string_view kOptions = R"TEXT(
Options of all commands
  --format table|json|csv  for people (default), or for programs: plain integers, sizes in bytes
  --limit N|all            rows, or children per object; each command has its own default
  --partial                read what is there of an incomplete file
  --counts                 read counts and shallow sizes alone, in a fraction of the memory
  --anyway                 read the file also when memory may not suffice
  --cache DIR              where to keep indexes of snapshots, which make the next command fast; by default
                           heapwise/index in $XDG_CACHE_HOME
  --no-cache               neither use nor keep an index

Exit code: 0 done, 1 the input cannot be used, 2 the command line is wrong, 3 a budget of check is exceeded, 130
interrupted.
)TEXT";

constexpr std::string_view kJson = R"TEXT(The JSON of heapwise-cli, formatVersion 1

Sizes are integers in bytes. Lines and columns count from 1. A member without a value is null. The same file and
options give the same text, byte by byte. New members may be added within a formatVersion.

Every command
  command           the name of the command
  formatVersion     1
  file.path         as given
  file.bytes        size on disk
  file.textBytes    size after decompression
  file.compressed   true for gzip and zstd
  file.complete     false for a file that is cut; then look at sections
  file.sections[]   name, state ("complete", "cut", "missing"), read and expected (items; 0: not known)
  file.warnings[]   oddities that were tolerated

An object, in the commands below
  class             constructor, "(string)", "Function", or the shape of plain objects such as "{id, name}"
  name              what tells it apart: the text of a string, the name of a function
  type              V8's type: "object", "closure", "string", "array", "native", ...
  id                V8's id; the same object keeps it as long as its process lives
  distance          references from the roots; null where only the engine itself leads there
  shallowBytes      the object and the internals only it owns
  retainedBytes     what would be freed with it; null in a partial file without references

A reference, before the object at its other end
  reference         name of the property or variable, or the index
  referenceType     "property", "element", "context", "internal", "hidden", "shortcut", "weak"

summary
  node              version, platform, arch, execPath, argv[] of the program; null where the heap does not tell
  totals            totalBytes (all shallow sizes and extraNativeBytes), extraNativeBytes, objects, references,
                    strings, classes
  statistics        total; native: total, typedArrays; v8heap: total, code, jsArrays, strings, system (as in
                    Chrome DevTools); null in a partial file without references
  classes[]         the largest, as in the command classes
  dominators[]      objects: the largest at the top of the dominator tree, those of the engine's roots included

classes
  group             what a line stands for: "class", "file", "package", "location", "shape"
  mine, logical, splitFunctions   true when that option was given
  totalBytes        of the heap
  classCount        classes that have objects with a size
  classes[]         name, type, count, shallowBytes (their sum), retainedBytes (kept alive by all together, so not
                    a sum), distance (the smallest), script, scriptId, line, column (of the constructor, or
                    null; script is the file where the heap names it)

query
  query             as given
  notes[]           sentences: why it may find less than expected
  count, shallowBytes, retainedBytes   of all that was found; retained together; null without references
  objects[]         as many as --limit, each an object and the values of the properties that the query asks about, by
                    their paths (".req.url"): the text of a string, "true", digits, or class and id; null where there is
                    none. With --select these columns alone

findings
  totalBytes        of the heap
  suspects[]        possible leaks, retained size times confidence descending: pattern ("listenerAccumulation",
                    "unboundedCache", "forgottenInterval", "closureScope", "unclosedStream", "streamBacklog",
                    "deadWeakRefs", "largeBuffer", "duplicateStrings", "pinnedStrings", "growingArray",
                    "promiseChain", "moduleCopy", "asyncContext", "unclosedPort", "retainedErrors", "accumulation"),
                    title, confidence ("low", "medium", "high"), retainedBytes, count and name of the members,
                    areFunctions (then name is the function's), id and holder (class) of what keeps them, variable (the
                    holder is known by, or null), within (where in the holder, or null), script, line, column (of
                    the members, or null), path[] (from the roots to the members, without the engine's links),
                    evidence[]: evidence (a word), sentence, count, of, bytes, text (or null)
  smallSuspects[]   the same: recognised, but below 1 % of the heap or 5 % of the program's own objects
  findingCount      how many there are of the others
  findings[]        by size: finding ("duplicateStrings", "emptyCollections", "oversizedCollections",
                    "closedHandles", "nativeMemory", "largeObjects"), sentence, bytes (wasted by duplicates and
                    unused room), count, distinct (texts; blocks with several views), name (class of what is closed),
                    id (of the largest)

dominators
  totalBytes        of the heap
  root              an object with objects (how many it keeps alive, itself included), childCount (direct
                    children) and children[] (the same again, at most --limit, empty at --depth)

The subject of the next commands
  subject           title, count (objects), retainedBytes (by all together), id (null for a class)

retainers
  object            the object in question; null for a class
  retainerCounts    strong, weak, fromRoot: references to it; null for a class
  paths[][]         per path the references from the object up to the root, each with the object it starts from; of a
                    class with --key alone
  groupCount        groups that merged paths have; 0 without
  unreached         objects of the class without a path
  groups[]          merged paths, those that hold most: group (its number), heldBy (number of the group that holds it),
                    reference ("[...]" where the names differ), referenceType, references (how many), class, object and
                    id (of the member that retains most), distance, count (members), chain (links in a row that became
                    one group), retainedBytes (by the members together), subjects (objects in question that are
                    members or held through them), subjectBytes (what these retain together), ends (subjects among the
                    members)
  retainers[]       strong references to the object, each with the object it starts from; empty for a class

why
  reasons[]         paths that share little: sentence, subjects (held so), nearby (of these, by a way of their own that
                    shares half of this one), subjectBytes, steps[], accumulation
  steps[]           from the roots down: kind ("root", "global", "module", "function", "interval", "timeout", "immediate",
                    "generator", "scope", "engine", "object"), held (by what the step before holds it: "start",
                    "property", "element", "variable", "value", "key", "member", "weakValue", "listener", "callback",
                    "reaction", "local", "link"), name (of the reference), text (name, class or file), location, delayMs, repeats (in a
                    row), id
  accumulation      where memory gathers on the path: id (of the holder), class, count, bytes (of what gathers); or null
  suggestedCuts[]   best first: sentence, references[] (sourceId, reference, referenceType, targetId), targetId,
                    dropped (references as the program wrote them), isPrograms (its own objects hold it), freedBytes,
                    freedObjects, subjectsFreed, subjectBytes

cut
  references[]      what was cut: sourceId, reference, referenceType, targetId; with what goes with it
  objectIds[]       objects that were removed
  freedBytes, freedObjects, totalBytes
  ineffective       references of the cut that keep nothing alive anyway
  kept              objects whose references were cut that stay alive
  subjectsFreed, subjectBytes   with --of: how many of the subject go, and what these retain
  classes[]         what is freed: class, count, bytes
  holders[]         references that keep the rest alive, each with the object it starts from
  suggestedCuts[]   with --suggest, instead of all but the subject; as in why

object
  object            an object with selfBytes (its own size in the file), dominatorId, retainedObjects,
                    retainerCounts (strong, weak, fromRoot), location (script, scriptId, line, column), detachedness (0
                    unknown, 1 attached, 2 detached), textIsCut (V8 keeps 1,024 characters of a string)
  form              what it is: "object", "map", "set", "weakMap", "array", "arrayBuffer", "view", "function",
                    "boundFunction", "scope", "generator", "promise", "timer", "error", "weakRef",
                    "finalizationRegistry", "emitter", "eventTarget", "stream", "string", "primitive", "proxy",
                    "wrapper", "regExp"
  facts             what was decoded, as far as the form has it; null where the file does not tell: entries,
                    deleted, capacity, unusedBytes, elements, unseen (slots without a reference), sparse,
                    byteLength, onHeap, views, state, reactions, timerKind, delayMs, unreferenced, storedBytes, cut,
                    message, frames, listeners, distinctFunctions, functionName, description, cells
  fieldCount        fields it has, as its program sees them
  fields[]          field (name, index, event, or key of an entry), fieldKind ("property", "element", "variable",
                    "entry", "member", "listener", "part"), keyId (of an entry), and the object it holds. Of a
                    value the file lacks, missing says why: "smallInteger", "double", "number", "integerOrHole",
                    "booleanOrNull", "primitive", "collected", "neverWritten"
  allocationStack[] calls on which it was made, innermost first: function, script, line, column; empty where the
                    file has no stack of it
  referenceCount    references it has
  references[]      each with the object it leads to

strings
  list              "duplicates", "largest" or "all"
  mine              true when that option was given
  totalBytes        of the heap
  stringCount, stringBytes      all strings, slices and concatenations, and their shallow sizes
  copies, wastedBytes           strings whose text others have, and the bytes of all but one of each text
  possibleCopies, possiblyWastedBytes   the same of texts of which V8 stored the first 1,024 characters alone; equal
                    there and of equal size, but perhaps not in what follows
  textCount         texts that pass --filter and --min-length
  texts[]           text (as stored, at most about 1,024 characters; of slices the one they are slices of; null where
                    it is hidden), secret ("true" where it is held by a name such as "password"), kind ("flat",
                    "external", "thin", "sliced", "concatenated"), length (UTF-16 units stored), cut ("true" where V8
                    stored the first 1,024 characters alone), copies, eachBytes, totalBytes, wastedBytes (all but one),
                    retainedBytes (by all together), holderClass and holderProperty (of what holds most copies;
                    "[...]" for elements), holderCopies (how many it holds), id (of one of them)

diff, check, and query of several files
  files[]           instead of file: one for each snapshot
  matchedBy         "id" within one process; else "class", by name and place in the source, and what needs to know
                    objects again is null
  evidence[]        from one snapshot to the next: commonIds, and of the objects with them that were looked at
                    (checkedIds) those with another type or name (changedIds)

diff
  snapshots[]       count (objects with a size), shallowBytes, retainedBytes
  sets              new, freed, survived from the first to the second snapshot, newAndAlive (new in the second, still
                    there in the last; null for two): count, shallowBytes, retainedBytes. An object whose class
                    changed is freed from the one and new in the other, as in Chrome DevTools
  classCount        classes that changed
  classes[]         name, type; for the snapshots 1, 2 and on: count1, shallowBytes1, retainedBytes1, count2,
                    shallowBytes2, retainedBytes2, ...;
                    countChange, shallowChange, retainedChange from the first to the last; newCount, newBytes,
                    freedCount, freedBytes, survivedCount from the first to the second; aliveCount, aliveBytes,
                    aliveRetainedBytes of newAndAlive; script, line, column of the constructor
  With --strings, instead of evidence and what follows it:
  stringBytes1      of all strings in the first snapshot; stringBytes2 in the last
  grownTexts        texts that take more memory in the last than in the first; grownBytes: how much
  texts[]           text (null where it is hidden), secret ("true" where one of them is held by a name such as
                    "password"), count1 and count2 (strings with the text), countChange, bytes1, bytes2, bytesChange,
                    wastedBytes2 (all but one of the copies), id of one of them in the last snapshot

check
  exceeded          true when any budget is; then the exit code is 3
  budgets[]         budget (as given), exceeded ("true", "false"), before and growth: objects, or bytes for
                    --max-growth, or objects before and now for --forbid; then, for a budget that is exceeded, the
                    classes it is exceeded by, with name, id of an example and the path that keeps it alive
)TEXT";

std::string operandsOf(const Command& command)
{
    if (command.runAlone) {
        std::string topics;
        for (const auto topic : command.topics)
            topics.append(topics.empty() ? " [" : " | ").append(topic);
        return topics + "]";
    }
    return " " + std::string(command.files) +
           (command.takesCuts     ? " REFERENCE..."
            : command.takesQuery  ? " QUERY"
            : command.takesClass  ? " @ID|CLASS"
            : command.needsObject ? " @ID"
                                  : "");
}

std::string usage(const Command& command)
{
    return "heapwise-cli " + std::string(command.name) + operandsOf(command) + " [OPTION...]";
}

std::string commandLines()
{
    std::string text;
    for (const auto& command : commands()) {
        std::string name = "  " + std::string(command.name) + (command.runAlone ? "" : operandsOf(command));
        name.append(name.size() < kPurposeColumn ? kPurposeColumn - name.size() : 2, ' ');
        text += name.append(command.purpose).append("\n");
    }
    return text + "  watch PID           Whether a running process leaks, for servers without a display\n";
}

std::string sortLine(const Command& command)
{
    std::string text = "  --sort COLUMN            one of";
    for (const auto column : command.sortColumns)
        text.append(" ").append(column);
    return text + "; the first is the default\n";
}

std::string commandHelp(const Command& command)
{
    std::string text = usage(command) + "\n\n" + std::string(command.purpose) + ".\n\nOptions\n";
    text += "  --format table|json|csv  for people (default), or for programs: plain integers, sizes in bytes\n";
    if (command.runAlone)
        return text + "  --cache DIR              the folder; by default heapwise/index in $XDG_CACHE_HOME\n";
    text += "  --limit N|all            " + std::string(command.takesDepth ? "children per object" : "rows") +
            ", by default " + std::to_string(command.defaultLimit) + "\n";
    if (!command.sortColumns.empty())
        text += sortLine(command);
    if (command.takesDepth)
        text += "  --depth N                levels below the root, by default " + std::to_string(kDefaultDepth) +
                "\n  --of @ID                 start at this object instead of the root\n";
    if (command.takesGroups)
        text +=
            "  --group BY               class (default), file, package, location or shape; objects without a place\n"
            "                           of their own belong to what keeps them\n"
            "  --mine                   only what the program's own code made or keeps\n"
            "  --split-functions        functions by their place in the source, instead of one class\n"
            "  --logical                count stores, tables and code for the objects they belong to\n";
    if (command.takesGrownStrings)
        text += "  --strings                texts that take more memory than before, instead of classes\n"
                "  --secrets                show texts that are held by names such as \"password\"\n";
    if (command.takesBudgets)
        text +=
            "  --max-growth N           the heap may grow by this much: 5%, 10MiB\n"
            "  --max-growth-class C=N   each class like C (* stands for any text) may have so many more objects: "
            "Session=0\n"
            "  --forbid C               there may be no objects of classes like C, or no more than N: 'Timeout>50'\n"
            "  --forbid QUERY           the same of what a query finds: 'class:Socket .kHandle=null'\n"
            "                           Each may be given several times. With FINAL, growth is what is new in TARGET "
            "and\n"
            "                           still alive in FINAL. Exit code 3 when a budget is exceeded\n";
    if (command.takesQuery)
        text +=
            "  --select COLUMNS         object, class, name, type, id, distance, shallow, retained and properties such "
            "as\n"
            "                           .req.url, with commas between\n"
            "\nQuery\n"
            "  Map  Server*  /^on[A-Z]/  \"exactly this\"   class, or name of a function\n"
            "  class:  kind:  text:  file:  has:             name of the class, closure, text of strings, script, "
            "property\n"
            "  size>4K  retained>=1%  distance<=7            also refs (references it has) and retainers\n"
            "  .req.url~\"/api\"  .done=true  .owner:Map      what properties lead to\n"
            "  @1234  under:@1234  via:onTick                an object, what it dominates, what is reached through it\n"
            "  new:#2  alive:#3                              of several files, in the order of time; the last is "
            "searched\n"
            "  Space means and; or, -condition, brackets. A query that begins with - goes after --.\n"
            "\nMore options\n";
    if (command.takesStrings)
        text +=
            "  --largest                single texts that keep most alive, instead of those that are kept many times\n"
            "  --all                    all texts, by the size of all their copies\n"
            "  --filter TEXT            only texts with this in them, in any case of letters\n"
            "  --min-length N           only texts of so many characters\n"
            "  --mine                   only what the program's own code made or keeps\n"
            "  --secrets                show also what is held by a name such as password, key or token\n";
    if (command.takesPaths)
        text += "  --paths N                ways to the roots, by default 1\n"
                "  --merged                 shortest paths merged by class and reference; the default for a class\n"
                "  --key                    at most five paths, no two of which share half of their references\n";
    if (command.takesRoutes)
        text += "  --weak                   go along weak references, too\n"
                "  --avoid-engine           do not go through code, shapes and prototypes\n"
                "  --avoid-node             do not go through functions, objects and scopes of Node's own files\n"
                "  --ignore @ID             do not go through this object; may be given more than once\n";
    if (command.takesCuts)
        text += "  REFERENCE                @ID.name, @ID[index], @ID->@ID, or @ID for all references to an object\n"
                "  --of @ID|CLASS           tell how many of these go\n"
                "  --suggest @ID|CLASS      instead of references: which to cut so that most of these go\n";
    return text + "  --partial                read what is there of an incomplete file\n"
                  "  --counts, --anyway       read no references; read all even when memory may not suffice\n"
                  "  --cache DIR, --no-cache  where to keep an index of the file, or to keep and use none\n";
}

} // namespace

std::string helpText(std::string_view topic)
{
    if (topic.empty())
        return std::string(kOverview) + commandLines() + std::string(kOptions);
    if (topic == "watch")
        return watchHelp();
    if (topic == "json")
        return std::string(kJson);
    const Command* command = findCommand(topic);
    return command ? commandHelp(*command) : std::string();
}

} // namespace heapwise::cli
