#include "core/base/column.h"

#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <mutex>
#include <sys/mman.h>
#include <thread>
#include <vector>

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

#else

namespace {

constexpr std::size_t kPage = 4096;

std::size_t pages(std::size_t bytes)
{
    return (bytes + kPage - 1) / kPage * kPage;
}

constexpr std::size_t kReturnLater = 1u << 20; ///< bytes

/// Gives large blocks back to the kernel on a thread of its own. That takes 0.1 s for the columns of a 600 MB
/// file, which neither a stop nor a window that is being closed should wait for.
///
/// The one object of this kind is never destroyed: columns may be released until the process ends.
class PageReturner {
public:
    static PageReturner& instance() {
        static PageReturner* const returner = new PageReturner;
        return *returner;
    }
    void add(void* block, std::size_t bytes) {
        const std::lock_guard lock(m_mutex);
        m_blocks.push_back({block, bytes});
        m_changed.notify_all();
    }
    /// Waits until all that was added is returned.
    void finish() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_blocks.empty() && !m_busy; });
    }

private:
    struct Block {
        void* data;
        std::size_t bytes;
    };

    PageReturner() { std::thread([this] { run(); }).detach(); }

    [[noreturn]] void run() {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [&] { return !m_blocks.empty(); });
            const Block block = m_blocks.back();
            m_blocks.pop_back();
            m_busy = true;
            lock.unlock();
            munmap(block.data, block.bytes);
            lock.lock();
            m_busy = false;
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Block> m_blocks;
    bool m_busy = false;
};

} // namespace

void* allocatePages(std::size_t bytes)
{
    if (bytes == 0)
        return nullptr;
    const auto map = [&] {
        return mmap(nullptr, pages(bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    };
    void* block = map();
    if (block == MAP_FAILED) {
        PageReturner::instance().finish(); // what is on its way back may be what is missing
        block = map();
    }
    if (block == MAP_FAILED)
        throw std::bad_alloc();
    return block;
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
        std::memset(static_cast<char*>(block) + newBytes, 0, std::min(pages(newBytes), oldBytes) - newBytes);
    void* moved = mremap(block, pages(oldBytes), pages(newBytes), MREMAP_MAYMOVE);
    if (moved == MAP_FAILED)
        throw std::bad_alloc();
    return moved;
}

void releasePages(void* block, std::size_t bytes)
{
    if (!block)
        return;
    if (pages(bytes) >= kReturnLater) {
        try {
            PageReturner::instance().add(block, pages(bytes));
            return;
        } catch (const std::exception&) {
            // No memory for the list, or no thread to be had: exactly then memory must come back at once.
        }
    }
    munmap(block, pages(bytes));
}

#endif

} // namespace heapwise::detail
