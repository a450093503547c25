#pragma once

#include "core/timeline/timeline.h"

namespace heapwise {

/// When a snapshot is taken without anybody asking for it. A rule of 0 is off.
struct SnapshotRules {
    double growthBytes = 0; ///< the heap after a major collection, against the last snapshot or the beginning
    double growthShare = 0; ///< the same, 0.3 for 30 %
    double limitShare = 0;  ///< heap after a major collection over the heap's limit
    double everySeconds = 0;
    int atMost = 3;
    double apartSeconds = 600;

    bool any() const { return growthBytes > 0 || growthShare > 0 || limitShare > 0 || everySeconds > 0; }
};

/// Decides when the rules want a snapshot. Whether there is room for one is for the caller to see.
class SnapshotTrigger {
public:
    enum class Reason { None, Growth, Limit, Time };

    explicit SnapshotTrigger(SnapshotRules rules = {})
        : m_rules(rules)
    {}

    const SnapshotRules& rules() const { return m_rules; }
    /// What was taken so far stays counted.
    void setRules(const SnapshotRules& rules) { m_rules = rules; }
    int taken() const { return m_taken; }
    /// `floor` is the heap after the last major collection, kNoValue before there was one.
    Reason check(Seconds now, double floor, double limit);
    /// One was taken, by a rule or by hand: growth counts from here.
    void snapshotTaken(Seconds now, double heap, bool byRule);
    /// One was wanted, and there was no room: it is not wanted again at once.
    void postpone(Seconds now) { m_last = now; }

private:
    SnapshotRules m_rules;
    Seconds m_begin = kNoValue;
    Seconds m_last = kNoValue;
    double m_base = kNoValue;
    int m_taken = 0;
};

} // namespace heapwise
