#pragma once

#include <functional>

namespace heapwise {

/// Threads to use: `wanted`, or as many as the machine has when that is 0.
unsigned threadCount(unsigned wanted);

/// Calls task(0) ... task(count - 1), each once, on up to `threads` threads; returns when all are done. The
/// caller's thread works too. An exception of a task is thrown here after the others have ended.
void parallelFor(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& task);

} // namespace heapwise
