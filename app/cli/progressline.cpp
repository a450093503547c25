#include "app/cli/progressline.h"

#include "core/analysis/heap.h"

#include <chrono>
#include <cstdio>
#include <system_error>
#include <unistd.h>

namespace heapwise::cli {

namespace {

constexpr auto kFirst = std::chrono::milliseconds(300); ///< short work shows nothing
constexpr auto kInterval = std::chrono::milliseconds(100);
constexpr const char* kWipe = "\r\x1b[K";

const char* stageText(int phase)
{
    switch (Stage(phase)) {
    case Stage::Read:
        return "Reading the file";
    case Stage::Objects:
        return "Naming and measuring objects";
    case Stage::Retainers:
        return "Measuring distances, reversing references";
    case Stage::Dominators:
        return "Finding dominators";
    case Stage::Retained:
        return "Adding up retained sizes";
    }
    return "Opening";
}

} // namespace

ProgressLine::ProgressLine(const Progress& progress)
    : m_progress(progress)
{
    if (!isatty(STDERR_FILENO))
        return;
    try {
        m_thread = std::thread([this] { watch(); });
    } catch (const std::system_error&) {
        // Without a thread to spare the work goes on unwatched.
    }
}

ProgressLine::~ProgressLine()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isEnded = true;
    }
    m_ended.notify_one();
    m_thread.join();
}

void ProgressLine::watch()
{
    std::unique_lock lock(m_mutex);
    if (m_ended.wait_for(lock, kFirst, [this] { return m_isEnded; }))
        return;
    do {
        const int phase = m_progress.phase();
        std::fprintf(stderr, "%s%s %d %%  (%d of %d)", kWipe, stageText(phase), int(m_progress.fraction() * 100),
                     phase + 1, kStageCount);
        std::fflush(stderr);
    } while (!m_ended.wait_for(lock, kInterval, [this] { return m_isEnded; }));
    std::fputs(kWipe, stderr);
    std::fflush(stderr);
}

} // namespace heapwise::cli
