#pragma once

#include "core/base/bitset.h"
#include "core/base/progress.h"
#include "core/heap/scripts.h"
#include "core/snapshot/snapshot.h"

#include <string_view>

namespace heapwise {

/// True for a file of the program or of a package it uses; false for Node's own ("node:events") and for code
/// without a file.
bool isUserScript(std::string_view name);

/// The objects that the program's own code made or keeps: functions and class instances from its files, variables
/// they see, what its modules export and what it put on the global object, and all that is reached from these and
/// not from Node or V8 without them. V8's own nodes (code, shapes, hidden links) are left out, and so is the
/// function that Node wraps around each file: of an empty program nothing remains.
///
/// O(edges), three passes; one bit per node for each of two marks and a list of what is pending. Means nothing once
/// a stop was requested.
BitSet findUserObjects(const Snapshot& snapshot, const ScriptNames& scripts, const Progress& progress);

} // namespace heapwise
