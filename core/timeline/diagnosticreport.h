#pragma once

#include "core/timeline/sessionfile.h"

namespace heapwise {

/// A diagnostic report of Node.js 18 to 26 (process.report, --report-on-fatalerror) as a session of one moment: the
/// state of the heap when it was written, of the main thread and of the workers in it. Malformed when it is none.
Result<SessionContents> readDiagnosticReport(std::string_view text);

} // namespace heapwise
