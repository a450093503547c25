#pragma once

#include <QAbstractItemModel>

#include "ui/jobs/latestjob.h"
#include "ui/models/childsource.h"
#include "ui/models/rowsource.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace heapwise::ui {

/// One model for all trees over a heap: classes, dominators, retainers, fields. Where rows come from is the
/// ChildSource's affair; this class keeps the rows that are loaded.
///
/// A *slot* is one expanded parent with its loaded children. An index carries the slot its row lives in, and
/// a slot knows in which slot and row its parent is: parent() and data() are O(1), and the same object may
/// stand in many places, its own descendants included. Children come kPageSize at a time, with a link row for
/// more. They are computed at once where that is cheap (cost() of the source) and else on a worker, with a
/// placeholder row.
class GraphTreeModel : public QAbstractItemModel, public HasRowSource {
    Q_OBJECT
public:
    static constexpr std::size_t kPageSize = 100;

    explicit GraphTreeModel(std::span<const TreeColumn> columns, QObject* parent = nullptr);
    ~GraphTreeModel() override;

    /// How many rows of each list are shown at first.
    void setFirstPage(std::size_t rows) { m_firstPage = rows; }
    /// Another subject: forgets all rows. Null: no rows.
    void resetSource(std::shared_ptr<const ChildSource> source);
    /// The same subject with a newer heap or other options: rows that are still there keep their expansion
    /// and selection. May take effect later, when a worker has the new order.
    void updateSource(std::shared_ptr<const ChildSource> source);
    const ChildSource* source() const { return m_source.get(); }

    /// `count` more rows for a link row.
    void showMore(const QModelIndex& link, std::size_t count = kPageSize);
    /// Loads what is needed to have the rows of `path` (top level first) and emits revealed(); rows beyond
    /// the loaded page are put at its end. O(path) where pages are loaded already.
    void reveal(std::vector<TreeItem> path);

    const TreeItem* item(const QModelIndex& index) const; ///< null for an invalid index and for link rows
    bool isLink(const QModelIndex& index) const;          ///< a "Show 100 more" row
    NodeId node(const QModelIndex& index) const;          ///< invalid where the row is no single object
    EdgeIndex edge(const QModelIndex& index) const;       ///< the reference the row stands for, or TreeItem::kNoEdge
    int columnOf(TreeColumn column) const;                ///< -1 if there is none

