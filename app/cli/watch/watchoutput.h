#pragma once

#include "core/inspector/capture.h"
#include "core/timeline/leakreport.h"
#include "core/timeline/sample.h"

#include <QString>

namespace heapwise::cli {

/// Tells what is going on: sentences for people, or one JSON object per line. Once nothing can be written any more,
/// isBroken() is true.
class WatchOutput {
public:
    explicit WatchOutput(bool json)
        : m_json(json)
    {}

    void attached(qint64 pid, const QString& version, const QString& address);
    void sampled(const Sample& sample, const LeakReport& report);
    void judged(Seconds time, const LeakReport& report);
    void captured(const inspector::CaptureResult& result, const QString& reason);
    /// Something worth a line that is no failure.
    void note(Seconds time, const QString& kind, const QString& sentence);
    void ended(Seconds time, const LeakReport& report, const QString& why, int exitCode);
    bool isBroken() const { return m_broken; }

private:
    void write(const class QJsonObject& object);
    void write(Seconds time, const QString& sentence);
    void writeLine(const QByteArray& line);

    bool m_json;
    bool m_broken = false;
    Seconds m_lastLine = 0;
};

/// The verdict with its numbers, in a sentence or two.
QString verdictText(const LeakReport& report);
/// Why watching did not work, and what to do about it.
QString problemText(const inspector::Failure& failure);

} // namespace heapwise::cli
