#include "core/inspector/samplereader.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace heapwise::inspector {

namespace {

constexpr qsizetype kMaxSpaces = 64;
constexpr qsizetype kMaxSpaceName = 64;
constexpr qsizetype kMaxCollections = 2000;
constexpr double kClockTolerance = 1.0; ///< seconds after which the clocks are compared again

double number(const QJsonValue& value)
{
    const double result = value.toDouble(kNoValue);
    return std::isfinite(result) ? result : kNoValue;
}

/// A number of bytes: V8's "no limit" is close to 2^64 and is not one.
double bytes(const QJsonValue& value)
{
    const double result = number(value);
    return result >= 0 && result < 0x1p53 ? result : kNoValue;
}

void readMemory(const QJsonObject& answer, Sample& sample)
{
    const QJsonArray memory = answer[QLatin1String("memory")].toArray();
    sample.rss = bytes(memory[0]);
    sample.heapTotal = bytes(memory[1]);
    sample.heapUsed = bytes(memory[2]);
    sample.external = bytes(memory[3]);
    sample.arrayBuffers = bytes(memory[4]);
    sample.heapLimit = bytes(answer[QLatin1String("limit")]);
    sample.contexts = number(answer[QLatin1String("contexts")]);
    sample.loopUtilization = number(answer[QLatin1String("loop")]);
    const QJsonArray spaces = answer[QLatin1String("spaces")].toArray();
    for (qsizetype i = 0; i < std::min(spaces.size(), kMaxSpaces); ++i) {
        const QJsonArray space = spaces[i].toArray();
        sample.spaces.emplace_back(space[0].toString().left(kMaxSpaceName).toStdString(), bytes(space[2]));
    }
}

} // namespace

std::optional<Sample> SampleReader::read(const QJsonObject& answer, Seconds now)
{
    const double time = number(answer[QLatin1String("time")]) / 1000;
    const double origin = number(answer[QLatin1String("origin")]) / 1000;
    if (std::isnan(time) || std::isnan(origin))
        return std::nullopt;
    const double offset = now - (origin + time);
    // A late answer makes the offset too large for this one time; a smaller one is nearer the truth.
    if (std::isnan(m_clockOffset) || offset < m_clockOffset || offset > m_clockOffset + 60 * kClockTolerance)
        m_clockOffset = offset;
    Sample sample;
    sample.time = origin + time + m_clockOffset;
    sample.started = origin + m_clockOffset;
    readMemory(answer, sample);
    readDifferences(answer, sample);
    const QJsonArray collections = answer[QLatin1String("gc")].toArray();
    for (qsizetype i = 0; i < std::min(collections.size(), kMaxCollections); ++i)
        sample.collections.push_back(readCollection(collections[i], origin + m_clockOffset));
    sample.lostCollections = std::max(0, answer[QLatin1String("lost")].toInt());
    return sample;
}

void SampleReader::readDifferences(const QJsonObject& answer, Sample& sample)
{
    const double time = number(answer[QLatin1String("time")]) / 1000;
    const double cpu = number(answer[QLatin1String("cpu")]) / 1e6;
    const double cost = number(answer[QLatin1String("cost")]) / 1000;
    const double elapsed = time - m_lastTime;
    if (elapsed > 0) {
        sample.cpuShare = std::max(0.0, (cpu - m_lastCpu) / elapsed);
        sample.costShare = std::max(0.0, m_lastCost / elapsed); // what the poll before cost, over the time it bought
    }
    m_lastTime = time;
    m_lastCpu = cpu;
    m_lastCost = cost;
}

GcEvent SampleReader::readCollection(const QJsonValue& value, double originToOurs) const
{
    const QJsonArray fields = value.toArray();
    GcEvent event;
    event.kind = gcKindFromNumber(fields[0].toInt());
    event.flags = fields[1].toInt();
    event.time = originToOurs + number(fields[2]) / 1000;
    event.pause = number(fields[3]) / 1000;
    event.usedBefore = bytes(fields[4]);
    event.usedAfter = bytes(fields[5]);
    return event;
}

} // namespace heapwise::inspector
