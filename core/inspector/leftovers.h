#pragma once

#include "core/inspector/procfs.h"

namespace heapwise::inspector {

/// Remembers, in a small file, in which processes we opened the inspector: written before the signal is sent, and
/// struck out when it is closed again. After a crash of ours the next start can close what was left open.
/// The functions read and write the file; call them off the GUI thread.
class Leftovers {
public:
    /// Where programs of this name keep it.
    static QString usualFile();
    explicit Leftovers(QString file)
        : m_file(std::move(file))
    {}

    void add(const ProcessIdentity& process);
    void remove(const ProcessIdentity& process);
    /// Those whose process is still alive and is not watched by another running Heapwise; others are struck out.
    QList<ProcessIdentity> stillOpen(const ProcFs& proc);

private:
    struct Entry {
        ProcessIdentity process;
        ProcessIdentity owner; ///< the Heapwise that opened it
    };

    QList<Entry> read() const;
    void write(const QList<Entry>& entries) const;
    /// Reads, changes and writes under a lock: several Heapwise may run.
    template <typename Change>
    void update(Change&& change);

    QString m_file;
};

} // namespace heapwise::inspector
