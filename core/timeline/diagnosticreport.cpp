#include "core/timeline/diagnosticreport.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <simdjson.h>

namespace heapwise {

namespace {

using simdjson::dom::element;
using simdjson::dom::object;
using MaybeObject = std::optional<object>; ///< an object of simdjson's that is not there must not be asked

constexpr std::size_t kMaxReport = 64 << 20; ///< real ones have 12 KB
constexpr std::size_t kMaxWorkers = 60;

/// Node 20 and later write "no limit" as 18446744073709552000, an integer simdjson refuses: such ones are made
/// floating.
std::string withLargeIntegersFloating(std::string_view json)
{
    constexpr std::size_t kTooLong = 20; // digits; 64 bits hold 19 of any kind
    std::string result;
    result.reserve(json.size() + 64);
    std::size_t digits = 0;
    bool isQuoted = false;
    for (const char c : json) {
        const bool isDigit = c >= '0' && c <= '9';
        if (digits >= kTooLong && (c == ',' || c == '}' || c == ']' || c == '\n' || c == ' '))
            result += ".0";
        digits = isDigit && !isQuoted ? digits + 1 : 0;
        isQuoted = isQuoted != (c == '"' && !result.ends_with('\\'));
        result += c;
    }
    return result;
}

double number(const MaybeObject& from, std::string_view name)
{
    double value = kNoValue;
    return from && (*from)[name].get(value) == simdjson::SUCCESS && value >= 0 && value < 0x1p53 ? value : kNoValue;
}

MaybeObject member(const MaybeObject& from, std::string_view name)
{
    object value;
    return from && (*from)[name].get(value) == simdjson::SUCCESS ? MaybeObject(value) : std::nullopt;
}

std::string text(const MaybeObject& from, std::string_view name)
{
    std::string_view value;
    return from && (*from)[name].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

/// Milliseconds, as a text.
Seconds timeOf(const MaybeObject& header)
{
    const std::string stamp = text(header, "dumpEventTimeStamp");
    double milliseconds = 0;
    std::from_chars(stamp.data(), stamp.data() + stamp.size(), milliseconds);
    return std::isfinite(milliseconds) ? milliseconds / 1000 : 0;
}

Sample readSample(object report, int lane, Seconds time)
{
    const MaybeObject heap = member(report, "javascriptHeap");
    Sample sample;
    sample.lane = lane;
    sample.time = time;
    sample.heapUsed = number(heap, "usedMemory");
    sample.heapTotal = number(heap, "totalMemory");
    sample.heapLimit = number(heap, "memoryLimit");
    sample.external = number(heap, "externalMemory");
    sample.contexts = number(heap, "nativeContextCount");
    if (const MaybeObject spaces = member(heap, "heapSpaces"))
        for (const auto space : *spaces)
            if (object values; space.value.get(values) == simdjson::SUCCESS)
                sample.spaces.emplace_back(std::string(space.key), number(values, "used"));
    const MaybeObject resources = member(report, "resourceUsage");
    sample.rss = number(resources, "rss");
    if (std::isnan(sample.rss))
        sample.rss = number(resources, "maxRss"); // Node 18 tells no other
    return sample;
}

void readWorkers(object report, Seconds time, Recording& recording)
{
    simdjson::dom::array workers;
    if (report["workers"].get(workers) != simdjson::SUCCESS)
        return;
    int lane = 0;
    for (const element worker : workers) {
        object values;
        if (worker.get(values) != simdjson::SUCCESS || std::size_t(++lane) > kMaxWorkers)
            continue;
        recording.addLane(lane, "worker " + std::to_string(lane));
        recording.addSample(readSample(values, lane, time));
    }
}

} // namespace

Result<SessionContents> readDiagnosticReport(std::string_view json)
{
    simdjson::dom::parser parser;
    object report;
    if (json.size() > kMaxReport || parser.parse(withLargeIntegersFloating(json)).get(report) != simdjson::SUCCESS)
        return Error{ErrorCode::Malformed, "no diagnostic report"};
    const MaybeObject header = member(report, "header");
    SessionContents contents;
    const Seconds time = timeOf(header);
    const Sample sample = readSample(report, 0, time);
    if (!(time > 0) || std::isnan(sample.heapUsed))
        return Error{ErrorCode::Malformed,
                     "a diagnostic report has header.dumpEventTimeStamp and javascriptHeap.usedMemory"};
    const double pid = number(header, "processId");
    contents.head = {time,
                     text(header, "filename"),
                     (long long)(pid > 0 && pid < 1e15 ? pid : 0),
                     text(header, "nodejsVersion"),
                     {}};
    contents.recording.addSample(sample);
    readWorkers(report, time, contents.recording);
    contents.events.push_back({.kind = "report",
                               .time = time,
                               .text = text(header, "trigger"),
                               .detail = text(header, "event"),
                               .heap = sample.heapUsed,
                               .file = {}});
    return contents;
}

} // namespace heapwise
