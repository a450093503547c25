#include "core/timeline/recordingfile.h"

#include "core/timeline/diagnosticreport.h"
#include "core/timeline/scrapes.h"
#include "core/timeline/tracegc.h"

namespace heapwise {

namespace {
constexpr std::size_t kLook = 256 * 1024; ///< bytes of a file, to see what it is
} // namespace

RecordingFormat recordingFormat(std::string_view text)
{
    if (isSession(text))
        return RecordingFormat::Session;
    const std::string_view beginning = text.substr(0, kLook);
    const auto first = beginning.find_first_not_of(" \t\r\n");
    if (first != beginning.npos && beginning[first] == '{' && beginning.find("\"javascriptHeap\"") != beginning.npos)
        return RecordingFormat::DiagnosticReport;
    for (auto at = findTraceGc(text, 0); at != text.npos; at = findTraceGc(text, at + 1))
        if (parseTraceGc(text.substr(at, 4096)))
            return RecordingFormat::TraceGc;
    for (const std::string_view name : {"nodejs_", "v8js_", "process_resident_memory_bytes"})
        if (beginning.find(name) != beginning.npos)
            return RecordingFormat::Scrapes;
    return RecordingFormat::Unknown;
}

Result<SessionContents> readRecording(std::string_view text, Seconds end)
{
    const auto whole = [](Result<Recording> recording) -> Result<SessionContents> {
        if (!recording)
            return recording.error();
        SessionContents contents;
        contents.recording = std::move(*recording);
        contents.head.time = contents.recording.begin();
        return contents;
    };
    switch (recordingFormat(text)) {
    case RecordingFormat::Session:
        return readSession(text);
    case RecordingFormat::DiagnosticReport:
        return readDiagnosticReport(text);
    case RecordingFormat::Scrapes:
        return whole(readScrapes(text, end));
    case RecordingFormat::TraceGc: {
        // The log counts from the start of the process; its last line is as old as the file.
        auto relative = readTraceGc(text, 0);
        return whole(relative ? readTraceGc(text, end - relative->end()) : std::move(relative));
    }
    case RecordingFormat::Unknown:
        break;
    }
    return Error{ErrorCode::Malformed,
                 "neither a session, nor a diagnostic report, nor metrics, nor a log of --trace-gc"};
}

} // namespace heapwise
