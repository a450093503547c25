#pragma once

#include <QString>
#include <QVariant>

#include "core/analysis/heap.h"
#include "core/base/progress.h"
#include "ui/models/treeitem.h"
#include "ui/selection.h"

#include <span>
#include <vector>

namespace heapwise::ui {

/// What the columns of trees over the heap can show; each tree has some of them, in an order of its own.
enum class TreeColumn {
    Class,
    Object,
    HeldBy,
    Field,
    Value,
    Reference,
    ReferenceType,
    Count,
    Distance,
    Shallow,
    ShallowShare,
    Retained,
    Share,
    Objects,
    Text,
    Copies,
    Each,
    Total,
    Wasted,
    References,
    Since, ///< change since an earlier snapshot
};

/// How children are ordered: by a column, or (byColumn false) in the source's own order.
struct ChildOrder {
    bool byColumn = false;
    TreeColumn column = TreeColumn::Retained;
    bool descending = true;
};

struct ChildRequest {
    TreeItem parent;
    std::vector<NodeId> path; ///< objects on the way up: the parent first, the subject last
    ChildOrder order;
    std::size_t limit = 0;
    std::vector<TreeItem> include; ///< rows to be listed even when they come after `limit`
};

struct ChildPage {
    std::vector<TreeItem> items;    ///< the first `limit` in order
    std::vector<TreeItem> included; ///< those asked for by name that are there, in `items` or not
    std::uint64_t total = 0;        ///< rows there are, after folding and hiding
    TreeItem sums;                  ///< objects, shallow and retained over all of them
    std::uint64_t hidden = 0;       ///< left out by an option or because they are weak
    TreeItem hiddenSums;

    ChildPage() { sums.count = sums.objects = hiddenSums.count = hiddenSums.objects = 0; }
};

/// Where a GraphTreeModel gets its rows from: one strategy for each kind of tree. Immutable; a change of heap
/// or option makes another source. children() runs on worker threads; all else is O(1), and data() is for any
/// thread.
class ChildSource {
public:
    virtual ~ChildSource() = default;

    /// What the top-level rows are the children of.
    virtual TreeItem root() const = 0;
    virtual bool hasChildren(const TreeItem& item) const = 0;
    /// About how many nodes and edges children() will look at; counting stops above `enough`.
    virtual std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const = 0;
    virtual ChildPage children(const ChildRequest& request, const Progress& progress) const = 0;
    /// False where all children are shown at once.
    virtual bool isPaged(const TreeItem&) const { return true; }
    /// True where a last row says how many are hidden.
    virtual bool notesHidden() const { return false; }
    /// True when `row` is `wanted` or a fold that has it among its members.
    virtual bool covers(const TreeItem& row, const TreeItem& wanted) const { return sameRow(row, wanted); }

    /// The objects that a row stands for where these are several; null for other rows. The same again for the same row.
    virtual ObjectSetPtr objectsOf(const TreeItem&) const { return nullptr; }
    /// The reference that a row stands for, where it is one that could be cut; else TreeItem::kNoEdge.
    virtual EdgeIndex edgeOf(const TreeItem&) const { return TreeItem::kNoEdge; }

    virtual QVariant data(const TreeItem& item, TreeColumn column, int role) const = 0;
};

} // namespace heapwise::ui
