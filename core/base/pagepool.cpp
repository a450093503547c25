#include "core/base/pagepool.h"

#include "core/base/mappingguard.h"

#include <condition_variable>
#include <cstring>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <sys/mman.h>
#include <system_error>
#include <thread>
#include <vector>

namespace heapwise {

namespace {

constexpr std::size_t kPagePoolPage = 4096;
constexpr std::size_t kLarge = 1u << 20; ///< bytes; smaller blocks go back to the kernel at once
constexpr std::size_t kHuge = 4u << 20;  ///< bytes; two huge pages

/// Blocks that are kept, and blocks on their way back to the kernel. A thread of its own gives those back: that takes
/// 0.1 s for the columns of a 600 MB file, which neither a stop nor a window that is being closed should wait for.
///
/// The one object of this kind is never destroyed: columns may be released until the process ends.
class PagePool {
public:
    static PagePool& instance()
    {
        static PagePool* const pool = new PagePool;
        return *pool;
    }

    void keep()
    {
        const std::lock_guard lock(m_mutex);
        ++m_keepers;
    }
    void keepNoLonger()
    {
        const std::lock_guard lock(m_mutex);
        --m_keepers;
        wakeUp();
    }

    /// May throw, when there is no memory for the list.
    void add(void* data, std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        const Block block{static_cast<char*>(data), bytes};
        // Pages of a file cannot become another column.
        if (m_settled.erase(block.data) == 0 && m_keepers > 0)
            keep(block);
        else
            m_returning.push_back(block);
        wakeUp();
    }

    /// Puts `mapping` in the place of the block's pages.
    bool settle(char* data, std::size_t bytes, void* mapping)
    {
        const std::lock_guard lock(m_mutex);
        auto& guard = m_settled[data];
        if (!guard)
            guard = std::make_unique<MappingGuard>(data, bytes);
        if (guard->isActive() && mremap(mapping, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, data) == data)
            return true;
        m_settled.erase(data);
        return false;
    }

    /// The kept block that fits best, what is left of it being kept on. When none is large enough, nullptr, and as much
    /// as will be new goes back to the kernel, so that what is kept does not raise the peak.
    void* take(std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        auto best = m_kept.end();
        for (auto block = m_kept.begin(); block != m_kept.end(); ++block)
            if (block->bytes >= bytes && (best == m_kept.end() || block->bytes < best->bytes))
                best = block;
        if (best == m_kept.end()) {
            makeRoom(bytes);
            return nullptr;
        }
        void* const data = best->data;
        best->data += bytes;
        best->bytes -= bytes;
        if (best->bytes == 0)
            m_kept.erase(best);
        return data;
    }

    /// Gives all of it back and waits until that is done.
    void empty()
    {
        std::unique_lock lock(m_mutex);
        m_returning.insert(m_returning.end(), m_kept.begin(), m_kept.end());
        m_kept.clear();
        wakeUp();
        m_changed.wait(lock, [&] { return m_returning.empty() && !m_busy; });
    }

private:
    struct Block {
        char* data;
        std::size_t bytes;
    };

    /// Joined with its neighbours: columns made one after the other lie side by side, and are often given up together.
    void keep(Block block)
    {
        for (auto other = m_kept.begin(); other != m_kept.end();) {
            const bool isBefore = other->data + other->bytes == block.data;
            if (!isBefore && block.data + block.bytes != other->data) {
                ++other;
                continue;
            }
            block = {isBefore ? other->data : block.data, block.bytes + other->bytes};
            other = m_kept.erase(other);
        }
        m_kept.push_back(block);
    }

    void makeRoom(std::size_t bytes)
    {
        for (std::size_t given = 0; given < bytes && !m_kept.empty(); m_kept.pop_back()) {
            given += m_kept.back().bytes;
            m_returning.push_back(m_kept.back());
        }
        wakeUp();
    }

    PagePool()
    {
        try {
            std::thread([this] { giveBackForever(); }).detach();
        } catch (const std::system_error&) {
            m_hasThread = false;
        }
    }

    bool hasToReturn() const { return !m_returning.empty() || (m_keepers == 0 && !m_kept.empty()); }
    Block nextToReturn()
    {
        auto& blocks = m_returning.empty() ? m_kept : m_returning;
        const Block block = blocks.back();
        blocks.pop_back();
        return block;
    }
    /// Where there was no thread to be had, whoever gives something up waits.
    void wakeUp()
    {
        while (!m_hasThread && hasToReturn()) {
            const Block block = nextToReturn();
            munmap(block.data, block.bytes);
        }
        m_changed.notify_all();
    }

    [[noreturn]] void giveBackForever()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [&] { return hasToReturn(); });
            const Block block = nextToReturn();
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
    std::vector<Block> m_kept;
    std::vector<Block> m_returning;
    std::map<char*, std::unique_ptr<MappingGuard>> m_settled; ///< blocks with pages of a file
    int m_keepers = 0;
    bool m_busy = false;
    bool m_hasThread = true;
};

void* mapPages(std::size_t bytes)
{
    void* block = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        return nullptr;
    // Columns are used from end to end and at random: each huge page saves 512 entries that every access looks up.
    // Opening 602 MB took 2.8 s of processor time outside the kernel instead of 3.7 s.
    if (bytes >= kHuge)
        madvise(block, bytes, MADV_HUGEPAGE);
    return block;
}

} // namespace

KeepPages::KeepPages()
{
    PagePool::instance().keep();
}

KeepPages::~KeepPages()
{
    PagePool::instance().keepNoLonger();
}

namespace detail {

std::size_t wholePages(std::size_t bytes)
{
    return (bytes + kPagePoolPage - 1) / kPagePoolPage * kPagePoolPage;
}

void* takePages(std::size_t bytes)
{
    const std::size_t size = wholePages(bytes);
    if (void* used = size >= kLarge ? PagePool::instance().take(size) : nullptr) {
        std::memset(used, 0, size);
        return used;
    }
    if (void* fresh = mapPages(size))
        return fresh;
    PagePool::instance().empty(); // what is kept or on its way back may be what is missing
    return mapPages(size);
}

void givePages(void* block, std::size_t bytes)
{
    const std::size_t size = wholePages(bytes);
    if (size >= kLarge) {
        try {
            PagePool::instance().add(block, size);
            return;
        } catch (const std::exception&) {
            // No memory for the list: exactly then memory must come back at once.
        }
    }
    munmap(block, size);
}

bool settlePages(const void* block, std::size_t bytes, int descriptor, std::uint64_t offset)
{
    char* const data = const_cast<char*>(static_cast<const char*>(block));
    const std::size_t size = bytes / kPagePoolPage * kPagePoolPage;
    if (size < kLarge)
        return false;
    void* const mapping = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, off_t(offset));
    if (mapping == MAP_FAILED)
        return false;
    // The comparison has all pages present as well: nobody waits for them later.
    bool isSettled = false;
    {
        const MappingGuard guard(mapping, size);
        isSettled = guard.isActive() && std::memcmp(mapping, data, size) == 0 && !guard.isTorn();
    }
    try {
        isSettled = isSettled && PagePool::instance().settle(data, size, mapping);
    } catch (const std::exception&) {
        isSettled = false;
    }
    if (!isSettled)
        munmap(mapping, size);
    return isSettled;
}

} // namespace detail

} // namespace heapwise
