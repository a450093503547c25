#pragma once

#include "core/inspector/sample.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace heapwise::inspector {

/// Turns what the sampling code answers into samples, and remembers what differences are taken against. Nothing in an
/// answer is trusted: counts are limited, and what is no number is kNoValue.
class SampleReader {
public:
    /// `answer` as poll() returns it; `now` is our clock when it came. In the order of time, each with the collections
    /// since the one before. Empty when it is no answer of poll().
    std::vector<Sample> read(const QJsonObject& answer, Seconds now);

private:
    bool readClock(const QJsonObject& answer, Seconds now);
    Sample readSample(const QJsonArray& fields, const std::vector<std::string>& spaces);
    GcEvent readCollection(const QJsonValue& value) const;

    Seconds m_origin = kNoValue; ///< of the target's times, on our clock
    /// Our clock minus the target's, from the first answer: a forwarded target may have another idea of the time.
    double m_clockOffset = kNoValue;
    Seconds m_lastTime = kNoValue;
    double m_lastCpu = kNoValue;   ///< seconds
    double m_lastSpent = kNoValue; ///< seconds
};

} // namespace heapwise::inspector
