#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

#include "core/timeline/gcevents.h"
#include "core/timeline/timeline.h"

namespace heapwise::inspector {

/// The main thread of the target or one of its worker threads. The main thread is 0.
using LaneId = int;

/// One measurement of a lane. Bytes, unless said otherwise; kNoValue where a target cannot tell.
struct Sample {
    LaneId lane = 0;
    Seconds time = 0;
    double rss = kNoValue; ///< of the whole process
    double heapTotal = kNoValue;
    double heapUsed = kNoValue;
    double external = kNoValue;
    double arrayBuffers = kNoValue;
    double heapLimit = kNoValue;
    double contexts = kNoValue;        ///< native contexts, a number
    double loopUtilization = kNoValue; ///< 0 to 1 since the last sample
    double cpuShare = kNoValue;        ///< cores used since the last sample, whole process
    double costShare = kNoValue;       ///< of the thread's time, what taking the last samples cost
    QList<QPair<QString, double>> spaces; ///< used, in the order the target has them
    QList<GcEvent> collections;           ///< since the last sample
    int lostCollections = 0;              ///< too many to be kept, all told
    double silence = 0;                   ///< seconds before it in which the target was silent, much longer than usual
    bool isFallback = false;              ///< the program does not let itself be asked: only heap totals and rss
};

} // namespace heapwise::inspector

Q_DECLARE_METATYPE(heapwise::inspector::Sample)
