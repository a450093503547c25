#pragma once

#include <QObject>
#include <QStringList>

#include "core/inspector/capture.h"
#include "core/timeline/recording.h"

namespace heapwise::ui {

/// One row of the events table.
struct LiveEvent {
    enum class Kind { Attached, Snapshot, Failed, Mark, Sampling, State, Verdict };
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

    void addSample(const Sample& sample);
    void addLane(int lane, const QString& title);
    void endLane(int lane);
    void addEvent(LiveEvent event);
    /// Numbers it, and says how much the heap changed since the last one of the same lane.
    void addSnapshot(const inspector::CaptureResult& result, const QString& reason = {});
    /// Values come with gaps: until this time nothing was heard.
    void addGap(Gap gap);
    /// All at once, in place of what there is: of a session that was recorded.
    void setRecording(Recording recording, std::vector<LiveEvent> events);

    const Recording& recording() const { return m_recording; }
    const std::map<int, RecordedLane>& lanes() const { return m_recording.lanes(); }
    const RecordedLane& main() const { return m_recording.main(); } ///< always there
    bool isEmpty() const { return m_recording.isEmpty(); }
    const std::vector<LiveEvent>& events() const { return m_events; }
    Seconds begin() const { return m_recording.begin(); }
    Seconds end() const { return m_recording.end(); }
    double costShare() const { return m_recording.costShare(); } ///< of the target's main thread, smoothed
    int snapshots() const { return m_snapshots; }

signals:
    void sampled();
    /// Of any lane, once it is recorded.
    void sampleAdded(const heapwise::Sample& sample);
    void laneAdded(int lane, const QString& title);
    void laneEnded(int lane);
    void gapAdded(double from, double to);
    void eventAdded(const heapwise::ui::LiveEvent& event);
    void lanesChanged();
    void eventsChanged();

private:
    Recording m_recording;
    std::vector<LiveEvent> m_events;
    int m_snapshots = 0;
};

} // namespace heapwise::ui
