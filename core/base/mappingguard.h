#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace heapwise {

/// Watches one read-only mapping of a file while it lives. When the file was cut, or its disk fails, the system answers
/// a read of the mapping with SIGBUS, which would end the program. Under a guard the reader finds zeros instead, from
/// that page to the end of the mapping, and the mapping is torn. Faults elsewhere go on to whoever handled them before.
class MappingGuard {
public:
    /// A guard that is not isActive() watches nothing: there are kMost at a time.
    MappingGuard(const void* begin, std::size_t bytes);
    ~MappingGuard();
    MappingGuard(const MappingGuard&) = delete;
    MappingGuard& operator=(const MappingGuard&) = delete;

    bool isActive() const { return m_place != nullptr; }
    bool isTorn() const { return m_place && m_place->isTorn.load(std::memory_order_relaxed); }
    /// Of the mapping that `address` lies in; false where it lies in none.
    static bool isTorn(const void* address);
    /// How often a mapping was torn since the program began: whoever sees another number than before looks which.
    static unsigned tears();

    static constexpr std::size_t kMost = 1024;

    /// What the signal handler reads: it must not lock or allocate.
    struct Place {
        std::atomic<std::uintptr_t> begin{0}; ///< 0: free
        std::atomic<std::uintptr_t> end{0};
        std::atomic<bool> isTorn{false};
    };

private:
    Place* m_place = nullptr;
};

} // namespace heapwise
