#include "ui/models/dominatorchildren.h"

#include "ui/models/cellroles.h"

#include <numeric>
#include <unordered_map>

namespace heapwise::ui {
namespace {

constexpr TreeColumn kDominatorChildrenColumns[] = {TreeColumn::Object, TreeColumn::Retained, TreeColumn::Share,
                                                    TreeColumn::Shallow, TreeColumn::Objects};
constexpr std::uint64_t kByFunction = 1ull << 32; ///< marks a fold key that is a name rather than a class
constexpr std::uint64_t kByGroup = 1ull << 33;    ///< or a file or package
constexpr unsigned kDominatorChildrenStopInterval = 4096;

/// Whose children the rows below are.
NodeId parentOf(const TreeItem& row)
{
    return row.kind == TreeItem::Kind::Fold ? row.owner : row.node;
}

/// Ranks of classes by name, for sorting objects by it without comparing text each time.
std::vector<std::uint32_t> classRanks(const ClassTable& classes)
{
    std::vector<std::uint32_t> byName(classes.size()), ranks(classes.size());
    std::iota(byName.begin(), byName.end(), 0u);
    std::sort(byName.begin(), byName.end(),
              [&](std::uint32_t a, std::uint32_t b) { return classes[ClassId{a}].name < classes[ClassId{b}].name; });
    for (std::uint32_t i = 0; i < byName.size(); ++i)
        ranks[byName[i]] = i;
    return ranks;
}

} // namespace

DominatorChildren::DominatorChildren(HeapPtr heap, const DominatorOptions& options)
    : m_heap(std::move(heap))
    , m_cells(m_heap)
    , m_options(options)
    , m_smallest(options.hideBelow * double(m_heap->totalSize()))
{
    if (!m_options.root.isValid())
        m_options.root = m_heap->dominators->root();
}

std::span<const TreeColumn> DominatorChildren::columns()
{
    return kDominatorChildrenColumns;
}

TreeItem DominatorChildren::itemOf(NodeId node) const
{
    TreeItem item;
    item.node = node;
    fillNumbers(*m_heap, item);
    return item;
}

TreeItem DominatorChildren::root() const
{
    return m_options.root.isValid() ? itemOf(m_options.root) : TreeItem{};
}

bool DominatorChildren::hasChildren(const TreeItem& item) const
{
    if (item.kind == TreeItem::Kind::Fold)
        return true;
    if (!item.isObject() || !item.node.isValid())
        return false;
    return m_options.only ? m_options.only->parents.test(item.node.value) : m_heap->dominators->hasChildren(item.node);
}

template <typename F>
void DominatorChildren::forEachChild(NodeId parent, const Progress* progress, F&& f) const
{
    // As DominatorTree::forEachChild, but f may end the walk, and so may a stop.
    const DominatorTree& tree = *m_heap->dominators;
    const auto subtree = tree.retainedSet(parent);
    const auto counts = tree.counts().subspan(std::size_t(subtree.data() - tree.order().data()), subtree.size());
    unsigned seen = 0;
    for (std::size_t p = 1; p < subtree.size(); p += std::max(counts[p], 1u)) {
        if (!f(NodeId{subtree[p]}) ||
            (progress && ++seen % kDominatorChildrenStopInterval == 0 && progress->stopRequested()))
            return;
    }
}

std::uint64_t DominatorChildren::cost(const TreeItem& parent, std::uint64_t enough) const
{
    const NodeId node = parentOf(parent);
    if (!node.isValid())
        return 0;
    std::uint64_t cost = m_heap->snapshot->endEdge(node) - m_heap->snapshot->firstEdge(node);
    if (cost <= enough)
        forEachChild(node, nullptr, [&](NodeId) { return ++cost <= enough; });
    return cost;
}

std::uint64_t DominatorChildren::foldKey(NodeId node, bool isTop) const
{
    const Snapshot& snapshot = *m_heap->snapshot;
    if (isTop && m_options.topGroups)
        return kByGroup | m_options.topGroups->classOf(node).value;
    return snapshot.type(node) == NodeType::Closure ? kByFunction | snapshot.nameId(node).value
                                                    : m_heap->classes->classOf(node).value;
}

ItemLess DominatorChildren::order(const ChildOrder& order) const
{
    if (!order.byColumn)
        return lessBy(TreeColumn::Retained, true);
    if (order.column != TreeColumn::Object)
        return lessBy(order.column, order.descending);
    return [heap = m_heap, ranks = classRanks(*m_heap->classes), descending = order.descending](const TreeItem& a,
                                                                                                const TreeItem& b) {
        const auto rankA = ranks[heap->classes->classOf(a.node).value];
        const auto rankB = ranks[heap->classes->classOf(b.node).value];
        if (rankA != rankB)
            return descending ? rankA > rankB : rankA < rankB;
        return a.retained != b.retained ? a.retained > b.retained : a.node < b.node;
    };
}

bool DominatorChildren::folds(NodeId parent) const
{
    if (isTop(parent) ? !m_options.foldTop : !m_options.foldSiblings)
        return false;
    if (isTop(parent) && m_options.topGroups)
        return true;
    std::uint64_t count = 0;
    forEachChild(parent, nullptr, [&](NodeId child) { return (count += isRow(child)) <= kFoldAbove; });
    return count > kFoldAbove;
}

ChildPage DominatorChildren::children(const ChildRequest& request, const Progress& progress) const
{
    ChildPage page = bareChildren(request, progress, nullptr);
    nameReferences(parentOf(request.parent), page);
    return page;
}

ChildPage DominatorChildren::bareChildren(const ChildRequest& request, const Progress& progress,
                                          SiblingFoldsOf* opened) const
{
    const NodeId parent = parentOf(request.parent);
    if (!parent.isValid())
        return {};
    if (request.parent.kind == TreeItem::Kind::Fold)
        return foldMembers(request, progress, opened);
    return folds(parent) ? foldedChildren(request, progress) : plainChildren(request, progress);
}

namespace {

/// Puts one row where it belongs: among those shown, those hidden, and those to be listed in any case.
class PageBuilder {
public:
    PageBuilder(const ChildSource& source, const ChildRequest& request, ItemLess less)
        : m_source(source)
        , m_request(request)
        , m_first(request.limit, std::move(less))
    {}

