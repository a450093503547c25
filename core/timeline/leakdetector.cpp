#include "core/timeline/leakdetector.h"

#include "core/timeline/leakverdict.h"
#include "core/timeline/recording.h"

#include <algorithm>
#include <cmath>

namespace heapwise {

namespace {

constexpr double kOneFloor = 1.0;   ///< seconds in which collections belong together: a forced one is two
constexpr double kJudgeEvery = 1.0; ///< seconds
constexpr double kStretches = 18;   ///< of memory outside the heap, in the patience
constexpr double kSkipStart = 30;   ///< seconds in which a program loads its modules
constexpr double kOutsideAfter = 2; ///< times the patience
constexpr double kMuch = 64 * 1024 * 1024;
constexpr std::size_t kSimpleSamples = 10;
constexpr std::size_t kMaxParts = 40;
constexpr const char* kNative = "native";

} // namespace

LeakDetector::LeakDetector(LeakOptions options)
    : m_options(options)
    , m_external(options.patience / kStretches)
    , m_native(options.patience / kStretches)
    , m_used(options.patience / kStretches)
{
    m_report = conclude(0);
}

// --- taking in -------------------------------------------------------------------------------------------

void LeakDetector::addSample(const Sample& sample)
{
    if (!std::isfinite(sample.time))
        return;
    if (std::isnan(m_begin))
        m_begin = sample.time;
    // A program that has only just begun loads its modules: that is no growth.
    const double skip = std::min(kSkipStart, m_options.patience / 6);
    if (!std::isnan(sample.started) && sample.time < sample.started + skip)
        return;
    for (const auto& event : sample.collections)
        addCollection(event);
    if (!std::isnan(sample.heapLimit))
        m_limit = sample.heapLimit;
    completeFloor(sample);
    m_changed |= m_external.add(sample.time, sample.external);
    m_changed |= m_native.add(sample.time, sample.rss - sample.heapTotal - sample.external);
    m_used.add(sample.time, sample.heapUsed);
    if (m_options.rule == LeakRule::Simple && !std::isnan(sample.heapUsed)) {
        m_window.emplace_back(sample.time, sample.heapUsed);
        m_changed = true;
    }
    dropBefore(sample.time);
    judge(sample.time);
}

void LeakDetector::addCollection(const GcEvent& event)
{
    if (!event.isMajor() || !std::isfinite(event.time))
        return;
    if (std::isnan(m_begin))
        m_begin = event.time;
    if (!std::isnan(m_newest) && event.time < m_newest + kOneFloor) {
        if (!m_floors.empty() && !std::isnan(event.usedAfter))
            m_floors.back() = std::fmin(m_floors.back(), event.usedAfter);
        return;
    }
    startFloor(event.time, event.usedAfter);
}

void LeakDetector::startFloor(Seconds time, double bytes)
{
    if (m_times.size() >= kMaxFloors)
        thinOldFloors();
    m_newest = time;
    m_times.push_back(time);
    m_floors.push_back(bytes);
    for (auto& part : m_parts)
        part.push_back(kNoValue);
    m_isOpen = m_wantsParts = m_changed = true;
}

// The first sample after a collection tells what the heap is made of; all of them until the next may be lower still.
void LeakDetector::completeFloor(const Sample& sample)
{
    if (!m_isOpen || m_floors.empty() || sample.time < m_times.back())
        return;
    m_floors.back() = std::fmin(m_floors.back(), sample.heapUsed);
    if (!std::exchange(m_wantsParts, false))
        return;
    const auto note = [&](const std::string& name, double bytes) {
        auto at = std::size_t(std::find(m_names.begin(), m_names.end(), name) - m_names.begin());
        if (at == m_names.size()) {
            if (at >= kMaxParts)
                return;
            m_names.push_back(name);
            m_parts.emplace_back(m_floors.size(), kNoValue);
        }
        m_parts[at].back() = bytes;
    };
    for (const auto& [name, bytes] : sample.spaces)
        note(name, bytes);
    note("external", sample.external - (std::isnan(sample.arrayBuffers) ? 0 : sample.arrayBuffers));
    note("arrayBuffers", sample.arrayBuffers);
}

// Of two neighbours in the older half one stays. Not the lower one: old floors would be lower on the whole than new
// ones, which looks like growth.
void LeakDetector::thinOldFloors()
{
    const std::size_t pairs = m_floors.size() / 4;
    for (std::size_t i = 0; i < pairs; ++i) {
        m_times[i] = m_times[2 * i];
        m_floors[i] = m_floors[2 * i];
        for (auto& part : m_parts)
            part[i] = part[2 * i];
    }
    const auto close = [pairs](auto& column) {
        column.erase(column.begin() + std::ptrdiff_t(pairs), column.begin() + std::ptrdiff_t(2 * pairs));
    };
    close(m_times);
    close(m_floors);
    for (auto& part : m_parts)
        close(part);
}

void LeakDetector::dropBefore(Seconds now)
{
    const Seconds from = now - m_options.window;
    const auto old = std::lower_bound(m_times.begin(), m_times.end(), from) - m_times.begin();
    if (old > 0) {
        const auto drop = [old](auto& column) { column.erase(column.begin(), column.begin() + old); };
        drop(m_times);
        drop(m_floors);
        for (auto& part : m_parts)
            drop(part);
    }
    m_external.dropBefore(from);
    m_native.dropBefore(from);
    m_used.dropBefore(from);
    while (!m_window.empty() && m_window.front().first < now - m_options.simpleWindow)
        m_window.pop_front();
}

void LeakDetector::forgetOutside()
{
    m_external.clear();
    m_native.clear();
}

// --- concluding ------------------------------------------------------------------------------------------

void LeakDetector::judge(Seconds now)
{
    if (!m_changed || now < m_lastJudged + kJudgeEvery)
        return;
    m_lastJudged = now;
    m_changed = false;
    LeakReport report = m_options.rule == LeakRule::Simple ? concludeSimply(now) : conclude(now);
    const Verdict conclusion = report.verdict;
    if (conclusion != m_lastConclusion)
        report.verdict = m_report.verdict; // until it is reached once more
    m_lastConclusion = conclusion;
    m_report = std::move(report);
}

LeakReport LeakDetector::conclude(Seconds now) const
{
    LeakReport report;
    report.neededCollections = m_options.collections;
    report.neededSeconds = m_options.patience;
    report.sureSeconds = m_options.patience * LeakOptions::kSureAfter;
    report.collections = m_times.size();
    report.observed = std::isnan(m_begin) ? 0 : std::min(now - m_begin, m_options.window);
    report.limit = m_limit;
    // The last floor may be of a collection that did not tell what it left, and no sample came since.
    const std::size_t known = m_floors.empty() || !std::isnan(m_floors.back()) ? m_floors.size() : m_floors.size() - 1;
    report.floor = trendOf(std::span(m_times).first(known), std::span(m_floors).first(known));
    report.external = trendOf(m_external.times(), m_external.values());
    report.native = trendOf(m_native.times(), m_native.values());
    if (report.floor.isKnown())
        report.floorBytes = report.floor.at(m_times[known - 1]);
    report.verdict = verdictOnHeap(report);
    if (report.verdict != Verdict::LeakLikely && report.verdict != Verdict::LeakPossible && growsOutside(report))
        report.verdict = Verdict::OutsideHeap;
    if (report.isAlarm())
        findGrowth(report);
    if (report.verdict != Verdict::OutsideHeap && report.isAlarm() && m_limit > report.floorBytes)
        report.secondsToLimit = (m_limit - report.floorBytes) / report.floor.slope;
    return report;
}

Verdict LeakDetector::verdictOnHeap(const LeakReport& report) const
{
    if (report.collections < m_options.collections || report.observed < m_options.patience)
        return Verdict::NotEnoughData;
    const std::size_t known = report.floor.points;
    return verdictOnFloors(std::span(m_times).first(known), std::span(m_floors).first(known), report.floor,
                           report.observed, m_options);
}

// Memory outside the heap is freed by major collections too. Without enough of them, only much of it counts, and only
// while the heap itself does not grow as fast.
bool LeakDetector::growsOutside(const LeakReport& report) const
{
    if (report.observed < kOutsideAfter * m_options.patience)
        return false;
    const Trend used = trendOf(m_used.times(), m_used.values());
    const auto grows = [&](const Trend& trend, const Minima& minima) {
        if (!trend.isKnown() || !isStraight(trend) || !isSteep(trend, INFINITY) ||
            isLevellingOff(minima.times(), minima.values(), trend))
            return false;
        const double rise = trend.slope * (minima.times().back() - minima.times().front());
        return report.verdict != Verdict::NotEnoughData ||
               (rise > kMuch && used.isKnown() && used.slope < trend.slope / 2);
    };
    return grows(report.external, m_external) || grows(report.native, m_native);
}

void LeakDetector::findGrowth(LeakReport& report) const
{
    const double whole = report.verdict == Verdict::OutsideHeap ? std::fmax(report.external.slope, report.native.slope)
                                                                : report.floor.slope;
    const auto note = [&](const std::string& name, const Trend& trend) {
        if (trend.isKnown() && trend.low > 0 && trend.slope > 0.005 * whole)
            report.growth.push_back({name, trend.slope});
    };
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        std::vector<Seconds> times;
        std::vector<double> bytes;
        for (std::size_t at = 0; at < m_times.size(); ++at) {
            if (std::isnan(m_parts[i][at]))
                continue;
            times.push_back(m_times[at]);
            bytes.push_back(m_parts[i][at]);
        }
        note(m_names[i], trendOf(times, bytes));
    }
    if (report.verdict == Verdict::OutsideHeap && report.growth.empty())
        note("external", report.external);
    note(kNative, report.native);
    std::sort(report.growth.begin(), report.growth.end(),
              [](const Growth& a, const Growth& b) { return a.perSecond > b.perSecond; });
}

LeakReport LeakDetector::concludeSimply(Seconds now) const
{
    LeakReport report = conclude(now);
    report.rule = LeakRule::Simple;
    report.verdict = Verdict::NotEnoughData;
    if (m_window.size() < kSimpleSamples)
        return report;
    report.ratio = m_window.front().second > 0 ? m_window.back().second / m_window.front().second : kNoValue;
    report.verdict = report.ratio > m_options.ratio ? Verdict::LeakPossible : Verdict::Stable;
    return report;
}

LeakDetector detectLeaks(const RecordedLane& lane, const LeakOptions& options)
{
    LeakDetector detector(options);
    const auto& collections = lane.collections.all();
    std::size_t next = 0;
    for (std::size_t row = 0; row < lane.timeline.rows(); ++row) {
        Sample sample = lane.sampleAt(row);
        while (next < collections.size() && collections[next].time <= sample.time)
            sample.collections.push_back(collections[next++]);
        detector.addSample(sample);
    }
    return detector;
}

} // namespace heapwise
