#pragma once

#include "core/analysis/heap.h"
#include "core/base/bitset.h"
#include "core/base/progress.h"
#include "core/heap/scripts.h"
#include "core/heap/shapes.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heapwise {

/// What the lines of the class table stand for.
enum class Grouping {
    Class,    ///< constructor, as DevTools has it
    File,     ///< the script of the function, or of the constructor
    Package,  ///< npm package, the program itself, Node
    Location, ///< line and column of the function or constructor
    Shape,    ///< class and property names
};

struct GroupOptions {
    Grouping by = Grouping::Class;
    bool mineOnly = false;       ///< only what the program's own code made or keeps (findUserObjects)
    bool logical = false;        ///< internals counted for their owners (logicalSizes)
    bool splitFunctions = false; ///< with Grouping::Class: functions by the place in the source where they stand
    /// With Grouping::Class: plain objects are named by these, of a snapshot to compare with (rule R9).
    const std::vector<PlainInterface>* plainAs = nullptr;
    std::shared_ptr<const BitSet> only = nullptr; ///< by node: the objects to count, where these are not all
    /// False where lines are classes of the heap, with their ids.
    bool hasOtherLines() const { return by != Grouping::Class || splitFunctions; }
    friend bool operator==(const GroupOptions& a, const GroupOptions& b)
    {
        return a.by == b.by && a.mineOnly == b.mineOnly && a.logical == b.logical &&
               a.splitFunctions == b.splitFunctions && a.plainAs == b.plainAs && a.only == b.only;
    }
};

/// The npm package a script belongs to: what follows the last "node_modules/", scope and all. "Node.js" for its
/// own scripts, "(program)" for other files, "(no script)" for none.
std::string packageOf(std::string_view script);

/// The heap with another class table (and sizes, with `logical`), all else shared: lines group the objects as
/// `options` says. Objects without a place of their own (strings, plain objects, arrays) belong to the file and
/// package of the nearest object above them in the dominator tree that has one. With Grouping::Class the ids of
/// classes stay. Objects left out are in a last class that has a count of 0. Every object is in one group, so the
/// shallow sizes add up to the heap.
///
/// Needs Stage::Retained; with Grouping::Class alone Stage::Objects is enough, and there are no totals before.
/// O(nodes), with Grouping::Shape O(properties), with `mineOnly` O(edges); about 12 bytes a node while it runs. Null
/// when a stop was requested.
HeapPtr regroup(const HeapPtr& heap, const ScriptNames& scripts, const GroupOptions& options, const Progress& progress);

} // namespace heapwise
