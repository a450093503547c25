#pragma once

#include <QString>

#include "core/analysis/heap.h"
#include "core/base/progress.h"

namespace heapwise::ui {

/// The shortest way from the roots to an object, as one would write it in the program:
/// "global.cache.items[17]". Variables of scopes and links of the engine, which no program can write, stand
/// after "›". Empty when nothing holds it. Needs Stage::Retained; for worker threads, since all retainers of
/// each object on the way are looked at.
QString objectPath(const Heap& heap, NodeId node, const Progress& progress);

} // namespace heapwise::ui
