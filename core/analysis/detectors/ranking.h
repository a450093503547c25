#pragma once

#include "core/analysis/detectors/detector.h"

#include <vector>

namespace heapwise {

/// Several detectors see one leak: the listener, its scope and the array it is in. Of suspects that share most of
/// their members one remains, the more special pattern and then the larger; it takes over the evidence of the
/// others. The order is that of retained size times confidence.
std::vector<Suspect> rankSuspects(const DetectorInput& input, std::vector<Suspect> suspects);

} // namespace heapwise
