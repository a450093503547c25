#pragma once

#include "core/base/progress.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace heapwise::cli {

/// Keeps one line on stderr up to date with the stage and its percentage while it lives, and wipes it at the
/// end. Does nothing when stderr is not a terminal.
class ProgressLine {
public:
    explicit ProgressLine(const Progress& progress);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

private:
    void watch();

    const Progress& m_progress;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    bool m_isEnded = false;
    std::thread m_thread;
};

} // namespace heapwise::cli
