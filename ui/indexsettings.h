#pragma once

#include "core/index/indexcache.h"

namespace heapwise::ui {

/// Where the settings want indexes to be kept, and how much of them: the keys index/enabled, index/folder,
/// index/limitBytes and index/smallestSnapshot. The folder is that of heapwise-cli.
IndexCache::Options indexOptions();

} // namespace heapwise::ui
