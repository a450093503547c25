#pragma once

#include <cstddef>
#include <cstdint>

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
/// Exchanges the whole pages among the `bytes` bytes of a block for those of a file from `offset` on, which holds the
/// same bytes. Others may read the block meanwhile; nobody may write to it any more. False when nothing was exchanged:
/// small blocks, other bytes in the file, no room for mappings. Where the file is cut later, zeros are read, see
/// MappingGuard. O(bytes).
bool settlePages(const void* block, std::size_t bytes, int descriptor, std::uint64_t offset);
} // namespace detail

} // namespace heapwise
