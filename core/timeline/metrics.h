#pragma once

#include "core/timeline/leakreport.h"
#include "core/timeline/sample.h"

#include <array>
#include <map>
#include <string>

namespace heapwise {

/// The metrics of a watched process as a Prometheus scrape has them: under the names prom-client gives them, so that
/// existing dashboards work, and what only Heapwise knows under heapwise_.
class Metrics {
public:
    /// Of the main thread alone.
    void add(const Sample& sample);
    /// Text exposition format 0.0.4. `version` is that of Node, "v22.11.0"; `isUp` tells whether samples come.
    std::string text(const LeakReport& report, const std::string& version, bool isUp) const;

private:
    /// As prom-client buckets nodejs_gc_duration_seconds.
    static constexpr std::array kBuckets = {0.001, 0.01, 0.1, 1.0, 2.0, 5.0};

    struct Durations {
        std::array<std::uint64_t, kBuckets.size()> upTo{};
        std::uint64_t count = 0;
        double sum = 0;
    };

    Sample m_last;
    double m_cpuSeconds = 0;                        ///< since the beginning of watching
    std::map<std::string, Durations> m_collections; ///< by kind
};

/// "leak_likely" and so on: for programs.
const char* verdictName(Verdict verdict);

} // namespace heapwise
