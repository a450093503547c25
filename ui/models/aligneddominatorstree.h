#pragma once

#include <QAbstractItemModel>

#include "core/analysis/comparison/aligneddominators.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/objecttext.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// The dominator trees of the first and the last snapshot side by side: one row for an object and what it is in the
/// other tree, so that both scroll and expand together. What changed most comes first.
class AlignedDominatorsTree : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Before, RetainedBefore, Change, After, RetainedAfter, ColumnCount };
    static constexpr std::size_t kPage = 100;

    explicit AlignedDominatorsTree(QObject* parent = nullptr);

    void show(ComparisonPtr comparison);
    AlignedNode nodeAt(const QModelIndex& index) const; ///< both invalid for a link
    void showMore(const QModelIndex& link);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        AlignedNode node;
        int parent = -1;
        int rowInParent = 0;
        bool isAsked = false;
        bool isLink = false;
        std::vector<int> children;
        std::vector<AlignedNode> pending; ///< children that follow
    };
    int add(const AlignedNode& node, int parent);
    void loadNext();
    void take(int row, const std::vector<AlignedNode>& children);
    int depth(int row) const;
    QVariant objectCell(const Row& row, bool isAfter, int role) const;
    QVariant sizeCell(const Row& row, bool isAfter, int role) const;
    QVariant changeCell(const Row& row, int role) const;
    QVariant linkCell(const Row& row, int column, int role) const;
    int idOf(const QModelIndex& index) const { return index.isValid() ? int(index.internalId()) : 0; }
    QModelIndex indexOf(int row) const;

    ComparisonPtr m_comparison;
    std::unique_ptr<ObjectText> m_before;
    std::unique_ptr<ObjectText> m_after;
    std::vector<Row> m_rows; ///< row 0 is the root, which is not shown
    std::vector<int> m_toLoad;
    LatestJob<std::vector<AlignedNode>> m_loading;
};

} // namespace heapwise::ui
