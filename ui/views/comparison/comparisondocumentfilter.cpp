// The filter of a ComparisonDocument: part of a name or of a text, or a query that chooses objects.
#include "ui/views/comparison/comparisondocument.h"

#include "ui/models/aligneddominatorstree.h"
#include "ui/models/comparedstrings.h"
#include "ui/models/comparisonclasses.h"
#include "ui/models/opencomparisons.h"
#include "ui/querytext.h"
#include "ui/views/comparison/comparisonfilter.h"
#include "ui/views/comparison/growingpanel.h"
#include "ui/views/comparison/setswitch.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/viewbar.h"

#include <QComboBox>

namespace heapwise::ui {

/// What words are in the filter of the view in front.
query::PlainWords ComparisonDocument::plainWords() const
{
    if (m_views->current() == StringsPage)
        return query::PlainWords::Texts;
    if (m_views->current() != ClassesPage)
        return query::PlainWords::Objects; // as in the dominators of one snapshot
    return groupOptions().by == Grouping::Class ? query::PlainWords::Classes : query::PlainWords::Paths;
}

QString ComparisonDocument::filterHint() const
{
    switch (m_views->current()) {
    case StringsPage:
        return tr("Filter: part of a text, size>1K");
    case DominatorsPage:
    case RetentionPage:
        return tr("Filter: class:Session, retained>1M");
    default:
        return tr("Filter: Server*, retained>1M");
    }
}

/// Words are compared with the rows of the tables, at once. A query chooses objects, on a worker; the tables are then
/// about these alone.
void ComparisonDocument::applyFilter()
{
    const bool isQuery = m_query->setText(m_filter->text(), plainWords());
    if (!isQuery)
        filterNames(m_filter->text());
    showFiltered();
}

void ComparisonDocument::filterNames(const QString& text)
{
    m_model->setFilter(text);
    m_strings->setFilter(text);
}

void ComparisonDocument::showFiltered()
{
    m_isFiltering = m_isFiltering && m_query->isBusy();
    if (m_query->error())
        m_problem->showError(*m_query->error());
    else
        m_problem->clearError();
    if (m_query->found() || m_query->error())
        filterNames({}); // what stood there before the query
    if (m_model->chosen() != m_query->found()) {
        const std::uint32_t selected = selectedClass();
        m_model->setChosen(m_query->found());
        if (m_model->comparison() == m_comparison && m_comparison)
            showNote();
        selectClass(selected);
    }
    m_strings->setChosen(m_query->found());
    m_aligned->setChosen(m_query->found());
    if (m_comparison) {
        m_sets->show(*m_comparison, m_query->found().get());
        m_growing->show(m_comparison, m_query->found());
    }
    showRetention();
    updateState();
}

void ComparisonDocument::filterBy(const QString& query)
{
    setCurrentView(ClassesPage); // with what words are there
    m_filter->setText(QString::fromStdString(query::filterText(query.toStdString(), plainWords())));
    emit frontRequested();
    m_filter->setFocus(Qt::OtherFocusReason);
}

void ComparisonDocument::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

/// Why the filter leaves nothing.
QString ComparisonDocument::filteredEmptyText() const
{
    if (m_query->isBusy())
        return tr("Looking for the objects that match…");
    if (!m_query->found())
        return tr("No class matches \"%1\".").arg(m_filter->text());
    const bool isAboutSet = currentView() == ClassesPage;
    QString text = !isAboutSet ? tr("No object matches.")
                   : m_query->found()->sums(m_set).count > 0 || m_set == ChangeSet::All
                       ? tr("Nothing changed in the objects that match.")
                       : tr("No object of this set matches.");
    for (const query::QueryNote& note : m_query->notes())
        text += QLatin1Char(' ') + queryNoteText(note);
    return text;
}

} // namespace heapwise::ui
