#include "ui/views/snapshot/strings/stringtable.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/stringchildren.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/subjectsync.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/treenote.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

StringOrder orderOf(StringTab tab)
{
    return tab == StringTab::Duplicates ? StringOrder::Wasted
           : tab == StringTab::Largest  ? StringOrder::Retained
                                        : StringOrder::Total;
}

TreeColumn sortColumnOf(StringTab tab)
{
    return tab == StringTab::Duplicates ? TreeColumn::Wasted
           : tab == StringTab::Largest  ? TreeColumn::Retained
                                        : TreeColumn::Total;
}

QString viewNameOf(StringTab tab)
{
    return tab == StringTab::Duplicates ? QStringLiteral("stringDuplicates")
           : tab == StringTab::Largest  ? QStringLiteral("stringLargest")
                                        : QStringLiteral("stringAll");
}

} // namespace

StringTable::StringTable(StringTab tab, Selection* selection, ObjectActions* actions, QWidget* parent)
    : QWidget(parent)
    , m_tab(tab)
    , m_model(new GraphTreeModel(StringChildren::columns(), this))
    , m_tree(new DataTree(this))
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tree);
    setUpTree(actions);
    m_awaited = new TreeNote(m_tree);
    m_sync = new SubjectSync(m_tree, m_model, selection, parent);
    connect(m_model, &GraphTreeModel::revealed, m_sync, &SubjectSync::show);
    connect(m_model, &GraphTreeModel::contentChanged, this, &StringTable::updateTotals);
    connect(m_model, &GraphTreeModel::contentChanged, this, &StringTable::currentGroupChanged);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &StringTable::currentGroupChanged);
    // A row that is clicked is the current one before it is selected.
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &StringTable::currentGroupChanged);
    connect(m_tree, &QAbstractItemView::clicked, this, &StringTable::revealText);
    connect(m_tree, &QAbstractItemView::activated, this, &StringTable::revealText);
}

void StringTable::setUpTree(ObjectActions* actions)
{
    m_tree->setObjectName(QStringLiteral("stringsTree"));
    m_tree->setAccessibleName(tr("Strings"));
    m_tree->setModel(m_model);
    m_tree->setColumnWidths({0, 70, 84, 84, 150, 150, 190});
    const int wasted = m_model->columnOf(TreeColumn::Wasted), retained = m_model->columnOf(TreeColumn::Retained);
    m_tree->setHiddenByDefault({m_tab == StringTab::Largest ? wasted : retained});
    m_tree->header()->setSortIndicatorShown(true);
    m_tree->setDefaultSort(m_model->columnOf(sortColumnOf(m_tab)), Qt::DescendingOrder);
    m_tree->setViewName(viewNameOf(m_tab));
    actions->attach(m_tree, m_model);
}

void StringTable::show(const StringDataPtr& texts, const std::shared_ptr<const StringListing>& listing)
{
    const bool isSame = m_data && m_data == texts;
    m_data = texts;
    m_listing = listing;
    if (!listing)
        m_model->resetSource(nullptr);
    else if (auto source = std::make_shared<StringChildren>(texts, listing, orderOf(m_tab)); isSame)
        m_model->updateSource(std::move(source));
    else
        m_model->resetSource(std::move(source));
    updateTotals();
}

void StringTable::setAwaited(const QString& text)
{
    m_awaited->setNote(text);
}

bool StringTable::lists(std::uint32_t group) const
{
    return m_listing && std::ranges::binary_search(m_listing->groups, group);
}

void StringTable::reveal(std::uint32_t group, NodeId node)
{
    std::vector<TreeItem> path{StringChildren::itemOf(m_data->strings(), group)};
    if (node.isValid() && path.front().count > 1)
        path.emplace_back().node = node;
    m_model->reveal(std::move(path));
}

std::optional<std::uint32_t> StringTable::currentGroup() const
{
    QModelIndex at = m_tree->currentIndex();
    if (at.parent().isValid())
        at = at.parent();
    const TreeItem* const item = m_model->item(at);
    const bool isGroup = item && item->kind == TreeItem::Kind::Fold && m_tree->selectionModel()->hasSelection();
    return isGroup ? std::optional(StringChildren::groupOf(*item)) : std::nullopt;
}

void StringTable::updateTotals()
{
    if (!m_listing) {
        m_tree->setTotals({});
        return;
    }
    const StringSums& sums = m_listing->sums;
    TotalCell name, copies, total, wasted;
    name.text = tr("%1 texts").arg(formatCount(m_listing->groups.size()));
    copies.count = sums.strings;
    total.bytes = sums.bytes;
    wasted.bytes = sums.wasted + sums.possiblyWasted;
    m_tree->setTotals({name, copies, TotalCell(), total, wasted, TotalCell(), TotalCell()});
}

/// A likely secret is shown for as long as the document is open.
void StringTable::revealText(const QModelIndex& index)
{
    const TreeItem* const item = m_model->item(index.siblingAtColumn(0));
    if (!item || item->kind != TreeItem::Kind::Fold || index.column() != 0 ||
        !m_data->isHidden(StringChildren::groupOf(*item)))
        return;
    m_data->reveal(StringChildren::groupOf(*item));
    m_tree->viewport()->update();
    emit currentGroupChanged();
}

} // namespace heapwise::ui
