#pragma once

#include "core/timeline/leakreport.h"
#include "core/timeline/snapshotrules.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace heapwise::cli {

/// What `heapwise-cli watch` was asked to do.
struct WatchOptions {
    long long pid = 0;                ///< 0: an address or a program
    std::string address;              ///< "host:port" or "ws://..."
    std::vector<std::string> program; ///< to be run and watched
    double interval = 1;              ///< seconds between samples
    double duration = 0;              ///< seconds; 0: until the process ends, or a signal
    LeakOptions rule;
    SnapshotRules snapshots;
    std::string snapshotFolder; ///< empty: none are taken
    std::string prometheus;     ///< "host:port" to serve metrics at; empty: not served
    bool mayOpen = false;       ///< SIGUSR1 may be sent
    bool json = false;
};

/// The words after "watch". The sentence says what is wrong.
std::variant<WatchOptions, std::string> parseWatchOptions(std::span<const std::string_view> words);

/// Text of `heapwise-cli help watch`.
std::string watchHelp();

} // namespace heapwise::cli
