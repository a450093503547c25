#pragma once

#include "core/analysis/heap.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise::test {

/// The values of all nodes in the file's order, as Chrome DevTools has them: for comparing whole heaps at once.
struct DevtoolsArrays {
    std::vector<std::uint32_t> id;
    std::vector<std::uint32_t> self; ///< shallow sizes
    std::vector<std::uint32_t> dom;  ///< immediate dominators
    std::vector<std::int32_t> dist;
    std::vector<double> ret;        ///< retained sizes
    std::vector<std::uint32_t> cls; ///< index into classNames
    std::vector<std::uint8_t> det;
    std::vector<std::string> classNames; ///< in the order in which they are first met
};

DevtoolsArrays devtoolsArrays(const Heap& heap);

/// DevTools' key of a class: its place where it has one, a comma, its name.
std::string devtoolsKey(const HeapClass& heapClass);

} // namespace heapwise::test
