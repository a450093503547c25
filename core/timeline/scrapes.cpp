#include "core/timeline/scrapes.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace heapwise {

namespace {

constexpr std::size_t kMaxScrapes = 200'000;
constexpr std::size_t kMaxSeries = 10'000; ///< different ones looked at per scrape

/// One line: name{label="value",...} value [timestamp]
struct Line {
    std::string_view name;
    std::string_view labels; ///< between the braces
    double value = kNoValue;
    double timeStamp = kNoValue;
};

std::optional<double> takeNumber(std::string_view& text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc())
        return std::nullopt;
    text.remove_prefix(std::size_t(end - text.data()));
    return value;
}

/// Where the labels end: quotes may hold a brace.
std::size_t endOfLabels(std::string_view text)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && quoted)
            ++i;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == '}' && !quoted)
            return i;
    }
    return text.npos;
}

std::optional<Line> parseLine(std::string_view text)
{
    Line line;
    const auto end = text.find_first_of("{ ");
    if (end == text.npos || end == 0 || text.front() == '#')
        return std::nullopt;
    line.name = text.substr(0, end);
    text.remove_prefix(end);
    if (text.front() == '{') {
        const auto close = endOfLabels(text);
        if (close == text.npos)
            return std::nullopt;
        line.labels = text.substr(1, close - 1);
        text.remove_prefix(close + 1);
    }
    const auto value = takeNumber(text);
    if (!value)
        return std::nullopt;
    line.value = *value;
    if (const auto stamp = takeNumber(text)) // Prometheus counts milliseconds, OpenMetrics seconds
        line.timeStamp = *stamp > 1e11 ? *stamp / 1000 : *stamp;
    return line;
}

std::string_view label(std::string_view labels, std::string_view name)
{
    const std::string wanted = std::string(name) + "=\"";
    for (auto at = labels.find(wanted); at != labels.npos; at = labels.find(wanted, at + 1)) {
        if (at > 0 && labels[at - 1] != ',' && labels[at - 1] != ' ')
            continue;
        const auto begin = at + wanted.size();
        return labels.substr(begin, labels.find('"', begin) - begin);
    }
    return {};
}

/// What is known of one scrape.
struct Scrape {
    Seconds time = kNoValue;
    Sample sample;
    double majorCount = kNoValue;
    double majorSeconds = kNoValue;
    bool isKnown = false;
};

void addSpace(Sample& sample, std::string_view space, double bytes)
{
    std::string name(space);
    if (!name.ends_with("_space"))
        name += "_space"; // prom-client drops it
    sample.spaces.emplace_back(std::move(name), bytes);
}

bool takeGauge(const Line& line, Sample& sample)
{
    static const std::map<std::string_view, double Sample::*> kGauges = {
        {"process_resident_memory_bytes", &Sample::rss},
        {"process_memory_usage", &Sample::rss}, // OpenTelemetry's host metrics
        {"process_memory_usage_bytes", &Sample::rss},
        {"nodejs_heap_size_used_bytes", &Sample::heapUsed},
        {"nodejs_heap_used_bytes", &Sample::heapUsed},
        {"nodejs_heap_size_total_bytes", &Sample::heapTotal},
        {"nodejs_heap_total_bytes", &Sample::heapTotal},
        {"nodejs_external_memory_bytes", &Sample::external},
        {"nodejs_external_bytes", &Sample::external},
        {"heapwise_array_buffers_bytes", &Sample::arrayBuffers},
        {"heapwise_heap_limit_bytes", &Sample::heapLimit},
        {"heapwise_group_limit_bytes", &Sample::groupLimit},
        {"process_start_time_seconds", &Sample::started},
        {"nodejs_eventloop_utilization", &Sample::loopUtilization},
    };
    const auto gauge = kGauges.find(line.name);
    if (gauge != kGauges.end())
        sample.*gauge->second = line.value;
    return gauge != kGauges.end();
}

