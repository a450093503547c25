#include "core/timeline/sessionfile.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <simdjson.h>
#include <zlib.h>

namespace heapwise {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kSessionReaderMaxLine = 4 << 20;
constexpr std::size_t kMaxEvents = 10'000;
constexpr std::size_t kMaxCollections = 10'000;
constexpr std::string_view kFirst = "{\"type\":\"session\",";

double number(element value)
{
    double result = kNoValue;
    return value.get(result) == simdjson::SUCCESS && std::isfinite(result) ? result : kNoValue;
}

double number(object record, std::string_view name)
{
    element value;
    return record[name].get(value) == simdjson::SUCCESS ? number(value) : kNoValue;
}

/// Whole numbers of the format are small; others are no numbers of ours.
int whole(double value)
{
    return value >= 0 && value <= 1e9 ? int(value) : 0;
}

int whole(object record, std::string_view name)
{
    return whole(number(record, name));
}

std::string text(object record, std::string_view name)
{
    std::string_view value;
    return record[name].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

std::vector<element> elements(object record, std::string_view name)
{
    array all;
    if (record[name].get(all) != simdjson::SUCCESS)
        return {};
    return {all.begin(), all.end()};
}

std::optional<GcEvent> readCollection(element value)
{
    array fields;
    if (value.get(fields) != simdjson::SUCCESS || fields.size() != 6)
        return std::nullopt;
    GcEvent event;
    double values[6];
    std::size_t i = 0;
    for (const element field : fields)
        values[i++] = number(field);
    event.time = values[0];
    event.pause = values[1];
    event.kind = gcKindFromNumber(whole(values[2]));
    event.flags = whole(values[3]);
    event.usedBefore = values[4];
    event.usedAfter = values[5];
    return event;
}

class SessionReader {
public:
    Result<SessionContents> read(std::string_view all)
    {
        if (!isSession(all))
            return Error{ErrorCode::Malformed, "no session file"};
        while (!all.empty()) {
            const auto end = all.find('\n');
            const std::string_view line = all.substr(0, end);
            const bool isUsed = line.size() <= kSessionReaderMaxLine && takeLine(line);
            if (end == all.npos) { // torn, or complete but for its end
                m_contents.isCut = !isUsed;
                break;
            }
            m_contents.damaged += isUsed ? 0 : 1;
            all.remove_prefix(end + 1);
        }
        return std::move(m_contents);
    }

private:
    bool takeLine(std::string_view line)
    {
        unsigned long sum = 0;
        if (line.size() < 10 || line[8] != ' ' ||
            std::from_chars(line.data(), line.data() + 8, sum, 16).ptr != line.data() + 8)
            return false;
        line.remove_prefix(9);
        object record;
        return crc32(0, reinterpret_cast<const Bytef*>(line.data()), uInt(line.size())) == sum &&
               m_parser.parse(line.data(), line.size()).get(record) == simdjson::SUCCESS && takeRecord(record);
    }

    // What a later version writes in addition is skipped.
    bool takeRecord(object record)
    {
        const std::string type = text(record, "type");
        if (type == "sample")
            takeSample(record);
        else if (type == "spaces")
            takeSpaces(record);
        else if (type == "event")
            takeEvent(record);
        else if (type == "lane")
            m_contents.recording.addLane(whole(record, "lane"), text(record, "title"));
        else if (type == "laneEnd")
            m_contents.recording.endLane(whole(record, "lane"));
        else if (type == "gap")
            m_contents.recording.addGap({number(record, "from"), number(record, "to")});
        else if (type == "session")
            m_contents.head = {number(record, "time"), text(record, "name"), (long long)(whole(record, "pid")),
                               text(record, "version"), text(record, "address")};
        return !type.empty();
    }

    void takeSpaces(object record)
    {
        auto& names = m_spaces[whole(record, "lane")];
        names.clear();
        for (const element name : elements(record, "names")) {
            std::string_view value;
            if (name.get(value) == simdjson::SUCCESS && names.size() < RecordedLane::kMaxSpaces)
                names.emplace_back(value);
        }
    }

    void takeSample(object record)
    {
        Sample sample;
        sample.lane = whole(record, "lane");
        sample.time = number(record, "time");
        sample.rss = number(record, "rss");
        sample.heapTotal = number(record, "heapTotal");
        sample.heapUsed = number(record, "heapUsed");
        sample.external = number(record, "external");
        sample.arrayBuffers = number(record, "arrayBuffers");
        sample.heapLimit = number(record, "limit");
        sample.groupLimit = number(record, "groupLimit");
        sample.contexts = number(record, "contexts");
        sample.loopUtilization = number(record, "loop");
        sample.cpuShare = number(record, "cpu");
        sample.costShare = number(record, "cost");
        sample.started = number(record, "started");
        if (const double silence = number(record, "silence"); silence > 0)
            sample.silence = silence;
        const auto& names = m_spaces[sample.lane];
        const auto spaces = elements(record, "spaces");
        for (std::size_t i = 0; i < std::min(names.size(), spaces.size()); ++i)
            sample.spaces.emplace_back(names[i], number(spaces[i]));
        for (const element collection : elements(record, "gc"))
            if (const auto event = readCollection(collection); event && sample.collections.size() < kMaxCollections)
                sample.collections.push_back(*event);
        m_contents.recording.addSample(sample);
    }

    void takeEvent(object record)
    {
        if (m_contents.events.size() >= kMaxEvents)
            return;
        SessionEvent event{text(record, "kind"),   number(record, "time"),  text(record, "text"),
                           text(record, "detail"), number(record, "heap"),  number(record, "change"),
                           text(record, "file"),   whole(record, "number"), whole(record, "epoch"),
                           whole(record, "lane")};
        if (!std::isnan(event.time))
            m_contents.events.push_back(std::move(event));
    }

    simdjson::dom::parser m_parser;
    std::map<int, std::vector<std::string>> m_spaces; ///< by lane
    SessionContents m_contents;
};

} // namespace

bool isSession(std::string_view text)
{
    return text.size() > 9 && text.substr(9).starts_with(kFirst);
}

Result<SessionContents> readSession(std::string_view text)
{
    return SessionReader().read(text);
}

} // namespace heapwise
