#pragma once

#include "core/timeline/timeline.h"

#include <array>
#include <cstdint>
#include <vector>

namespace heapwise {

/// As Node's performance entries number them (perf_hooks.constants.NODE_PERFORMANCE_GC_*).
enum class GcKind : std::uint8_t {
    Minor = 1,
    MinorMarkSweep = 2, ///< Node 24 and later
    Major = 4,
    Incremental = 8,
    WeakCallbacks = 16,
    Unknown = 0,
};

GcKind gcKindFromNumber(int number);

/// One garbage collection.
struct GcEvent {
    static constexpr int kForced = 4;

    Seconds time = 0; ///< when it began
    double pause = 0; ///< seconds
    GcKind kind = GcKind::Unknown;
    int flags = 0;
    double usedBefore = kNoValue; ///< bytes of JavaScript heap in use; not known on every version
    double usedAfter = kNoValue;

    bool isMajor() const { return kind == GcKind::Major; }
    bool isMinor() const { return kind == GcKind::Minor || kind == GcKind::MinorMarkSweep; }
};

/// Counts and time of the collections in a stretch of time.
struct GcTotals {
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    std::uint64_t marking = 0; ///< steps of incremental marking, and callbacks
    double pause = 0;          ///< seconds, all kinds
    double longest = 0;        ///< seconds
};

/// Garbage collections in the order of time, with bounded memory: when there are too many, the oldest minor ones and
/// marking steps go first, then the oldest of all. What was dropped stays in the totals of the whole session.
class GcEvents {
public:
    static constexpr std::size_t kDefaultLimit = 200'000;

    explicit GcEvents(std::size_t limit = kDefaultLimit)
        : m_limit(limit)
    {}

    /// Ignored when the time or the pause is no number. An event older than the last one is put in its place.
    void add(const GcEvent& event);
    const std::vector<GcEvent>& all() const { return m_events; }
    RowRange between(Seconds from, Seconds to) const;
    GcTotals totals(RowRange range) const;
    const GcTotals& sessionTotals() const { return m_totals; }
    std::uint64_t dropped() const { return m_dropped; }

private:
    void makeRoom();

    std::size_t m_limit;
    std::uint64_t m_dropped = 0;
    std::vector<GcEvent> m_events;
    GcTotals m_totals;
};

/// Of the collections that `pixels` pixel columns between two times show, the longest of each kind per column.
/// Linear in the events between.
std::vector<GcEvent> longestPerPixel(const GcEvents& events, Seconds from, Seconds to, int pixels);

} // namespace heapwise
