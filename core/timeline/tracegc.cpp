#include "core/timeline/tracegc.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace heapwise {

namespace {

constexpr double kTraceGcMiB = 1024 * 1024;
constexpr std::size_t kTraceGcMaxLine = 1 << 20;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Reads from the front of a text. Once something does not fit, isGood() is false and the rest reads as nothing.
class Cursor {
public:
    explicit Cursor(std::string_view text)
        : m_text(text)
    {}

    bool isGood() const { return m_good; }
    std::string_view rest() const { return m_text; }
    bool skip(std::string_view expected)
    {
        if (!m_text.starts_with(expected))
            return false;
        m_text.remove_prefix(expected.size());
        return true;
    }
    void expect(std::string_view expected) { m_good = m_good && skip(expected); }
    void blanks()
    {
        while (!m_text.empty() && (m_text.front() == ' ' || m_text.front() == '\t'))
            m_text.remove_prefix(1);
    }
    double number()
    {
        double value = kNoValue;
        const auto [end, error] =
            std::from_chars(m_text.data(), m_text.data() + m_text.size(), value, std::chars_format::fixed);
        m_good = m_good && error == std::errc() && std::isfinite(value) && value >= 0;
        m_text.remove_prefix(m_good ? std::size_t(end - m_text.data()) : m_text.size());
        return m_good ? value : kNoValue;
    }
    std::string_view until(char end)
    {
        const auto length = m_text.find(end);
        m_good = m_good && length != m_text.npos;
        const auto part = m_text.substr(0, m_good ? length : 0);
        m_text.remove_prefix(m_good ? length + 1 : m_text.size());
        return part;
    }

private:
    std::string_view m_text;
    bool m_good = true;
};

std::optional<GcKind> kindOf(std::string_view name)
{
    if (name == "Scavenge")
        return GcKind::Minor;
    if (name == "Minor Mark-Sweep" || name == "Minor Mark-Compact")
        return GcKind::MinorMarkSweep;
    if (name.starts_with("Incremental "))
        name.remove_prefix(12);
    if (name == "Mark-sweep" || name == "Mark-Compact" || name == "Mark-compact" || name == "Mark-Sweep")
        return GcKind::Major;
    return std::nullopt;
}

/// "Mark-Compact (reduce) 42.5 (48.6) -> 12.5 (21.1) MB, pooled: 0 MB, 21.24 / 0.00 ms ..." The rest may be cut.
bool readEntry(Cursor& cursor, TraceGcEntry& entry)
{
    const std::string_view text = cursor.rest();
    std::size_t length = 0;
    while (length < text.size() && !isDigit(text[length]) && text[length] != '(')
        ++length;
    const auto kind = kindOf(text.substr(0, length > 0 ? length - 1 : 0));
    if (!kind || !cursor.skip(text.substr(0, length)))
        return false;
    if (cursor.skip("(")) { // reduce, interleaved, during sweeping
        cursor.until(')');
        cursor.blanks();
    }
    entry.event.kind = *kind;
    const auto pair = [&cursor](double& used, double& committed) {
        used = cursor.number() * kTraceGcMiB;
        cursor.expect(" (");
        committed = cursor.number() * kTraceGcMiB;
        cursor.expect(")");
    };
    pair(entry.event.usedBefore, entry.committedBefore);
    cursor.expect(" -> ");
    pair(entry.event.usedAfter, entry.committedAfter);
    cursor.expect(" MB, ");
    if (cursor.skip("pooled: ")) {
        cursor.number();
        cursor.expect(" MB, ");
    }
    entry.event.pause = cursor.number() / 1000;
    return cursor.isGood();
}

/// Value of "name=" in a list of them, whose keys may be glued to the value before.
double valueOf(std::string_view text, std::string_view name)
{
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        const bool isWhole = at == 0 || text[at - 1] == ' ' || isDigit(text[at - 1]);
        if (!isWhole)
            continue;
        double value = kNoValue;
        const char* begin = text.data() + at + name.size();
        const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
        return error == std::errc() && end != begin && value >= 0 ? value : kNoValue;
    }
    return kNoValue;
}

double firstOf(std::string_view text, std::initializer_list<std::string_view> names)
{
    for (const auto name : names)
        if (const double value = valueOf(text, name); !std::isnan(value))
            return value;
    return kNoValue;
}

