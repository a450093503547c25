#pragma once

#include <QObject>

#include "core/timeline/leakdetector.h"
#include "core/timeline/snapshotrules.h"

#include <QElapsedTimer>
#include <QTimer>

namespace heapwise::ui {

class LiveData;

/// Judges a live session as its samples come, and wants snapshots by the rules that are on.
class LeakMonitor : public QObject {
    Q_OBJECT
public:
    explicit LeakMonitor(LiveData* data, QObject* parent = nullptr);

    const LeakReport& report() const { return current().report(); }
    LeakRule rule() const { return m_rule; }
    double ratio() const { return m_simple.options().ratio; }
    /// The other rule was at work all the time: what it says is there at once.
    void setRule(LeakRule rule, double ratio);
    /// Of a recording: what the rules concluded at its end.
    void setDetectors(LeakDetector floor, LeakDetector simple);
    /// Of a session that begins: seconds before a verdict.
    void setPatience(double seconds);
    SnapshotRules rules() const { return m_trigger.rules(); }
    void setRules(const SnapshotRules& rules);
    int snapshotsTaken() const { return m_trigger.taken(); }
    void snapshotTaken(Seconds time, double heap, bool byRule);
    void postponeSnapshot(Seconds time) { m_trigger.postpone(time); }

    bool isProbing() const { return m_isProbing; }
    /// Collects garbage every 20 s, until there are enough collections to judge by.
    void startProbing();
    /// The same as often as is said, until there were so many collections. Less often where they take long: the
    /// program is to have four fifths of its time.
    void startProbing(int everyMs, std::size_t until);
    void stopProbing();
    /// The collection that was wanted is done, or cannot be had now. Until then no other is wanted.
    void collected();

signals:
    void reported();
    /// Never for the first verdict of a session while that is "not enough data".
    void verdictChanged(heapwise::Verdict verdict);
    void snapshotWanted(heapwise::SnapshotTrigger::Reason reason);
    void collectionWanted();

private:
    const LeakDetector& current() const { return m_rule == LeakRule::Simple ? m_simple : m_floor; }
    void take(const Sample& sample);
    void tell();
    void wantCollection();

    LeakRule m_rule = LeakRule::Floor;
    LeakDetector m_floor;
    LeakDetector m_simple;
    SnapshotTrigger m_trigger;
    QTimer m_probe; ///< until the next one
    QElapsedTimer m_wanted;
    int m_probeMs = 0;
    std::size_t m_probeUntil = 0; ///< as many collections
    bool m_isProbing = false;
    Verdict m_told = Verdict::NotEnoughData;
};

} // namespace heapwise::ui
