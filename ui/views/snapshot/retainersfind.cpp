// What is found in the graph of the Retainers page: texts that are seen in it, and by a query objects in its boxes.
#include "ui/views/snapshot/retainersview.h"

#include "ui/format.h"
#include "ui/objectfilter.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/widgets/filterfield.h"

#include <algorithm>

namespace heapwise::ui {

bool RetainersView::focusFilter()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    return true;
}

void RetainersView::findTyped()
{
    m_goesToFound = false;
    m_graph->find(m_find->text());
    m_objects->setText(m_find->text(), query::PlainWords::Classes);
    showFound();
}

void RetainersView::showFound()
{
    if (m_objects->error())
        m_problem->showError(*m_objects->error());
    else
        m_problem->clearError();
    const FilteredObjectsPtr found = m_objects->isQuery() ? m_objects->found() : nullptr;
    if (!found || !m_shown) {
        m_findJob.drop();
        m_graph->setFoundBoxes({});
        emit noteChanged();
        return;
    }
    auto work = [graph = m_shown, found](const Progress& progress) {
        std::set<std::uint64_t> keys;
        const auto isFound = [&](std::uint32_t n) { return found->objects.test(n); };
        for (const RetentionGroup& group : graph->groups)
            if (!progress.stopRequested() && group.members && std::ranges::any_of(*group.members, isFound))
                keys.insert(group.key);
        return keys;
    };
    m_findJob.start(std::move(work), [this](const std::set<std::uint64_t>& keys) {
        m_graph->setFoundBoxes(keys);
        if (std::exchange(m_goesToFound, false))
            m_graph->findNext(false);
        emit noteChanged();
    });
    emit noteChanged();
}

/// Enter may be quicker than the answer.
void RetainersView::findNext()
{
    if (m_objects->isBusy() || m_findJob.isBusy())
        m_goesToFound = true;
    else
        m_graph->findNext(false);
}

QString RetainersView::findNote() const
{
    if (m_find->text().isEmpty() || m_objects->error())
        return {};
    return m_objects->isBusy() || m_findJob.isBusy()
               ? tr("Looking for the objects that match…")
               : tr("%1 found in the graph").arg(formatCount(quint64(m_graph->foundCount())));
}

} // namespace heapwise::ui
