#include "core/analysis/regroup.h"

#include "core/analysis/objectshape.h"
#include "core/analysis/userobjects.h"
#include "core/base/parallel.h"
#include "core/heap/fields/links.h"
#include "core/heap/logicalsizes.h"

#include <map>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::uint32_t kRegroupStopEvery = 65536;

std::string placeText(const ScriptNames& scripts, const Location& at)
{
    const std::string& name = scripts.name(at.scriptId);
    return (name.empty() ? "script " + std::to_string(at.scriptId) : name) + ":" +
           std::to_string(std::uint64_t(at.line) + 1) + ":" + std::to_string(std::uint64_t(at.column) + 1);
}

} // namespace

std::string packageOf(std::string_view script)
{
    constexpr std::string_view kFolder = "node_modules/";
    if (script.empty())
        return "(no script)";
    if (script.starts_with("node:"))
        return "Node.js";
    const std::size_t at = script.rfind(kFolder);
    if (at == script.npos)
        return "(program)";
    const std::string_view path = script.substr(at + kFolder.size());
    std::size_t end = path.find('/');
    if (path.starts_with('@') && end != path.npos)
        end = path.find('/', end + 1);
    return std::string(path.substr(0, end));
}

/// Makes the class table anew. Steps: a group for every node; what is left out into the last one; counts, sizes and
/// lists of instances.
class Regrouping {
public:
    Regrouping(const Heap& heap, const HeapObjects& objects, const ScriptNames& scripts, const Progress& progress)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
        , m_objects(objects)
        , m_scripts(scripts)
        , m_progress(progress)
    {
        m_table.m_classOf.resize(m_snapshot.nodeCount());
    }

    ClassTable make(const GroupOptions& options, const BitSet* mine)
    {
        switch (options.by) {
        case Grouping::Class:
            keepClasses();
            if (options.plainAs)
                namePlainAs(*options.plainAs);
            if (options.splitFunctions)
                placeFunctions();
            break;
        case Grouping::Shape:
            byShape();
            break;
        case Grouping::Location:
            byLocation();
            break;
        default:
            byScript(options.by == Grouping::Package);
        }
        addLeftOut();
        for (const BitSet* const shown : {mine, options.only.get()})
            if (shown)
                leaveOut(*shown);
        count();
        return std::move(m_table);
    }

private:
    bool stopAt(std::uint32_t i) const { return i % kRegroupStopEvery == 0 && m_progress.stopRequested(); }

    std::uint32_t group(const std::string& name, NodeType type, std::optional<Location> at = {})
    {
        const auto [known, isNew] = m_groups.emplace(name, m_table.size());
        if (isNew)
            m_table.m_classes.push_back({name, type, at, 0, 0});
        return known->second;
    }

    void keepClasses()
    {
        for (std::uint32_t c = 0; c < m_heap.classes->size(); ++c) {
            HeapClass copy = (*m_heap.classes)[ClassId{c}];
            copy.count = copy.shallow = 0;
            m_table.m_classes.push_back(std::move(copy));
        }
        const auto classOf = m_heap.classes->classOfNodes();
        std::copy(classOf.begin(), classOf.end(), m_table.m_classOf.begin());
    }

    void namePlainAs(const std::vector<PlainInterface>& interfaces)
    {
        const PlainObjectNames plain = namePlainObjects(m_snapshot, interfaces, m_progress);
        if (m_progress.stopRequested())
            return;
        for (std::uint32_t c = 0; c < m_table.size(); ++c)
            if (const HeapClass& known = m_table.m_classes[c]; !known.location)
                m_groups.emplace(known.name, c);
        std::vector<std::uint32_t> groups;
        for (const PlainInterface& interface : plain.interfaces)
            groups.push_back(group(interface.name, NodeType::Object));
        groups.push_back(group("Object", NodeType::Object));
        for (std::size_t i = 0; i < plain.objects.size(); ++i)
            m_table.m_classOf[plain.objects[i]] =
                groups[std::min<std::size_t>(plain.interfaceOf[i], interfaces.size())];
    }

    void placeFunctions()
    {
        std::uint32_t seen = 0;
        for (const NodeLocation& at : m_snapshot.locations()) {
            if (stopAt(++seen))
                return;
            if (m_snapshot.type(NodeId{at.node}) == NodeType::Closure)
                m_table.m_classOf[at.node] = groupOfPlace(NodeId{at.node}, at.location);
        }
    }

    /// "onTick() /srv/app/orders.js:48:15"
    std::uint32_t groupOfPlace(NodeId n, const Location& at)
    {
        std::string what = m_heap.classes->nameOf(n);
        if (m_snapshot.type(n) == NodeType::Closure) {
            what = m_snapshot.strings().text(m_snapshot.nameId(n), 256);
            what = what.empty() ? "(anonymous)" : what + "()";
        }
        return group(what + " " + placeText(m_scripts, at), m_snapshot.type(n), at);
    }

    /// The group of each script id, made when it is first met.
    std::uint32_t groupOfScript(std::uint32_t scriptId, bool package)
    {
        const auto known = m_scriptGroups.find(scriptId);
        if (known != m_scriptGroups.end())
            return known->second;
        const std::string& script = m_scripts.name(scriptId);
        const std::string name = package ? packageOf(script) : script.empty() ? "(no script)" : script;
        return m_scriptGroups[scriptId] = group(name, NodeType::Code);
    }

