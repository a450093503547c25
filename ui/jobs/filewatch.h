#pragma once

#include <QObject>
#include <QTimer>

#include "ui/jobs/latestjob.h"

namespace heapwise::ui {

/// What tells one version of a file from the next.
struct FileState {
    bool exists = false;
    quint64 bytes = 0;
    qint64 modifiedMs = 0; ///< since the epoch, by the file's clock
    friend bool operator==(const FileState& a, const FileState& b)
    {
        return a.exists == b.exists && a.bytes == b.bytes && a.modifiedMs == b.modifiedMs;
    }
};

/// Touches the disk: for workers.
FileState stateOfFile(const QString& path);

/// Looks at one file again and again, on a worker. Each look is told, changed or not.
class FileWatch : public QObject {
    Q_OBJECT
public:
    explicit FileWatch(QObject* parent = nullptr);

    /// The first look is at once.
    void start(const QString& path, int everyMs);
    void stop();
    bool isActive() const { return m_timer.isActive(); }

signals:
    void looked(const heapwise::ui::FileState& state);

private:
    void look();

    QString m_path;
    QTimer m_timer;
    LatestJob<FileState> m_job;
};

} // namespace heapwise::ui
