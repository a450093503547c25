#pragma once

#include "core/timeline/gcevents.h"
#include "core/timeline/timeline.h"

#include <string>
#include <utility>
#include <vector>

namespace heapwise {

/// One measurement of a lane, which is the main thread of a process or one of its workers. Bytes, unless said
/// otherwise; kNoValue where a process cannot tell.
struct Sample {
    int lane = 0; ///< the main thread is 0
    Seconds time = 0;
    double rss = kNoValue; ///< of the whole process
    double heapTotal = kNoValue;
    double heapUsed = kNoValue;
    double external = kNoValue;
    double arrayBuffers = kNoValue;
    double heapLimit = kNoValue;
    double groupLimit = kNoValue;      ///< what the control group of the process may use, all its processes together
    double contexts = kNoValue;        ///< native contexts, a number
    double loopUtilization = kNoValue; ///< 0 to 1 since the last sample
    double cpuShare = kNoValue;        ///< cores used since the last sample, whole process
    double costShare = kNoValue;       ///< of the thread's time, what taking the last samples cost
    Seconds started = kNoValue;        ///< when the thread began
    std::vector<std::pair<std::string, double>> spaces; ///< used, in the order the process has them
    std::vector<GcEvent> collections;                   ///< since the last sample
    int lostCollections = 0;                            ///< too many to be kept, all told
    double silence = 0;      ///< seconds before it in which the process was silent, much longer than usual
    bool isFallback = false; ///< the program does not let itself be asked: only heap totals and rss
};

} // namespace heapwise
