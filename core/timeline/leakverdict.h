#pragma once

#include "core/timeline/leakreport.h"

namespace heapwise {

/// Whether a series that rises on the whole has all but stopped rising: its last third rises less than a quarter as
/// fast as the whole, both by its slope and by how far the thirds are apart; or, of many values, the last two thirds
/// show no trend.
bool isLevellingOff(std::span<const Seconds> times, std::span<const double> values, const Trend& trend);

/// A rise nobody need care about, which every program has while its functions are compiled: less than 0.5 % of the
/// memory, or less than 256 KiB, in all the time seen.
bool isNegligible(const Trend& trend, double seconds, double bytes);

/// Steep enough to be called a leak: more than 0.5 % of the memory, or more than 1 MiB, per minute.
bool isSteep(const Trend& trend, double bytes);

/// A straight and certain rise: p < 0.01, R² >= 0.8.
bool isStraight(const Trend& trend);

/// What the floors of a heap say once there are enough of them.
Verdict verdictOnFloors(std::span<const Seconds> times, std::span<const double> floors, const Trend& trend,
                        double seconds, const LeakOptions& options);

} // namespace heapwise
