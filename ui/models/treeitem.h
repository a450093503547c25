#pragma once

#include <QtGlobal>

#include "core/base/id.h"
#include "core/heap/distances.h"
#include "core/heap/fields/field.h"

#include <cstdint>
#include <memory>

namespace heapwise::ui {

/// One row of a tree over the heap, with the numbers it shows. A value: rows that are not loaded do not
/// exist.
struct TreeItem {
    enum class Kind : quint8 {
        Object,  ///< one object, perhaps reached over `edge`
        Class,   ///< a class of objects; its children are the instances
        Fold,    ///< siblings of one class under `owner` in one row
        Absent,  ///< a field whose value the file lacks; `classId` tells it from others
        More,    ///< link to the rows that follow
        Note,    ///< says what an option leaves out
        Waiting, ///< stands in while children are computed
    };
    static constexpr EdgeIndex kNoEdge = UINT64_MAX;

    Kind kind = Kind::Object;
    bool isRepeated = false;  ///< stands on its own path up already: not expanded again
    bool isInternal = false;  ///< a link of the engine rather than of the program
    NodeId node;              ///< of a fold its largest member
    NodeId owner;             ///< of a fold the common dominator
    ClassId classId;          ///< of a class row
    EdgeIndex edge = kNoEdge; ///< the reference shown; of a fold the key its members share
    std::uint64_t count = 1;  ///< members, instances, or rows left
    std::uint64_t objects = 1;
    Size shallow = 0;
    Size retained = 0;
    std::int32_t distance = Distances::kUnreached;
    std::shared_ptr<const Field> field; ///< of a decoded field, what it is called and why a value is missing

    bool isObject() const { return kind == Kind::Object; }
};

/// True when both rows stand for the same thing, whatever their numbers are by now.
inline bool sameRow(const TreeItem& a, const TreeItem& b)
{
    return a.kind == b.kind && a.edge == b.edge && a.classId == b.classId && a.owner == b.owner &&
           (a.kind != TreeItem::Kind::Object || a.node == b.node);
}

inline std::size_t rowHash(const TreeItem& item)
{
    const std::uint32_t node = item.kind == TreeItem::Kind::Object ? item.node.value : item.classId.value;
    return std::size_t((item.edge * 0x9e37'79b9'7f4a'7c15ull) ^ (std::uint64_t(node) << 3) ^ int(item.kind));
}

/// For sets and maps of rows.
struct RowHash {
    std::size_t operator()(const TreeItem& item) const { return rowHash(item); }
};
struct RowEqual {
    bool operator()(const TreeItem& a, const TreeItem& b) const { return sameRow(a, b); }
};

} // namespace heapwise::ui
