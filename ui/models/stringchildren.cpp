#include "ui/models/stringchildren.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/memberchildren.h"
#include "ui/models/objecttext.h"
#include "ui/models/secrets.h"

#include <algorithm>
#include <deque>
#include <numeric>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kStringChildrenColumns[] = {TreeColumn::Text,  TreeColumn::Copies, TreeColumn::Each,
                                                 TreeColumn::Total, TreeColumn::Wasted, TreeColumn::Retained,
                                                 TreeColumn::HeldBy};
constexpr qsizetype kTitleCharacters = 40;

StringOrder orderOf(TreeColumn column, StringOrder otherwise)
{
    switch (column) {
    case TreeColumn::Copies:
        return StringOrder::Copies;
    case TreeColumn::Each:
        return StringOrder::Each;
    case TreeColumn::Total:
        return StringOrder::Total;
    case TreeColumn::Wasted:
        return StringOrder::Wasted;
    case TreeColumn::Retained:
        return StringOrder::Retained;
    default:
        return otherwise;
    }
}

/// The texts as they stand in the file, for sorting; those of concatenations are gathered.
class TextKeys {
public:
    TextKeys(const StringData& data, const std::vector<std::uint32_t>& groups, const Progress& progress)
    {
        const Snapshot& snapshot = *data.heap().snapshot;
        m_keys.resize(groups.size());
        for (std::size_t i = 0; i < groups.size() && !(i % 4096 == 0 && progress.stopRequested()); ++i) {
            const NodeId sliced = slicedText(snapshot, data.strings(), groups[i]);
            const NodeId node = sliced.isValid() ? sliced : data.strings().anyOf(groups[i]);
            m_keys[i] =
                snapshot.type(node) == NodeType::String
                    ? snapshot.strings().raw(snapshot.nameId(node))
                    : std::string_view(m_gathered.emplace_back(textOf(data.heap(), data.strings(), groups[i], 256)));
        }
    }
    std::string_view operator[](std::size_t i) const { return m_keys[i]; }

private:
    std::vector<std::string_view> m_keys;
    std::deque<std::string> m_gathered;
};

} // namespace

StringChildren::StringChildren(StringDataPtr data, std::shared_ptr<const StringListing> listing, StringOrder order)
    : m_data(std::move(data))
    , m_listing(std::move(listing))
    , m_order(order)
    , m_cells(m_data->heapPtr())
{}

std::span<const TreeColumn> StringChildren::columns()
{
    return kStringChildrenColumns;
}

TreeItem StringChildren::itemOf(const StringGroups& strings, std::uint32_t group)
{
    TreeItem item;
    item.kind = TreeItem::Kind::Fold;
    item.edge = group;
    item.node = strings.anyOf(group);
    item.count = item.objects = strings[group].count;
    item.shallow = strings[group].total();
    item.retained = strings[group].retained;
    return item;
}

TreeItem StringChildren::root() const
{
    TreeItem item;
    item.kind = TreeItem::Kind::Class; // stands for no object
    return item;
}

bool StringChildren::hasChildren(const TreeItem& item) const
{
    return item.kind == TreeItem::Kind::Class || (item.kind == TreeItem::Kind::Fold && item.count > 1);
}

std::uint64_t StringChildren::cost(const TreeItem& parent, std::uint64_t) const
{
    return parent.kind == TreeItem::Kind::Fold ? parent.count : UINT64_MAX; // who holds them takes a look at the heap
}

ChildPage StringChildren::children(const ChildRequest& request, const Progress& progress) const
{
    return request.parent.kind == TreeItem::Kind::Fold ? copies(request, progress) : groups(request, progress);
}

ChildPage StringChildren::copies(const ChildRequest& request, const Progress& progress) const
{
    const auto nodes = m_data->strings().nodes(groupOf(request.parent));
    ChildPage page = firstMembers(m_data->heapPtr(), nodes, request, progress);
    for (const TreeItem& wanted : request.include)
        if (wanted.isObject() && std::ranges::binary_search(nodes, wanted.node.value))
            page.included.push_back(memberItem(m_data->heap(), wanted.node));
    return page;
}

ChildPage StringChildren::groups(const ChildRequest& request, const Progress& progress) const
{
    const StringGroups& strings = m_data->strings();
    const std::vector<std::uint32_t>& all = m_listing->groups;
    std::vector<std::uint32_t> order(all.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto end = order.begin() + std::ptrdiff_t(std::min(request.limit, order.size()));
    if (request.order.byColumn && request.order.column == TreeColumn::Text) {
        const TextKeys keys(*m_data, all, progress);
        std::partial_sort(order.begin(), end, order.end(), [&](std::uint32_t a, std::uint32_t b) {
            const int compared = keys[a].compare(keys[b]);
            return compared == 0 ? a < b : (compared < 0) != request.order.descending;
        });
    } else {
        const bool isChosen = request.order.byColumn && request.order.column != TreeColumn::HeldBy;
        const StringOrder by = isChosen ? orderOf(request.order.column, m_order) : m_order;
        std::partial_sort(order.begin(), end, order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return comesBefore(strings, by, !isChosen || request.order.descending, all[a], all[b]);
        });
    }
    ChildPage page;
    std::vector<std::uint32_t> listed;
    for (auto at = order.begin(); at != end; ++at)
        listed.push_back(all[*at]);
    for (const TreeItem& wanted : request.include)
        if (std::ranges::binary_search(all, groupOf(wanted)))
            page.included.push_back(itemOf(strings, groupOf(wanted)));
    for (const std::uint32_t g : listed)
        page.items.push_back(itemOf(strings, g));
    for (const TreeItem& item : page.included)
        listed.push_back(groupOf(item));
    m_data->findHolders(listed, progress);
    page.total = all.size();
    page.sums.objects = m_listing->sums.strings;
    page.sums.shallow = m_listing->sums.bytes;
    return page;
}