    /// Own place first, then that of the dominator: in preorder, which has dominators before what they keep.
    void byScript(bool package)
    {
        constexpr std::uint32_t kNone = UINT32_MAX;
        Column<std::uint32_t> own(m_snapshot.nodeCount(), kNone);
        for (const NodeLocation& at : m_snapshot.locations())
            own[at.node] = groupOfScript(at.location.scriptId, package);
        const std::uint32_t nobody = group("(no script)", NodeType::Code);
        const DominatorTree& tree = *m_heap.dominators;
        std::uint32_t seen = 0;
        for (const std::uint32_t n : tree.order()) {
            if (stopAt(++seen))
                return;
            const bool isRoot = n == tree.root().value;
            m_table.m_classOf[n] = own[n] != kNone ? own[n]
                                   : isRoot        ? nobody
                                                   : m_table.m_classOf[tree.immediateDominator(NodeId{n}).value];
        }
    }

    void byLocation()
    {
        const std::uint32_t nobody = group("(no location)", NodeType::Hidden);
        std::fill(m_table.m_classOf.begin(), m_table.m_classOf.end(), nobody);
        std::uint32_t seen = 0;
        for (const NodeLocation& at : m_snapshot.locations()) {
            if (stopAt(++seen))
                return;
            m_table.m_classOf[at.node] = groupOfPlace(NodeId{at.node}, at.location);
        }
    }

    /// Objects of one class with the same properties in the same order. Others keep their class.
    void byShape()
    {
        std::map<ObjectShape, std::uint32_t> shapes;
        ObjectShape key;
        std::vector<std::uint32_t> whole(m_heap.classes->size(), UINT32_MAX);
        for (std::uint32_t i = 0; i < m_snapshot.nodeCount(); ++i) {
            if (stopAt(i))
                return;
            const NodeId n{i};
            const ClassId c = m_heap.classes->classOf(n);
            if (!shapeOf(m_heap, n, key)) {
                std::uint32_t& known = whole[c.value];
                if (known == UINT32_MAX)
                    known = addGroup((*m_heap.classes)[c].name, n);
                m_table.m_classOf[i] = known;
                continue;
            }
            const auto [known, isNew] = shapes.emplace(key, 0);
            if (isNew)
                known->second = addGroup(shapeName(m_heap, n, key), n);
            m_table.m_classOf[i] = known->second;
        }
    }

    std::uint32_t addGroup(std::string name, NodeId example)
    {
        const std::optional<Location> at = (*m_heap.classes)[m_heap.classes->classOf(example)].location;
        m_table.m_classes.push_back({std::move(name), m_snapshot.type(example), at, 0, 0});
        return m_table.size() - 1;
    }

    void addLeftOut()
    {
        m_table.m_classes.push_back({"(not shown)", NodeType::Hidden, {}, 0, 0});
        m_leftOut = m_table.size() - 1;
    }

    void leaveOut(const BitSet& shown)
    {
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount(); ++n)
            if (!shown.test(n))
                m_table.m_classOf[n] = m_leftOut;
    }

    bool isListed(std::uint32_t n) const
    {
        return m_table.m_classOf[n] != m_leftOut && m_objects.shallowSize(NodeId{n}) != 0;
    }

    void count()
    {
        if (m_progress.stopRequested())
            return; // not every node has a group
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount(); ++n)
            if (isListed(n)) {
                HeapClass& c = m_table.m_classes[m_table.m_classOf[n]];
                ++c.count;
                c.shallow += m_objects.shallowSize(NodeId{n});
            }
        std::vector<std::uint32_t>& first = m_table.m_first;
        first.push_back(0);
        for (const HeapClass& c : m_table.m_classes)
            first.push_back(first.back() + std::uint32_t(c.count));
        m_table.m_instances.resize(first.back());
        std::vector<std::uint32_t> next = first;
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount(); ++n)
            if (isListed(n))
                m_table.m_instances[next[m_table.m_classOf[n]]++] = n;
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    const HeapObjects& m_objects;
    const ScriptNames& m_scripts;
    const Progress& m_progress;
    ClassTable m_table;
    std::uint32_t m_leftOut = 0;
    std::unordered_map<std::string, std::uint32_t> m_groups;
    std::unordered_map<std::uint32_t, std::uint32_t> m_scriptGroups;
};

HeapPtr regroup(const HeapPtr& heap, const ScriptNames& scripts, const GroupOptions& options, const Progress& progress)
{
    auto result = std::make_shared<Heap>(*heap);
    if (options.logical)
        result->objects =
            std::make_shared<HeapObjects>(logicalSizes(heap->snapshot, *heap->objects, *heap->dominators, progress));
    std::optional<BitSet> mine;
    if (options.mineOnly)
        mine = findUserObjects(*heap->snapshot, scripts, progress);
    if (progress.stopRequested())
        return nullptr;
    auto table = std::make_shared<ClassTable>(
        Regrouping(*heap, *result->objects, scripts, progress).make(options, mine ? &*mine : nullptr));
    if (progress.stopRequested())
        return nullptr;
    if (heap->has(Stage::Retained))
        result->classTotals = std::make_shared<ClassTotals>(
            sumUpClasses(*table, *result->objects, *heap->distances, *heap->dominators, threadCount(0), progress));
    result->classes = std::move(table);
    return progress.stopRequested() ? nullptr : result;
}

} // namespace heapwise
