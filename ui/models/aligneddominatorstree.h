#pragma once

#include <QAbstractItemModel>

#include "core/analysis/comparison/alignedrows.h"
#include "core/analysis/comparison/chosenobjects.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/dominatorchildren.h"
#include "ui/models/objecttext.h"
#include "ui/models/rowsource.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// The dominator trees of the first and the last snapshot side by side: one row for an object and what it is in the
/// other tree, so that both scroll and expand together. What changed most comes first. Many objects of one class below
/// the same parent are one row.
class AlignedDominatorsTree : public QAbstractItemModel, public HasRowSource {
    Q_OBJECT
public:
    enum Column { Before, RetainedBefore, Change, After, RetainedAfter, ColumnCount };
    static constexpr std::size_t kPage = 100;
    static constexpr std::size_t kFewestFolded = 51; ///< objects of a class that are one row

    explicit AlignedDominatorsTree(QObject* parent = nullptr);

    void show(ComparisonPtr comparison);
    /// Only rows of chosen objects, in either tree, and those above them; null: all. Goes with the comparison.
    void setChosen(ChosenObjectsPtr chosen);
    void setFolding(bool isOn);
    AlignedNode nodeAt(const QModelIndex& index) const; ///< both invalid for a link and for many objects
    void showMore(const QModelIndex& link);
    bool isBusy() const { return m_loading.isBusy() || m_sorting.isBusy() || m_choosing.isBusy(); }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    std::shared_ptr<const RowSource>
    rowSource(const QList<int>& columns, const std::function<bool(const QModelIndex&)>& isExpanded) const override;

signals:
    void filled(); ///< the top level is there

private:
    struct Only {
        DominatorRows before;
        DominatorRows after;
        bool shows(const AlignedNode& node) const
        {
            return (node.before.isValid() && before.rows.test(node.before.value)) ||
                   (node.after.isValid() && after.rows.test(node.after.value));
        }
    };
    using Rows = std::shared_ptr<const std::vector<AlignedRow>>;
    struct Order {
        AlignedOrder by = AlignedOrder::Change;
        bool isDescending = true;
        friend bool operator==(const Order&, const Order&) = default;
    };
    struct Row {
        AlignedRow shown;
        int parent = -1;
        int rowInParent = 0; ///< -1 when it is not shown any more
        bool isAsked = false;
        bool isLink = false;
        std::vector<int> children; ///< the first of `all`, and perhaps a link
        Rows all;                  ///< children in order; null until they are there
    };
    void reset();
    int add(const AlignedRow& shown, int parent);
    std::size_t shownBelow(const Row& row) const { return row.children.size() - (hasLink(row) ? 1 : 0); }
    bool hasLink(const Row& row) const;
    void loadNext();
    void take(int row, const Rows& children, Order order);
    void append(int row, std::size_t count);
    void startSorting();
    void takeSorted(const std::vector<std::pair<int, Rows>>& sorted);
    void arrange(int row, const Rows& sorted);
    bool isShown(int row) const;
    int depth(int row) const;
    QVariant foldedCell(const Row& row, bool isAfter, int role) const;
    QVariant objectCell(const Row& row, bool isAfter, int role) const;
    QVariant sizeCell(const Row& row, bool isAfter, int role) const;
    QVariant changeCell(const Row& row, int role) const;
    QVariant linkCell(const Row& row, int column, int role) const;
    int idOf(const QModelIndex& index) const { return index.isValid() ? int(index.internalId()) : 0; }
    QModelIndex indexOf(int row) const;

    ComparisonPtr m_comparison;
    ChosenObjectsPtr m_chosen;
    std::shared_ptr<const Only> m_only; ///< of m_chosen; null: all rows
    std::unique_ptr<ObjectText> m_before;
    std::unique_ptr<ObjectText> m_after;
    std::vector<Row> m_rows; ///< row 0 is the root, which is not shown
    std::vector<int> m_toLoad;
    Order m_order;
    bool m_isFolding = true;
    LatestJob<std::shared_ptr<const Only>> m_choosing;
    LatestJob<Rows> m_loading;
    LatestJob<std::vector<std::pair<int, Rows>>> m_sorting;
};

} // namespace heapwise::ui
