#pragma once

#include "core/inspector/procfs.h"

#include <QMutex>

namespace heapwise::inspector {

/// Which version of Node.js a program is, found in the program itself: without attaching, also for renamed and single
/// executable programs, and after the file was replaced. Remembered per file. Thread-safe.
class NodeBinaries {
public:
    /// "22.11.0"; empty when the running program of `pid` is not Node.js or may not be read. The first look at a
    /// file reads all of it.
    QString versionOf(const ProcFs& proc, qint64 pid);

private:
    struct FileKey {
        quint64 device = 0;
        quint64 inode = 0;
        qint64 changed = 0;
        friend bool operator==(const FileKey& a, const FileKey& b)
        {
            return a.device == b.device && a.inode == b.inode && a.changed == b.changed;
        }
    };
    struct Known {
        FileKey key;
        QString version;
    };

    QString versionInFile(const QString& path);

    QMutex m_mutex;
    QList<Known> m_known; ///< the latest last
};

/// In the bytes of a program: "node.js/v22.11.0" or a release address of nodejs.org. Empty when there is none.
QString findNodeVersion(const char* bytes, qsizetype size);

} // namespace heapwise::inspector
