#include "core/timeline/sessionfile.h"

#include "core/timeline/plaintext.h"

#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace heapwise {

namespace {

constexpr double kSyncEvery = 5; ///< seconds

/// One JSON object on one line.
class SessionLine {
public:
    explicit SessionLine(const char* type) { text("type", type); }

    SessionLine& key(std::string_view name)
    {
        m_text += m_text.empty() ? "{\"" : ",\"";
        m_text.append(name).append("\":");
        return *this;
    }
    SessionLine& value(double number)
    {
        m_text += std::isfinite(number) ? plainNumber(number) : "null";
        return *this;
    }
    SessionLine& number(std::string_view name, double number)
    {
        return std::isnan(number) ? *this : key(name).value(number);
    }
    SessionLine& text(std::string_view name, std::string_view text)
    {
        key(name);
        quote(text);
        return *this;
    }
    template <typename Range, typename Write>
    SessionLine& array(std::string_view name, const Range& range, Write&& write)
    {
        key(name);
        m_text += '[';
        bool first = true;
        for (const auto& item : range) {
            if (!std::exchange(first, false))
                m_text += ',';
            write(item);
        }
        m_text += ']';
        return *this;
    }
    void quote(std::string_view text) { m_text += jsonString(text); }
    std::string& raw() { return m_text; }
    std::string finish()
    {
        m_text += '}';
        char sum[16];
        std::snprintf(sum, sizeof sum, "%08lx ",
                      crc32(0, reinterpret_cast<const Bytef*>(m_text.data()), uInt(m_text.size())));
        return sum + m_text + '\n';
    }

private:
    std::string m_text;
};

void addCollection(SessionLine& line, const GcEvent& event)
{
    line.raw() += '[';
    line.value(event.time).raw() += ',';
    line.value(event.pause).raw() += ',';
    line.raw() += std::to_string(int(event.kind)) + ',' + std::to_string(event.flags) + ',';
    line.value(event.usedBefore).raw() += ',';
    line.value(event.usedAfter).raw() += ']';
}

} // namespace

std::string SessionText::head(const SessionHead& head)
{
    SessionLine line("session");
    line.number("format", 1).number("time", head.time).text("name", head.name).number("pid", double(head.pid));
    return line.text("version", head.version).text("address", head.address).finish();
}

std::string SessionText::lane(int lane, const std::string& title)
{
    return SessionLine("lane").number("lane", lane).text("title", title).finish();
}

std::string SessionText::laneEnd(int lane)
{
    return SessionLine("laneEnd").number("lane", lane).finish();
}

std::string SessionText::gap(Gap gap)
{
    return SessionLine("gap").number("from", gap.from).number("to", gap.to).finish();
}

std::string SessionText::event(const SessionEvent& event)
{
    SessionLine line("event");
    line.text("kind", event.kind).number("time", event.time).text("text", event.text).text("detail", event.detail);
    line.number("heap", event.heap).number("change", event.change).text("file", event.file);
    return line.number("number", event.number).number("epoch", event.epoch).number("lane", event.lane).finish();
}

std::string SessionText::sample(const Sample& sample)
{
    std::string lines;
    std::vector<std::string> names;
    for (const auto& space : sample.spaces)
        names.push_back(space.first);
    if (auto& known = m_spaces[sample.lane]; known != names) {
        SessionLine line("spaces");
        line.number("lane", sample.lane).array("names", names, [&](const std::string& name) { line.quote(name); });
        lines = line.finish();
        known = names;
    }
    SessionLine line("sample");
    line.number("lane", sample.lane)
        .number("time", sample.time)
        .number("rss", sample.rss)
        .number("heapTotal", sample.heapTotal);
    line.number("heapUsed", sample.heapUsed)
        .number("external", sample.external)
        .number("arrayBuffers", sample.arrayBuffers);
    line.number("limit", sample.heapLimit).number("contexts", sample.contexts).number("loop", sample.loopUtilization);
    line.number("cpu", sample.cpuShare).number("cost", sample.costShare).number("started", sample.started);
    if (!std::isnan(sample.groupLimit))
        line.number("groupLimit", sample.groupLimit);
    if (sample.silence > 0)
        line.number("silence", sample.silence);
    line.array("spaces", sample.spaces, [&](const auto& space) { line.value(space.second); });
    if (!sample.collections.empty())
        line.array("gc", sample.collections, [&](const GcEvent& event) { addCollection(line, event); });
    return lines + line.finish();
}

// --- the file --------------------------------------------------------------------------------------------

SessionWriter::SessionWriter(int file)
    : m_file(file)
{}

SessionWriter::SessionWriter(SessionWriter&& other) noexcept
    : m_file(std::exchange(other.m_file, -1))
    , m_synced(other.m_synced)
{}

SessionWriter& SessionWriter::operator=(SessionWriter&& other) noexcept
{
    std::swap(m_file, other.m_file);
    std::swap(m_synced, other.m_synced);
    return *this;
}

SessionWriter::~SessionWriter()
{
    if (m_file >= 0)
        close(m_file);
}

Result<SessionWriter> SessionWriter::create(const std::string& path)
{
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        return Error{errno == EACCES ? ErrorCode::NoPermission : ErrorCode::ReadFailed, std::strerror(errno)};
    return SessionWriter(file);
}

bool SessionWriter::write(std::string_view lines)
{
    while (!lines.empty()) {
        const auto written = ::write(m_file, lines.data(), lines.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        lines.remove_prefix(std::size_t(written));
    }
    const auto now = std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    if (now > m_synced + kSyncEvery) {
        m_synced = now;
        fdatasync(m_file);
    }
    return true;
}

} // namespace heapwise
