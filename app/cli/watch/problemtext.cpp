#include "app/cli/watch/watchoutput.h"

namespace heapwise::cli {

using inspector::Problem;

QString problemText(const inspector::Failure& failure)
{
    const QString& detail = failure.detail;
    switch (failure.problem) {
    case Problem::None:
        return {};
    case Problem::ProcessGone:
        return QStringLiteral("There is no such process, or it has ended.");
    case Problem::NeedsConsent:
        return QStringLiteral("Its inspector is closed. With --open it is asked to open it on 127.0.0.1 (SIGUSR1).");
    case Problem::OtherUser:
        return QStringLiteral("The process belongs to another user; run this as that user.");
    case Problem::OtherNetwork:
        return QStringLiteral(
            "The process listens in the network of its container; publish the port and give the address.");
    case Problem::Stopped:
        return QStringLiteral("The process is stopped; continue it (kill -CONT) first.");
    case Problem::SignalWouldKill:
        return QStringLiteral(
            "The process does not catch SIGUSR1, which would end it; it was not sent. Start it with --inspect.");
    case Problem::SignalBlocked:
        return QStringLiteral("The process refuses SIGUSR1; start it with --inspect.");
    case Problem::PortTaken:
        return QStringLiteral("Another process listens at port %1; start the program with --inspect-port=0.")
            .arg(detail);
    case Problem::OwnHandler:
        return QStringLiteral(
            "The program has its own handler for SIGUSR1, which ran instead; start it with --inspect.");
    case Problem::HostUnknown:
        return QStringLiteral("There is no host named %1.").arg(detail);
    case Problem::NothingListens:
        return QStringLiteral("Nothing listens at %1.").arg(detail);
    case Problem::NoAnswer:
        return QStringLiteral("No answer came in time.");
    case Problem::NotAnInspector:
        return QStringLiteral("Something answers at %1, but it is not the inspector of Node.js.").arg(detail);
    case Problem::HidesItsId:
        return QStringLiteral(
            "The inspector does not tell its id; give the whole address that the program printed (ws://...).");
    case Problem::AnotherProcess:
        return QStringLiteral("Another process (%1) answers at that port.").arg(detail);
    case Problem::TooOld:
        return QStringLiteral("This version of Node.js is too old; 18 is the first that can be watched.");
    case Problem::BrokenProtocol:
        return QStringLiteral("What came is not the inspector's protocol: %1.").arg(detail);
    case Problem::ConnectionLost:
        return QStringLiteral("The connection broke.");
    case Problem::ScriptFailed:
        return QStringLiteral("The sampling code could not be installed: %1").arg(detail);
    case Problem::Refused:
        return QStringLiteral("The process refused: %1").arg(detail);
    case Problem::NotStarted:
        return QStringLiteral("The program could not be started: %1").arg(detail);
    case Problem::CannotWrite:
        return QStringLiteral("The file could not be written: %1").arg(detail);
    case Problem::DiskFull:
        return QStringLiteral("The disk is nearly full.");
    case Problem::Discarded:
        return QStringLiteral("It was discarded.");
    }
    return {};
}

} // namespace heapwise::cli
