// Fuzz target: any bytes, read as a session, a log of --trace-gc, a diagnostic report and metrics, and judged.

#include "core/timeline/diagnosticreport.h"
#include "core/timeline/leakdetector.h"
#include "core/timeline/recordingexport.h"
#include "core/timeline/recordingfile.h"
#include "core/timeline/scrapes.h"
#include "core/timeline/tracegc.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace heapwise;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void check(const Recording& recording)
{
    require(recording.lanes().size() <= Recording::kMaxLanes);
    for (const auto& [id, lane] : recording.lanes()) {
        require(lane.spaces.size() <= RecordedLane::kMaxSpaces);
        for (std::size_t row = 1; row < lane.timeline.rows(); ++row)
            require(lane.timeline.time(row) > lane.timeline.time(row - 1));
    }
    const LeakDetector detector = detectLeaks(recording.main(), {});
    require(detector.floorTimes().size() <= LeakDetector::kMaxFloors);
    require(!recordingCsv(recording).empty() && !recordingJson(recording).empty());
}

void check(const Result<Recording>& recording)
{
    if (recording)
        check(*recording);
}

void check(const Result<SessionContents>& contents)
{
    if (contents)
        check(contents->recording);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check(readRecording(text, 1e9));
    check(readSession(text));
    check(readDiagnosticReport(text));
    check(readScrapes(text, 1e9));
    check(readTraceGc(text, 1e9));
    TraceGcReader pieces(1e9);
    pieces.feed(text.substr(0, size / 2));
    pieces.feed(text.substr(size / 2));
    pieces.finish();
    check(pieces.recording());
    return 0;
}