    void add(const TreeItem& item, bool isHidden)
    {
        const bool isWanted = !m_request.include.empty() && isIncluded(item);
        if (isHidden && !isWanted) {
            ++m_page.hidden;
            addTo(m_page.hiddenSums, item);
            return;
        }
        ++m_page.total;
        addTo(m_page.sums, item);
        m_first.add(item);
        if (isWanted)
            m_page.included.push_back(item);
    }
    ChildPage take()
    {
        m_page.items = m_first.take();
        return std::move(m_page);
    }

private:
    bool isIncluded(const TreeItem& item) const
    {
        return std::any_of(m_request.include.begin(), m_request.include.end(),
                           [&](const TreeItem& wanted) { return m_source.covers(item, wanted); });
    }

    const ChildSource& m_source;
    const ChildRequest& m_request;
    FirstOf m_first;
    ChildPage m_page;
};

} // namespace

ChildPage DominatorChildren::plainChildren(const ChildRequest& request, const Progress& progress) const
{
    PageBuilder page(*this, request, order(request.order));
    forEachChild(request.parent.node, &progress, [&](NodeId child) {
        if (isRow(child)) {
            const TreeItem item = itemOf(child);
            page.add(item, isSmall(item));
        }
        return true;
    });
    return page.take();
}

ChildPage DominatorChildren::foldMembers(const ChildRequest& request, const Progress& progress,
                                         SiblingFoldsOf* opened) const
{
    const NodeId parent = request.parent.owner;
    const std::uint64_t key = request.parent.edge;
    PageBuilder page(*this, request, order(request.order));
    const auto add = [&](NodeId child) {
        const TreeItem item = itemOf(child);
        page.add(item, isSmall(item));
    };
    if (!opened) {
        forEachChild(parent, &progress, [&](NodeId child) {
            if (isRow(child) && foldKey(child, isTop(parent)) == key)
                add(child);
            return true;
        });
        return page.take();
    }
    auto folds = opened->find(parent.value);
    if (folds == opened->end())
        folds = opened->emplace(parent.value, siblingFolds(parent, progress)).first;
    unsigned seen = 0;
    for (const NodeId child : folds->second.members(key)) {
        add(child);
        if (++seen % kDominatorChildrenStopInterval == 0 && progress.stopRequested())
            break;
    }
    return page.take();
}

SiblingFolds DominatorChildren::siblingFolds(NodeId parent, const Progress& progress) const
{
    SiblingFolds folds;
    forEachChild(parent, &progress, [&](NodeId child) {
        if (isRow(child))
            folds.add(child, foldKey(child, isTop(parent)));
        return true;
    });
    folds.close();
    return folds;
}

ChildPage DominatorChildren::foldedChildren(const ChildRequest& request, const Progress& progress) const
{
    // 1. One row per fold key, with the sums of its members.
    std::unordered_map<std::uint64_t, std::size_t> rowOfKey;
    std::vector<TreeItem> rows;
    std::vector<Size> largest; // member of each row
    forEachChild(request.parent.node, &progress, [&](NodeId child) {
        if (!isRow(child))
            return true;
        const TreeItem item = itemOf(child);
        const auto [at, isNew] = rowOfKey.try_emplace(foldKey(child, isTop(request.parent.node)), rows.size());
        if (isNew) {
            rows.push_back(item);
            largest.push_back(item.retained);
        }
        TreeItem& row = rows[at->second];
        // A file or package is named also when it has one object alone.
        if (!isNew || (at->first & kByGroup) != 0) {
            row.kind = TreeItem::Kind::Fold;
            row.edge = at->first;
            row.owner = request.parent.node;
        }
        if (isNew)
            return true;
        ++row.count;
        if (item.retained > largest[at->second]) {
            largest[at->second] = item.retained;
            row.node = item.node;
        }
        addTo(row, item);
        return true;
    });
    // 2. Those that come first.
    PageBuilder page(*this, request, order(request.order));
    for (const TreeItem& row : rows)
        page.add(row, isSmall(row));
    return page.take();
}

bool DominatorChildren::covers(const TreeItem& row, const TreeItem& wanted) const
{
    if (row.kind == TreeItem::Kind::Fold && wanted.isObject())
        return row.edge == foldKey(wanted.node, isTop(row.owner)) &&
               m_heap->dominators->immediateDominator(wanted.node) == row.owner;
    if (row.isObject() && wanted.isObject())
        return row.node == wanted.node;
    return sameRow(row, wanted);
}

void DominatorChildren::nameReferences(NodeId parent, ChildPage& page) const
{
    std::unordered_map<std::uint32_t, EdgeIndex> edgeOf;
    for (const auto* items : {&page.items, &page.included})
        for (const TreeItem& item : *items)
            if (item.isObject())
                edgeOf.emplace(item.node.value, TreeItem::kNoEdge);
    if (edgeOf.empty())
        return;
    // The first reference of the program itself, else the first of the engine.
    const Snapshot& snapshot = *m_heap->snapshot;
    for (EdgeIndex e = snapshot.firstEdge(parent); e < snapshot.endEdge(parent); ++e) {
        const auto at = edgeOf.find(snapshot.edgeTarget(e).value);
        if (at == edgeOf.end() || snapshot.edgeType(e) == EdgeType::Weak)
            continue;
        const auto isOwn = [&](EdgeIndex edge) { return snapshot.edgeType(edge) <= EdgeType::Property; };
        if (at->second == TreeItem::kNoEdge || (isOwn(e) && !isOwn(at->second)))
            at->second = e;
    }
    for (auto* items : {&page.items, &page.included})
        for (TreeItem& item : *items)
            if (item.isObject())
                item.edge = edgeOf[item.node.value];
}

DominatorRows rowsFor(const DominatorTree& tree, const BitSet& objects, const Progress& progress)
{
    const auto order = tree.order();
    DominatorRows shown{objects.copy(), BitSet(order.size())};
    for (std::size_t p = 0; p < order.size() && !(p % 65536 == 0 && progress.stopRequested()); ++p) {
        NodeId n{order[p]};
        if (!objects.test(n.value))
            continue;
        while (n != tree.root()) {
            n = tree.immediateDominator(n);
            shown.rows.set(n.value);
            if (!shown.parents.insert(n.value))
                break; // from here on upwards all are known
        }
    }
    return shown;
}

QString DominatorChildren::groupName(const TreeItem& fold) const
{
    const bool isGroup = fold.kind == TreeItem::Kind::Fold && m_options.topGroups && (fold.edge & kByGroup) != 0;
    return isGroup ? QString::fromStdString((*m_options.topGroups)[ClassId{std::uint32_t(fold.edge)}].name) : QString();
}

QVariant DominatorChildren::data(const TreeItem& item, TreeColumn column, int role) const
{
    const bool isName =
        role == Qt::DisplayRole || role == CopyRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole;
    if (column == TreeColumn::Object && isName)
        if (const QString name = groupName(item); !name.isEmpty())
            return name;
    return m_cells.data(item, column, role);
}

} // namespace heapwise::ui
