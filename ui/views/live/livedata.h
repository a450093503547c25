#pragma once

#include <QObject>
#include <QStringList>

#include "core/inspector/capture.h"
#include "core/inspector/sample.h"
#include "core/timeline/gcevents.h"
#include "core/timeline/timeline.h"

#include <map>
#include <memory>

namespace heapwise::ui {

/// The series every lane has, in the order of the legend.
enum class Series { Rss, HeapTotal, HeapUsed, External, ArrayBuffers, Limit, Cpu, Loop };
inline constexpr int kMemorySeries = 5; ///< the first of them are drawn as memory

/// What was recorded of the main thread or of a worker.
struct LiveLane {
    LiveLane();

    QString title; ///< empty for the main thread
    bool ended = false;
    Timeline timeline;
    GcEvents collections;
    std::vector<SeriesId> spaces; ///< in the order the process has them

    static SeriesId id(Series series) { return SeriesId{std::uint32_t(series)}; }
    double latest(Series series) const;
};

/// One row of the events table.
struct LiveEvent {
    enum class Kind { Attached, Snapshot, Failed, Mark, Sampling, State };
    Kind kind = Kind::Mark;
    Seconds time = 0;
    QString text;
    QString detail;
    double heap = kNoValue;   ///< bytes
    double change = kNoValue; ///< against the snapshot before
    QString file;
    int number = 0; ///< of a snapshot
    int epoch = 0;
    int lane = 0;
};

/// All that a live session recorded; what views draw from. On the GUI thread, in bounded memory.
class LiveData : public QObject {
    Q_OBJECT
public:
    explicit LiveData(QObject* parent = nullptr);

    void addSample(const inspector::Sample& sample);
    void addLane(int lane, const QString& title);
    void endLane(int lane);
    void addEvent(LiveEvent event);
    /// Numbers it, and says how much the heap changed since the last one of the same lane.
    void addSnapshot(const inspector::CaptureResult& result);
    /// Values come with gaps: until this time nothing was heard.
    void addGap(Gap gap);

    const std::map<int, LiveLane>& lanes() const { return m_lanes; }
    const LiveLane& main() const { return m_lanes.at(0); } ///< always there
    bool isEmpty() const { return main().timeline.isEmpty(); }
    const std::vector<LiveEvent>& events() const { return m_events; }
    Seconds begin() const { return isEmpty() ? 0 : main().timeline.firstTime(); }
    Seconds end() const { return isEmpty() ? 0 : main().timeline.lastTime(); }
    double costShare() const { return m_cost; } ///< of the target's main thread, smoothed
    int snapshots() const { return m_snapshots; }

signals:
    void sampled();
    void lanesChanged();
    void eventsChanged();

private:
    std::map<int, LiveLane> m_lanes;
    std::vector<LiveEvent> m_events;
    double m_cost = kNoValue;
    int m_snapshots = 0;
};

} // namespace heapwise::ui
