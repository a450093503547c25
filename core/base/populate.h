#pragma once

#include "core/base/column.h"
#include "core/base/progress.h"

#include <algorithm>

namespace heapwise {

/// Says that the elements [first, end) are about to be written all over: their pages come in few requests instead of
/// with one fault each (400 MB on a virtual machine: 0.45 s and 1.5 s of processor time). Leaves early after a stop.
template <typename T>
void populate(Column<T>& column, std::size_t first, std::size_t end, const Progress& progress)
{
    constexpr std::size_t kStep = (16u << 20) / sizeof(T);
    for (; first < end && !progress.stopRequested(); first += std::min(kStep, end - first))
        column.populate(first, first + std::min(kStep, end - first));
}

/// A zeroed column that is about to be written all over.
template <typename T>
Column<T> populatedColumn(std::size_t size, const Progress& progress)
{
    Column<T> column(size);
    populate(column, 0, size, progress);
    return column;
}

} // namespace heapwise
