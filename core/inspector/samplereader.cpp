#include "core/inspector/samplereader.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace heapwise::inspector {

namespace {

constexpr qsizetype kMaxSamples = 1000;
constexpr qsizetype kMaxSpaces = 64;
constexpr qsizetype kMaxSpaceName = 64;
constexpr qsizetype kMaxCollections = 2000;
constexpr qsizetype kFirstSpace = 12; ///< among the fields of a sample
constexpr double kLate = 1;           ///< seconds after it was due: the target was silent
constexpr double kClockStep = 60;     ///< seconds: more is no late answer, somebody set a clock, or the machine slept

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

std::vector<std::string> readNames(const QJsonArray& names)
{
    std::vector<std::string> result;
    for (qsizetype i = 0; i < std::min(names.size(), kMaxSpaces); ++i)
        result.push_back(names[i].toString().left(kMaxSpaceName).toStdString());
    return result;
}

} // namespace

bool SampleReader::readClock(const QJsonObject& answer, Seconds now)
{
    const double time = number(answer[QLatin1String("now")]) / 1000;
    const double origin = number(answer[QLatin1String("origin")]) / 1000;
    if (std::isnan(time) || std::isnan(origin))
        return false;
    const double offset = now - (origin + time);
    // A late answer makes the offset too large for this one time; a smaller one is nearer the truth. After a clock was
    // set back, the session goes on in its own time: what comes later must not be earlier.
    const double change = offset - m_clockOffset;
    if (std::isnan(m_clockOffset) || change > kClockStep || (change < 0 && change > -kClockStep))
        m_clockOffset = offset;
    m_origin = origin + m_clockOffset;
    return true;
}

std::vector<Sample> SampleReader::read(const QJsonObject& answer, Seconds now)
{
    const QJsonArray records = answer[QLatin1String("samples")].toArray();
    if (!answer[QLatin1String("samples")].isArray() || !readClock(answer, now))
        return {};
    const auto spaces = readNames(answer[QLatin1String("spaces")].toArray());
    std::vector<Sample> samples;
    for (qsizetype i = 0; i < std::min(records.size(), kMaxSamples); ++i)
        samples.push_back(readSample(records[i].toArray(), spaces));
    std::erase_if(samples, [](const Sample& sample) { return std::isnan(sample.time); });
    if (samples.empty())
        return {};
    const QJsonArray collections = answer[QLatin1String("gc")].toArray();
    for (qsizetype i = 0, to = 0; i < std::min(collections.size(), kMaxCollections); ++i) {
        const GcEvent event = readCollection(collections[i]);
        while (std::size_t(to) + 1 < samples.size() && !(event.time <= samples[std::size_t(to)].time))
            ++to;
        samples[std::size_t(to)].collections.push_back(event);
    }
    for (auto& sample : samples)
        sample.lostCollections = std::max(0, answer[QLatin1String("lost")].toInt());
    return samples;
}

// As take() of the sampling code writes it.
Sample SampleReader::readSample(const QJsonArray& fields, const std::vector<std::string>& spaces)
{
    Sample sample;
    sample.started = m_origin;
    sample.time = m_origin + number(fields[0]) / 1000;
    sample.rss = bytes(fields[1]);
    sample.heapTotal = bytes(fields[2]);
    sample.heapUsed = bytes(fields[3]);
    sample.external = bytes(fields[4]);
    sample.arrayBuffers = bytes(fields[5]);
    sample.heapLimit = bytes(fields[6]);
    sample.contexts = number(fields[7]);
    sample.loopUtilization = number(fields[8]);
    for (std::size_t i = 0; i < spaces.size(); ++i)
        sample.spaces.emplace_back(spaces[i], bytes(fields[kFirstSpace + qsizetype(i)]));
    const double cpu = number(fields[9]) / 1e6, spent = number(fields[10]) / 1000;
    if (const double elapsed = sample.time - m_lastTime; elapsed > 0) {
        sample.cpuShare = std::max(0.0, (cpu - m_lastCpu) / elapsed);
        sample.costShare = std::max(0.0, (spent - m_lastSpent) / elapsed);
    }
    if (const double late = number(fields[11]) / 1000; late > kLate)
        sample.silence = late;
    m_lastTime = sample.time;
    m_lastCpu = cpu;
    m_lastSpent = spent;
    return sample;
}

GcEvent SampleReader::readCollection(const QJsonValue& value) const
{
    const QJsonArray fields = value.toArray();
    GcEvent event;
    event.kind = gcKindFromNumber(fields[0].toInt());
    event.flags = fields[1].toInt();
    event.time = m_origin + number(fields[2]) / 1000;
    event.pause = number(fields[3]) / 1000;
    event.usedBefore = bytes(fields[4]);
    event.usedAfter = bytes(fields[5]);
    return event;
}

} // namespace heapwise::inspector
