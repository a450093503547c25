#include "ui/views/live/restartwatch.h"

namespace heapwise::ui {

using inspector::ProcessIdentity;
using inspector::ProcFs;

namespace {

constexpr int kRestartWatchLookMs = 1000;
constexpr int kMostLooks = 120;

} // namespace

RestartWatch::RestartWatch(QObject* parent)
    : QObject(parent)
{
    m_timer.setInterval(kRestartWatchLookMs);
    connect(&m_timer, &QTimer::timeout, this, &RestartWatch::look);
}

void RestartWatch::remember(const ProcessIdentity& process)
{
    m_process = process;
    m_program = {};
    m_timer.stop();
    m_looking.drop();
    if (process.isValid())
        m_remembering.start([pid = process.pid](const Progress&) { return inspector::programOf(ProcFs(), pid); },
                            [this](const inspector::ProgramMark& program) { m_program = program; });
}

void RestartWatch::start()
{
    m_looks = 0;
    if (m_program.isValid())
        m_timer.start();
}

void RestartWatch::look()
{
    if (++m_looks >= kMostLooks)
        m_timer.stop();
    if (m_looking.isBusy())
        return;
    auto work = [program = m_program, before = m_process](const Progress&) {
        return inspector::findSuccessor(ProcFs(), program, before);
    };
    m_looking.start(std::move(work), [this](const std::optional<ProcessIdentity>& found) {
        if (!found)
            return;
        m_timer.stop();
        emit restarted(*found);
    });
}

} // namespace heapwise::ui
