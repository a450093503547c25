#pragma once

#include "ui/views/live/timelinelanes.h"
#include "ui/views/live/timelineplot.h"

namespace heapwise::ui {

struct TimelinePlot::Private {
    QCustomPlot* plot = nullptr;
    QList<TimelineLane*> lanes;
    qsizetype points = 0;
    bool willDraw = false; ///< all of it, in an event to come
    bool dragging = false;
    bool selecting = false;
    double pressedX = 0;
    Seconds pressedFrom = 0;
    Seconds pressedTime = 0;

    /// What lies above the lines: the crosshair and the selection.
    void drawCursor() const
    {
        if (!willDraw)
            plot->layer(QStringLiteral("cursor"))->replot();
    }
    QRect area() const { return lanes.isEmpty() ? QRect() : lanes.first()->rect()->rect(); }
};

inline constexpr int kTimelineHeadWidth = 150; ///< of the legends left of the lanes

} // namespace heapwise::ui
