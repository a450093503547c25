#include "ui/views/snapshot/subjectsync.h"

#include <QItemSelectionModel>
#include <QScopedValueRollback>

#include "ui/models/graphtreemodel.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/widgets/datatree.h"

namespace heapwise::ui {

SubjectSync::SubjectSync(DataTree* tree, GraphTreeModel* model, Selection* selection, QObject* origin)
    : QObject(tree)
    , m_tree(tree)
    , m_model(model)
    , m_selection(selection)
    , m_origin(origin)
{
    connect(tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SubjectSync::currentChanged);
    // A row that is current already can be clicked after another view has moved the selection elsewhere.
    connect(tree, &QAbstractItemView::clicked, this, &SubjectSync::currentChanged);
}

void SubjectSync::currentChanged(const QModelIndex& current)
{
    // A tree that gets the focus makes a row current without selecting it; that is nobody's choice.
    if (m_isShowing || !m_tree->selectionModel()->isSelected(current))
        return;
    const Subject subject = ObjectActions::subjectAt(*m_model, current);
    if (subject.kind != Subject::Kind::None)
        m_selection->set(subject, m_origin);
}

void SubjectSync::show(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QScopedValueRollback guard(m_isShowing, true);
    m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                         QItemSelectionModel::Rows);
    m_tree->scrollTo(index, m_tree->visualRect(index).isValid() ? QAbstractItemView::EnsureVisible
                                                                : QAbstractItemView::PositionAtCenter);
}

} // namespace heapwise::ui
