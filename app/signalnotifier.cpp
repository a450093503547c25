#include "app/signalnotifier.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace heapwise {

namespace {

constexpr int kSignals[] = {SIGHUP, SIGINT, SIGTERM};

int s_pipe = -1; // what the handler may touch

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = write(s_pipe, &byte, 1);
}

} // namespace

SignalNotifier::SignalNotifier(QObject* parent)
    : QObject(parent)
{
    if (pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // signals do what they always do
    s_pipe = m_pipe[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false);
        emit interrupted();
    });
    for (const int signal : kSignals) {
        struct sigaction present = {}, action = {};
        sigaction(signal, nullptr, &present);
        if (present.sa_handler == SIG_IGN) // by a shell, for jobs in the background
            continue;
        action.sa_handler = onSignal;
        action.sa_flags = int(SA_RESETHAND | SA_RESTART);
        sigaction(signal, &action, nullptr);
    }
}

SignalNotifier::~SignalNotifier()
{
    for (const int signal : kSignals)
        std::signal(signal, SIG_DFL);
    m_notifier.reset();
    for (const int end : m_pipe)
        if (end >= 0)
            close(end);
}

} // namespace heapwise
