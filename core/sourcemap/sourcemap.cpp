#include "core/sourcemap/sourcemap.h"

#include "core/sourcemap/vlq.h"

#include <array>
#include <simdjson.h>
#include <utility>

namespace heapwise {

namespace dom = simdjson::dom;

namespace {

constexpr std::size_t kStopEvery = 1 << 16; ///< segments

/// What was sent to browsers may begin with a line that is no JSON, so that nobody takes it for a script.
std::string_view withoutGuard(std::string_view json)
{
    if (!json.starts_with(")]}"))
        return json;
    const std::size_t end = json.find('\n');
    return end == std::string_view::npos ? std::string_view() : json.substr(end + 1);
}

/// Of an element, or of what looking one up came to; empty when it is no text.
template <typename Element>
std::string_view text(const Element& element)
{
    std::string_view value;
    return element.get(value) == simdjson::SUCCESS ? value : std::string_view();
}

template <typename Element>
std::uint32_t number(const Element& element)
{
    std::uint64_t value = 0;
    return element.get(value) == simdjson::SUCCESS && value <= UINT32_MAX ? std::uint32_t(value) : 0;
}

/// Of the four or five numbers of a segment all but the first go on from the segment before, across lines.
struct Cursor {
    std::int64_t column = 0; ///< of the generated line
    std::int64_t source = 0, line = 0, originalColumn = 0, name = 0;
    bool hasSource = false, hasName = false;
};

/// Takes one segment off the front; false when it is none.
bool takeSegment(std::string_view& mappings, Cursor& at)
{
    std::array<std::int64_t, 5> numbers{};
    std::size_t count = 0;
    while (!mappings.empty() && mappings.front() != ',' && mappings.front() != ';') {
        const std::optional<std::int32_t> value = takeVlq(mappings);
        if (!value || count == numbers.size())
            return false;
        numbers[count++] = *value;
    }
    if (count != 1 && count != 4 && count != 5)
        return false;
    at.column += numbers[0];
    at.source += numbers[1];
    at.line += numbers[2];
    at.originalColumn += numbers[3];
    at.name += numbers[4];
    at.hasSource = count >= 4;
    at.hasName = count == 5;
    return at.column >= 0;
}

} // namespace

class SourceMapParser {
public:
    explicit SourceMapParser(SourceMap& map)
        : m_map(map)
    {}

    Result<void> parse(std::string_view json)
    {
        dom::parser parser;
        dom::element root;
        const simdjson::padded_string padded(withoutGuard(json));
        if (const auto error = parser.parse(padded).get(root); error != simdjson::SUCCESS)
            return Error{ErrorCode::NotJson, simdjson::error_message(error)};
        dom::array sections;
        if (root["sections"].get(sections) == simdjson::SUCCESS) {
            for (const dom::element section : sections)
                add(section["map"], number(section["offset"]["line"]), number(section["offset"]["column"]));
        } else {
            add(root, 0, 0);
        }
        if (m_map.m_sections.empty())
            return Error{ErrorCode::Malformed, "no mappings"};
        return {};
    }

private:
    template <typename Element>
    void add(const Element& map, std::uint32_t line, std::uint32_t column)
    {
        SourceMap::Section section{line, column, {}, {}, std::string(text(map["mappings"]))};
        dom::array sources, contents, names;
        if (section.mappings.empty() || map["sources"].get(sources) != simdjson::SUCCESS)
            return;
        std::string root(text(map["sourceRoot"]));
        if (!root.empty() && root.back() != '/')
            root += '/';
        for (const dom::element source : sources)
            section.sources.push_back({root + std::string(text(source)), {}, false});
        if (map["sourcesContent"].get(contents) == simdjson::SUCCESS) {
            std::size_t i = 0;
            for (const dom::element content : contents)
                if (std::string_view value; i < section.sources.size() && content.get(value) == simdjson::SUCCESS)
                    setContent(section.sources[i++], value);
                else
                    ++i;
        }
        if (map["names"].get(names) == simdjson::SUCCESS)
            for (const dom::element name : names)
                section.names.emplace_back(text(name));
        m_map.m_sections.push_back(std::move(section));
    }

    static void setContent(SourceMap::Source& source, std::string_view content)
    {
        source.content = content;
        source.hasContent = true;
    }

    SourceMap& m_map;
};

Result<SourceMap> SourceMap::parse(std::string_view json)
{
    SourceMap map;
    if (const auto done = SourceMapParser(map).parse(json); !done)
        return done.error();
    return map;
}

std::optional<OriginalPlace> SourceMap::find(std::uint32_t line, std::uint32_t column, const Progress& progress) const
{
    const Section* found = nullptr;
    for (const Section& section : m_sections)
        if (std::pair(section.line, section.column) <= std::pair(line, column))
            found = &section;
    if (!found)
        return std::nullopt;
    return findIn(*found, line - found->line, line == found->line ? column - found->column : column, progress);
}

std::optional<OriginalPlace> SourceMap::findIn(const Section& section, std::uint32_t line, std::uint32_t column,
                                               const Progress& progress)
{
    std::string_view rest = section.mappings;
    Cursor at, best;
    std::uint32_t atLine = 0;
    bool isFound = false;
    for (std::size_t seen = 0; !rest.empty() && atLine <= line; ++seen) {
        if (seen % kStopEvery == 0 && progress.stopRequested())
            return std::nullopt;
        if (rest.front() == ',' || rest.front() == ';') {
            if (rest.front() == ';') {
                ++atLine;
                at.column = 0;
            }
            rest.remove_prefix(1);
            continue;
        }
        if (!takeSegment(rest, at))
            return std::nullopt;
        if (atLine == line && at.column <= std::int64_t(column)) {
            best = at;
            isFound = true;
        }
    }
    const bool isUsable = isFound && best.hasSource && best.source >= 0 &&
                          best.source < std::int64_t(section.sources.size()) && best.line >= 0 &&
                          best.line <= INT32_MAX && best.originalColumn >= 0 && best.originalColumn <= INT32_MAX;
    if (!isUsable)
        return std::nullopt;
    OriginalPlace place{section.sources[std::size_t(best.source)].name,
                        std::uint32_t(best.line),
                        std::uint32_t(best.originalColumn),
                        {}};
    if (best.hasName && best.name >= 0 && best.name < std::int64_t(section.names.size()))
        place.name = section.names[std::size_t(best.name)];
    return place;
}

const std::string* SourceMap::content(std::string_view source) const
{
    for (const Section& section : m_sections)
        for (const Source& known : section.sources)
            if (known.hasContent && known.name == source)
                return &known.content;
    return nullptr;
}

} // namespace heapwise
