#pragma once

#include "core/inspector/channel.h"
#include "core/inspector/samplereader.h"

#include <QElapsedTimer>

namespace heapwise::inspector {

/// One isolate of the target: the sampling code in it and what is asked of it. In the thread of the connection.
class Lane : public QObject {
    Q_OBJECT
public:
    Lane(LaneId id, QString title, Channel* channel, QObject* parent = nullptr);

    LaneId id() const { return m_id; }
    const QString& title() const { return m_title; }
    Channel* channel() const { return m_channel; }

    /// Installs the sampling code; ready() follows. Where the program does not let it in, sampling falls back to
    /// what the protocol itself tells.
    void install();
    void installOnceStarted();
    /// Asks for a sample, unless the one before is still unanswered. `rss` is used where the target cannot tell.
    void poll(double rss);
    bool isPolling() const { return m_polling; }
    qint64 pollingForMs() const { return m_polling ? m_asked.elapsed() : 0; }
    /// Lets go of what the console keeps because an inspector is open.
    void discardConsole();
    /// Takes out what was put in. `done` is called in any case, after 2 s at the latest.
    void leave(std::function<void()> done);

    /// Where ids of objects stay the same, a number; another one after they were handed out anew. 0 until the
    /// first snapshot.
    int epoch() const { return m_epoch; }
    /// Before a snapshot: finds out whether the ids are still those of the last one. `done(epoch)`.
    void checkEpoch(const QObject* context, std::function<void(int)> done);
    /// After a snapshot: remembers the id of our own object.
    void rememberIds(const QObject* context, std::function<void()> done);

signals:
    void ready();
    void sampled(const heapwise::Sample& sample, int latencyMs);

private:
    void evaluate(const QString& expression, bool byValue, int timeoutMs, Channel::Done done);
    void makeCanary();
    void takeAnswer(const Reply& reply);
    void takeFallback(const Reply& reply, double rss);
    void askCanary(const QObject* context, std::function<void(const QString&)> done);

    LaneId m_id;
    QString m_title;
    Channel* m_channel;
    SampleReader m_reader;
    QElapsedTimer m_asked;
    QString m_agent; ///< object ids in the target
    QString m_canary;
    QString m_canaryId; ///< V8's id of it at the last snapshot
    int m_epoch = 0;
    int m_startedProbes = 0;
    bool m_polling = false;
    bool m_installing = false;
    bool m_fallback = false;
};

} // namespace heapwise::inspector
