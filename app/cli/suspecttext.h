#pragma once

#include "core/analysis/detectors/suspect.h"
#include "core/analysis/heap.h"

#include <string>

namespace heapwise::cli {

const char* patternWord(LeakPattern pattern);      ///< "unboundedCache", for programs
const char* patternName(LeakPattern pattern);      ///< "Unbounded cache"
const char* evidenceWord(Evidence::Kind kind);     ///< "keyPattern", for programs
const char* confidenceWord(Confidence confidence); ///< "low", "medium", "high"
/// "2,000 UserRecord in Map cacheMap".
std::string suspectTitle(const Heap& heap, const Suspect& suspect);
/// "Keys look like user:#".
std::string evidenceText(const Evidence& evidence);
/// "/srv/app/orders.js:12:3"; empty where there is no place.
std::string placeText(const Suspect& suspect);
/// "app.js › exports › keep › _events.data".
std::string pathText(const Heap& heap, const Suspect& suspect);

} // namespace heapwise::cli
