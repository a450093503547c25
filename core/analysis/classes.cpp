#include "core/analysis/classes.h"

#include "core/base/parallel.h"
#include "core/base/populate.h"
#include "core/heap/shapes.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <string_view>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::uint32_t kUnnamed = UINT32_MAX;
constexpr std::uint32_t kClassesStopEvery = 65536; ///< nodes

/// `<div id="x">` -> `<div>`; other names stay.
std::string withoutAttributes(std::string name)
{
    constexpr std::string_view kDetached = "Detached ";
    const std::size_t tag = name.compare(0, 1, "<") == 0                               ? 0
                            : name.compare(0, kDetached.size() + 1, "Detached <") == 0 ? kDetached.size()
                                                                                       : name.npos;
    const std::size_t space = tag == name.npos ? name.npos : name.find(' ', tag);
    return space == name.npos ? name : name.substr(0, space) + ">";
}

} // namespace

/// Steps: a name for each node (by type, by its own name, by its shape); a class for each name and location.
class ClassTableBuilder {
public:
    ClassTableBuilder(const Snapshot& snapshot, Progress& progress)
        : m_snapshot(snapshot)
        , m_progress(progress)
    {
        m_table.m_classOf = populatedColumn<std::uint32_t>(snapshot.nodeCount(), progress);
    }

    ClassTable byName(std::span<const NodeDetachedness> detachedness, const NameTags& tags)
    {
        const PlainObjectNames plain = namePlainObjects(m_snapshot, tags, m_progress);
        if (m_progress.stopRequested())
            return {};
        nameNodes();
        nameDetached(detachedness);
        namePlain(plain);
        makeClasses();
        return std::move(m_table);
    }

    ClassTable byType()
    {
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount() && !stopAt(n); ++n)
            m_table.m_classOf[n] = intern("(" + m_snapshot.typeName(m_snapshot.types()[n]) + ")");
        makeClasses();
        return std::move(m_table);
    }

private:
    bool stopAt(std::uint32_t n) const { return n % kClassesStopEvery == 0 && m_progress.stopRequested(); }

    std::uint32_t intern(std::string name)
    {
        const auto [at, isNew] = m_nameIndex.emplace(std::move(name), std::uint32_t(m_names.size()));
        if (isNew)
            m_names.push_back(at->first);
        return at->second;
    }

    std::uint32_t nameByType(NodeType type)
    {
        switch (type) {
        case NodeType::Hidden:
            return intern("(system)");
        case NodeType::Code:
            return intern("(compiled code)");
        case NodeType::Closure:
            return intern("Function");
        case NodeType::RegExp:
            return intern("RegExp");
        default:
            return intern("(" + m_snapshot.typeName(type) + ")");
        }
    }

    // Until makeClasses(), m_classOf holds indexes into m_names.

    void nameNodes()
    {
        std::vector<std::uint32_t> byType(m_snapshot.schema().nodeTypeNames.size(), kUnnamed);
        Column<std::uint32_t> byString(m_snapshot.strings().count(), kUnnamed);
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount() && !stopAt(n); ++n) {
            const NodeType type = m_snapshot.types()[n];
            const std::uint32_t string = m_snapshot.names()[n];
            const bool hasOwnName = type == NodeType::Object || type == NodeType::Native;
            if (hasOwnName && string >= byString.size()) { // the strings are cut
                m_table.m_classOf[n] = intern("");
                continue;
            }
            std::uint32_t& name = hasOwnName ? byString[string] : byType[std::size_t(type)];
            if (name == kUnnamed)
                name = hasOwnName ? intern(withoutAttributes(m_snapshot.strings().text(StringId{string})))
                                  : nameByType(type);
            m_table.m_classOf[n] = name;
        }
    }

    void nameDetached(std::span<const NodeDetachedness> detachedness)
    {
        for (const auto& [node, value] : detachedness)
            if (value == Detachedness::Detached && m_snapshot.types()[node] == NodeType::Native)
                m_table.m_classOf[node] = intern(withoutAttributes(nameOfDetached(m_snapshot, NodeId{node})));
    }

    void namePlain(const PlainObjectNames& plain)
    {
        std::vector<std::uint32_t> names;
        for (const PlainInterface& interface : plain.interfaces)
            names.push_back(intern(interface.name));
        for (std::size_t i = 0; i < plain.objects.size(); ++i)
            if (plain.interfaceOf[i] != PlainObjectNames::kNoInterface)
                m_table.m_classOf[plain.objects[i]] = names[plain.interfaceOf[i]];
    }

    /// A class per name, and one more per place for objects that know where their constructor stands.
    void makeClasses()
    {
        std::vector<std::uint32_t> withoutPlace(m_names.size(), kUnnamed);
        using Place = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;
        std::map<Place, std::uint32_t> withPlace;
        auto location = m_snapshot.locations().begin();
        const auto lastLocation = m_snapshot.locations().end();
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount() && !stopAt(n); ++n) {
            while (location != lastLocation && location->node < n)
                ++location;
            const std::uint32_t name = m_table.m_classOf[n];
            const bool hasPlace =
                m_snapshot.types()[n] == NodeType::Object && location != lastLocation && location->node == n;
            std::uint32_t* known = &withoutPlace[name];
            if (hasPlace) {
                const Location& l = location->location;
                known = &withPlace.emplace(Place{l.scriptId, l.line, l.column, name}, kUnnamed).first->second;
            }
            if (*known == kUnnamed) {
                *known = m_table.size();
                m_table.m_classes.push_back({m_names[name], m_snapshot.types()[n], {}, 0, 0});
                if (hasPlace)
                    m_table.m_classes.back().location = location->location;
            }
            m_table.m_classOf[n] = *known;
        }
    }

    const Snapshot& m_snapshot;
    Progress& m_progress;
    ClassTable m_table;
    std::unordered_map<std::string, std::uint32_t> m_nameIndex;
    std::vector<std::string> m_names;
};

