#pragma once

#include <QMetaType>
#include <QString>

namespace heapwise::inspector {

/// Why attaching, a call or a capture did not work. The sentence a person reads is chosen in ui/.
enum class Problem {
    None,
    ProcessGone,
    NeedsConsent, ///< the inspector is closed, and nobody agreed to opening it
    OtherUser,
    OtherNetwork,    ///< the process listens in the network of its container
    Stopped,         ///< SIGSTOP
    SignalWouldKill, ///< SIGUSR1 is not caught
    SignalBlocked,   ///< --disable-sigusr1, or the permission model
    PortTaken,       ///< another process listens where the inspector would; detail is the port
    OwnHandler,      ///< signalled, but no inspector appeared: the program handles SIGUSR1 itself
    HostUnknown,     ///< the name does not resolve
    NothingListens,  ///< connection refused
    NoAnswer,        ///< in time
    NotAnInspector,  ///< something else answers at the port
    HidesItsId,      ///< --inspect-publish-uid: the address has to be given whole
    AnotherProcess,  ///< another process than expected answers at the port; detail is its pid
    TooOld,          ///< cannot tell when it wants to exit, so that attaching would keep it alive
    BrokenProtocol,  ///< the answers are no inspector's; detail says how
    ConnectionLost,
    ScriptFailed, ///< the sampling code could not be installed; detail is the exception
    Refused,      ///< the target answered with an error; detail is its text
    NotStarted,   ///< a program to run could not be started; detail says why
    CannotWrite,  ///< detail is the system's reason
    DiskFull,
    Discarded, ///< by the user
};

struct Failure {
    Problem problem = Problem::None;
    QString detail;

    explicit operator bool() const { return problem != Problem::None; }
};

} // namespace heapwise::inspector

Q_DECLARE_METATYPE(heapwise::inspector::Failure)
