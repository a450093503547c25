#pragma once

#include <QElapsedTimer>
#include <QObject>

#include "core/base/result.h"
#include "ui/jobs/filewatch.h"

namespace heapwise::ui {

/// Whether a file can be read now: before reading whether there is memory for it, after it ended too early whether
/// it is still being written, and once it is open whether it is still the same on disk.
class Admission : public QObject {
    Q_OBJECT
public:
    explicit Admission(QObject* parent = nullptr);

    /// Answers with admitted() or needsMemory().
    void ask(const QString& path);
    /// Reading ended at the end of a file that had `bytes`. Answers with ended() when it does not grow; else
    /// with stillWritten() again and again, and then grown().
    void askForMore(const QString& path, quint64 bytes);
    /// From now on: tells when the file is not what it was at ask().
    void keepWatching(const QString& path);
    void stop();

    /// True for the errors that a file which is being written causes.
    static bool isPerhapsWritten(ErrorCode code) { return code == ErrorCode::Truncated || code == ErrorCode::Empty; }

signals:
    void admitted();
    void needsMemory(quint64 neededBytes, quint64 freeBytes);
    void stillWritten(quint64 bytes);
    void grown(); ///< and no more for some seconds: worth another try
    void ended(); ///< nobody writes it
    void changedOnDisk(bool isShorter);

private:
    struct Answer {
        FileState state;
        quint64 needed = 0;
        quint64 free = 0;
    };
    enum class Watching { Nothing, Growth, Changes };

    void looked(const FileState& now);
    void lookedForGrowth(const FileState& now);

    LatestJob<Answer> m_asking;
    FileWatch m_watch;
    Watching m_watching = Watching::Nothing;
    FileState m_asked; ///< as it was when reading began
    FileState m_last;
    QElapsedTimer m_quiet; ///< since it last changed
    bool m_isGrowing = false;
};

} // namespace heapwise::ui
