#include "app/cli/opening.h"

#include "app/cli/progressline.h"

#include <atomic>
#include <csignal>

namespace heapwise::cli {

namespace {

// What the handler of SIGINT may touch: it has no arguments and must not lock or allocate.
Progress s_progress;
static_assert(std::atomic<bool>::is_always_lock_free);

void onInterrupt(int)
{
    s_progress.requestStop();
}

void handleInterruptsWith(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = int(SA_RESETHAND); // a second Ctrl+C ends the program at once
    sigaction(SIGINT, &action, nullptr);
}

/// Work that cannot end well is not begun: the system might end this program, or others.
Result<void> checkMemory(const Arguments& arguments, const std::string& path)
{
    if (arguments.countsOnly || arguments.anyway || IndexCache(arguments.cache).has(path))
        return {};
    Error error = outOfMemory(path);
    if (error.freeBytes == 0 || error.neededBytes <= error.freeBytes)
        return {};
    return error;
}

} // namespace

void catchInterrupts()
{
    // A shell starts background jobs with SIGINT ignored; that is to stay so.
    struct sigaction present = {};
    sigaction(SIGINT, nullptr, &present);
    if (present.sa_handler != SIG_IGN)
        handleInterruptsWith(onInterrupt);
}

Result<HeapPtr> openWithProgress(const Arguments& arguments, const std::string& path)
{
    if (const auto room = checkMemory(arguments, path); !room)
        return room.error();
    OpenOptions options;
    options.path = path;
    options.acceptPartial = arguments.acceptPartial;
    options.countsOnly = arguments.countsOnly;
    options.cache = arguments.cache;
    ProgressLine line(s_progress);
    auto heap = openHeap(options, s_progress);
    // Work that fails for another reason stops what runs beside it, too.
    if (s_progress.stopRequested() && (heap || heap.error().code == ErrorCode::Cancelled))
        return Error{ErrorCode::Cancelled, {}};
    return heap;
}

void releaseInterrupts()
{
    struct sigaction present = {};
    sigaction(SIGINT, nullptr, &present);
    if (present.sa_handler == onInterrupt)
        handleInterruptsWith(SIG_DFL);
}

} // namespace heapwise::cli