ObjectSetPtr StringChildren::objectsOf(const TreeItem& item) const
{
    if (item.kind != TreeItem::Kind::Fold || item.count < 2)
        return nullptr;
    const std::uint32_t group = groupOf(item);
    if (!m_set || m_setOf != group) {
        const auto nodes = m_data->strings().nodes(group);
        m_set =
            std::make_shared<const ObjectSet>(ObjectSet{copiesTitle(*m_data, group), {}, {nodes.begin(), nodes.end()}});
        m_setOf = group;
    }
    return m_set;
}

QVariant StringChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    if (item.kind == TreeItem::Kind::Fold && role != NodeRole && role != ClassRole && role != Qt::TextAlignmentRole) {
        const std::uint32_t group = groupOf(item);
        return column == TreeColumn::Text     ? textCell(group, role)
               : column == TreeColumn::HeldBy ? holderCell(group, role)
                                              : numberCell(m_data->strings()[group], column, role);
    }
    const bool isText = column == TreeColumn::Text;
    if (isText || TreeCells::isAside(item))
        return m_cells.data(item, isText ? TreeColumn::Object : column, role);
    return column == TreeColumn::Each       ? m_cells.data(item, TreeColumn::Shallow, role)
           : column == TreeColumn::Retained ? m_cells.data(item, column, role)
           : role == Qt::TextAlignmentRole && column != TreeColumn::HeldBy
               ? m_cells.data(item, TreeColumn::Shallow, role)
               : QVariant();
}

QVariant StringChildren::textCell(std::uint32_t group, int role) const
{
    const StringGroup& of = m_data->strings()[group];
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::AccessibleTextRole:
        return m_data->shownText(group);
    case MonoRole:
        return true;
    case DimmedRole:
        return m_data->isHidden(group);
    case Qt::ToolTipRole:
        if (m_data->isHidden(group))
            return tr("Held by a name like that of a secret. Click, or press Enter, to show it.");
        return tr("%1\n%2").arg(stringKindHelp(of.kind), of.isCut
                                                             ? tr("V8 stored the first 1,024 characters alone: copies "
                                                                  "have the same size, but may differ after them.")
                                                             : tr("%1 characters").arg(formatCount(of.length)));
    default:
        return {};
    }
}

QVariant StringChildren::holderCell(std::uint32_t group, int role) const
{
    const auto holder = m_data->holder(group);
    if (!holder || !holder->node.isValid())
        return role == Qt::DisplayRole && holder ? QVariant(noValue()) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
    case Qt::AccessibleTextRole:
        return holderText(m_data->heap(), *holder);
    case KindRole:
        return int(kindOf(*m_data->heap().snapshot, holder->node));
    case SecondaryRole:
        return holder->copies > 1 ? QVariant(QChar(0x00d7) + formatCount(holder->copies)) : QVariant();
    case Qt::ToolTipRole:
        return tr("%1 of %2 are held so; select the row to see all")
            .arg(formatCount(holder->copies), formatCount(m_data->strings()[group].count));
    default:
        return {};
    }
}

QVariant StringChildren::numberCell(const StringGroup& group, TreeColumn column, int role) const
{
    const double all = column == TreeColumn::Wasted ? double(m_listing->sums.wasted + m_listing->sums.possiblyWasted)
                                                    : double(m_data->heap().totalSize());
    if (role == ShareRole && (column == TreeColumn::Wasted || column == TreeColumn::Retained))
        return all > 0 ? double(column == TreeColumn::Wasted ? group.wasted() : group.retained) / all : 0.0;
    switch (column) {
    case TreeColumn::Copies:
        return m_cells.countCell(group.count, true, role);
    case TreeColumn::Each:
        return m_cells.bytesCell(group.each, true, column, role);
    case TreeColumn::Total:
        return m_cells.bytesCell(group.total(), true, column, role);
    case TreeColumn::Wasted:
        return m_cells.bytesCell(group.wasted(), true, column, role);
    default:
        return m_cells.bytesCell(group.retained, true, column, role);
    }
}

QString copiesTitle(const StringData& data, std::uint32_t group)
{
    const StringGroup& of = data.strings()[group];
    const QString count = formatCount(of.count);
    const QString text =
        data.isHidden(group)
            ? hiddenText()
            : escaped(QString::fromStdString(textOf(data.heap(), data.strings(), group, 4 * kTitleCharacters)),
                      kTitleCharacters);
    if (of.kind == StringKind::Sliced)
        return of.count == 1 ? StringChildren::tr("A slice of \"%1\"").arg(text)
                             : StringChildren::tr("%1 slices of \"%2\"").arg(count, text);
    return of.count == 1 ? StringChildren::tr("\"%1\"").arg(text)
                         : StringChildren::tr("%1 copies of \"%2\"").arg(count, text);
}

QString holderText(const Heap& heap, const StringHolder& holder)
{
    const QString name = QString::fromStdString(heap.classes->nameOf(holder.node));
    if (holder.anyName)
        return name + QStringLiteral("[…]");
    const QString reference = referenceText(*heap.snapshot, holder.edge);
    const bool isJoined = reference.startsWith(QLatin1Char('.')) || reference.startsWith(QLatin1Char('['));
    return isJoined ? name + reference : name + QLatin1Char(' ') + reference;
}

} // namespace heapwise::ui
