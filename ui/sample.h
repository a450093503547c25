#pragma once

#include <QString>

namespace heapwise::ui {

/// The snapshot of a leaky server that comes with the program.
bool hasSample();
quint64 sampleBytes(); ///< compressed

/// Writes the sample to the cache folder, once, and returns its path; empty when that failed. Not on the GUI
/// thread.
QString extractSample();

} // namespace heapwise::ui