// OpenTelemetry has no total: it is the sum of the spaces.
bool takeSpace(const Line& line, Sample& sample)
{
    const auto add = [&line](double& sum) { sum = (std::isnan(sum) ? 0 : sum) + line.value; };
    if (line.name == "nodejs_heap_space_size_used_bytes") {
        addSpace(sample, label(line.labels, "space"), line.value);
    } else if (line.name == "v8js_memory_heap_used" || line.name == "v8js_memory_heap_used_bytes") {
        addSpace(sample, label(line.labels, "v8js_heap_space_name"), line.value);
        add(sample.heapUsed);
    } else if (line.name == "v8js_memory_heap_space_size" || line.name == "v8js_memory_heap_space_size_bytes") {
        add(sample.heapTotal);
    } else {
        return false;
    }
    return true;
}

bool takeCollections(const Line& line, Scrape& scrape)
{
    const bool isMajor = label(line.labels, "kind") == "major" || label(line.labels, "v8js_gc_type") == "major";
    if (!isMajor)
        return false;
    const bool isCount = line.name == "nodejs_gc_duration_seconds_count" || line.name == "v8js_gc_duration_count" ||
                         line.name == "v8js_gc_duration_seconds_count";
    const bool isSum = line.name == "nodejs_gc_duration_seconds_sum" || line.name == "v8js_gc_duration_sum" ||
                       line.name == "v8js_gc_duration_seconds_sum";
    if (isCount)
        scrape.majorCount = line.value;
    if (isSum)
        scrape.majorSeconds = line.value;
    return isCount || isSum;
}

class ScrapeReader {
public:
    void take(const Line& line)
    {
        Scrape next; // to see whether it is one of ours before anything is begun
        if (!takeGauge(line, next.sample) && !takeSpace(line, next.sample) && !takeCollections(line, next))
            return;
        const std::string series = std::string(line.name) + '{' + std::string(line.labels) + '}';
        const bool isRepeated = m_seen.size() < kMaxSeries && !m_seen.insert(series).second;
        if (m_scrapes.empty() || isRepeated) {
            if (m_scrapes.size() >= kMaxScrapes)
                return;
            m_scrapes.emplace_back();
            m_seen = {series};
        }
        Scrape& scrape = m_scrapes.back();
        takeGauge(line, scrape.sample) || takeSpace(line, scrape.sample) || takeCollections(line, scrape);
        if (!std::isnan(line.timeStamp))
            scrape.time = line.timeStamp;
    }

    Result<Recording> finish(Seconds end, double interval)
    {
        if (m_scrapes.empty())
            return Error{ErrorCode::Malformed, "no metric of a Node.js process in it"};
        Recording recording;
        for (std::size_t i = 0; i < m_scrapes.size(); ++i) {
            Scrape& scrape = m_scrapes[i];
            scrape.sample.time =
                std::isnan(scrape.time) ? end - interval * double(m_scrapes.size() - 1 - i) : scrape.time;
            if (i > 0)
                addCollection(m_scrapes[i - 1], scrape);
            recording.addSample(scrape.sample);
        }
        return recording;
    }

private:
    // Counted since the scrape before: when exactly is not known, and what they left is in the samples.
    static void addCollection(const Scrape& before, Scrape& scrape)
    {
        const double count = scrape.majorCount - before.majorCount;
        if (!(count > 0))
            return;
        const double pause = (scrape.majorSeconds - before.majorSeconds) / count;
        scrape.sample.collections.push_back(
            {.time = scrape.sample.time, .pause = pause > 0 ? pause : 0, .kind = GcKind::Major});
    }

    std::vector<Scrape> m_scrapes;
    std::set<std::string> m_seen; ///< series of the scrape that is being read
};

} // namespace

Result<Recording> readScrapes(std::string_view text, Seconds end, double interval)
{
    ScrapeReader reader;
    while (!text.empty()) {
        const auto length = text.find('\n');
        std::string_view line = text.substr(0, length);
        text.remove_prefix(length == text.npos ? text.size() : length + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (const auto parsed = parseLine(line))
            reader.take(*parsed);
    }
    return reader.finish(end, interval);
}

} // namespace heapwise
