#pragma once

#include <QCache>

#include "ui/models/childsource.h"
#include "ui/models/stringdata.h"
#include "ui/models/treecells.h"

namespace heapwise::ui {

/// Texts with their copies: a row for each group of strings, below it the strings.
class StringChildren final : public ChildSource {
    Q_DECLARE_TR_FUNCTIONS(StringChildren)
public:
    /// `order` is what rows are in when no column was chosen.
    StringChildren(StringDataPtr data, std::shared_ptr<const StringListing> listing, StringOrder order);

    static std::span<const TreeColumn> columns();
    /// The row of a group; for revealing it, too.
    static TreeItem itemOf(const StringGroups& strings, std::uint32_t group);
    static std::uint32_t groupOf(const TreeItem& item) { return std::uint32_t(item.edge); }

    TreeItem root() const override;
    bool hasChildren(const TreeItem& item) const override;
    std::uint64_t cost(const TreeItem& parent, std::uint64_t enough) const override;
    ChildPage children(const ChildRequest& request, const Progress& progress) const override;
    ObjectSetPtr objectsOf(const TreeItem& item) const override;
    QVariant data(const TreeItem& item, TreeColumn column, int role) const override;

private:
    ChildPage groups(const ChildRequest& request, const Progress& progress) const;
    ChildPage copies(const ChildRequest& request, const Progress& progress) const;
    QVariant textCell(std::uint32_t group, int role) const;
    QVariant holderCell(std::uint32_t group, int role) const;
    QVariant numberCell(const StringGroup& group, TreeColumn column, int role) const;

    StringDataPtr m_data;
    std::shared_ptr<const StringListing> m_listing;
    StringOrder m_order;
    TreeCells m_cells;
    mutable ObjectSetPtr m_set; ///< what was asked for last
    mutable std::uint32_t m_setOf = 0;
};

/// "1,024 copies of "GET"": what a group is called where it is selected.
QString copiesTitle(const StringData& data, std::uint32_t group);
/// "Session.token", "Array[…]"
QString holderText(const Heap& heap, const StringHolder& holder);

} // namespace heapwise::ui
