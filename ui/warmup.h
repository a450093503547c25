#pragma once

namespace heapwise::ui {

/// Loads fonts, glyphs and chips of the theme before they are first painted, a few in each event, as soon as the event
/// loop has time: the first frame of a view would pay for all of them at once, up to half of its time.
void warmUp();

} // namespace heapwise::ui
