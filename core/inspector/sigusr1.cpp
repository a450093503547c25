#include "core/inspector/sigusr1.h"

#include <cerrno>
#include <csignal>

#include <sys/syscall.h>
#include <unistd.h>

namespace heapwise::inspector {

namespace {

constexpr quint64 kSigUsr1Bit = 1ull << (SIGUSR1 - 1);

/// A handle of a process that no other process can take the place of.
class ProcessHandle {
public:
    explicit ProcessHandle(qint64 pid)
        : m_handle(int(::syscall(SYS_pidfd_open, pid_t(pid), 0u)))
    {}
    ~ProcessHandle()
    {
        if (m_handle >= 0)
            ::close(m_handle);
    }
    ProcessHandle(const ProcessHandle&) = delete;
    ProcessHandle& operator=(const ProcessHandle&) = delete;

    bool isValid() const { return m_handle >= 0; }
    bool send(int signal) const { return ::syscall(SYS_pidfd_send_signal, m_handle, signal, nullptr, 0u) == 0; }

private:
    int m_handle;
};

} // namespace

SignalVerdict judgeSignal(const ProcFs& proc, const ProcessIdentity& process)
{
    const auto stat = proc.stat(process.pid);
    const auto status = proc.status(process.pid);
    if (!stat || !status || stat->startTime != process.startTime || stat->state == 'Z' || stat->state == 'X')
        return SignalVerdict::Gone;
    if (::geteuid() != 0 && status->uid != ::geteuid())
        return SignalVerdict::OtherUser;
    if (stat->state == 'T' || stat->state == 't')
        return SignalVerdict::Stopped;
    if (status->blockedSignals & kSigUsr1Bit)
        return SignalVerdict::Blocked;
    return status->caughtSignals & kSigUsr1Bit ? SignalVerdict::OpensInspector : SignalVerdict::WouldKill;
}

// Without pidfds (kernels before 5.3) nothing is sent: between a look and kill() the pid may change hands.
SignalVerdict sendInspectorSignal(const ProcFs& proc, const ProcessIdentity& process)
{
    const ProcessHandle handle(process.pid);
    if (!handle.isValid())
        return errno == ESRCH ? SignalVerdict::Gone : SignalVerdict::OtherUser;
    const SignalVerdict verdict = judgeSignal(proc, process);
    if (verdict != SignalVerdict::OpensInspector)
        return verdict;
    if (handle.send(SIGUSR1))
        return verdict;
    return errno == ESRCH ? SignalVerdict::Gone : SignalVerdict::OtherUser;
}

} // namespace heapwise::inspector
