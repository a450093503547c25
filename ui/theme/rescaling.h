#pragma once

namespace heapwise::ui {

/// Brings every widget there is from one scale of lengths to another: fonts, fixed sizes, margins, spacings.
/// All of them were given as lengths of the design times the scale, so they are that length times the new
/// one; rounding loses nothing, however often it is done. O(widgets).
void rescaleWidgets(double from, double to);

} // namespace heapwise::ui
