#pragma once

#include "core/analysis/heap.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace heapwise {

/// One class of several snapshots.
struct JoinedClass {
    std::string name; ///< in the last snapshot that has it
    NodeType type = NodeType::Object;
    std::optional<Location> location; ///< there
    std::vector<ClassId> in;          ///< by snapshot; invalid where it has no objects
};

/// How classes of two snapshots are known to be one.
enum class ClassJoin {
    SameProcess, ///< name and script id, line and column
    AnyProcess,  ///< name and file, line and column; what moved then by name and file, at last by name
};

/// The classes of several snapshots, each once.
class JoinedClasses {
public:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    std::uint32_t size() const { return std::uint32_t(m_classes.size()); }
    const JoinedClass& operator[](std::uint32_t i) const { return m_classes[i]; }
    /// The joined class of one of a snapshot's own; kNone for those without objects. O(1).
    std::uint32_t of(std::size_t snapshot, ClassId c) const { return m_of[snapshot][c.value]; }

private:
    friend class ClassJoiner;
    std::vector<JoinedClass> m_classes;
    std::vector<std::vector<std::uint32_t>> m_of; ///< by snapshot and ClassId
};

/// Needs Stage::Objects of all. O(classes), and O(locations) for ClassJoin::AnyProcess.
JoinedClasses joinClasses(std::span<const HeapPtr> heaps, ClassJoin by);

} // namespace heapwise
