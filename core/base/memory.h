#pragma once

#include "core/base/id.h"

#include <string>

namespace heapwise {

/// Bytes this program can still have: what the system has free without pushing others out, or less where a limit of the
/// process (ulimit -v) or of its control group is nearer. 0 where the system does not say. Reads a few small files.
Size availableMemory();

/// The number of kilobytes behind `key` in a text such as /proc/meminfo, in bytes; 0 where it is not there.
Size bytesAfter(const std::string& text, const std::string& key);

/// What a control group leaves, from the texts of its files memory.max and memory.current ("max" is no limit) and the
/// page cache in memory.stat, which gives way.
Size roomInGroup(const std::string& limit, const std::string& used, const std::string& stat);

} // namespace heapwise
