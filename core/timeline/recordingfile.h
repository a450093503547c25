#pragma once

#include "core/timeline/sessionfile.h"

namespace heapwise {

/// What a file with recorded memory may be. Told by its beginning, except that a log of garbage collections may begin
/// with anything.
enum class RecordingFormat { Session, DiagnosticReport, TraceGc, Scrapes, Unknown };
RecordingFormat recordingFormat(std::string_view text);

/// Reads any of them. `end` is when the file was last written, for those that do not tell the time.
Result<SessionContents> readRecording(std::string_view text, Seconds end);

} // namespace heapwise
