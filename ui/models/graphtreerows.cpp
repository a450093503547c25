// The part of GraphTreeModel that gives all its rows to an export.
#include "ui/models/graphtreemodel.h"

#include "ui/models/cellroles.h"

#include <unordered_map>
#include <vector>

namespace heapwise::ui {
namespace {

/// A row whose children are wanted, too; the first stands for what the top level is in.
struct Opened {
    TreeItem item;
    std::vector<NodeId> path;                                           ///< objects on the way up: its own first
    std::unordered_map<TreeItem, std::size_t, RowHash, RowEqual> below; ///< opened rows among its children
};

class GraphRows : public RowSource {
public:
    GraphRows(std::shared_ptr<const ChildSource> source, ChildOrder order, std::vector<TreeColumn> columns,
              std::vector<Opened> opened)
        : m_source(std::move(source))
        , m_order(order)
        , m_columns(std::move(columns))
        , m_opened(std::move(opened))
    {}

    QString read(const Take& take, const Progress& progress) const override;
    bool isTree() const override { return !m_opened.empty() && !m_opened.front().below.empty(); }

private:
    struct Frame {
        const Opened* opened;
        ChildPage page;
        std::size_t next = 0;
    };
    Frame frameOf(const Opened& opened, const Progress& progress) const;
    QStringList cells(const TreeItem& item) const;

    std::shared_ptr<const ChildSource> m_source;
    ChildOrder m_order;
    std::vector<TreeColumn> m_columns;
    std::vector<Opened> m_opened;
};

GraphRows::Frame GraphRows::frameOf(const Opened& opened, const Progress& progress) const
{
    ChildRequest request;
    request.parent = opened.item;
    request.path = opened.path;
    request.order = m_order;
    request.limit = SIZE_MAX;
    return {&opened, m_source->children(request, progress), 0};
}

QStringList GraphRows::cells(const TreeItem& item) const
{
    QStringList list;
    list.reserve(qsizetype(m_columns.size()));
    for (const TreeColumn column : m_columns) {
        const QVariant exact = m_source->data(item, column, CopyRole);
        list.append(exact.isValid() ? exact.toString() : m_source->data(item, column, Qt::DisplayRole).toString());
    }
    return list;
}

QString GraphRows::read(const Take& take, const Progress& progress) const
{
    if (m_opened.empty())
        return {};
    std::vector<Frame> stack;
    stack.push_back(frameOf(m_opened.front(), progress));
    while (!stack.empty() && !progress.stopRequested()) {
        Frame& frame = stack.back();
        if (frame.next == frame.page.items.size()) {
            stack.pop_back();
            continue;
        }
        const TreeItem& item = frame.page.items[frame.next++];
        if (!take(int(stack.size()) - 1, cells(item)))
            break;
        if (const auto at = frame.opened->below.find(item); at != frame.opened->below.end())
            stack.push_back(frameOf(m_opened[at->second], progress));
    }
    return {};
}

} // namespace

std::shared_ptr<const RowSource>
GraphTreeModel::rowSource(const QList<int>& columns, const std::function<bool(const QModelIndex&)>& isExpanded) const
{
    std::vector<TreeColumn> shown;
    for (const int column : columns)
        shown.push_back(m_columns[std::size_t(column)]);
    std::vector<Opened> opened;
    std::vector<std::pair<std::uint32_t, std::size_t>> pending; // slots and what they are the children of
    if (m_source) {
        const TreeItem root = m_source->root();
        opened.push_back({root, {root.node}, {}});
        pending.push_back({kTop, 0});
    }
    while (!pending.empty()) {
        const auto [slot, parent] = pending.back();
        pending.pop_back();
        const auto& rows = m_slots[slot].rows;
        const auto& children = m_slots[slot].children;
        for (std::size_t row = 0; row < std::min(rows.size(), children.size()) && !m_slots[slot].isWaiting; ++row) {
            if (children[row] == kNoSlot || !isExpanded(createIndex(int(row), 0, quintptr(slot))))
                continue;
            Opened next{rows[row], {rows[row].node}, {}};
            next.path.insert(next.path.end(), opened[parent].path.begin(), opened[parent].path.end());
            opened[parent].below.emplace(rows[row], opened.size());
            pending.push_back({children[row], opened.size()});
            opened.push_back(std::move(next));
        }
    }
    return std::make_shared<GraphRows>(m_source, m_shownOrder, std::move(shown), std::move(opened));
}

} // namespace heapwise::ui
