#include "ui/views/snapshot/subjectsync.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>

#include "ui/models/graphtreemodel.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/widgets/datatree.h"

#include <algorithm>

namespace heapwise::ui {

SubjectSync::SubjectSync(DataTree* tree, GraphTreeModel* model, Selection* selection, QObject* origin)
    : QObject(tree)
    , m_tree(tree)
    , m_model(model)
    , m_selection(selection)
    , m_origin(origin)
{
    connect(tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SubjectSync::follow);
    connect(tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SubjectSync::follow);
    // A row that is current already can be clicked after another view has moved the selection elsewhere.
    connect(tree, &QAbstractItemView::clicked, this, &SubjectSync::follow);
}

void SubjectSync::follow()
{
    if (m_isShowing)
        return;
    const Subject subject = selectedSubject();
    if (subject.kind != Subject::Kind::None)
        m_selection->set(subject, m_origin);
}

/// Of several rows the objects; the current row where they are fewer than two.
Subject SubjectSync::selectedSubject() const
{
    const QItemSelectionModel* const rows = m_tree->selectionModel();
    std::vector<std::uint32_t> nodes;
    if (rows->selection().size() > 1 || (rows->selection().size() == 1 && rows->selection().first().height() > 1))
        for (const QModelIndex& index : rows->selectedRows())
            if (const TreeItem* const item = m_model->item(index); item && item->isObject())
                nodes.push_back(item->node.value);
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    // A tree that gets the focus makes a row current without selecting it; that is nobody's choice.
    const QModelIndex current = rows->currentIndex();
    if (nodes.size() < 2)
        return rows->isSelected(current) ? ObjectActions::subjectAt(*m_model, current) : Subject();
    const Subject& known = m_selection->subject();
    if (known.set && known.set->nodes == nodes)
        return known;
    return Subject::objects(std::make_shared<const ObjectSet>(ObjectSet{tr("Selected rows"), {}, std::move(nodes)}));
}

void SubjectSync::show(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QScopedValueRollback guard(m_isShowing, true);
    m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_tree->scrollTo(index, m_tree->visualRect(index).isValid() ? QAbstractItemView::EnsureVisible
                                                                : QAbstractItemView::PositionAtCenter);
}

} // namespace heapwise::ui
