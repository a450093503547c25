#pragma once

#include <QString>
#include <QStringList>

#include "core/analysis/detectors/suspect.h"

namespace heapwise::ui {

/// What a pattern is and how it is mended.
struct PatternHelp {
    QStringList lines; ///< four: what happens, why it is easily made, what to do, what is no remedy or normal
    QString before;    ///< code with the mistake
    QString after;     ///< and without
};

PatternHelp helpFor(LeakPattern pattern);

} // namespace heapwise::ui
