#pragma once

#include <atomic>
#include <cstdint>

namespace heapwise {

/// Progress and stop of one long piece of work, shared between the worker that does it and whoever watches.
///
/// The worker calls begin() for each phase and advance() every few thousand items, and leaves soon after
/// stopRequested() is true: within 100 ms is the rule. All members may be called from any thread.
class Progress {
public:
    void begin(int phase, std::uint64_t total)
    {
        m_done.store(0, std::memory_order_relaxed);
        m_total.store(total, std::memory_order_relaxed);
        m_phase.store(phase, std::memory_order_release);
    }
    void advance(std::uint64_t items) { m_done.fetch_add(items, std::memory_order_relaxed); }

    int phase() const { return m_phase.load(std::memory_order_acquire); } ///< -1 before the first phase
    std::uint64_t done() const { return m_done.load(std::memory_order_relaxed); }
    std::uint64_t total() const { return m_total.load(std::memory_order_relaxed); }
    /// Of the current phase, 0 to 1.
    double fraction() const
    {
        const auto all = total();
        const auto part = done();
        return all == 0 ? 0.0 : part >= all ? 1.0 : double(part) / double(all);
    }

    void requestStop() { m_stop.store(true, std::memory_order_relaxed); }
    bool stopRequested() const { return m_stop.load(std::memory_order_relaxed); }

private:
    std::atomic<int> m_phase{-1};
    std::atomic<std::uint64_t> m_done{0};
    std::atomic<std::uint64_t> m_total{0};
    std::atomic<bool> m_stop{false};
};

} // namespace heapwise
