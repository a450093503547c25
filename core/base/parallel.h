#pragma once

#include <functional>

namespace heapwise {

/// Threads to use: `wanted`, or as many as the machine has when that is 0.
unsigned threadCount(unsigned wanted);

/// Calls task(0) ... task(count - 1), each once, on up to `threads` threads; returns when all are done. The
/// caller's thread works too. An exception of a task is thrown here after the others have ended.
/// When the system has no more threads to give, fewer do the same work.
void parallelFor(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& task);

/// Calls both at the same time, which may wait for each other; returns when both are done. An exception of either is
/// thrown here then. Throws std::bad_alloc, with neither called, when the system has no thread to give.
void runTogether(const std::function<void()>& first, const std::function<void()>& second);

} // namespace heapwise
