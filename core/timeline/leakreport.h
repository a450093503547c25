#pragma once

#include "core/timeline/trend.h"

#include <algorithm>
#include <cstdint>

namespace heapwise {

/// What is concluded from a recording.
enum class Verdict : std::uint8_t {
    NotEnoughData,
    WarmingUp,    ///< it grew, and is levelling off
    Stable,       ///< no growth that can be told from nothing
    LeakPossible, ///< a trend, but not straight, not strong or not long enough
    LeakLikely,
    OutsideHeap, ///< the heap is flat, and buffers or native memory grow
};

enum class LeakRule : std::uint8_t {
    Floor,  ///< trend of what is left after major collections
    Simple, ///< heapUsed at the end of a window over that at its beginning, whatever happened between
};

struct LeakOptions {
    /// A leak is likely only after as many times the patience.
    static constexpr double kSureAfter = 5;

    LeakRule rule = LeakRule::Floor;
    double patience = 180;       ///< seconds before anything is said
    double window = 3600;        ///< seconds looked back
    std::size_t collections = 8; ///< major ones needed
    double ratio = 1.3;          ///< of the simple rule
    double simpleWindow = 60;    ///< seconds of the simple rule, with 10 samples at least
};

/// One part of the memory that grows.
struct Growth {
    std::string name;
    double perSecond = 0; ///< bytes
};

struct LeakReport {
    Verdict verdict = Verdict::NotEnoughData;
    LeakRule rule = LeakRule::Floor;
    std::size_t collections = 0; ///< major ones used
    std::size_t neededCollections = 0;
    double observed = 0;      ///< seconds
    double neededSeconds = 0; ///< before anything is said
    double sureSeconds = 0;   ///< before a leak is called likely
    Trend floor;              ///< of the heap after major collections
    Trend external;
    Trend native;                 ///< rss without heap and external memory
    double floorBytes = kNoValue; ///< where the line of the floor is now
    double limit = kNoValue;      ///< of the heap
    double secondsToLimit = kNoValue;
    double ratio = kNoValue;    ///< of the simple rule
    std::vector<Growth> growth; ///< what grows with it, fastest first

    bool isAlarm() const
    {
        return verdict == Verdict::LeakPossible || verdict == Verdict::LeakLikely || verdict == Verdict::OutsideHeap;
    }
    /// How sure it is that there is a trend at all, 0 to 1.
    double confidence() const
    {
        return 1 - (verdict == Verdict::OutsideHeap ? std::min(external.pValue, native.pValue) : floor.pValue);
    }
};

} // namespace heapwise
