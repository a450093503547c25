#pragma once

#include "core/base/result.h"
#include "core/timeline/recording.h"

#include <string_view>

namespace heapwise {

/// Metrics of a Node.js process in the text format of Prometheus or OpenMetrics, one scrape after the other: as a
/// server serves them, or as `while sleep 15; do curl ...; done` collects them.
///
/// The names of prom-client (nodejs_heap_size_used_bytes), of OpenTelemetry's runtime instrumentation
/// (v8js_memory_heap_used by space) and plain ones (nodejs_heap_used_bytes) are understood. A series that comes again
/// begins the next scrape. Its time is the time stamp in the text; without one, scrapes are taken to be `interval`
/// seconds apart, the last one at `end`. That a major collection took place is seen by its counter; then the heap is at
/// its floor in the scrapes after it.
///
/// Malformed when no known metric is in it.
Result<Recording> readScrapes(std::string_view text, Seconds end, double interval = 15);

} // namespace heapwise
