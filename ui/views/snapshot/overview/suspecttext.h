#pragma once

#include <QString>
#include <QStringList>

#include "core/analysis/detectors/suspect.h"
#include "core/analysis/findings/finding.h"
#include "core/analysis/heap.h"

namespace heapwise::ui {

/// The words for suspects and findings. All are plain text but where it says so.

QString patternName(LeakPattern pattern);      ///< "Listener accumulation"
QString confidenceName(Confidence confidence); ///< "High confidence"
/// Why it is that, one reason a line.
QString confidenceReasons(const Suspect& suspect);
/// "18,412 onTick() listeners on one EventEmitter".
QString suspectTitle(const Heap& heap, const Suspect& suspect);
/// What happens, in one sentence: "Each call adds a listener that is never removed and keeps 14.9 KiB alive."
QString suspectSentence(const Suspect& suspect);
/// "All were created at src/routes/orders.js:48:15"; empty for evidence that other words on the card already give.
QString evidenceText(const Suspect& suspect, const Evidence& evidence);
/// "orders.js:48:15"; empty without a place.
QString placeText(const Suspect& suspect);
/// "(GC roots) › price-feed.js › exports › _events.price › onTick() ×18,412".
QStringList pathTexts(const Heap& heap, const Suspect& suspect);

QString findingTitle(const Finding& finding);  ///< "Duplicate strings"
QString findingDetail(const Finding& finding); ///< "214,330 copies of 18,906 values"
QString findingIcon(Finding::Kind kind);

} // namespace heapwise::ui
