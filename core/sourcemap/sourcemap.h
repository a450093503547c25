#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heapwise {

/// A place in one of the sources that a generated file was made of. Lines and columns count from 0.
struct OriginalPlace {
    std::string source; ///< as the map names it, below its root: "../src/user.ts"
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string name; ///< what stands there was called so before it was renamed; empty where the map does not say
};

/// A source map, revision 3, with or without sections (https://tc39.es/ecma426). Immutable.
///
/// Mappings stay as they are written: one look-up is all that is asked of most maps. A file says nothing that
/// is relied upon: numbers out of range end a look-up without an answer.
class SourceMap {
public:
    /// Errors: NotJson, Malformed. O(text), and about as much memory.
    static Result<SourceMap> parse(std::string_view json);

    /// What stands at `line` and `column` of the generated file: by the last mapping at or before the column.
    /// Nothing where none has a source. O(mappings up to the line); nothing when a stop is requested.
    std::optional<OriginalPlace> find(std::uint32_t line, std::uint32_t column, const Progress& progress) const;
    /// The text of a source by the name that find() gave it; null where the map does not carry it.
    const std::string* content(std::string_view source) const;

private:
    struct Source {
        std::string name;
        std::string content;
        bool hasContent = false;
    };
    struct Section {
        std::uint32_t line = 0; ///< of the generated file where it begins
        std::uint32_t column = 0;
        std::vector<Source> sources;
        std::vector<std::string> names;
        std::string mappings;
    };
    friend class SourceMapParser;
    static std::optional<OriginalPlace> findIn(const Section& section, std::uint32_t line, std::uint32_t column,
                                               const Progress& progress);

    std::vector<Section> m_sections; ///< in the order of the generated file
};

} // namespace heapwise
