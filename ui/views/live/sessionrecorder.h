#pragma once

#include <QObject>
#include <QThreadPool>

#include "core/timeline/sessionfile.h"

#include <memory>

namespace heapwise::ui {

class LiveData;
struct LiveEvent;

/// Keeps a live session on disk while it goes on, so that a crash loses the last moments only. Writes on a thread of
/// its own. The oldest of such files are removed, so that there are never more than kKept.
class SessionRecorder : public QObject {
    Q_OBJECT
public:
    static constexpr int kKept = 20;

    /// Nothing is written before begin().
    explicit SessionRecorder(LiveData* data, QObject* parent = nullptr);
    ~SessionRecorder() override;

    void begin(const SessionHead& head, const QString& path);
    bool isRecording() const { return m_state != nullptr; }
    QString path() const { return m_path; }
    /// Copies what is recorded so far to another file, whose name it replaces. saved() follows.
    void saveAs(const QString& path);

    /// Tells a session from others, also when its recording is opened again.
    static QString idOf(qint64 pid, Seconds begin) { return QStringLiteral("%1@%2").arg(pid).arg(qint64(begin)); }
    /// Where sessions are kept.
    static QString folder();

signals:
    /// The reason is empty when it worked.
    void saved(const QString& path, const QString& whyNot);
    /// No more is written: the disk is full, for instance.
    void failed();

private:
    struct State;
    void write(std::string lines);

    LiveData* m_data;
    QString m_path;
    SessionText m_text;
    std::shared_ptr<State> m_state;
    QThreadPool m_thread; ///< one, so that lines stay in order
    std::size_t m_eventsWritten = 0;
};

SessionEvent toSessionEvent(const LiveEvent& event);
LiveEvent toLiveEvent(const SessionEvent& event);

} // namespace heapwise::ui
