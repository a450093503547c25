#include "core/timeline/metrics.h"

#include "core/timeline/plaintext.h"

#include <cmath>
#include <cstdio>

namespace heapwise {

namespace {

constexpr std::array kVerdicts = {Verdict::NotEnoughData, Verdict::WarmingUp,  Verdict::Stable,
                                  Verdict::LeakPossible,  Verdict::LeakLikely, Verdict::OutsideHeap};

const char* kindName(GcKind kind)
{
    switch (kind) {
    case GcKind::Minor:
    case GcKind::MinorMarkSweep:
        return "minor";
    case GcKind::Major:
        return "major";
    case GcKind::Incremental:
        return "incremental";
    case GcKind::WeakCallbacks:
        return "weakcb";
    case GcKind::Unknown:
        break;
    }
    return "unknown";
}

/// Backslash, quote and line end are escaped in label values.
std::string label(const std::string& name, const std::string& value)
{
    std::string text = name + "=\"";
    for (const char c : value) {
        if (c == '\\' || c == '"')
            text += '\\';
        if (c == '\n')
            text += "\\n";
        else
            text += c;
    }
    return text + '"';
}

class Page {
public:
    void type(const std::string& name, const char* kind) { m_text += "# TYPE " + name + ' ' + kind + '\n'; }
    void line(const std::string& name, double value, const std::string& labels = {})
    {
        if (!std::isnan(value))
            m_text += name + (labels.empty() ? "" : '{' + labels + '}') + ' ' + plainNumber(value) + '\n';
    }
    void gauge(const std::string& name, double value)
    {
        if (std::isnan(value))
            return;
        type(name, "gauge");
        line(name, value);
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

std::string spaceName(const std::string& space)
{
    constexpr std::string_view kEnd = "_space";
    return space.ends_with(kEnd) ? space.substr(0, space.size() - kEnd.size()) : space;
}

void addVersion(Page& page, const std::string& version)
{
    int major = 0, minor = 0, patch = 0;
    if (std::sscanf(version.c_str(), "v%d.%d.%d", &major, &minor, &patch) != 3)
        return;
    page.type("nodejs_version_info", "gauge");
    page.line("nodejs_version_info", 1,
              label("version", version) + ',' + label("major", std::to_string(major)) + ',' +
                  label("minor", std::to_string(minor)) + ',' + label("patch", std::to_string(patch)));
}

void addReport(Page& page, const LeakReport& report)
{
    page.gauge("heapwise_heap_floor_bytes", report.floorBytes);
    page.gauge("heapwise_heap_floor_slope_bytes_per_second", report.floor.slope);
    page.gauge("heapwise_seconds_to_heap_limit", report.secondsToLimit);
    page.type("heapwise_verdict", "gauge");
    for (const Verdict verdict : kVerdicts)
        page.line("heapwise_verdict", verdict == report.verdict, label("verdict", verdictName(verdict)));
}

} // namespace

const char* verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::NotEnoughData:
        return "not_enough_data";
    case Verdict::WarmingUp:
        return "warming_up";
    case Verdict::Stable:
        return "stable";
    case Verdict::LeakPossible:
        return "leak_possible";
    case Verdict::LeakLikely:
        return "leak_likely";
    case Verdict::OutsideHeap:
        return "outside_heap";
    }
    return "";
}

void Metrics::add(const Sample& sample)
{
    if (!std::isnan(sample.cpuShare) && m_last.time > 0)
        m_cpuSeconds += sample.cpuShare * std::max(0.0, sample.time - m_last.time);
    for (const auto& event : sample.collections) {
        auto& durations = m_collections[kindName(event.kind)];
        for (std::size_t i = 0; i < kBuckets.size(); ++i)
            durations.upTo[i] += event.pause <= kBuckets[i] ? 1 : 0;
        ++durations.count;
        durations.sum += event.pause;
    }
    m_last = sample;
    m_last.collections.clear();
}

std::string Metrics::text(const LeakReport& report, const std::string& version, bool isUp) const
{
    Page page;
    page.gauge("heapwise_up", isUp ? 1 : 0);
    addVersion(page, version);
    addReport(page, report);
    if (m_last.time <= 0)
        return page.take();
    page.type("process_cpu_seconds_total", "counter");
    page.line("process_cpu_seconds_total", m_cpuSeconds);
    page.gauge("process_start_time_seconds", m_last.started);
    page.gauge("process_resident_memory_bytes", m_last.rss);
    page.gauge("nodejs_heap_size_total_bytes", m_last.heapTotal);
    page.gauge("nodejs_heap_size_used_bytes", m_last.heapUsed);
    page.gauge("nodejs_external_memory_bytes", m_last.external);
    page.gauge("heapwise_array_buffers_bytes", m_last.arrayBuffers);
    page.gauge("heapwise_heap_limit_bytes", m_last.heapLimit);
    page.gauge("heapwise_group_limit_bytes", m_last.groupLimit);
    page.gauge("heapwise_eventloop_utilization", m_last.loopUtilization);
    page.type("nodejs_heap_space_size_used_bytes", "gauge");
    for (const auto& [space, used] : m_last.spaces)
        page.line("nodejs_heap_space_size_used_bytes", used, label("space", spaceName(space)));
    page.type("nodejs_gc_duration_seconds", "histogram");
    for (const auto& [kind, durations] : m_collections) {
        for (std::size_t i = 0; i < kBuckets.size(); ++i)
            page.line("nodejs_gc_duration_seconds_bucket", double(durations.upTo[i]),
                      label("le", plainNumber(kBuckets[i])) + ',' + label("kind", kind));
        page.line("nodejs_gc_duration_seconds_bucket", double(durations.count),
                  label("le", "+Inf") + ',' + label("kind", kind));
        page.line("nodejs_gc_duration_seconds_sum", durations.sum, label("kind", kind));
        page.line("nodejs_gc_duration_seconds_count", double(durations.count), label("kind", kind));
    }
    return page.take();
}

} // namespace heapwise
