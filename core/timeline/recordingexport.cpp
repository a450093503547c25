#include "core/timeline/recordingexport.h"

#include "core/timeline/plaintext.h"

#include <cmath>
#include <set>

namespace heapwise {

namespace {

std::string csvField(const std::string& text)
{
    if (text.find_first_of(",\"\r\n") == text.npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

/// Those of all lanes, in the order they first appear.
std::vector<std::string> seriesOf(const Recording& recording)
{
    std::vector<std::string> names;
    std::set<std::string> known;
    for (const auto& [id, lane] : recording.lanes())
        for (std::size_t i = 0; i < lane.timeline.seriesCount(); ++i)
            if (const std::string& name = lane.timeline.name(SeriesId{std::uint32_t(i)}); known.insert(name).second)
                names.push_back(name);
    return names;
}

void appendValue(std::string& out, double value, const char* missing)
{
    out += std::isfinite(value) ? plainNumber(value) : missing;
}

void appendSamples(std::string& out, const Timeline& timeline)
{
    for (std::size_t row = 0; row < timeline.rows(); ++row) {
        out += row > 0 ? ",\n[" : "\n[";
        appendValue(out, timeline.time(row), "null");
        for (std::size_t i = 0; i < timeline.seriesCount(); ++i) {
            out += ',';
            appendValue(out, timeline.value(SeriesId{std::uint32_t(i)}, row), "null");
        }
        out += ']';
    }
}

void appendCollections(std::string& out, const GcEvents& collections)
{
    bool first = true;
    for (const auto& event : collections.all()) {
        out += std::exchange(first, false) ? "\n" : ",\n";
        out += "{\"time\":" + plainNumber(event.time) + ",\"pauseSeconds\":" + plainNumber(event.pause) +
               ",\"kind\":" + std::to_string(int(event.kind)) + ",\"usedBefore\":";
        appendValue(out, event.usedBefore, "null");
        out += ",\"usedAfter\":";
        appendValue(out, event.usedAfter, "null");
        out += '}';
    }
}

} // namespace

std::string recordingCsv(const Recording& recording)
{
    const auto names = seriesOf(recording);
    std::string out = "lane,time";
    for (const auto& name : names)
        out += ',' + csvField(name);
    out += "\r\n";
    for (const auto& [id, lane] : recording.lanes()) {
        std::vector<std::size_t> columns;
        for (const auto& name : names) {
            std::size_t i = 0;
            while (i < lane.timeline.seriesCount() && lane.timeline.name(SeriesId{std::uint32_t(i)}) != name)
                ++i;
            columns.push_back(i);
        }
        for (std::size_t row = 0; row < lane.timeline.rows(); ++row) {
            out += std::to_string(id) + ',' + plainNumber(lane.timeline.time(row));
            for (const std::size_t column : columns) {
                out += ',';
                if (column < lane.timeline.seriesCount())
                    appendValue(out, lane.timeline.value(SeriesId{std::uint32_t(column)}, row), "");
            }
            out += "\r\n";
        }
    }
    return out;
}

std::string recordingJson(const Recording& recording)
{
    std::string out = "{\"lanes\":[";
    bool first = true;
    for (const auto& [id, lane] : recording.lanes()) {
        out += std::exchange(first, false) ? "\n" : ",\n";
        out += "{\"lane\":" + std::to_string(id) + ",\"title\":" + jsonString(lane.title) + ",\"series\":[\"time\"";
        for (std::size_t i = 0; i < lane.timeline.seriesCount(); ++i)
            out += ',' + jsonString(lane.timeline.name(SeriesId{std::uint32_t(i)}));
        out += "],\"samples\":[";
        appendSamples(out, lane.timeline);
        out += "],\"collections\":[";
        appendCollections(out, lane.collections);
        out += "],\"gaps\":[";
        for (std::size_t i = 0; i < lane.timeline.gaps().size(); ++i)
            out += (i > 0 ? ",[" : "[") + plainNumber(lane.timeline.gaps()[i].from) + ',' +
                   plainNumber(lane.timeline.gaps()[i].to) + ']';
        out += "]}";
    }
    return out + "]}\n";
}

} // namespace heapwise
