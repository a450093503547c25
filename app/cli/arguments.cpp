#include "app/cli/arguments.h"

#include "app/cli/budgets.h"
#include "app/cli/command.h"
#include "app/cli/foundrows.h"
#include "app/cli/querytext.h"
#include "core/analysis/query/parser.h"
#include "core/report/utf8.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace heapwise::cli {

namespace {

/// A whole decimal number, nothing else.
std::optional<std::uint64_t> numberIn(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// "@1234", or "1234" for shells where @ is awkward.
std::optional<ObjectId> objectIn(std::string_view text)
{
    if (text.starts_with('@'))
        text.remove_prefix(1);
    const auto number = numberIn(text);
    if (!number || *number >= ObjectId::kNone)
        return std::nullopt;
    return ObjectId{std::uint32_t(*number)};
}

/// "@1", "@1.name", "@1[5]" or "@1->@2".
std::optional<CutWord> cutIn(std::string_view text)
{
    const std::size_t end = text.find_first_of(".[-");
    const auto source = objectIn(text.substr(0, end));
    if (!source)
        return std::nullopt;
    CutWord word{*source, {}, {}};
    const std::string_view rest = end == text.npos ? std::string_view() : text.substr(end);
    if (rest.starts_with("->")) {
        const auto target = objectIn(rest.substr(2));
        word.target = target.value_or(ObjectId());
        return target ? std::optional(word) : std::nullopt;
    }
    if (rest.starts_with('.'))
        word.name = rest.substr(1);
    else if (rest.starts_with('[') && rest.ends_with(']'))
        word.name = rest.substr(1, rest.size() - 2);
    return rest.empty() || !word.name.empty() ? std::optional(word) : std::nullopt;
}

/// Reads the words after the command. The first error stops it.
class Parser {
public:
    Parser(const Command& command, std::span<const std::string_view> words)
        : m_command(command)
        , m_words(words)
    {
        m_result.command = command.name;
        m_result.limit = command.defaultLimit;
        m_result.depth = kDefaultDepth;
        m_result.paths = 1;
        m_result.cache.folder = IndexCache::defaultFolder();
        if (!command.sortColumns.empty())
            m_result.sort = command.sortColumns.front();
    }

    std::variant<Arguments, UsageError> run()
    {
        for (bool optionsEnded = false; m_error.empty() && m_next < m_words.size();) {
            const std::string_view word = m_words[m_next++];
            if (!optionsEnded && word == "--")
                optionsEnded = true;
            else if (!optionsEnded && (word == "--help" || word == "-h"))
                return help();
            else if (!optionsEnded && word.starts_with('-') && word != "-")
                option(word);
            else
                m_positional.push_back(word);
        }
        if (m_error.empty())
            takePositional();
        if (!m_error.empty())
            return UsageError{m_error, m_context};
        return m_result;
    }

private:
    Arguments help() const
    {
        Arguments arguments;
        arguments.command = "help";
        arguments.topic = m_command.name;
        return arguments;
    }

    void option(std::string_view word)
    {
        const auto equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        if (equals == word.npos && takeFlag(name))
            return;
        if (!isKnown(name)) {
            m_error = "The command " + m_result.command + " has no option " + quoted(word) + ".";
            return;
        }
        if (equals == word.npos && m_next == m_words.size()) {
            m_error = "The option " + std::string(name) + " needs a value.";
            return;
        }
        takeOption(name, equals == word.npos ? m_words[m_next++] : word.substr(equals + 1));
    }

    bool takeFlag(std::string_view name)
    {
        bool* const flag = m_command.runAlone                                  ? nullptr
                           : name == "--partial"                               ? &m_result.acceptPartial
                           : name == "--counts"                                ? &m_result.countsOnly
                           : name == "--anyway"                                ? &m_result.anyway
                           : name == "--merged" && m_command.takesPaths        ? &m_result.merged
                           : name == "--key" && m_command.takesPaths           ? &m_result.key
                           : name == "--weak" && m_command.takesRoutes         ? &m_result.weak
                           : name == "--avoid-engine" && m_command.takesRoutes ? &m_result.avoidEngine
                           : name == "--avoid-node" && m_command.takesRoutes   ? &m_result.avoidNode
                           : name == "--mine" && (m_command.takesGroups || m_command.takesStrings) ? &m_result.mineOnly
                           : name == "--secrets" && (m_command.takesStrings || m_command.takesGrownStrings)
                               ? &m_result.secrets
                           : name == "--strings" && m_command.takesGrownStrings   ? &m_result.grownStrings
                           : name == "--logical" && m_command.takesGroups         ? &m_result.logical
                           : name == "--split-functions" && m_command.takesGroups ? &m_result.splitFunctions
                                                                                  : nullptr;
        if (flag)
            *flag = true;
        const bool isList = m_command.takesStrings && (name == "--largest" || name == "--all");
        if (isList)
            m_result.strings = name == "--all" ? StringList::All : StringList::Largest;
        const bool isNoCache = name == "--no-cache" && !m_command.runAlone;
        if (isNoCache)
            m_result.cache.folder.clear();
        return flag != nullptr || isList || isNoCache;
    }

    bool isKnown(std::string_view name) const
    {
        return name == "--format" || name == "--cache" || (name == "--limit" && !m_command.runAlone) ||
               (name == "--sort" && !m_command.sortColumns.empty()) ||
               ((name == "--depth" || name == "--of") && m_command.takesDepth) ||
               ((name == "--suggest" || name == "--of") && m_command.takesCuts) ||
               (name == "--ignore" && m_command.takesRoutes) ||
               ((name == "--filter" || name == "--min-length") && m_command.takesStrings) ||
               (name == "--paths" && m_command.takesPaths) || (name == "--group" && m_command.takesGroups) ||
               (name == "--select" && m_command.takesQuery) || (m_command.takesBudgets && isBudgetOption(name));
    }

    void takeOption(std::string_view name, std::string_view value)
    {
        if (name == "--format")
            takeFormat(value);
        else if (name == "--cache")
            takeCache(value);
        else if (name == "--limit")
            value == "all" ? void(m_result.limit = Arguments::kNoLimit) : takeNumber(name, value, m_result.limit);
        else if (name == "--sort")
            takeSort(value);
        else if (name == "--group")
            takeGroup(value);
        else if (isBudgetOption(name))
            takeBudget(name, value);
        else if (name == "--select")
            takeSelection(value);
        else if (name == "--depth")
            takeNumber(name, value, m_result.depth, kGreatestDepth);
        else if (name == "--paths")
            takeNumber(name, value, m_result.paths, kGreatestPaths);
        else if (name == "--filter")
            m_result.filter = value;
        else if (name == "--min-length")
            takeNumber(name, value, m_result.minLength, UINT32_MAX);
        else if (name == "--ignore")
            takeObject(value, m_result.ignored.emplace_back());
        else if (m_command.takesCuts)
            takeSubject(value, name == "--suggest");
        else
            takeObject(value, m_result.object);
    }

    void takeCache(std::string_view value)
    {
        m_result.cache.folder = value;
        if (value.empty())
            m_error = "The option --cache needs the name of a folder.";
    }

    void takeFormat(std::string_view value)
    {
        if (value == "table")
            m_result.format = Format::Table;
        else if (value == "json")
            m_result.format = Format::Json;
        else if (value == "csv")
            m_result.format = Format::Csv;
        else
            m_error = "The format " + quoted(value) + " is unknown; there are table, json and csv.";
    }

    void takeNumber(std::string_view name, std::string_view value, std::uint64_t& number,
                    std::uint64_t greatest = Arguments::kNoLimit - 1)
    {
        const auto given = numberIn(value);
        if (given && *given >= 1 && *given <= greatest) {
            number = *given;
            return;
        }
        m_error = "The option " + std::string(name) + " needs a number from 1" +
                  (greatest < Arguments::kNoLimit - 1 ? " to " + std::to_string(greatest) : " or the word all") +
                  ", not " + quoted(value) + ".";
    }

    void takeSort(std::string_view value)
    {
        if (std::ranges::find(m_command.sortColumns, value) != m_command.sortColumns.end()) {
            m_result.sort = value;
            return;
        }
        m_error = "The command " + m_result.command + " cannot sort by " + quoted(value) + "; it can by";
        for (const auto column : m_command.sortColumns)
            m_error.append(column == m_command.sortColumns.front() ? " " : ", ").append(column);
        m_error += ".";
    }

    void takeGroup(std::string_view value)
    {
        constexpr std::string_view kGroups[] = {"class", "file", "package", "location", "shape"};
        if (std::ranges::find(kGroups, value) != std::end(kGroups))
            m_result.group = value;
        else
            m_error =
                "There are no groups by " + quoted(value) + "; there are class, file, package, location and shape.";
    }

    void takeBudget(std::string_view name, std::string_view value)
    {
        auto budget = parseBudget(name, value);
        if (auto* error = std::get_if<UsageError>(&budget)) {
            m_error = error->text;
            m_context = error->context;
        } else
            m_result.budgets.push_back(std::get<Budget>(std::move(budget)));
    }

    void takeSelection(std::string_view value)
    {
        m_result.select = selectedColumns(value);
        for (const std::string& column : m_result.select)
            if (!isFoundColumn(column)) {
                m_error = "There is no column " + quoted(column) + "; there are " + foundColumnNames() +
                          ", and properties such as .req.url.";
                return;
            }
        if (m_result.select.empty())
            m_error = "The option --select needs columns, such as class,retained,.req.url.";
    }

    void takeQuery(std::string_view text)
    {
        auto parsed = query::parse(text);
        if (const auto* problem = std::get_if<query::QueryError>(&parsed)) {
            m_error = queryErrorText(*problem);
            m_context = markedText(text, problem->at);
        } else {
            m_result.query = std::get<query::Query>(std::move(parsed));
        }
    }

    void takeObject(std::string_view value, ObjectId& object)
    {
        if (const auto id = objectIn(value))
            object = *id;
        else
            m_error = quoted(value) + " is not the id of an object; ids look like @1234.";
    }

    void takeSubject(std::string_view value, bool isSuggestion)
    {
        m_result.suggest |= isSuggestion;
        if (objectIn(value) || value.starts_with('@') || value.empty())
            takeObject(value, m_result.object);
        else
            m_result.className = value;
    }

    void takeCut(std::string_view value)
    {
        if (const auto word = cutIn(value))
            m_result.cuts.push_back(*word);
        else
            m_error = quoted(value) + " is no reference; they look like @1234.name, @1234[5] or @1234->@5678.";
    }

    void takeTopic()
    {
        m_result.topic = m_positional.empty() ? m_command.topics.front() : m_positional[0];
        if (m_positional.size() > 1)
            m_error = "There is one word too many: " + quoted(m_positional[1]) + ".";
        else if (std::ranges::find(m_command.topics, m_result.topic) == m_command.topics.end())
            m_error = "The command " + m_result.command + " cannot " + quoted(m_result.topic) + ".";
    }

    void takePositional()
    {
        if (m_command.runAlone) {
            takeTopic();
            return;
        }
        const std::size_t ids = m_command.needsObject || m_command.takesQuery ? 1 : 0;
        m_error = positionalError(ids);
        if (!m_error.empty())
            return;
        const std::size_t files = std::min(m_positional.size() - ids, m_command.mostFiles);
        m_result.files.assign(m_positional.begin(), m_positional.begin() + std::ptrdiff_t(files));
        m_result.file = m_result.files.front();
        if (m_command.takesQuery)
            takeQuery(m_positional.back());
        else if (m_command.takesClass)
            takeSubject(m_positional[1], false);
        else if (m_command.needsObject)
            takeObject(m_positional[1], m_result.object);
        for (std::size_t i = 1; m_command.takesCuts && i < m_positional.size() && m_error.empty(); ++i)
            takeCut(m_positional[i]);
        if (m_command.takesCuts && m_error.empty() && m_result.cuts.empty() != m_result.suggest)
            m_error = "The command cut needs references after the file, such as @1234.name, or else --suggest.";
    }

    /// What is wrong with the number of words that are no options.
    std::string positionalError(std::size_t ids) const
    {
        const std::string command = "The command " + m_result.command;
        const std::size_t count = m_positional.size(), most = m_command.takesCuts ? count : m_command.mostFiles + ids;
        const bool hasNoFile = std::ranges::find(m_positional, std::string_view()) != m_positional.end();
        if (count == 0 || hasNoFile || count < m_command.fewestFiles)
            return command + " needs " +
                   (m_command.fewestFiles == 1
                        ? "a heap snapshot file."
                        : "at least two heap snapshot files: " + std::string(m_command.files) + ".");
        if (count < m_command.fewestFiles + ids && m_command.takesQuery)
            return command + " needs a condition after the file, such as 'class:Map retained>1M'.";
        if (count < m_command.fewestFiles + ids)
            return command + " needs the id of an object after the file, such as @1234" +
                   (m_command.takesClass ? ", or the name of a class." : ".");
        if (count > most)
            return "There is one word too many: " + quoted(m_positional[most]) + ".";
        if (m_command.takesBudgets && m_result.budgets.empty())
            return command + " needs a budget, such as --max-growth 5%.";
        return {};
    }

    const Command& m_command;
    std::span<const std::string_view> m_words;
    std::size_t m_next = 0;
    std::vector<std::string_view> m_positional;
    Arguments m_result;
    std::string m_error;
    std::string m_context; ///< of the error
};

std::variant<Arguments, UsageError> parseHelp(std::span<const std::string_view> words)
{
    Arguments arguments;
    arguments.command = "help";
    if (!words.empty())
        arguments.topic = words.front();
    if (words.size() > 1)
        return UsageError{"There is one word too many: " + quoted(words[1]) + "."};
    if (helpText(arguments.topic).empty())
        return UsageError{"There is no help about " + quoted(arguments.topic) + "."};
    return arguments;
}

} // namespace

std::variant<Arguments, UsageError> parseArguments(std::span<const std::string_view> words)
{
    if (words.empty())
        return UsageError{"A command is needed."};
    const std::string_view first = words.front();
    if (first == "help" || first == "--help" || first == "-h")
        return parseHelp(words.subspan(1));
    if (first == "--version" || first == "version") {
        Arguments arguments;
        arguments.command = "version";
        return arguments;
    }
    const Command* command = findCommand(first);
    if (!command)
        return UsageError{"There is no command " + quoted(first) + "."};
    return Parser(*command, words.subspan(1)).run();
}

} // namespace heapwise::cli
