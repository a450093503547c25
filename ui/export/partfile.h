#pragma once

#include <QFile>

namespace heapwise::ui {

/// A file that appears whole or not at all: it is written beside its place under a name ending in ".part",
/// and renamed by commit(). Without that it is removed again. Any thread.
class PartFile {
public:
    explicit PartFile(const QString& path);
    ~PartFile();

    /// Each returns a sentence when it failed, else an empty text.
    QString open();
    QString commit();

    QIODevice& device() { return m_file; }
    bool hasFailed() const { return m_file.error() != QFileDevice::NoError; }
    QString problem() const; ///< in words, of the last error

private:
    QString m_path;
    QFile m_file;
    bool m_isDone = false;
};

} // namespace heapwise::ui
