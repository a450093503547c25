#pragma once

#include <QMetaType>

#include "core/timeline/sample.h"

namespace heapwise::inspector {

/// The main thread of the target or one of its worker threads. The main thread is 0.
using LaneId = int;

} // namespace heapwise::inspector

Q_DECLARE_METATYPE(heapwise::Sample)
