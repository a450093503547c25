#pragma once

#include "core/analysis/heap.h"
#include "core/analysis/objectkind.h"
#include "core/base/progress.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace heapwise {

/// What the heap is made of.
struct Composition {
    struct Part {
        Size bytes = 0;            ///< shallow
        std::uint64_t objects = 0; ///< with a size
    };
    /// By ObjectKind. They add up to Heap::totalSize(): the header's extra native bytes are native.
    std::array<Part, kObjectKinds> kinds;
    std::uint64_t weakReferences = 0;
    std::uint64_t bufferBlocks = 0; ///< of memory behind ArrayBuffers

    const Part& operator[](ObjectKind kind) const { return kinds[std::size_t(kind)]; }
};

/// Needs Stage::Objects. O(nodes + edges). Means nothing once a stop was requested.
Composition compositionOf(const Heap& heap, const Progress& progress);

} // namespace heapwise
