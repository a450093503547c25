#include "core/analysis/query/complete.h"

#include "core/analysis/query/bind.h"
#include "core/analysis/query/parser.h"
#include "core/analysis/query/propertypath.h"
#include "core/analysis/query/words.h"

#include <algorithm>
#include <unordered_map>

namespace heapwise::query {

namespace {

constexpr std::size_t kSampledObjects = 300;
constexpr std::uint32_t kMostLookedAt = 500'000;
constexpr std::uint32_t kMostEdges = 4096; ///< of one object

/// The term at the cursor, up to it.
struct Fragment {
    std::size_t begin = 0; ///< in the query
    std::string_view text; ///< without a dash before it
};

Fragment fragmentAt(std::string_view text, std::size_t cursor)
{
    std::size_t begin = 0;
    bool isQuoted = false;
    for (std::size_t i = 0; i < cursor; ++i) {
        const char c = text[i];
        if (c == '\\' && isQuoted)
            ++i;
        else if (c == '"')
            isQuoted = !isQuoted;
        else if (!isQuoted && (c == ' ' || c == '\t' || c == '(' || c == ')'))
            begin = i + 1;
    }
    begin = std::min(begin, cursor);
    while (begin < cursor && text[begin] == '-')
        ++begin;
    return {begin, text.substr(begin, cursor - begin)};
}

bool needsQuotes(std::string_view name)
{
    return name.empty() || name.find_first_of(" \t()\":=~<>!*@#") != name.npos || name.find_first_of("-/.[") == 0 ||
           equalsIgnoringCase(name, "or") || equalsIgnoringCase(name, "and");
}

std::string quotedWhereNeeded(const std::string& name)
{
    if (!needsQuotes(name))
        return name;
    std::string text = "\"";
    for (const char c : name)
        text.append(c == '"' || c == '\\' ? "\\" : "").append(1, c);
    return text + "\"";
}

bool containsIgnoringCase(std::string_view text, std::string_view part)
{
    for (std::size_t at = 0; at + part.size() <= text.size(); ++at)
        if (equalsIgnoringCase(text.substr(at, part.size()), part))
            return true;
    return false;
}

class Completer {
public:
    Completer(std::string_view text, std::size_t cursor, const Heap& heap, const Progress& progress)
        : m_text(text)
        , m_cursor(std::min(cursor, text.size()))
        , m_heap(heap)
        , m_progress(progress)
    {}

    Completions run()
    {
        const auto [begin, text] = fragmentAt(m_text, m_cursor);
        const std::size_t sign = text.starts_with('"') ? text.npos : text.find_first_of(":=~<>");
        if (text.starts_with('/') || text.starts_with('@'))
            return {};
        if (sign == text.npos)
            addHeads(begin, text);
        else
            addValues(begin, text, sign);
        if (m_result.items.size() > kMostCompletions)
            m_result.items.resize(kMostCompletions);
        return std::move(m_result);
    }

private:
    void replaceFrom(std::size_t begin) { m_result.replaces = {std::uint32_t(begin), std::uint32_t(m_cursor)}; }

    void addHeads(std::size_t begin, std::string_view text)
    {
        if (text.starts_with('.') || text.starts_with('['))
            return addProperties(begin, text);
        replaceFrom(begin);
        for (const FieldInfo& field : fields())
            if (startsWithIgnoringCase(field.name, text)) {
                const bool isNumber = field.value == ValueKind::Bytes || field.value == ValueKind::Count;
                const std::string name(field.name);
                m_result.items.push_back({Completion::Kind::Field, name, name + (isNumber ? ">" : ":"), 0});
            }
        if (!text.empty())
            addClasses(text);
    }

    void addValues(std::size_t begin, std::string_view text, std::size_t sign)
    {
        const std::size_t value = std::min(text.find_first_not_of(":=~<>", sign), text.size());
        std::string_view head = text.substr(0, sign);
        if (head.ends_with('!'))
            head.remove_suffix(1);
        const std::string_view typed = text.substr(value);
        if (typed.starts_with('/'))
            return;
        replaceFrom(begin + value);
        if (head.starts_with('.') || head.starts_with('['))
            return text[sign] == ':' ? addClasses(typed) : addWords(typed);
        const FieldInfo* field = findField(head);
        if (!field)
            return;
        if (field->value == ValueKind::Kind)
            addKinds(typed);
        else if (field->value == ValueKind::Name || (field->value == ValueKind::Object && !typed.starts_with('@')))
            addClasses(typed);
        else if (field->id == FieldId::Has)
            addNames(typed, {}, true);
    }

    void addKinds(std::string_view typed)
    {
        for (const KindInfo& kind : kinds())
            if (startsWithIgnoringCase(kind.name, typed))
                m_result.items.push_back(
                    {Completion::Kind::NodeKind, std::string(kind.name), std::string(kind.name), 0});
    }
    void addWords(std::string_view typed)
    {
        for (const char* const word : {"true", "false", "null", "undefined"})
            if (std::string_view(word).starts_with(typed))
                m_result.items.push_back({Completion::Kind::Value, word, word, 0});
    }

