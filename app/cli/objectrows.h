#pragma once

#include "app/cli/arguments.h"
#include "core/analysis/heap.h"
#include "core/heap/scripts.h"
#include "core/report/table.h"

#include <string>
#include <string_view>
#include <vector>

namespace heapwise::cli {

/// "Function onTick", "\"text\"", "Map": class and name of an object in as few words as tell it apart.
std::string objectTitle(const Heap& heap, NodeId n);

/// The columns every command shows of an object, and the cells that belong under them.
std::vector<ReportColumn> objectColumns();
std::vector<ReportCell> objectCells(const Heap& heap, NodeId n);

/// The columns and the cells of one reference, by what it is called: stands before those of the object at its
/// other end.
std::vector<ReportColumn> referenceColumns();
std::vector<ReportCell> referenceCells(const Heap& heap, EdgeIndex edge);

/// "/srv/app/orders.js:12:3", counted from 1, or "script 71:12:3" where the heap does not name the file;
/// nothing where the snapshot has no place.
ReportCell locationCell(const ScriptNames& scripts, const std::optional<Location>& location);
/// The file, where the heap names it.
ReportCell scriptCell(const ScriptNames& scripts, const std::optional<Location>& location);

/// Nothing for distances that mean nothing to a person.
ReportCell distanceCell(std::int32_t distance);

/// Appends `more` to `cells`.
template <typename T>
void append(std::vector<T>& cells, std::vector<T> more)
{
    cells.insert(cells.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Strict order of objects by a column: sizes and counts descending, distance, class and id ascending; equal
/// ones by id and then by their place in the file, so that the order is always the same.
class ObjectOrder {
public:
    ObjectOrder(const Heap& heap, std::string_view column);
    bool operator()(NodeId a, NodeId b) const;

private:
    enum class By { Retained, Shallow, Objects, Distance, Class, Id };
    int compare(NodeId a, NodeId b) const;

    const Heap& m_heap;
    By m_by;
};

/// The object with that id, or a failure that names it.
NodeId findObject(const Heap& heap, ObjectId id, std::string& failure);
/// True when references, distances and retained sizes are there; else `failure` says why not.
bool requireReferences(const Heap& heap, std::string& failure);

} // namespace heapwise::cli
