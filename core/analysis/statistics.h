#pragma once

#include "core/analysis/heap.h"
#include "core/base/id.h"
#include "core/base/progress.h"

namespace heapwise {

/// What the heap is made of, as DevTools' Statistics counts it (rule R10). The parts do not add up to the
/// total: objects that are none of these are the rest.
struct Statistics {
    Size total = 0;       ///< Heap::totalSize()
    Size native = 0;      ///< nodes of type native, and the header's extra native bytes
    Size typedArrays = 0; ///< of native: memory of array buffers
    Size code = 0;
    Size strings = 0;
    Size jsArrays = 0; ///< objects named Array with the element stores only they hold
    Size system = 0;   ///< nodes of type hidden

    Size v8Heap() const { return total - native; }
};

/// One pass over the objects; stops early, with what it has, when `progress` asks for it. Needs
/// Stage::Retainers: an element store held from elsewhere too is not counted with its array.
Statistics statisticsOf(const Heap& heap, const Progress* progress = nullptr);

} // namespace heapwise
