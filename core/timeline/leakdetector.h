#pragma once

#include "core/timeline/leakreport.h"
#include "core/timeline/minima.h"
#include "core/timeline/sample.h"

#include <deque>

namespace heapwise {

struct RecordedLane;

/// Tells whether memory is leaking, from samples and garbage collections as they come.
///
/// What counts is the floor: the lowest heapUsed after each major collection, for everything above it may be garbage.
/// Memory outside the heap has no such moments; of it the lowest value of each short stretch is taken. A verdict has
/// to be reached twice in a row before it replaces another, so that one odd collection changes nothing.
///
/// Memory is bounded, and so is the work: at most kMaxFloors floors are kept, older ones being thinned, and
/// verdicts are thought about at most once per second.
class LeakDetector {
public:
    static constexpr std::size_t kMaxFloors = 100;

    explicit LeakDetector(LeakOptions options = {});

    const LeakOptions& options() const { return m_options; }
    /// In the order of time; its collections come with it.
    void addSample(const Sample& sample);
    void addCollection(const GcEvent& event);
    /// Something raised the memory outside the heap that was not the program: a snapshot was taken.
    void forgetOutside();
    const LeakReport& report() const { return m_report; }

    /// Times and bytes of the floors, for drawing them.
    std::span<const Seconds> floorTimes() const { return m_times; }
    std::span<const double> floorBytes() const { return m_floors; }

private:
    void startFloor(Seconds time, double bytes);
    void completeFloor(const Sample& sample);
    void thinOldFloors();
    void dropBefore(Seconds time);
    void judge(Seconds now);
    LeakReport conclude(Seconds now) const;
    LeakReport concludeSimply(Seconds now) const;
    Verdict verdictOnHeap(const LeakReport& report) const;
    bool growsOutside(const LeakReport& report) const;
    void findGrowth(LeakReport& report) const;

    LeakOptions m_options;
    LeakReport m_report;
    Verdict m_lastConclusion = Verdict::NotEnoughData;
    Seconds m_begin = kNoValue; ///< of the first sample or collection
    Seconds m_lastJudged = kNoValue;
    double m_limit = kNoValue;
    std::vector<Seconds> m_times; ///< of the floors
    std::vector<double> m_floors;
    std::vector<std::string> m_names; ///< of what may grow with the heap: its spaces, external memory, array buffers
    std::vector<std::vector<double>> m_parts; ///< per name, its bytes at each floor
    Seconds m_newest = kNoValue; ///< when the last floor began; later collections within a second belong to it
    bool m_isOpen = false;       ///< samples may still lower the last floor
    bool m_wantsParts = false;   ///< no sample came since the last floor began
    bool m_changed = false;      ///< since it was judged
    Minima m_external;
    Minima m_native;
    Minima m_used;
    std::deque<std::pair<Seconds, double>> m_window; ///< heapUsed, for the simple rule
};

/// What the detector would have said at the end of a recording.
LeakDetector detectLeaks(const RecordedLane& lane, const LeakOptions& options);

} // namespace heapwise
