#pragma once

#include <QString>

#include "core/index/indexcache.h"

namespace heapwise::ui {

/// Where the settings want indexes to be kept, and how much of them; no folder when they want none. Snapshots below the
/// size of the key index/smallestSnapshot get none either.
IndexCache::Options indexOptions();
/// The folder chosen, else that of heapwise-cli.
QString indexFolder();

} // namespace heapwise::ui
