// The filter of the dominator tree: a query, whose answer chooses the rows.
#include "ui/views/snapshot/dominatorsview.h"

#include <QStackedWidget>

#include "ui/models/graphtreemodel.h"
#include "ui/objectfilter.h"
#include "ui/querytext.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/widgets/datatree.h"

namespace heapwise::ui {

QString DominatorsView::filterHint() const
{
    return tr("Filter: Server*, retained>1M");
}

void DominatorsView::setFilterField(FilterField* field)
{
    m_problem->setField(field);
}

void DominatorsView::setFilter(const QString& text)
{
    m_objects->setText(text, query::PlainWords::Objects);
    showFiltered();
}

/// A row stays for what was found in it or below it.
void DominatorsView::showFiltered()
{
    if (m_objects->error())
        m_problem->showError(*m_objects->error());
    else
        m_problem->clearError();
    const FilteredObjectsPtr found = m_objects->found();
    if (!found || !m_heap || !m_heap->dominators) {
        m_filterJob.drop();
        if (!found && std::exchange(m_only, nullptr)) {
            updateTree();
            if (std::exchange(m_isSelectionHidden, false))
                emit noteChanged();
        }
        return;
    }
    auto work = [heap = m_heap, found](const Progress& progress) -> RowsPtr {
        return std::make_shared<const DominatorRows>(rowsFor(*heap->dominators, found->objects, progress));
    };
    m_filterJob.start(std::move(work), [this, found](const RowsPtr& only) {
        m_only = only;
        updateTree();
        if (found->largest.isValid()) {
            m_isFound = true; // opens the way to it, without a change of the selection
            revealNode(found->largest);
        }
    });
}

void DominatorsView::updateNoMatch()
{
    const FilteredObjectsPtr found = m_objects->found();
    const bool isEmpty = m_only && found && found->count == 0;
    m_rows->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_noMatch) : m_tree);
    if (!isEmpty)
        return;
    QString text = tr("No object matches.");
    for (const query::QueryNote& note : found->notes)
        text += QLatin1Char(' ') + queryNoteText(note);
    m_noMatch->setText(text);
    m_noMatch->setAction(tr("Clear filter"));
}

QString DominatorsView::note() const
{
    return m_isSelectionHidden ? tr("Selection hidden by the filter") : QString();
}

} // namespace heapwise::ui
