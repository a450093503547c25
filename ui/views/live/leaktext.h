#pragma once

#include <QCoreApplication>
#include <QString>

#include "core/timeline/leakreport.h"
#include "core/timeline/snapshotrules.h"
#include "ui/theme/tokens.h"

namespace heapwise::ui {

/// The words of the leak detector.
class LeakText {
    Q_DECLARE_TR_FUNCTIONS(LeakText)
public:
    static QString verdict(Verdict verdict);
    /// What it rests on, in a sentence or two.
    static QString explanation(const LeakReport& report);
    static QString iconName(Verdict verdict);
    static Token token(Verdict verdict);
    /// "+16.1 MiB"
    static QString perMinute(double perSecond);
    /// Of an event: "8 major collections, R² 0.99"
    static QString evidence(const LeakReport& report);
    static QString reason(SnapshotTrigger::Reason reason);
};

} // namespace heapwise::ui
