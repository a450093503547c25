#include "ui/views/live/leaktext.h"

#include "ui/format.h"

#include <QLocale>

#include <cmath>

namespace heapwise::ui {

QString LeakText::verdict(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotEnoughData:
        return tr("Not enough data");
    case Verdict::WarmingUp:
        return tr("Warming up");
    case Verdict::Stable:
        return tr("Stable");
    case Verdict::LeakPossible:
        return tr("Leak possible");
    case Verdict::LeakLikely:
        return tr("Leak likely");
    case Verdict::OutsideHeap:
        return tr("Growth outside the heap");
    }
    return {};
}

QString LeakText::explanation(const LeakReport& report)
{
    if (report.rule == LeakRule::Simple && report.verdict == Verdict::LeakPossible)
        return tr("heapUsed is %1 times what it was a minute ago. This rule takes garbage that is not collected yet "
                  "for a leak; "
                  "the other one does not.")
            .arg(QLocale().toString(report.ratio, 'f', 2));
    switch (report.verdict) {
    case Verdict::NotEnoughData: {
        if (report.rule == LeakRule::Simple)
            return tr("Ten samples are needed.");
        const QString seen = tr("%1 of %2 collections seen.").arg(report.collections).arg(report.neededCollections);
        if (report.observed >= report.neededSeconds)
            return seen;
        return seen + QLatin1Char(' ') + tr("Nothing is said before %1.").arg(formatDuration(report.neededSeconds));
    }
    case Verdict::WarmingUp:
        return tr("Growth is levelling off.");
    case Verdict::Stable:
        return report.rule == LeakRule::Simple ? tr("No growth in the last minute.")
                                               : tr("No growth after GC in %1.").arg(formatDuration(report.observed));
    case Verdict::LeakPossible:
        return report.observed < report.sureSeconds ? tr("The heap after major collections is growing. Watching until "
                                                         "%1 have passed would settle whether it goes on.")
                                                          .arg(formatDuration(report.sureSeconds))
                                                    : tr("The heap after major collections is growing, but not "
                                                         "steadily. More load, or a probe, would settle it.");
    case Verdict::LeakLikely:
        return tr("The lowest heap size after every major collection keeps rising in a straight line, so the growth is "
                  "not uncollected garbage.");
    case Verdict::OutsideHeap:
        return tr("The heap is flat. Look at buffers and native add-ons.");
    }
    return {};
}

QString LeakText::iconName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotEnoughData:
    case Verdict::WarmingUp:
        return QStringLiteral("clock");
    case Verdict::Stable:
        return QStringLiteral("check");
    default:
        return QStringLiteral("warn");
    }
}

Token LeakText::token(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotEnoughData:
    case Verdict::WarmingUp:
        return Token::TextSecondary;
    case Verdict::Stable:
        return Token::Success;
    case Verdict::LeakPossible:
        return Token::Warning;
    case Verdict::LeakLikely:
    case Verdict::OutsideHeap:
        return Token::Grow;
    }
    return Token::Text;
}

QString LeakText::perMinute(double perSecond)
{
    return std::isnan(perSecond) ? noValue() : formatBytesDelta(qint64(std::llround(perSecond * 60)));
}

QString LeakText::evidence(const LeakReport& report)
{
    if (report.rule == LeakRule::Simple)
        return tr("heapUsed × %1").arg(QLocale().toString(report.ratio, 'f', 2));
    return tr("%1 major collections, R² %2")
        .arg(report.collections)
        .arg(QLocale().toString(report.floor.rSquared, 'f', 2));
}

QString LeakText::reason(SnapshotTrigger::Reason reason)
{
    switch (reason) {
    case SnapshotTrigger::Reason::None:
        return {};
    case SnapshotTrigger::Reason::Growth:
        return tr("by rule, the heap has grown");
    case SnapshotTrigger::Reason::Limit:
        return tr("by rule, the heap nears its limit");
    case SnapshotTrigger::Reason::Time:
        return tr("by rule, it was time");
    }
    return {};
}

} // namespace heapwise::ui