/// "pause=39.4 mutator=8.2 gc=mc reduce_memory=0 ..."
bool readNamedValues(std::string_view text, TraceGcEntry& entry)
{
    const auto at = text.find(" gc=");
    if (!text.starts_with("pause=") || at == text.npos)
        return false;
    const std::string_view kind = text.substr(at + 4, text.find_first_of(" \n", at + 4) - (at + 4));
    entry.event.kind = kind == "s"                    ? GcKind::Minor
                       : kind == "ms" || kind == "mc" ? GcKind::Major
                       : kind == "mms"                ? GcKind::MinorMarkSweep
                                                      : GcKind::Unknown;
    entry.event.pause = valueOf(text, "pause=") / 1000;
    entry.event.usedBefore = firstOf(text, {"total_size_before=", "start_object_size="});
    entry.event.usedAfter = firstOf(text, {"total_size_after=", "end_object_size="});
    entry.committedBefore = valueOf(text, "start_memory_size=");
    entry.committedAfter = valueOf(text, "end_memory_size=");
    return entry.event.kind != GcKind::Unknown && !std::isnan(entry.event.pause);
}

} // namespace

std::size_t findTraceGc(std::string_view text, std::size_t from)
{
    for (std::size_t at = text.find('[', from); at != text.npos; at = text.find('[', at + 1)) {
        std::size_t end = at + 1;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        if (end > at + 1 && text.substr(end).starts_with(":0x"))
            return at;
    }
    return text.npos;
}

std::optional<TraceGcEntry> parseTraceGc(std::string_view text)
{
    TraceGcEntry entry;
    Cursor cursor(text);
    cursor.expect("[");
    entry.pid = (long long)(std::min(cursor.number(), 1e15));
    cursor.expect(":");
    std::string_view isolate = cursor.until(']');
    if (!cursor.isGood() || isolate.size() > 40)
        return std::nullopt;
    entry.isolate = isolate.substr(0, isolate.find(':'));
    cursor.blanks();
    entry.event.time = cursor.number() / 1000;
    cursor.expect(" ms: ");
    if (!cursor.isGood())
        return std::nullopt;
    const bool understood =
        cursor.rest().starts_with("pause=") ? readNamedValues(cursor.rest(), entry) : readEntry(cursor, entry);
    return understood ? std::optional(std::move(entry)) : std::nullopt;
}

void TraceGcReader::feed(std::string_view text)
{
    while (!text.empty()) {
        const auto end = text.find('\n');
        m_rest.append(text.substr(0, end));
        if (end == text.npos && m_rest.size() <= kTraceGcMaxLine)
            return;
        takeLine(m_rest); // also one that is longer than any of V8's
        m_rest.clear();
        if (end == text.npos)
            return;
        text.remove_prefix(end + 1);
    }
}

void TraceGcReader::finish()
{
    takeLine(m_rest);
    m_rest.clear();
}

void TraceGcReader::takeLine(std::string_view line)
{
    for (std::size_t at = findTraceGc(line, 0); at != line.npos;) {
        const std::size_t next = findTraceGc(line, at + 1);
        if (const auto entry = parseTraceGc(line.substr(at, next - at)))
            take(*entry);
        at = next;
    }
}

// The process's first isolate is its main thread.
int TraceGcReader::laneOf(const TraceGcEntry& entry)
{
    const std::string name = std::to_string(entry.pid) + ':' + entry.isolate;
    const auto known = std::find(m_isolates.begin(), m_isolates.end(), name);
    if (known != m_isolates.end())
        return int(known - m_isolates.begin());
    if (m_isolates.size() >= Recording::kMaxLanes)
        return -1;
    m_isolates.push_back(name);
    const int lane = int(m_isolates.size() - 1);
    if (lane > 0)
        m_recording.addLane(lane, name);
    return lane;
}

void TraceGcReader::take(const TraceGcEntry& entry)
{
    Sample before;
    before.lane = laneOf(entry);
    if (before.lane < 0)
        return;
    ++m_entries;
    const Seconds end = m_began + entry.event.time; // V8 prints it when the collection is over
    before.time = end - entry.event.pause;
    before.heapUsed = entry.event.usedBefore;
    before.heapTotal = entry.committedBefore;
    Sample after = before;
    after.time = end;
    after.heapUsed = entry.event.usedAfter;
    after.heapTotal = entry.committedAfter;
    after.collections.push_back(entry.event);
    after.collections.back().time = before.time;
    m_recording.addSample(before); // refused where two collections follow closely, as a repeated last one is
    m_recording.addSample(after);
}

Result<Recording> readTraceGc(std::string_view text, Seconds began)
{
    TraceGcReader reader(began);
    reader.feed(text);
    reader.finish();
    if (reader.entries() == 0)
        return Error{ErrorCode::Malformed, "no line of --trace-gc in it"};
    return reader.recording();
}

} // namespace heapwise
