#pragma once

#include "core/inspector/procfs.h"

namespace heapwise::inspector {

/// What a program was started as, to find it again after a restart.
struct ProgramMark {
    QString executable;
    QStringList arguments;
    QString directory;
    uint user = 0;

    bool isValid() const { return !arguments.isEmpty(); }
    bool operator==(const ProgramMark& other) const = default;
};

/// Not valid where the process is gone or may not be looked at.
ProgramMark programOf(const ProcFs& proc, qint64 pid);

/// The newest process that was started as the same program after `before` was. Reads one small file per process of the
/// machine, more of those that are younger.
std::optional<ProcessIdentity> findSuccessor(const ProcFs& proc, const ProgramMark& program,
                                             const ProcessIdentity& before);

} // namespace heapwise::inspector
