#include "app/cli/watch/watchoutput.h"

#include "core/report/numbers.h"
#include "core/report/utf8.h"
#include "core/timeline/metrics.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <cstdio>

namespace heapwise::cli {

namespace {

constexpr double kLineEvery = 60; ///< seconds, for people

QString bytes(double value)
{
    return std::isnan(value) ? QStringLiteral("?") : QString::fromStdString(bytesText(Size(std::max(value, 0.0))));
}

/// "+16.1 MiB", for a minute.
QString perMinute(double perSecond)
{
    return (perSecond < 0 ? QStringLiteral("−") : QStringLiteral("+")) + bytes(std::abs(perSecond) * 60);
}

QString duration(double seconds)
{
    if (seconds < 90)
        return QStringLiteral("%1 s").arg(std::lround(seconds));
    if (seconds < 90 * 60)
        return QStringLiteral("%1 min").arg(std::lround(seconds / 60));
    return QStringLiteral("%1 h").arg(std::lround(seconds / 3600));
}

/// JSON knows no NaN: what is not known is null.
QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

void addVerdict(QJsonObject& object, const LeakReport& report)
{
    const bool outside = report.verdict == Verdict::OutsideHeap;
    QJsonArray growth;
    for (const auto& part : report.growth)
        growth.append(
            QJsonObject{{"name", QString::fromStdString(part.name)}, {"bytesPerMinute", number(part.perSecond * 60)}});
    const QJsonObject members{{"verdict", verdictName(report.verdict)},
                              {"bytesPerMinute", number(report.floor.slope * 60)},
                              {"bytesPerMinuteLow", number(report.floor.low * 60)},
                              {"bytesPerMinuteHigh", number(report.floor.high * 60)},
                              {"pValue", report.floor.pValue},
                              {"rSquared", report.floor.rSquared},
                              {"majorCollections", qint64(report.collections)},
                              {"observedSeconds", report.observed},
                              {"heapFloor", number(report.floorBytes)},
                              {"secondsToLimit", number(outside ? kNoValue : report.secondsToLimit)},
                              {"ratio", number(report.ratio)},
                              {"growth", growth}};
    for (auto member = members.begin(); member != members.end(); ++member)
        object.insert(member.key(), member.value());
}

QString growthText(const LeakReport& report)
{
    QStringList parts;
    for (const auto& part : report.growth)
        if (parts.size() < 4)
            parts.append(QStringLiteral("%1 %2").arg(QString::fromStdString(part.name), perMinute(part.perSecond)));
    return parts.isEmpty() ? QString()
                           : QStringLiteral(" Per minute: ") + parts.join(QStringLiteral(", ")) + QLatin1Char('.');
}

QString trendText(const LeakReport& report)
{
    if (report.rule == LeakRule::Simple)
        return QStringLiteral("heapUsed is %1 times what it was at the beginning of the window.")
            .arg(report.ratio, 0, 'f', 2);
    QString text =
        QStringLiteral("%1 per minute after major collections (95 % between %2 and %3), R² %4, %5 collections in %6.")
            .arg(perMinute(report.floor.slope), perMinute(report.floor.low), perMinute(report.floor.high))
            .arg(report.floor.rSquared, 0, 'f', 3)
            .arg(report.collections)
            .arg(duration(report.observed));
    if (!std::isnan(report.secondsToLimit))
        text += QStringLiteral(" The heap's limit of %1 is reached in %2.")
                    .arg(bytes(report.limit), duration(report.secondsToLimit));
    return text + growthText(report);
}

} // namespace

QString verdictText(const LeakReport& report)
{
    switch (report.verdict) {
    case Verdict::NotEnoughData:
        return QStringLiteral("Not enough data: %1 of %2 major collections in %3 of %4.")
            .arg(report.collections)
            .arg(report.neededCollections)
            .arg(duration(report.observed), duration(report.neededSeconds));
    case Verdict::WarmingUp:
        return QStringLiteral("Warming up: the growth is levelling off.");
    case Verdict::Stable:
        return report.rule == LeakRule::Simple
                   ? QStringLiteral("Stable.")
                   : QStringLiteral("Stable: no growth after collections in %1.").arg(duration(report.observed));
    case Verdict::LeakPossible:
        return QStringLiteral("Leak possible: ") + trendText(report);
    case Verdict::LeakLikely:
        return QStringLiteral("Leak likely: ") + trendText(report);
    case Verdict::OutsideHeap:
        return QStringLiteral("Growth outside the heap: look at buffers and native add-ons.") + growthText(report);
    }
    return {};
}

void WatchOutput::attached(qint64 pid, const QString& version, const QString& address)
{
    const Seconds now = double(QDateTime::currentMSecsSinceEpoch()) / 1000;
    if (m_json)
        write({{"type", "attached"}, {"time", now}, {"pid", pid}, {"version", version}, {"address", address}});
    else
        write(now, QStringLiteral("Watching process %1, Node.js %2, at %3.").arg(pid).arg(version, address));
}

void WatchOutput::sampled(const Sample& sample, const LeakReport& report)
{
    if (m_json) {
        QJsonObject spaces;
        for (const auto& [name, used] : sample.spaces)
            spaces.insert(QString::fromStdString(name), number(used));
        write({{"type", "sample"},
               {"time", sample.time},
               {"lane", sample.lane},
               {"rss", number(sample.rss)},
               {"heapTotal", number(sample.heapTotal)},
               {"heapUsed", number(sample.heapUsed)},
               {"external", number(sample.external)},
               {"arrayBuffers", number(sample.arrayBuffers)},
               {"spaces", spaces},
               {"collections", qint64(sample.collections.size())}});
        return;
    }
    if (sample.lane != 0 || sample.time < m_lastLine + kLineEvery)
        return;
    write(sample.time,
          QStringLiteral("heapUsed %1, rss %2, external %3. %4")
              .arg(bytes(sample.heapUsed), bytes(sample.rss), bytes(sample.external), verdictText(report)));
}

void WatchOutput::judged(Seconds time, const LeakReport& report)
{
    if (!m_json)
        return write(time, verdictText(report));
    QJsonObject object{{"type", "verdict"}, {"time", time}};
    addVerdict(object, report);
    write(object);
}

void WatchOutput::captured(const inspector::CaptureResult& result, const QString& reason)
{
    if (m_json)
        write({{"type", "snapshot"},
               {"time", result.time},
               {"file", result.file},
               {"bytes", result.bytes},
               {"heap", number(result.heapUsed)},
               {"pausedSeconds", result.pausedSeconds},
               {"reason", reason},
               {"failure", problemText(result.failure)}});
    else if (result.failure)
        write(result.time, QStringLiteral("The snapshot failed: %1").arg(problemText(result.failure)));
    else
        write(result.time,
              QStringLiteral("Snapshot %1 (%2), because %3.").arg(result.file, bytes(double(result.bytes)), reason));
}

void WatchOutput::note(Seconds time, const QString& kind, const QString& sentence)
{
    if (m_json)
        write({{"type", "note"}, {"time", time}, {"kind", kind}, {"text", sentence}});
    else
        write(time, sentence);
}

void WatchOutput::ended(Seconds time, const LeakReport& report, const QString& why, int exitCode)
{
    if (!m_json)
        return write(time, why + QLatin1Char(' ') + verdictText(report));
    QJsonObject object{{"type", "end"}, {"time", time}, {"reason", why}, {"exitCode", exitCode}};
    addVerdict(object, report);
    write(object);
}

void WatchOutput::write(const QJsonObject& object)
{
    writeLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void WatchOutput::write(Seconds time, const QString& sentence)
{
    m_lastLine = time;
    const QString clock = QDateTime::fromMSecsSinceEpoch(qint64(time * 1000)).toString(QStringLiteral("HH:mm:ss"));
    writeLine((clock + QStringLiteral("  ")).toUtf8() + QByteArray::fromStdString(printable(sentence.toStdString())));
}

void WatchOutput::writeLine(const QByteArray& line)
{
    m_broken = m_broken ||
               std::fwrite((line + '\n').constData(), 1, std::size_t(line.size() + 1), stdout) !=
                   std::size_t(line.size() + 1) ||
               std::fflush(stdout) != 0;
}

} // namespace heapwise::cli
