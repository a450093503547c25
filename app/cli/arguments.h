#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace heapwise::cli {

enum class Format { Table, Json, Csv };

/// A command line that was understood. What the command does not take has its default.
struct Arguments {
    std::string command; ///< one of commands(), or "help" or "version"
    std::string topic;   ///< of help
    std::string file;
    ObjectId object; ///< the object a command is about; for dominators the root to start at
    Format format = Format::Table;
    std::uint64_t limit = 0; ///< kNoLimit: all
    std::string sort;        ///< a column of the command
    std::uint64_t depth = 0;
    std::uint64_t paths = 0;
    bool acceptPartial = false;
    std::string group; ///< of classes: "class", "file", "package", "location", "shape"
    bool mineOnly = false;
    bool logical = false;
    bool splitFunctions = false;

    static constexpr std::uint64_t kNoLimit = UINT64_MAX;
};

/// Why a command line was not understood: one sentence.
struct UsageError {
    std::string text;
};

/// `words` without the name of the program. Options may stand anywhere after the command, as `--name value`
/// or
/// `--name=value`; `--` ends them.
std::variant<Arguments, UsageError> parseArguments(std::span<const std::string_view> words);

} // namespace heapwise::cli
