#include "core/heap/shapes.h"

#include "core/base/column.h"
#include "core/snapshot/jsonstring.h"

#include <algorithm>
#include <map>
#include <span>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::size_t kShapesStopEvery = 16384;
constexpr std::size_t kMaxNameUnits = 120; ///< UTF-16 units after which an interface's name takes no more

/// Distinct lists of property names, each stored once. Objects of one V8 shape share one list, so that all work
/// per list is done once for many objects.
class PropertyLists {
public:
    std::uint32_t add(std::span<const std::uint32_t> list)
    {
        std::uint64_t hash = list.size();
        for (const std::uint32_t name : list)
            hash = (hash ^ name) * 0x9E37'79B9'7F4A'7C15u, hash ^= hash >> 32;
        const auto [begin, end] = m_byHash.equal_range(hash);
        for (auto at = begin; at != end; ++at)
            if (std::ranges::equal(list, (*this)[at->second]))
                return at->second;
        const auto index = std::uint32_t(m_begin.size() - 1);
        m_names.insert(m_names.end(), list.begin(), list.end());
        m_begin.push_back(m_names.size());
        m_byHash.emplace(hash, index);
        return index;
    }
    std::span<const std::uint32_t> operator[](std::uint32_t i) const
    {
        return std::span(m_names).subspan(m_begin[i], m_begin[i + 1] - m_begin[i]);
    }
    std::uint32_t count() const { return std::uint32_t(m_begin.size() - 1); }

private:
    std::vector<std::uint32_t> m_names;
    std::vector<std::size_t> m_begin{0};
    std::unordered_multimap<std::uint64_t, std::uint32_t> m_byHash;
};

/// Numbers for property names such that equal texts have equal numbers.
class PropertyNames {
public:
    explicit PropertyNames(const Snapshot& snapshot)
        : m_strings(snapshot.strings())
        , m_numbers(snapshot.strings().count())
    {}

    std::uint32_t number(std::uint32_t stringId)
    {
        if (stringId >= m_numbers.size())
            return addText({});
        std::uint32_t& known = m_numbers[stringId];
        if (known == 0)
            known = 1 + addText(m_strings.text(StringId{stringId}));
        return known - 1;
    }
    /// Also of a name that no object has.
    std::uint32_t numberOf(const std::string& text) { return addText(text); }
    const std::string& text(std::uint32_t number) const { return *m_texts[number]; }
    const std::string& formatted(std::uint32_t number) const { return m_formatted[number]; }
    std::size_t length(std::uint32_t number) const { return m_lengths[number]; }
    bool isProto(std::uint32_t number) const { return m_formatted[number] == "__proto__"; }

private:
    std::uint32_t addText(const std::string& text)
    {
        const auto [at, isNew] = m_byText.emplace(text, std::uint32_t(m_formatted.size()));
        if (isNew) {
            m_texts.push_back(&at->first);
            m_formatted.push_back(formatPropertyName(text));
            m_lengths.push_back(utf16Length(m_formatted.back()));
        }
        return at->second;
    }

    const StringTable& m_strings;
    Column<std::uint32_t> m_numbers; ///< by string id: number + 1
    std::unordered_map<std::string, std::uint32_t> m_byText;
    std::vector<const std::string*> m_texts; ///< the keys of m_byText
    std::vector<std::string> m_formatted;
    std::vector<std::size_t> m_lengths;
};

struct Interface {
    std::string name;
    std::vector<std::uint32_t> sorted; ///< its properties
    std::uint64_t count = 0;           ///< objects whose list begins like this
};

/// The first properties of a list as far as they fit an interface's name, without __proto__.
std::vector<std::uint32_t> interfaceProperties(std::span<const std::uint32_t> list, const PropertyNames& names)
{
    std::vector<std::uint32_t> result;
    std::size_t units = 1; // the opening brace
    for (const std::uint32_t property : list) {
        if (names.isProto(property))
            continue;
        const std::size_t length = names.length(property);
        if (units > 1 && units + length > kMaxNameUnits)
            break;
        units += length + (units > 1 ? 2 : 0);
        result.push_back(property);
    }
    return result;
}

