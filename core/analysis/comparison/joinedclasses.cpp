#include "core/analysis/comparison/joinedclasses.h"

#include "core/analysis/comparison/projectpaths.h"

#include <array>
#include <deque>
#include <unordered_map>

namespace heapwise {

namespace {

/// How much of a class's place its key holds.
enum class Precision { Position, File, Name };

/// "onTick() orders.js:48:15" -> "onTick() orders.js": groups of functions have the place in their names.
std::string withoutPosition(std::string name)
{
    for (int number = 0; number < 2; ++number) {
        const auto end = name.find_last_not_of("0123456789");
        if (end == name.npos || end + 1 == name.size() || name[end] != ':')
            return name;
        name.erase(end);
    }
    return name;
}

/// Writes keys for the classes of one snapshot.
class ClassKeys {
public:
    ClassKeys(const Heap& heap, ClassJoin by)
        : m_heap(heap)
        , m_by(by)
        , m_scripts(by == ClassJoin::AnyProcess ? scriptNames(*heap.snapshot, Progress()) : ScriptNames())
        , m_paths(m_scripts)
    {}

    std::string key(ClassId c, Precision precision) const
    {
        const HeapClass& row = (*m_heap.classes)[c];
        if (m_by == ClassJoin::SameProcess)
            return row.name + place(row, "", Precision::Position);
        const std::string name = m_paths.relative(row.name);
        const std::string script = row.location ? m_paths.relative(m_scripts.name(row.location->scriptId)) : "";
        return (precision == Precision::Position ? name : withoutPosition(name)) + place(row, script, precision);
    }

private:
    std::string place(const HeapClass& row, const std::string& script, Precision precision) const
    {
        if (!row.location || precision == Precision::Name)
            return {};
        std::string text = '\n' + (m_by == ClassJoin::SameProcess ? std::to_string(row.location->scriptId) : script);
        if (precision == Precision::Position)
            text += ':' + std::to_string(row.location->line) + ':' + std::to_string(row.location->column);
        return text;
    }

    const Heap& m_heap;
    ClassJoin m_by;
    ScriptNames m_scripts;
    ProjectPaths m_paths;
};

} // namespace

/// Adds one snapshot after the other: its classes go to the joined ones with equal keys, more and more of the place
/// left out; what remains becomes new ones.
class ClassJoiner {
public:
    explicit ClassJoiner(std::span<const HeapPtr> heaps, ClassJoin by)
        : m_heaps(heaps)
        , m_by(by)
    {}

    JoinedClasses join()
    {
        m_result.m_of.resize(m_heaps.size());
        for (m_current = 0; m_current < m_heaps.size(); ++m_current)
            addSnapshot();
        return std::move(m_result);
    }

private:
    void addSnapshot()
    {
        const ClassTable& table = *m_heaps[m_current]->classes;
        const ClassKeys keys(*m_heaps[m_current], m_by);
        m_result.m_of[m_current].assign(table.size(), JoinedClasses::kNone);
        std::vector<ClassId> open;
        for (std::uint32_t c = 0; c < table.size(); ++c)
            if (table[ClassId{c}].count > 0)
                open.push_back(ClassId{c});
        for (const Precision precision : {Precision::Position, Precision::File, Precision::Name})
            if (m_current > 0 && (precision == Precision::Position || m_by == ClassJoin::AnyProcess))
                matchKnown(keys, precision, open);
        for (const ClassId c : open)
            put(addClass(), c);
        rememberKeys(keys);
    }

    void matchKnown(const ClassKeys& keys, Precision precision, std::vector<ClassId>& open)
    {
        std::unordered_map<std::string, std::deque<std::uint32_t>> known;
        for (std::uint32_t i = 0; i < m_result.size(); ++i)
            if (!m_result[i].in[m_current].isValid())
                known[m_keys[i][std::size_t(precision)]].push_back(i);
        std::erase_if(open, [&](ClassId c) {
            const auto at = known.find(keys.key(c, precision));
            if (at == known.end() || at->second.empty())
                return false;
            put(at->second.front(), c);
            at->second.pop_front();
            return true;
        });
    }

    std::uint32_t addClass()
    {
        m_result.m_classes.push_back({{}, {}, {}, std::vector<ClassId>(m_heaps.size())});
        m_keys.emplace_back();
        return m_result.size() - 1;
    }

    void put(std::uint32_t joined, ClassId c)
    {
        const HeapClass& row = (*m_heaps[m_current]->classes)[c];
        JoinedClass& to = m_result.m_classes[joined];
        to.name = row.name;
        to.type = row.type;
        to.location = row.location;
        to.in[m_current] = c;
        m_result.m_of[m_current][c.value] = joined;
    }

    /// Those of the last snapshot that has the class: the next one is most like it.
    void rememberKeys(const ClassKeys& keys)
    {
        for (std::uint32_t i = 0; i < m_result.size(); ++i)
            if (const ClassId c = m_result[i].in[m_current]; c.isValid())
                m_keys[i] = {keys.key(c, Precision::Position), keys.key(c, Precision::File),
                             keys.key(c, Precision::Name)};
    }

    std::span<const HeapPtr> m_heaps;
    ClassJoin m_by;
    std::size_t m_current = 0;
    JoinedClasses m_result;
    std::vector<std::array<std::string, 3>> m_keys; ///< by joined class and Precision
};

JoinedClasses joinClasses(std::span<const HeapPtr> heaps, ClassJoin by)
{
    return ClassJoiner(heaps, by).join();
}

} // namespace heapwise
