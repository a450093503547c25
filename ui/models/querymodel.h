#pragma once

#include "core/analysis/query/propertypath.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/treecells.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// The objects a query has found, with what the properties it asks about lead to.
class QueryModel : public GraphTreeModel {
    Q_OBJECT
public:
    static constexpr int kMostValues = 3; ///< columns for properties
    using Nodes = std::shared_ptr<const std::vector<std::uint32_t>>;

    explicit QueryModel(QObject* parent = nullptr);

    /// Of another query: no row is kept. The paths, of which the first kMostValues are shown, name the columns.
    void reset(HeapPtr heap, Nodes nodes, const std::vector<query::Path>& paths);
    /// More objects of the same query, or a heap of which more is known.
    void update(HeapPtr heap, Nodes nodes);

    static bool isValueColumn(int column) { return column >= 1 && column <= kMostValues; }
    int valueCount() const { return int(m_titles.size()); }

    void sort(int column, Qt::SortOrder order) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Paths; ///< shared by the sources of one query
    struct ValueOrder;
    class Source;

    std::shared_ptr<const Source> makeSource() const;

    QStringList m_titles;
    HeapPtr m_heap;
    Nodes m_nodes;
    std::shared_ptr<const Paths> m_paths;
    std::uint64_t m_key = 0;
    int m_sortedValue = -1; ///< of the paths, the one whose values give the order
};

} // namespace heapwise::ui
