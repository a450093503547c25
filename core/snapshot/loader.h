#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/snapshot/loadreport.h"
#include "core/snapshot/snapshot.h"

#include <memory>
#include <string>

namespace heapwise {

struct LoadOptions {
    std::string path;
    bool acceptPartial =
        false;            ///< open a file whose nodes or edges are cut, or whose compression is damaged: what is there
    unsigned threads = 0; ///< 0: as many as the machine has
    bool countsOnly = false; ///< keep no references: as of a file without them, in a fraction of the memory
};

struct LoadedSnapshot {
    std::shared_ptr<const Snapshot> snapshot;
    bool countsOnly = false; ///< without references: the file is cut, or it was asked for
};

/// Reads a snapshot, plain or compressed with gzip or zstd, of any size. Progress counts bytes of the file in the phase
/// that is current.
///
/// A file that is whole up to its references opens even when it is cut after them; `report` then says what is
/// missing. Time linear in the file; extra memory is the columns (about 26 bytes per node and 9 per edge).
/// Errors: every ErrorCode, with the byte where it makes sense. Nothing in the file is trusted: counts and
/// indexes are checked against what was really read.
Result<LoadedSnapshot> loadSnapshot(const LoadOptions& options, Progress& progress, LoadReport& report);

} // namespace heapwise
