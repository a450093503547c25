#pragma once

#include "core/base/result.h"
#include "core/timeline/recording.h"

#include <optional>
#include <string_view>

namespace heapwise {

/// One garbage collection as `node --trace-gc` or `--trace-gc-nvp` prints it. Times are since the isolate began.
struct TraceGcEntry {
    std::string isolate; ///< "0x3d3f9f0"; one per thread
    long long pid = 0;
    GcEvent event;
    double committedBefore = kNoValue; ///< bytes
    double committedAfter = kNoValue;
};

/// The entry `text` begins with, which has to start at its '['; nullopt for any other text, such as the lines of
/// --trace-gc-verbose or of the program itself. Of Node 18 to 26.
std::optional<TraceGcEntry> parseTraceGc(std::string_view text);

/// Where the next entry may begin: "[digits:0x"; npos when there is none.
std::size_t findTraceGc(std::string_view text, std::size_t from);

/// Turns the output of a program that was run with --trace-gc into a recording, piece by piece as it comes. Other
/// output in between is ignored; entries that were cut and glued together, as V8 prints its last ones before a fatal
/// error, are taken apart. Memory is bounded.
class TraceGcReader {
public:
    /// `began` is when the program began; the log tells only the time since then.
    explicit TraceGcReader(Seconds began)
        : m_began(began)
    {}

    void feed(std::string_view text);
    /// No more is to come: what is left is an entry too.
    void finish();
    std::size_t entries() const { return m_entries; }
    const Recording& recording() const { return m_recording; }

private:
    void takeLine(std::string_view line);
    void take(const TraceGcEntry& entry);
    int laneOf(const TraceGcEntry& entry);

    Seconds m_began;
    std::string m_rest; ///< of a line that is not complete
    std::vector<std::string> m_isolates;
    std::size_t m_entries = 0;
    Recording m_recording;
};

/// The whole log. Malformed when there is no entry in it.
Result<Recording> readTraceGc(std::string_view text, Seconds began);

} // namespace heapwise