std::string interfaceName(const std::vector<std::uint32_t>& properties, const PropertyNames& names)
{
    std::string result = "{";
    for (const std::uint32_t property : properties) {
        if (result.size() > 1)
            result += ", ";
        result += names.formatted(property);
    }
    return result + "}";
}

/// The candidates frequent enough, most frequent first; of those with the same set of properties the first only.
std::vector<Interface> chooseInterfaces(const PropertyLists& lists, const std::vector<std::uint64_t>& listCounts,
                                        std::size_t objects, const PropertyNames& names)
{
    std::map<std::vector<std::uint32_t>, std::size_t> byProperties;
    std::vector<Interface> candidates; // in the order in which they are first met
    for (std::uint32_t i = 0; i < lists.count(); ++i) {
        std::vector<std::uint32_t> properties = interfaceProperties(lists[i], names);
        if (properties.empty())
            continue;
        const auto [at, isNew] = byProperties.emplace(properties, candidates.size());
        if (isNew) {
            std::string name = interfaceName(properties, names);
            std::sort(properties.begin(), properties.end());
            candidates.push_back({std::move(name), std::move(properties), 0});
        }
        candidates[at->second].count += listCounts[i];
    }
    const double minimum = std::max(2.0, double(objects) / 1000);
    std::erase_if(candidates, [&](const Interface& c) { return double(c.count) < minimum; });
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    std::map<std::vector<std::uint32_t>, bool> seen;
    std::erase_if(candidates, [&](const Interface& c) { return !seen.emplace(c.sorted, true).second; });
    return candidates;
}

/// Finds the best interface for a list; interfaces are filed under their smallest property.
class InterfaceMatcher {
public:
    explicit InterfaceMatcher(const std::vector<Interface>& interfaces)
        : m_interfaces(interfaces)
    {
        for (std::uint32_t i = 0; i < interfaces.size(); ++i)
            m_byProperty[interfaces[i].sorted.front()].push_back(i);
    }

    std::uint32_t match(std::span<const std::uint32_t> list) const
    {
        std::vector<std::uint32_t> sorted(list.begin(), list.end());
        std::sort(sorted.begin(), sorted.end());
        std::uint32_t best = PlainObjectNames::kNoInterface;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            if (i > 0 && sorted[i] == sorted[i - 1])
                continue;
            const auto filed = m_byProperty.find(sorted[i]);
            if (filed == m_byProperty.end())
                continue;
            for (const std::uint32_t candidate : filed->second)
                if (std::ranges::includes(sorted, m_interfaces[candidate].sorted) && isBetter(candidate, best))
                    best = candidate;
        }
        return best;
    }

private:
    bool isBetter(std::uint32_t candidate, std::uint32_t best) const
    {
        if (best == PlainObjectNames::kNoInterface)
            return true;
        const std::size_t a = m_interfaces[candidate].sorted.size(), b = m_interfaces[best].sorted.size();
        return a != b ? a > b : candidate < best;
    }

    const std::vector<Interface>& m_interfaces;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_byProperty;
};

/// The property lists of all plain objects; names.interfaceOf holds indexes into them.
class PlainObjectLists {
public:
    explicit PlainObjectLists(const Snapshot& snapshot)
        : properties(snapshot)
        , m_snapshot(snapshot)
    {}

