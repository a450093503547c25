#pragma once

#include "ui/views/live/timelinelanes.h"
#include "ui/views/live/timelineplot.h"

namespace heapwise::ui {

struct TimelinePlot::Private {
    QCustomPlot* plot = nullptr;
    QList<TimelineLane*> lanes;
    qsizetype points = 0;
    bool dragging = false;
    bool selecting = false;
    double pressedX = 0;
    Seconds pressedFrom = 0;
    Seconds pressedTime = 0;

    QRect area() const { return lanes.isEmpty() ? QRect() : lanes.first()->rect()->rect(); }
};

inline constexpr int kTimelineHeadWidth = 150; ///< of the legends left of the lanes

} // namespace heapwise::ui
