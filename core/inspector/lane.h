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

    /// Installs the sampling code; ready() follows, after 5 s at the latest. Where the program does not let it in,
    /// sampling falls back to what the protocol itself tells; where it is busy, polling tries again.
    void install() { install(kInstallMs); }
    void installOnceStarted();
    struct Question {
        int everyMs = 1000;      ///< how often it samples
        int askedEveryMs = 1000; ///< how often it is asked, which is how often it tells where it does not sample
        bool isFresh = false;    ///< one sample as of now, whenever the last was taken
        bool wantsRss = false;   ///< with the resident size, which else is kNoValue
    };
    /// Asks for the samples since the last time, unless the question before is still unanswered.
    void poll(const Question& question);
    /// It did nothing when it was last asked.
    bool isIdle() const { return m_isIdle; }
    qint64 pollingForMs() const { return m_polling || m_installing ? m_asked.elapsed() : 0; }
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
    /// In the order of time, at least one; the answer took so long.
    void answered(const std::vector<heapwise::Sample>& samples, int latencyMs);

private:
    static constexpr int kInstallMs = 5000;

    void install(int limitMs); ///< 0: no limit
    void ask();
    void evaluate(const QString& expression, bool byValue, int timeoutMs, Channel::Done done);
    void makeCanary();
    void takeAnswer(const Reply& reply);
    void takeFallback(const Reply& reply);
    void tell(std::vector<Sample> samples);
    void askCanary(const QObject* context, std::function<void(const QString&)> done);

    LaneId m_id;
    QString m_title;
    Channel* m_channel;
    SampleReader m_reader;
    Question m_question; ///< the last one
    QElapsedTimer m_asked;
    Seconds m_told = kNoValue; ///< time of the last sample
    int m_expectedMs = 0;      ///< between the samples of the answer before
    QString m_agent;           ///< object ids in the target
    QString m_canary;
    QString m_canaryId; ///< V8's id of it at the last snapshot
    int m_epoch = 0;
    int m_startedProbes = 0;
    bool m_polling = false;
    bool m_installing = false;
    bool m_fallback = false;
    bool m_isIdle = false;
};

} // namespace heapwise::inspector
