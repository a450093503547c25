#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/retention/rootpaths.h"
#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace heapwise {

/// One step of a path as its program sees it: an object, and by what the step before holds it. Scopes, tables and
/// stores are no steps: what they hold is held by the function, the Map, the object. The words are chosen where it is
/// shown.
struct RetentionStep {
    enum class Kind : std::uint8_t {
        Root,      ///< text: which of the engine's roots, empty for the root of all
        Global,    ///< the global object
        Module,    ///< text: its file, empty where the heap does not tell
        Function,  ///< text: its name, empty for an anonymous one; location
        Interval,  ///< setInterval; delay
        Timeout,   ///< setTimeout; delay
        Immediate, ///< setImmediate
        Generator, ///< suspended function; text: its name
        Scope,     ///< variables that a function left behind; only where no function is on the path
        Engine,    ///< V8's own; text: its name
        Object,    ///< text: its class
    };
    enum class Held : std::uint8_t {
        Start,     ///< by nothing: the path begins here
        Property,  ///< name
        Element,   ///< name: the index
        Variable,  ///< name; of a scope that the function before sees
        Value,     ///< of a Map; name: the key as text, empty where it has none
        Key,       ///< of a Map
        Member,    ///< of a Set
        WeakValue, ///< of a WeakMap, whose key is the step before
        Listener,  ///< name: the event
        Callback,  ///< of a timer
        Reaction,  ///< of a promise, which it waits for
        Local,     ///< a parameter or variable of a suspended function
        Link,      ///< one of the engine's; name
    };

    NodeId object;
    EdgeIndex edge = 0; ///< the reference to it; none at the start
    Kind kind = Kind::Object;
    Held held = Held::Start;
    std::string text;
    std::string name;
    std::optional<Location> location;
    std::optional<std::uint64_t> delay; ///< milliseconds
    std::uint32_t repeats = 1;          ///< steps like this one in a row, or in turn with those after it
};

/// A path from its start down to `subject`, the last step. What Node has between its roots and a timer or a module is
/// left out: the path starts there. Chains are folded. O(path), and a look at the edges of the objects on it.
std::vector<RetentionStep> describePath(const Heap& heap, NodeId subject, const RootPath& path,
                                        const Progress& progress);

} // namespace heapwise
