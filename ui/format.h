#pragma once

#include <QDateTime>
#include <QString>

namespace heapwise::ui {

/// A number as the tables paint it: the value and, in its own slot, the unit ("268.4", "MiB").
struct FormattedNumber {
    QString value;
    QString unit; ///< empty for counts
};

/// Binary units, one decimal, two for GiB and up, none for B; the next unit starts at 1,000 of the one before.
FormattedNumber splitBytes(quint64 bytes);
QString formatBytes(quint64 bytes); ///< "268.4 MiB"
/// "+16.1 MiB", "−2.8 MiB" (U+2212), "0 B".
QString formatBytesDelta(qint64 bytes);
QString formatExactBytes(quint64 bytes); ///< "281,224,888 B", for tooltips

QString formatCount(quint64 count);        ///< exact, with the locale's separators
QString formatSummaryCount(quint64 count); ///< above 10 million "41.7 M"
QString formatCountDelta(qint64 count);    ///< "+8,844", "−12", "0"
/// "27.4 of 41.7 million", "3,120 of 9,000": progress within a stage.
QString formatCountOf(quint64 done, quint64 total);

/// `share` of 1: one decimal, "<0.1 %" for small non-zero; "–" for NaN (where it has no meaning).
QString formatPercent(double share);
QString formatWholePercent(double share); ///< "61 %", never 100 % before the end

QString formatDuration(double seconds); ///< "0.9 s", "2 min 04 s", "2 h 08 min", "6 d 4 h"
QString formatTimeLeft(double seconds); ///< "about 14 s left"
/// "Today 14:23", "Yesterday", "Mon 3 Nov", "3 Nov 2024".
QString formatRelativeDate(const QDateTime& when, const QDateTime& now = QDateTime::currentDateTime());

/// The dash that stands where a number has no meaning.
QString noValue();

} // namespace heapwise::ui
