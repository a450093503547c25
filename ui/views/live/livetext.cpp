#include "ui/views/live/livetext.h"

namespace heapwise::ui {

using inspector::Access;
using inspector::Problem;
using inspector::SessionState;

QString LiveText::problem(const inspector::Failure& failure)
{
    const QString& detail = failure.detail;
    switch (failure.problem) {
    case Problem::None:
        return {};
    case Problem::ProcessGone:
        return detail.isEmpty() ? tr("The process ended.") : tr("The process has finished and exited by itself.");
    case Problem::NeedsConsent:
        return tr("Its inspector is closed. Attach again to have it opened.");
    case Problem::OtherUser:
        return tr("The process belongs to another user. Run Heapwise as that user.");
    case Problem::OtherNetwork:
        return tr("The process runs in a container with a network of its own. Publish its inspector port and enter the "
                  "address.");
    case Problem::Stopped:
        return tr("The process is stopped and answers nothing. Continue it (kill -CONT), then attach.");
    case Problem::SignalWouldKill:
        return tr("The process does not catch SIGUSR1, which would end it, so it was not sent. "
                  "Start the program with --inspect, or attach again when it has started up.");
    case Problem::SignalBlocked:
        return tr("The process refuses SIGUSR1 (--disable-sigusr1, or the permission model). Start it with --inspect.");
    case Problem::PortTaken:
        return tr("Another process listens at port %1, where the inspector would. Close that one's inspector, or start "
                  "the program "
                  "with --inspect-port=0.")
            .arg(detail);
    case Problem::OwnHandler:
        return tr("The program has its own handler for SIGUSR1, which ran instead of opening the inspector. Start it "
                  "with --inspect.");
    case Problem::HostUnknown:
        return tr("There is no host named %1.").arg(detail);
    case Problem::NothingListens:
        return tr("Nothing listens at %1. Check the address, and that the program still runs.").arg(detail);
    case Problem::NoAnswer:
        return tr("No answer came in time. The process may be stopped, or the port may belong to something else.");
    case Problem::NotAnInspector:
        return tr("Something answers at %1, but it is not the inspector of Node.js.").arg(detail);
    case Problem::HidesItsId:
        return tr("The inspector does not tell its id. Enter the whole address that the program printed (ws://…).");
    case Problem::AnotherProcess:
        return tr("Another process (%1) answers at that port. Refresh the list and attach to that one.").arg(detail);
    case Problem::TooOld:
        return tr("This version of Node.js cannot be watched without holding up its exit. Heapwise needs Node.js 18 or "
                  "later.");
    case Problem::BrokenProtocol:
        return tr("The connection was closed, because what came is not the inspector's protocol: %1.").arg(detail);
    case Problem::ConnectionLost:
        return tr("The connection broke. What was recorded stays.");
    case Problem::ScriptFailed:
        return tr("The sampling code could not be installed: %1").arg(detail);
    case Problem::Refused:
        return detail.isEmpty() ? tr("Another snapshot is still being taken.")
                                : tr("The process refused: %1").arg(detail);
    case Problem::NotStarted:
        return tr("The program could not be started: %1").arg(detail);
    case Problem::CannotWrite:
        return tr("The file could not be written: %1").arg(detail);
    case Problem::DiskFull:
        return tr("The disk is nearly full. Make room, or choose another folder.");
    case Problem::Discarded:
        return tr("Discarded.");
    }
    return {};
}

QString LiveText::access(const inspector::ProcessInfo& process)
{
    switch (process.access) {
    case Access::Open:
        return QStringLiteral("%1:%2").arg(process.inspector.address).arg(process.inspector.port);
    case Access::OpensOnSignal:
        return tr("Opens on attach");
    case Access::StartingUp:
        return tr("Refuses the signal");
    case Access::WouldKill:
        return tr("Cannot be opened");
    case Access::Stopped:
        return tr("Stopped");
    case Access::OtherUser:
        return tr("User %1").arg(process.user);
    case Access::OtherNetwork:
        return tr("In a container");
    case Access::TooOld:
        return tr("Not supported, Node %1").arg(process.version.section(QLatin1Char('.'), 0, 0));
    case Access::NotSupported:
        return process.runtime == inspector::Runtime::Bun ? tr("Bun, not supported") : tr("Deno, not supported");
    }
    return {};
}

QString LiveText::whyNoAccess(const inspector::ProcessInfo& process)
{
    switch (process.access) {
    case Access::Open:
    case Access::OpensOnSignal:
        return {};
    case Access::StartingUp:
        return problem({Problem::SignalBlocked, {}});
    case Access::WouldKill:
        return problem({Problem::SignalWouldKill, {}});
    case Access::Stopped:
        return problem({Problem::Stopped, {}});
    case Access::OtherUser:
        return problem({Problem::OtherUser, {}});
    case Access::OtherNetwork:
        return problem({Problem::OtherNetwork, {}});
    case Access::TooOld:
        return problem({Problem::TooOld, {}});
    case Access::NotSupported:
        return tr("Heapwise watches Node.js. This is another runtime.");
    }
    return {};
}

QString LiveText::consent(const inspector::ProcessInfo& process)
{
    return tr("Heapwise sends SIGUSR1 to process %1 (%2), and Node.js opens its inspector on 127.0.0.1.\n\n"
              "While it is open, every user of this computer can take over the process. Heapwise closes it when you "
              "detach.\n\n"
              "The program prints a few lines to its standard error (\"Debugger listening on …\"). "
              "Should it have its own handler for SIGUSR1, that handler runs instead.")
        .arg(process.identity.pid)
        .arg(process.commandLine);
}

QString LiveText::state(SessionState state)
{
    switch (state) {
    case SessionState::Attaching:
        return tr("Attaching");
    case SessionState::WaitingForDebugger:
        return tr("Waiting for a debugger");
    case SessionState::Live:
        return tr("Live");
    case SessionState::Busy:
        return tr("Busy");
    case SessionState::Capturing:
        return tr("Snapshot");
    case SessionState::Leaving:
        return tr("Detaching");
    case SessionState::Detached:
        return tr("Detached");
    case SessionState::Ended:
        return tr("Ended");
    case SessionState::Lost:
        return tr("Disconnected");
    case SessionState::Failed:
        return tr("Not attached");
    }
    return {};
}

} // namespace heapwise::ui
