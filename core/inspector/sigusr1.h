#pragma once

#include "core/inspector/procfs.h"

namespace heapwise::inspector {

/// What SIGUSR1 would do to a process.
enum class SignalVerdict {
    OpensInspector, ///< it is caught: Node opens its inspector, or a handler of the program's own runs
    Blocked,        ///< starting up, --disable-sigusr1, or the permission model: without effect
    WouldKill,      ///< nobody catches it: the process would die
    Stopped,        ///< the process stands still (SIGSTOP) and answers nothing
    OtherUser,      ///< we may not send it
    Gone,
};

/// Reads what the kernel says right now. Sends nothing.
SignalVerdict judgeSignal(const ProcFs& proc, const ProcessIdentity& process);

/// Sends SIGUSR1 if, and only if, the verdict is OpensInspector and the pid is still this process: it is pinned by a
/// pidfd before both are looked at once more. Returns the verdict it acted on.
SignalVerdict sendInspectorSignal(const ProcFs& proc, const ProcessIdentity& process);

} // namespace heapwise::inspector
