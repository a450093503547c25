#pragma once

#include "app/cli/watch/metricsserver.h"
#include "app/signalnotifier.h"
#include "app/cli/watch/watchoptions.h"
#include "app/cli/watch/watchoutput.h"
#include "core/inspector/launcher.h"
#include "core/inspector/session.h"
#include "core/timeline/leakdetector.h"
#include "core/timeline/metrics.h"

#include <QTimer>

namespace heapwise::cli {

/// Watches one process from the command line: takes its samples, judges, serves metrics, takes snapshots by rule, and
/// leaves it as it was found.
class Watcher : public QObject {
    Q_OBJECT
public:
    explicit Watcher(WatchOptions options);
    ~Watcher() override;

    void start();
    /// Once finished() was emitted.
    int exitCode() const { return m_exitCode; }

signals:
    void finished();

private:
    bool serveMetrics();
    void launch();
    void attach(inspector::Target target);
    void stateChanged(inspector::SessionState state);
    void take(const Sample& sample);
    void considerSnapshot(const Sample& sample);
    void takeSnapshot(const QString& reason);
    void captured(const inspector::CaptureResult& result);
    void stop(const QString& why);
    void fail(const QString& sentence);
    void finish();

    WatchOptions m_options;
    WatchOutput m_output;
    SignalNotifier m_signals;
    LeakDetector m_detector;
    Metrics m_metrics;
    SnapshotTrigger m_trigger;
    std::unique_ptr<MetricsServer> m_server;
    std::unique_ptr<inspector::Launcher> m_launcher;
    std::unique_ptr<inspector::Session> m_session;
    QTimer m_duration;
    Verdict m_told = Verdict::NotEnoughData;
    QString m_why;            ///< watching is over
    QString m_snapshotReason; ///< of the one being taken; empty: none is
    int m_exitCode = -1;
};

} // namespace heapwise::cli
