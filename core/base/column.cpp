#include "core/base/column.h"

#include "core/base/pagepool.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEAPWISE_CHECKED_COLUMNS 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HEAPWISE_CHECKED_COLUMNS 1
#endif

namespace heapwise::detail {

#ifdef HEAPWISE_CHECKED_COLUMNS

// The sanitizer sees an access past the end of a heap block, but not past the end of mapped pages.
void* allocatePages(std::size_t bytes)
{
    if (bytes == 0)
        return nullptr;
    if (void* block = std::calloc(1, bytes))
        return block;
    throw std::bad_alloc();
}

void* resizePages(void* pages, std::size_t oldBytes, std::size_t newBytes)
{
    if (newBytes == 0) {
        std::free(pages);
        return nullptr;
    }
    void* block = std::realloc(pages, newBytes);
    if (!block)
        throw std::bad_alloc();
    if (newBytes > oldBytes)
        std::memset(static_cast<char*>(block) + oldBytes, 0, newBytes - oldBytes);
    return block;
}

void releasePages(void* pages, std::size_t)
{
    std::free(pages);
}

void populatePages(void*, void*) {}

#else

void* allocatePages(std::size_t bytes)
{
    if (bytes == 0)
        return nullptr;
    if (void* block = takePages(bytes))
        return block;
    throw std::bad_alloc();
}

void* resizePages(void* block, std::size_t oldBytes, std::size_t newBytes)
{
    if (!block)
        return allocatePages(newBytes);
    if (newBytes == 0) {
        releasePages(block, oldBytes);
        return nullptr;
    }
    // Shrinking and growing again inside one page must find zeroes there.
    if (newBytes < oldBytes)
        std::memset(static_cast<char*>(block) + newBytes, 0, std::min(wholePages(newBytes), oldBytes) - newBytes);
    void* moved = mremap(block, wholePages(oldBytes), wholePages(newBytes), MREMAP_MAYMOVE);
    if (moved == MAP_FAILED)
        throw std::bad_alloc();
    return moved;
}

void releasePages(void* block, std::size_t bytes)
{
    if (block)
        givePages(block, bytes);
}

void populatePages(void* begin, void* end)
{
#ifdef MADV_POPULATE_WRITE
    constexpr std::uintptr_t kPage = 4096;
    const auto first = reinterpret_cast<std::uintptr_t>(begin) / kPage * kPage;
    // Where the kernel cannot (Linux before 5.14, no memory) the pages come one by one when they are written.
    if (begin != end)
        madvise(reinterpret_cast<void*>(first), wholePages(reinterpret_cast<std::uintptr_t>(end) - first),
                MADV_POPULATE_WRITE);
#endif
}

#endif

} // namespace heapwise::detail
