#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/graph/dominatortree.h"
#include "core/heap/distances.h"
#include "core/heap/nametags.h"
#include "core/heap/objects.h"
#include "core/snapshot/schema.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heapwise {

/// One line of the class table. Classes of one name from different places in the source are different classes.
struct HeapClass {
    std::string name; ///< constructor, "(string)", "Function", or the shape of plain objects: "{id, lines}"
    NodeType type = NodeType::Object; ///< of its first member; chooses the chip
    std::optional<Location> location; ///< of the constructor, where the file has it
    std::uint64_t count = 0;          ///< instances whose shallow size is not 0
    Size shallow = 0;                 ///< their sum

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.name, self.type, self.location, self.count, self.shallow);
    }
};

/// All classes with their instances (rules R7 and R8). A class may have a count of 0, when all its members gave
/// their bytes to owners; views leave such lines out. Immutable.
class ClassTable {
public:
    std::uint32_t size() const { return std::uint32_t(m_classes.size()); }
    const HeapClass& operator[](ClassId c) const { return m_classes[c.value]; }
    /// Instances with a shallow size, in the order of the file. O(1).
    std::span<const std::uint32_t> instances(ClassId c) const
    {
        return std::span<const std::uint32_t>(m_instances)
            .subspan(m_first[c.value], m_first[c.value + 1] - m_first[c.value]);
    }
    ClassId classOf(NodeId n) const { return ClassId{m_classOf[n.value]}; }
    const std::string& nameOf(NodeId n) const { return m_classes[m_classOf[n.value]].name; }
    std::span<const std::uint32_t> classOfNodes() const { return m_classOf; }

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.m_classes, self.m_classOf, self.m_first, self.m_instances);
    }

private:
    friend class ClassTableBuilder;
    friend class Regrouping;
    friend ClassTable listInstances(ClassTable classes, const HeapObjects& objects, Progress& progress);
    std::vector<HeapClass> m_classes;
    Column<std::uint32_t> m_classOf;    ///< by node
    std::vector<std::uint32_t> m_first; ///< by class, and one more
    Column<std::uint32_t> m_instances;  ///< nodes, by class
};

/// Names all objects and says which class each is in. What depends on sizes (counts, sums, instances) is left open, so
/// that this can be done beside interpretObjects(). O(nodes + properties). Means nothing once a stop was requested.
ClassTable assignClasses(const Snapshot& snapshot, std::span<const NodeDetachedness> detachedness, const NameTags& tags,
                         Progress& progress);

/// The same for a file whose references or names are missing: one class per node type, "(object)", "(string)", ...
ClassTable assignTypes(const Snapshot& snapshot, Progress& progress);

/// Completes the table with what sizes say. O(nodes). Means nothing once a stop was requested.
ClassTable listInstances(ClassTable classes, const HeapObjects& objects, Progress& progress);

/// What becomes known of classes with the dominators. Indexed by ClassId.
struct ClassTotals {
    /// Bytes kept alive by the instances together: instances below another instance of the class in the
    /// dominator tree are not counted again.
    std::vector<Size> retained;
    std::vector<std::int32_t> distance; ///< smallest over the instances

    template <typename Self, typename Visit>
    static void visitParts(Self& self, Visit& visit)
    {
        visit(self.retained, self.distance);
    }
};

/// O(nodes). Means nothing once a stop was requested.
ClassTotals sumUpClasses(const ClassTable& classes, const HeapObjects& objects, const Distances& distances,
                         const DominatorTree& dominators, unsigned threads, const Progress& progress);

} // namespace heapwise
