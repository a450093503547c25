#pragma once

#include "core/inspector/sample.h"

#include <QJsonObject>

#include <optional>

namespace heapwise::inspector {

/// Turns what the sampling code answers into samples, and remembers what differences are taken against. Nothing in an
/// answer is trusted: counts are limited, and what is no number is kNoValue.
class SampleReader {
public:
    /// `answer` as poll() returns it; `now` is our clock when it came. nullopt when it is no answer of poll().
    std::optional<Sample> read(const QJsonObject& answer, Seconds now);

private:
    GcEvent readCollection(const QJsonValue& value, double originToOurs) const;
    void readDifferences(const QJsonObject& answer, Sample& sample);

    /// Our clock minus the target's, from the first answer: a forwarded target may have another idea of the time.
    double m_clockOffset = kNoValue;
    double m_lastTime = kNoValue; ///< seconds on the target's clock
    double m_lastCpu = kNoValue;  ///< seconds
    double m_lastCost = kNoValue; ///< seconds
};

} // namespace heapwise::inspector
