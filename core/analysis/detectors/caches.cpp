// Collections that only grow: a Map, a Set, or an object used as dictionary, with many values of one class. What tells
// a cache from a table that belongs to the program are keys made from data: "user:17", numbers, ids.
#include "core/analysis/detectors/members.h"

#include "core/heap/fields/collections.h"
#include "core/heap/fields/links.h"

namespace heapwise {

namespace {

struct Entries {
    std::vector<std::uint32_t> values;   ///< keys where the values do not show
    std::vector<std::uint32_t> textKeys; ///< string ids
    std::uint64_t numberKeys = 0;
    std::uint64_t objectKeys = 0;
    std::uint64_t count = 0;
};

bool isValue(const Snapshot& snapshot, NodeId n)
{
    return n.isValid() && snapshot.type(n) != NodeType::Hidden;
}

Entries entriesOf(const Snapshot& snapshot, NodeId table, const HashTable& layout)
{
    Entries entries;
    forEachEntry(snapshot, table, layout, [&](NodeId key, NodeId value) {
        ++entries.count;
        if (!key.isValid() || snapshot.type(key) == NodeType::Number)
            ++entries.numberKeys;
        else if (snapshot.type(key) == NodeType::String)
            entries.textKeys.push_back(snapshot.nameId(key).value);
        else if (!isTextType(snapshot.type(key)))
            ++entries.objectKeys;
        if (const NodeId member = isValue(snapshot, value) ? value : key; isValue(snapshot, member))
            entries.values.push_back(member.value);
    });
    return entries;
}

Entries entriesOf(const Snapshot& snapshot, NodeId dictionary)
{
    Entries entries;
    forEachEdge(snapshot, dictionary, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) != EdgeType::Property ||
            snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, "__proto__"))
            return;
        ++entries.count;
        entries.textKeys.push_back(snapshot.edgeNameOrIndex(e));
        if (isValue(snapshot, snapshot.edgeTarget(e)))
            entries.values.push_back(snapshot.edgeTarget(e).value);
    });
    return entries;
}

/// The text with each number, and each long run of hexadecimal digits, as "#".
std::string keyPattern(std::string_view key)
{
    constexpr std::size_t kLongest = 60, kLongHex = 8;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto isHex = [&](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    std::string pattern;
    for (std::size_t i = 0; i < key.size() && pattern.size() < kLongest;) {
        std::size_t digits = i, hex = i;
        while (digits < key.size() && isDigit(key[digits]))
            ++digits;
        while (hex < key.size() && isHex(key[hex]))
            ++hex;
        if (digits == i && hex - i < kLongHex) {
            pattern += key[i++];
            continue;
        }
        if (pattern.empty() || pattern.back() != '#')
            pattern += '#';
        i = hex - i >= kLongHex ? hex : digits;
    }
    return pattern;
}

/// What most keys look like, where they are made from data.
struct Keys {
    bool areMade = false;
    std::string pattern;
};

Keys keysOf(const Snapshot& snapshot, const Entries& entries)
{
    constexpr std::size_t kSample = 1000;
    if (double(entries.numberKeys + entries.objectKeys) >= thresholds::kSimilar * double(entries.count))
        return {true, {}};
    std::unordered_map<std::string, std::size_t> patterns;
    const std::size_t step = std::max<std::size_t>(1, entries.textKeys.size() / kSample);
    std::size_t looked = 0;
    for (std::size_t i = 0; i < entries.textKeys.size(); i += step, ++looked)
        ++patterns[keyPattern(snapshot.strings().text(StringId{entries.textKeys[i]}, 256))];
    for (const auto& [pattern, count] : patterns)
        if (double(count) >= thresholds::kSimilar * double(looked) && pattern.find('#') != pattern.npos)
            return {true, pattern};
    return {};
}

void judge(const DetectorInput& input, NodeId holder, Entries entries, std::vector<Suspect>& found)
{
    const Majority majority = majorityClass(input, entries.values);
    if (entries.count < thresholds::kEntries || double(majority.count) < thresholds::kSimilar * double(entries.count))
        return;
    const Keys keys = keysOf(input.snapshot(), entries);
    Suspect suspect;
    suspect.pattern = LeakPattern::UnboundedCache;
    suspect.holder = holder;
    suspect.count = entries.count;
    suspect.name = (*input.heap.classes)[majority.heapClass].name;
    suspect.add(Evidence::Kind::Similar, majority.count, entries.count, suspect.name);
    if (keys.areMade)
        suspect.add(Evidence::Kind::KeyPattern, entries.count, 0, keys.pattern);
    complete(input, suspect, std::move(entries.values), keys.areMade);
    found.push_back(std::move(suspect));
}

} // namespace

std::vector<Suspect> findCaches(const DetectorInput& input)
{
    const Snapshot& snapshot = input.snapshot();
    std::vector<Suspect> found;
    std::uint64_t seen = 0;
    for (const auto& [holder, edge] : input.census.references(Census::Name::Table)) {
        if (input.stopAt(++seen))
            return found;
        const NodeId table = snapshot.edgeTarget(edge);
        if (!input.isMine(holder) || snapshot.endEdge(table) - snapshot.firstEdge(table) < thresholds::kEntries)
            continue;
        const auto layout = hashTableOf(snapshot, table);
        if (layout && layout->form != ObjectForm::WeakMap)
            judge(input, holder, entriesOf(snapshot, table, *layout), found);
    }
    for (const NodeId dictionary : input.census.dictionaries()) {
        if (input.progress.stopRequested())
            return found;
        if (input.isMine(dictionary) && namedEdge(snapshot, dictionary, EdgeType::Property, "constructor") == kNoEdge)
            judge(input, dictionary, entriesOf(snapshot, dictionary), found);
    }
    return found;
}

} // namespace heapwise
