// Stands in for watching where the program is built without Qt.
#include "app/cli/run.h"
#include "app/cli/watch/watch.h"

#include <cstdio>

namespace heapwise::cli {

int watch(const WatchOptions&)
{
    std::fputs("heapwise-cli: This build reads snapshots only; watching a process needs one with Qt.\n", stderr);
    return ExitBadInput;
}

} // namespace heapwise::cli
