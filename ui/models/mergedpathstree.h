#pragma once

#include <QAbstractItemModel>

#include "core/analysis/retention/mergedpaths.h"
#include "ui/models/objecttext.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// Merged paths from the roots down to a set of objects as a tree: objects of one class at one position in one row,
/// with how many of the set are held through it, most first.
class MergedPathsTree : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Objects, ColumnCount };

    explicit MergedPathsTree(QObject* parent = nullptr);

    void show(HeapPtr heap, std::shared_ptr<const MergedPaths> paths);
    NodeId nodeAt(const QModelIndex& index) const;
    bool isEnd(const QModelIndex& index) const; ///< objects of the set end there
    /// Down the row with most objects at each step, as long as it has at least half of them.
    QModelIndexList mainPath() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::uint32_t group;
        std::uint32_t link; ///< kNoLink at the top
        int parent = -1;
        int rowInParent = 0;
        std::vector<int> children;
    };
    static constexpr std::uint32_t kNoLink = UINT32_MAX;
    const Row* rowAt(const QModelIndex& index) const;
    int add(std::uint32_t group, std::uint32_t link, int parent);
    void addLinks(const std::vector<std::vector<std::uint32_t>>& linksFrom);
    QVariant nameCell(const Row& row, int role) const;
    std::uint64_t subjects(const Row& row) const;

    HeapPtr m_heap;
    std::shared_ptr<const MergedPaths> m_paths;
    std::unique_ptr<ObjectText> m_text;
    std::vector<Row> m_rows; ///< row 0 is the root
};

} // namespace heapwise::ui