    /// Rows of the top level there are in all, their sums, and how many the source leaves out.
    std::uint64_t topCount() const;
    TreeItem topSums() const;
    std::uint64_t topHidden() const;
    /// True while a worker computes rows.
    bool isWorking() const { return m_isWorking; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    void sort(int column, Qt::SortOrder order) override;

    std::shared_ptr<const RowSource>
    rowSource(const QList<int>& columns, const std::function<bool(const QModelIndex&)>& isExpanded) const override;

signals:
    /// The last row of a revealed path, or the last of it that could be found.
    void revealed(const QModelIndex& index, bool complete);
    /// Rows were put in another order or exchanged after updateSource() or sort(), or the top level has
    /// arrived.
    void contentChanged();
    void workingChanged(bool working);
    /// The rows below `parent` will not come: someone gave up waiting for them. A view collapses it.
    void loadingStopped(const QModelIndex& parent);
    /// Sorting was given up: the rows are in this order still (column -1: the source's own).
    void orderRestored(int column, Qt::SortOrder order);

private:
    static constexpr std::size_t kAhead = 1000;   ///< rows loaded beyond those shown
    static constexpr std::uint64_t kCheap = 4000; ///< cost up to which rows are computed at once
    static constexpr std::uint32_t kNoSlot = UINT32_MAX;
    static constexpr std::uint32_t kTop = 0;

    struct Slot {
        std::uint32_t parentSlot = kNoSlot;
        std::uint32_t parentRow = 0;
        bool isLive = true;
        bool isWaiting = true;   ///< for its first page
        bool hasMoreRow = false; ///< the link row; kept apart from the counts so that rows change one step at a time
        bool hasNoteRow = false;
        std::size_t toShow = kPageSize; ///< rows asked for
        std::vector<TreeItem> rows;
        std::vector<TreeItem> spare;         ///< rows that follow, loaded ahead
        std::vector<std::uint32_t> children; ///< by row: its slot; may be shorter than rows
        std::vector<TreeItem> include;
        std::uint64_t total = 0;
        TreeItem sums, shownSums, hiddenSums;
        std::uint64_t hidden = 0;
        TreeItem more; ///< the link row as it is shown: a view must not see it change while rows are inserted
    };
    struct Order { // one page of work for a worker
        std::uint32_t slot;
        ChildRequest request;
    };
    struct Loaded {
        std::uint32_t slot;
        ChildPage page;
        bool hadInclude; ///< the request named rows to include
    };
    using Pages = std::vector<Loaded>;
    static Pages pagesOf(const ChildSource& source, const std::vector<Order>& orders, const Progress& progress);

    // Structure
    int visibleRows(const Slot& slot) const;
    std::uint32_t slotOf(const QModelIndex& parent) const; ///< kNoSlot if not loaded
    QModelIndex slotParent(std::uint32_t slot) const;
    TreeItem itemAt(const Slot& slot, int row) const;
    static TreeItem moreItem(const Slot& slot);
    std::uint32_t addSlot(const QModelIndex& parent);
    void clear();

    // Loading
    const TreeItem parentItem(std::uint32_t slot, const ChildSource& source) const;
    ChildRequest requestFor(std::uint32_t slot, const ChildSource& source) const;
    void load(std::uint32_t slot);
    void loadPending();
    void takePage(std::uint32_t slot, const ChildPage& page);
    void takeFirstPage(std::uint32_t slot, const ChildPage& page);
    void takeNextPage(std::uint32_t slot, const ChildPage& page);
    void fill(Slot& slot, const ChildPage& page, const TreeItem& parent) const;
    void setTotals(Slot& slot, const ChildPage& page) const;
    void appendRows(std::uint32_t slot, const std::vector<TreeItem>& items);
    void showSpare(std::uint32_t slot);
    void updateLink(std::uint32_t slot);

    // Rebuilding: sort and updateSource
    void rebuild();
    std::vector<Order> rebuildOrders() const;
    void applyRebuild(const Pages& pages);
    void exchangeRows(const Pages& pages);
    void moveChildren(std::uint32_t slot, const std::vector<TreeItem>& oldRows);
    void release(std::uint32_t slot);
    QModelIndex indexOfSame(std::uint32_t slot, const TreeItem& item, int column) const;

    // Revealing
    void continueReveal();
    int findRow(std::uint32_t slot, const TreeItem& wanted);
    bool loadRow(std::uint32_t slot, const TreeItem& wanted);
    void finishReveal(bool complete);

    // Stopping
    void announceLoading();
    void announceRebuild();
    void stopLoading();
    void forgetSlot(std::uint32_t slot);
    void stopSorting();

    void updateWorking();

    std::vector<TreeColumn> m_columns;
    std::shared_ptr<const ChildSource> m_source;
    std::shared_ptr<const ChildSource> m_nextSource; ///< while a rebuild runs
    ChildOrder m_order;
    ChildOrder m_shownOrder;  ///< of the rows there are; m_order while no rebuild runs
    std::deque<Slot> m_slots; ///< never reused between resets, so that results find only their own slot
    std::vector<std::uint32_t> m_pending;
    LatestJob<Pages> m_loading;
    LatestJob<Pages> m_rebuilding;
    std::vector<TreeItem> m_path; ///< being revealed
    std::size_t m_pathDone = 0;
    QPersistentModelIndex m_pathAt;
    bool m_isRevealing = false;
    bool m_triedToInclude = false;
    bool m_isWorking = false;
    std::size_t m_firstPage = kPageSize;
};

} // namespace heapwise::ui
