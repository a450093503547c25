#pragma once

#include "core/timeline/timeline.h"

#include <vector>

namespace heapwise {

/// A point of a line to draw. A value of kNoValue interrupts the line.
struct PlotPoint {
    Seconds time = 0;
    double value = kNoValue;
};

/// What a plot `pixels` wide needs of a series between two times: where several rows fall on one pixel column, the
/// smallest and the largest of them in the order they came, so that no peak is lost; all rows otherwise. One row
/// beyond either end is included, for the line to leave the plot. The line is interrupted at gaps and where nothing
/// was measured. At most 4 points per pixel. Linear in the rows between.
std::vector<PlotPoint> decimate(const Timeline& timeline, SeriesId series, Seconds from, Seconds to, int pixels);

/// The same for series drawn on top of each other. A stack needs all its values of one moment, therefore whole rows
/// are chosen: of each pixel column those where the sum is smallest and largest. Rows in the order of time; linear in
/// the rows between, times the series.
std::vector<std::size_t> decimateStack(const Timeline& timeline, const std::vector<SeriesId>& series, Seconds from,
                                       Seconds to, int pixels);

/// Whether nothing could be measured for some time between two moments. Logarithmic in the gaps.
bool hasGapBetween(const Timeline& timeline, Seconds before, Seconds after);

} // namespace heapwise
