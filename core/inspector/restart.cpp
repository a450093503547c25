#include "core/inspector/restart.h"

namespace heapwise::inspector {

ProgramMark programOf(const ProcFs& proc, qint64 pid)
{
    const auto status = proc.status(pid);
    if (!status)
        return {};
    return {proc.executable(pid), proc.commandLine(pid), proc.workingDirectory(pid), status->uid};
}

std::optional<ProcessIdentity> findSuccessor(const ProcFs& proc, const ProgramMark& program,
                                             const ProcessIdentity& before)
{
    std::optional<ProcessIdentity> newest;
    for (const qint64 pid : proc.processIds()) {
        const auto process = proc.identity(pid);
        const bool isYounger = process && process->startTime > before.startTime;
        if (isYounger && (!newest || process->startTime > newest->startTime) && programOf(proc, pid) == program)
            newest = process;
    }
    return newest;
}

} // namespace heapwise::inspector
