#pragma once

#include "core/timeline/recording.h"

namespace heapwise {

/// All samples: a header, then one record per sample with lane, time (seconds since 1970) and the value of every
/// series, empty where it was not measured. RFC 4180.
std::string recordingCsv(const Recording& recording);

/// {"lanes":[{"lane":0,"title":"","series":["time","rss",...],"samples":[[...]],"collections":[{...}],"gaps":[[from,to]]}]}
std::string recordingJson(const Recording& recording);

} // namespace heapwise
