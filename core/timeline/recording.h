#pragma once

#include "core/timeline/sample.h"

#include <map>

namespace heapwise {

/// The series every lane has, in the order of a legend.
enum class Series { Rss, HeapTotal, HeapUsed, External, ArrayBuffers, Limit, Cpu, Loop, GroupLimit };
inline constexpr int kMemorySeries = 5; ///< the first of them are memory

/// What was recorded of the main thread or of a worker.
struct RecordedLane {
    static constexpr std::size_t kMaxSpaces = 64;

    RecordedLane();

    static SeriesId id(Series series) { return SeriesId{std::uint32_t(series)}; }
    double latest(Series series) const;
    /// False when the sample is not after the last one.
    bool add(const Sample& sample);
    /// As it was added; for readers that go over all of it again. Garbage collections are not in it.
    Sample sampleAt(std::size_t row) const;

    std::string title; ///< empty for the main thread
    bool ended = false;
    Timeline timeline;
    GcEvents collections;
    std::vector<SeriesId> spaces; ///< in the order the process has them

private:
    void addSpace(const std::string& name, double used);
};

/// Everything measured of one process, in bounded memory.
class Recording {
public:
    static constexpr std::size_t kMaxLanes = 64;

    Recording();

    /// Attached again, a lane goes on where it was. With too many, those that ended make room, the oldest first.
    void addLane(int lane, std::string title);
    void endLane(int lane);
    /// Ignored where its lane is not known, or it is not after the last one.
    bool addSample(const Sample& sample);
    /// Until this time nothing was heard.
    void addGap(Gap gap);

    const std::map<int, RecordedLane>& lanes() const { return m_lanes; }
    const RecordedLane& main() const { return m_lanes.at(0); } ///< always there
    bool isEmpty() const { return main().timeline.isEmpty(); }
    Seconds begin() const { return isEmpty() ? 0 : main().timeline.firstTime(); }
    Seconds end() const { return isEmpty() ? 0 : main().timeline.lastTime(); }
    double costShare() const { return m_cost; } ///< of the process's main thread, smoothed

private:
    std::map<int, RecordedLane> m_lanes;
    double m_cost = kNoValue;
};

} // namespace heapwise
