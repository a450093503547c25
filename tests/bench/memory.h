#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <string>
#include <thread>

namespace heapwise::bench {

/// Anonymous memory of this process, sampled: the kernel keeps a high-water mark only for the sum with file pages.
class PeakMemory {
public:
    PeakMemory()
        : m_sampler([this] {
            while (!m_stop) {
                m_peak = std::max(m_peak, anonymousBytes());
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        })
    {}
    ~PeakMemory() { stop(); }
    std::uint64_t stop()
    {
        m_stop = true;
        if (m_sampler.joinable())
            m_sampler.join();
        return m_peak;
    }
    static std::uint64_t anonymousBytes()
    {
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);)
            if (line.rfind("RssAnon:", 0) == 0)
                return std::stoull(line.substr(8)) * 1024;
        return 0;
    }

private:
    std::atomic<bool> m_stop{false};
    std::uint64_t m_peak = 0;
    std::thread m_sampler;
};

} // namespace heapwise::bench