    /// Those that begin so first, then by their number of objects.
    void addClasses(std::string_view typed)
    {
        if (typed.starts_with('"'))
            typed.remove_prefix(1);
        std::vector<std::pair<bool, const HeapClass*>> like;
        const ClassTable& classes = *m_heap.classes;
        for (std::uint32_t c = 0; c < classes.size() && !m_progress.stopRequested(); ++c) {
            const HeapClass& row = classes[ClassId{c}];
            if (row.count > 0 && !row.name.empty() && containsIgnoringCase(row.name, typed))
                like.emplace_back(startsWithIgnoringCase(row.name, typed), &row);
        }
        const auto isBetter = [](const auto& a, const auto& b) {
            if (a.first != b.first)
                return a.first;
            return a.second->count != b.second->count ? a.second->count > b.second->count
                                                      : a.second->name < b.second->name;
        };
        const std::size_t shown = std::min(like.size(), kMostCompletions);
        std::partial_sort(like.begin(), like.begin() + std::ptrdiff_t(shown), like.end(), isBetter);
        for (std::size_t i = 0; i < shown; ++i)
            m_result.items.push_back({Completion::Kind::Class, like[i].second->name,
                                      quotedWhereNeeded(like[i].second->name), like[i].second->count});
    }

    void addProperties(std::size_t begin, std::string_view text)
    {
        const std::size_t dot = text.rfind('.');
        if (dot == text.npos)
            return;
        Path above;
        if (dot > 0) {
            const auto path = parsePath(text.substr(0, dot));
            if (!std::holds_alternative<Path>(path))
                return;
            above = std::get<Path>(path);
        }
        replaceFrom(begin + dot + 1);
        addNames(text.substr(dot + 1), above, false);
    }

    /// Names of the properties that most of the objects in question have.
    void addNames(std::string_view typed, const Path& above, bool withoutSymbols)
    {
        std::unordered_map<std::uint32_t, std::uint64_t> counts; ///< by name
        const PropertyPath path(*m_heap.snapshot, above);
        for (const NodeId n : sample())
            if (const NodeId owner = path.follow(n); owner.isValid())
                countNames(owner, counts);
        std::vector<std::pair<std::uint64_t, std::string>> names;
        for (const auto& [id, count] : counts) {
            std::string name = m_heap.snapshot->strings().text(StringId{id}, 200);
            if (name.starts_with("<symbol ") && !withoutSymbols)
                name = name.substr(8, name.size() - 9);
            if (!name.empty() && name != "__proto__" && startsWithIgnoringCase(name, typed))
                names.emplace_back(count, std::move(name));
        }
        std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        for (std::size_t i = 0; i < names.size() && i < kMostCompletions; ++i)
            m_result.items.push_back(
                {Completion::Kind::Property, names[i].second, quotedWhereNeeded(names[i].second), 0});
    }

    void countNames(NodeId n, std::unordered_map<std::uint32_t, std::uint64_t>& counts) const
    {
        const Snapshot& snapshot = *m_heap.snapshot;
        const EdgeIndex end = std::min(snapshot.endEdge(n), snapshot.firstEdge(n) + kMostEdges);
        for (EdgeIndex e = snapshot.firstEdge(n); e < end; ++e)
            if (snapshot.edgeType(e) == EdgeType::Property || snapshot.edgeType(e) == EdgeType::Context)
                ++counts[snapshot.edgeNameOrIndex(e)];
    }

    /// Some objects that the rest of the query finds; without it some that are spread over the heap.
    std::vector<NodeId> sample() const
    {
        const auto begin = fragmentAt(m_text, m_cursor).begin;
        const auto rest = parse(std::string(m_text.substr(0, begin)) + std::string(m_text.substr(m_cursor)));
        const auto* query = std::get_if<Query>(&rest);
        const auto bound = bind(query ? *query : Query(), m_heap, m_progress);
        const BoundQueryPtr* found = std::get_if<BoundQueryPtr>(&bound);
        std::vector<NodeId> nodes;
        if (!found)
            return nodes;
        const auto& candidates = (*found)->candidates();
        const std::uint32_t count = candidates ? std::uint32_t(candidates->size()) : m_heap.snapshot->nodeCount();
        const std::uint32_t step = !query || query->isEmpty() ? 1 + count / std::uint32_t(4 * kSampledObjects) : 1;
        std::uint32_t looked = 0;
        for (std::uint32_t i = 0; i < count && nodes.size() < kSampledObjects && looked++ < kMostLookedAt; i += step) {
            if (looked % 1024 == 0 && m_progress.stopRequested())
                break;
            const NodeId n{candidates ? (*candidates)[i] : i};
            if ((*found)->matches(n))
                nodes.push_back(n);
        }
        return nodes;
    }

    std::string_view m_text;
    std::size_t m_cursor;
    const Heap& m_heap;
    const Progress& m_progress;
    Completions m_result;
};

} // namespace

Completions complete(std::string_view text, std::size_t cursor, const Heap& heap, const Progress& progress)
{
    return Completer(text, cursor, heap, progress).run();
}

} // namespace heapwise::query