ClassTable assignClasses(const Snapshot& snapshot, std::span<const NodeDetachedness> detachedness, const NameTags& tags,
                         Progress& progress)
{
    return ClassTableBuilder(snapshot, progress).byName(detachedness, tags);
}

ClassTable assignTypes(const Snapshot& snapshot, Progress& progress)
{
    return ClassTableBuilder(snapshot, progress).byType();
}

ClassTable listInstances(ClassTable classes, const HeapObjects& objects, Progress& progress)
{
    if (progress.stopRequested())
        return {}; // not every node has a class
    const auto count = std::uint32_t(classes.m_classOf.size());
    for (std::uint32_t n = 0; n < count; ++n) {
        HeapClass& c = classes.m_classes[classes.m_classOf[n]];
        const Size size = objects.shallowSize(NodeId{n});
        c.count += size != 0;
        c.shallow += size;
    }
    std::vector<std::uint32_t>& first = classes.m_first;
    first.push_back(0);
    for (const HeapClass& c : classes.m_classes)
        first.push_back(first.back() + std::uint32_t(c.count));
    classes.m_instances = populatedColumn<std::uint32_t>(first.back(), progress);
    std::vector<std::uint32_t> next = first;
    for (std::uint32_t n = 0; n < count && (n % kClassesStopEvery != 0 || !progress.stopRequested()); ++n)
        if (objects.shallowSize(NodeId{n}) != 0)
            classes.m_instances[next[classes.m_classOf[n]]++] = n;
    return classes;
}

namespace {

std::vector<std::int32_t> smallestDistances(const ClassTable& classes, const HeapObjects& objects,
                                            const Distances& distances, const Progress& progress)
{
    std::vector<std::int32_t> smallest(classes.size(), INT32_MAX);
    for (std::uint32_t n = 0;
         n < distances.values().size() && (n % kClassesStopEvery != 0 || !progress.stopRequested()); ++n)
        if (objects.shallowSize(NodeId{n}) != 0) {
            std::int32_t& known = smallest[classes.classOf(NodeId{n}).value];
            known = std::min(known, distances[NodeId{n}]);
        }
    return smallest;
}

/// In preorder, an instance lies below another one of its class exactly when it lies in the range of the last topmost
/// one seen.
std::vector<Size> retainedByClass(const ClassTable& classes, const DominatorTree& dominators, const Progress& progress)
{
    std::vector<Size> retained(classes.size());
    std::vector<std::uint32_t> rangeEnd(classes.size());
    for (std::uint32_t position = 0; position < dominators.order().size(); ++position) {
        if (position % kClassesStopEvery == 0 && progress.stopRequested())
            break;
        if (dominators.ownSizeAt(position) == 0)
            continue;
        const std::uint32_t c = classes.classOf(NodeId{dominators.order()[position]}).value;
        if (position < rangeEnd[c])
            continue;
        retained[c] += dominators.retainedSizeAt(position);
        rangeEnd[c] = position + dominators.counts()[position];
    }
    return retained;
}

} // namespace

ClassTotals sumUpClasses(const ClassTable& classes, const HeapObjects& objects, const Distances& distances,
                         const DominatorTree& dominators, unsigned threads, const Progress& progress)
{
    ClassTotals totals;
    const std::function<void()> work[] = {
        [&] { totals.retained = retainedByClass(classes, dominators, progress); },
        [&] { totals.distance = smallestDistances(classes, objects, distances, progress); },
    };
    parallelFor(threads, std::size(work), [&](std::size_t i) { work[i](); });
    return totals;
}

} // namespace heapwise
