#pragma once

#include "core/analysis/query/ast.h"
#include "core/base/id.h"
#include "core/index/indexcache.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace heapwise::cli {

enum class Format { Table, Json, Csv };

/// What the command strings lists.
enum class StringList { Duplicates, Largest, All };

/// What check allows.
struct Budget {
    enum class Kind {
        Growth,      ///< of the heap, in percent or bytes
        ClassGrowth, ///< more objects of classes like `pattern`
        Count,       ///< objects of classes like `pattern` in the last snapshot
        Found,       ///< objects that `query` finds in the last snapshot
    };
    Kind kind = Kind::Growth;
    std::string text;    ///< as given
    std::string pattern; ///< name of a class; * stands for anything
    std::uint64_t limit = 0;
    bool isPercent = false; ///< limit counts hundredths of a percent
    query::Query query;
};

/// What to think away: "@1" (all references to it), "@1.name", "@1[5]" or "@1->@2".
struct CutWord {
    ObjectId source;
    std::string name;
    ObjectId target;
};

/// A command line that was understood. What the command does not take has its default.
struct Arguments {
    std::string command; ///< one of commands(), or "help" or "version"
    std::string topic;   ///< of help
    std::string file;
    std::vector<std::string> files; ///< of a command that compares; `file` is the first
    ObjectId object;                ///< the object a command is about; for dominators the root to start at
    std::string className;          ///< instead of an object
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
    std::vector<Budget> budgets; ///< of check, in the order given
    bool merged = false;         ///< of retainers
    bool key = false;
    bool weak = false;
    bool avoidEngine = false;
    bool avoidNode = false;
    bool suggest = false;      ///< of cut
    bool grownStrings = false; ///< of diff, instead of classes
    std::vector<ObjectId> ignored;
    std::vector<CutWord> cuts;
    query::Query query;              ///< of query
    std::vector<std::string> select; ///< its columns; none: those it has by itself
    StringList strings = StringList::Duplicates;
    std::string filter;          ///< of strings: a part of the text
    std::uint64_t minLength = 0; ///< of strings, in UTF-16 units
    bool secrets = false;        ///< of strings: shown
    bool countsOnly = false;     ///< read no references
    bool anyway = false;         ///< also when memory may not suffice
    IndexCache::Options cache;   ///< without a folder after --no-cache

    static constexpr std::uint64_t kNoLimit = UINT64_MAX;
};

/// Why a command line was not understood: one sentence.
struct UsageError {
    std::string text;
    std::string context = {}; ///< lines to print below, with line ends; perhaps none
};

/// `words` without the name of the program. Options may stand anywhere after the command, as `--name value`
/// or
/// `--name=value`; `--` ends them.
std::variant<Arguments, UsageError> parseArguments(std::span<const std::string_view> words);

} // namespace heapwise::cli