    /// isPlainName(string id) tells "Object". False when a stop was requested.
    template <typename F>
    bool collect(PlainObjectNames& names, F&& isPlainName, const Progress& progress)
    {
        std::vector<std::uint32_t> list;
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount(); ++n) {
            if (n % kShapesStopEvery == 0 && progress.stopRequested())
                return false;
            if (m_snapshot.types()[n] != NodeType::Object || !isPlainName(m_snapshot.names()[n]))
                continue;
            list.clear();
            for (EdgeIndex e = m_snapshot.firstEdge(NodeId{n}); e < m_snapshot.endEdge(NodeId{n}); ++e)
                if (m_snapshot.edgeTypes()[e] == EdgeType::Property)
                    list.push_back(properties.number(m_snapshot.edgeNames()[e]));
            const std::uint32_t index = lists.add(list);
            counts.resize(lists.count());
            ++counts[index];
            names.objects.push_back(n);
            names.interfaceOf.push_back(index);
        }
        return true;
    }

    /// Puts the best interface in the place of each list. False when a stop was requested.
    bool match(const std::vector<Interface>& interfaces, PlainObjectNames& names, const Progress& progress) const
    {
        const InterfaceMatcher matcher(interfaces);
        std::vector<std::uint32_t> matches(lists.count());
        for (std::uint32_t i = 0; i < lists.count(); ++i) {
            if (i % kShapesStopEvery == 0 && progress.stopRequested())
                return false;
            matches[i] = matcher.match(lists[i]);
        }
        for (auto& index : names.interfaceOf)
            index = matches[index];
        return true;
    }

    PropertyNames properties;
    PropertyLists lists;
    std::vector<std::uint64_t> counts; ///< objects by list

private:
    const Snapshot& m_snapshot;
};

/// Whether a name is "Object", comparing each once.
class PlainNames {
public:
    explicit PlainNames(const StringTable& strings)
        : m_strings(strings)
        , m_known(strings.count())
    {}

    bool operator()(std::uint32_t stringId)
    {
        if (stringId >= m_known.size())
            return false; // the strings are cut
        if (m_known[stringId] == Answer::Open)
            m_known[stringId] = m_strings.equals(StringId{stringId}, "Object") ? Answer::Yes : Answer::No;
        return m_known[stringId] == Answer::Yes;
    }

private:
    enum class Answer : std::uint8_t { Open, Yes, No };
    const StringTable& m_strings;
    Column<Answer> m_known;
};

} // namespace

PlainObjectNames namePlainObjects(const Snapshot& snapshot, const NameTags& tags, const Progress& progress)
{
    PlainObjectNames result;
    PlainObjectLists plain(snapshot);
    const auto isPlainName = [&](std::uint32_t stringId) { return tags[stringId] == NameTag::PlainObject; };
    if (!plain.collect(result, isPlainName, progress))
        return result;
    const auto interfaces = chooseInterfaces(plain.lists, plain.counts, result.objects.size(), plain.properties);
    if (!plain.match(interfaces, result, progress))
        return result;
    for (const Interface& interface : interfaces) {
        result.interfaces.push_back({interface.name, {}});
        for (const std::uint32_t property : interface.sorted)
            result.interfaces.back().properties.push_back(plain.properties.text(property));
    }
    return result;
}

PlainObjectNames namePlainObjects(const Snapshot& snapshot, std::vector<PlainInterface> interfaces,
                                  const Progress& progress)
{
    PlainObjectNames result;
    PlainObjectLists plain(snapshot);
    if (!plain.collect(result, PlainNames(snapshot.strings()), progress))
        return result;
    std::vector<Interface> own; // the same in this snapshot's numbers
    for (const PlainInterface& interface : interfaces) {
        own.push_back({interface.name, {}, 0});
        for (const std::string& property : interface.properties)
            own.back().sorted.push_back(plain.properties.numberOf(property));
        std::ranges::sort(own.back().sorted);
    }
    plain.match(own, result, progress);
    result.interfaces = std::move(interfaces);
    return result;
}

std::string formatPropertyName(const std::string& name)
{
    if (name.find_first_of(",'\"{}") == name.npos)
        return name;
    static constexpr char kHex[] = "0123456789abcdef";
    std::string quoted = "\"";
    for (const char c : name) {
        static constexpr std::string_view kPlain = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
        if (const auto at = kPlain.find(c); at != kPlain.npos) {
            quoted += '\\';
            quoted += kLetters[at];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            quoted += "\\u00";
            quoted += kHex[(c >> 4) & 0xF];
            quoted += kHex[c & 0xF];
        } else {
            quoted += c;
        }
    }
    return quoted + "\"";
}

} // namespace heapwise
