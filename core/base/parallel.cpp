#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace heapwise {

unsigned threadCount(unsigned wanted)
{
    return wanted != 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
}

void parallelFor(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& task)
{
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failureMutex;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                task(i);
            } catch (...) {
                const std::lock_guard lock(failureMutex);
                failure = std::current_exception();
                next = count;
            }
        }
    };
    std::vector<std::thread> helpers;
    const std::size_t wanted = std::min<std::size_t>(threads, count);
    helpers.reserve(wanted);
    try {
        for (std::size_t i = 1; i < wanted; ++i)
            helpers.emplace_back(work);
    } catch (const std::system_error&) {
    }
    work();
    for (auto& helper : helpers)
        helper.join();
    if (failure)
        std::rethrow_exception(failure);
}

void runTogether(const std::function<void()>& first, const std::function<void()>& second)
{
    const auto run = [](const std::function<void()>& task, std::exception_ptr& failure) {
        try {
            task();
        } catch (...) {
            failure = std::current_exception();
        }
    };
    std::exception_ptr failures[2];
    std::thread helper;
    try {
        helper = std::thread([&] { run(second, failures[1]); });
    } catch (const std::system_error&) {
        throw std::bad_alloc();
    }
    run(first, failures[0]);
    helper.join();
    for (const std::exception_ptr& failure : failures)
        if (failure)
            std::rethrow_exception(failure);
}

} // namespace heapwise
