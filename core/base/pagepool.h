#pragma once

#include <cstddef>

namespace heapwise {

/// While one of these lives, large blocks that columns give up stay in the process and become the next columns.
///
/// Memory that is new to a process is the dearest thing there is in opening a snapshot: the kernel clears it page by
/// page, and on a virtual machine the host has to find it as well. Wiping a used block again costs a twentieth.
class KeepPages {
public:
    KeepPages();
    ~KeepPages();
    KeepPages(const KeepPages&) = delete;
    KeepPages& operator=(const KeepPages&) = delete;
};

namespace detail {
/// The size of `bytes` in whole pages.
std::size_t wholePages(std::size_t bytes);
/// Zeroed pages, kept ones first; nullptr when there are none to be had.
void* takePages(std::size_t bytes);
/// Gives pages back: to the next taker while they are kept, otherwise to the kernel.
void givePages(void* block, std::size_t bytes);
} // namespace detail

} // namespace heapwise
