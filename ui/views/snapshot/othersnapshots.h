#pragma once

#include <QList>
#include <QPointer>

#include "ui/models/classbaseline.h"

namespace heapwise::ui {

class SnapshotDocument;

/// Another snapshot that is open in a tab.
struct OtherSnapshot {
    QPointer<SnapshotDocument> document;
    BaselineCandidate snapshot;
};
using OtherSnapshots = QList<OtherSnapshot>;

} // namespace heapwise::ui
