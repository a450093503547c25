#include "ui/format.h"

#include <QLocale>

#include <cmath>
#include <iterator>

#include "ui/translate.h"

namespace heapwise::ui {

namespace {

constexpr double kUnitStep = 1024;
constexpr double kNextUnitAt = 1000; ///< of the unit before, after rounding: never "1,003.5 KiB"
constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};

// The C locale leaves separators out; on screen they are needed.
const QLocale& numberLocale()
{
    static const QLocale kLocale = [] {
        QLocale locale = QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale();
        locale.setNumberOptions(QLocale::DefaultNumberOptions);
        return locale;
    }();
    return kLocale;
}

QString decimal(double value, int digits)
{
    return numberLocale().toString(value, 'f', digits);
}

int decimalsOf(int unit)
{
    return unit == 0 ? 0 : unit >= 3 ? 2 : 1;
}

QString signOf(bool negative)
{
    return negative ? QString(QChar(0x2212)) : QStringLiteral("+");
}

quint64 magnitude(qint64 value)
{
    return value < 0 ? 0 - quint64(value) : quint64(value);
}

} // namespace

QString noValue()
{
    return QString(QChar(0x2013));
}

FormattedNumber splitBytes(quint64 bytes)
{
    double value = double(bytes);
    int unit = 0;
    const int last = int(std::size(kUnits)) - 1;
    const auto rounded = [&] {
        const double factor = std::pow(10.0, decimalsOf(unit));
        return std::round(value * factor) / factor;
    };
    while (unit < last && rounded() >= kNextUnitAt) {
        value /= kUnitStep;
        ++unit;
    }
    return {decimal(value, decimalsOf(unit)), QString::fromLatin1(kUnits[unit])};
}

QString formatBytes(quint64 bytes)
{
    const auto parts = splitBytes(bytes);
    return parts.value + QLatin1Char(' ') + parts.unit;
}

QString formatBytesDelta(qint64 bytes)
{
    return bytes == 0 ? formatBytes(0) : signOf(bytes < 0) + formatBytes(magnitude(bytes));
}

QString formatExactBytes(quint64 bytes)
{
    return formatCount(bytes) + QStringLiteral(" B");
}

QString formatCount(quint64 count)
{
    return numberLocale().toString(count);
}

QString formatSummaryCount(quint64 count)
{
    constexpr quint64 kExactUpTo = 10'000'000;
    return count <= kExactUpTo ? formatCount(count) : tr("%1 M").arg(decimal(double(count) / 1e6, 1));
}

QString formatCountDelta(qint64 count)
{
    return count == 0 ? formatCount(0) : signOf(count < 0) + formatCount(magnitude(count));
}

QString formatCountOf(quint64 done, quint64 total)
{
    constexpr quint64 kExactBelow = 1'000'000;
    if (total < kExactBelow)
        return tr("%1 of %2").arg(formatCount(done), formatCount(total));
    const int digits = total < 10 * kExactBelow ? 2 : 1;
    return tr("%1 of %2 million").arg(decimal(double(done) / 1e6, digits), decimal(double(total) / 1e6, digits));
}

QString formatPercent(double share)
{
    if (std::isnan(share))
        return noValue();
    if (share > 0 && share < 0.0005)
        return tr("<0.1 %").replace(QStringLiteral("0.1"), decimal(0.1, 1));
    return decimal(share * 100, 1) + QStringLiteral(" %");
}

QString formatWholePercent(double share)
{
    const int percent = share >= 1 ? 100 : std::min(99, int(share * 100));
    return QStringLiteral("%1 %").arg(std::max(0, percent));
}

QString formatDuration(double seconds)
{
    if (seconds < 0.05)
        return tr("<%1 s").arg(decimal(0.1, 1));
    if (seconds < 59.95)
        return tr("%1 s").arg(decimal(seconds, 1));
    const auto whole = qint64(std::llround(seconds));
    const auto twoDigits = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (whole < 3600)
        return tr("%1 min %2 s").arg(whole / 60).arg(twoDigits(whole % 60));
    if (whole < 86400)
        return tr("%1 h %2 min").arg(whole / 3600).arg(twoDigits(whole % 3600 / 60));
    return tr("%1 d %2 h").arg(whole / 86400).arg(whole % 86400 / 3600);
}

QString formatTimeLeft(double seconds)
{
    if (seconds < 59.5)
        return tr("about %1 s left").arg(std::max<qint64>(1, std::llround(seconds)));
    return tr("about %1 left").arg(formatDuration(seconds));
}

QString formatRelativeDate(const QDateTime& when, const QDateTime& now)
{
    if (!when.isValid())
        return {};
    const qint64 days = when.date().daysTo(now.date());
    if (days == 0)
        return tr("Today %1").arg(when.toString(QStringLiteral("HH:mm")));
    if (days == 1)
        return tr("Yesterday");
    const QLocale& locale = numberLocale();
    if (when.date().year() == now.date().year())
        return locale.toString(when.date(), tr("ddd d MMM", "date of this year"));
    return locale.toString(when.date(), tr("d MMM yyyy", "date of another year"));
}

} // namespace heapwise::ui
