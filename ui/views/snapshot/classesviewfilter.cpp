// The filter of the class table: its bar, what is typed into it, and what is said when nothing passes.
#include "ui/views/snapshot/classesview.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>
#include <QTimer>

#include "ui/objectfilter.h"
#include "ui/querytext.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/classgrouping.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/subbar.h"

namespace heapwise::ui {
namespace {

constexpr int kFilterPauseMs = 60;
constexpr int kSuggestions = 3;
constexpr ObjectKind kFilterKinds[] = {ObjectKind::Object, ObjectKind::Closure, ObjectKind::Array,  ObjectKind::String,
                                       ObjectKind::Code,   ObjectKind::Number,  ObjectKind::Native, ObjectKind::System};

} // namespace

QWidget* ClassesView::createSubBar()
{
    auto* const bar = new SubBar(this);
    auto* const layout = bar->row();
    m_filter->setObjectName(QStringLiteral("classesFilter"));
    m_filter->setPlaceholderText(tr("Filter: Server*, @id, retained>1M"));
    m_filter->setAccessibleName(tr("Filter classes"));
    m_filter->setToolTip(tr("Part of a name, Server*, /^on[A-Z]/, \"exactly this\", @id;\n"
                            ">1MB or 64K..2M retained, >1000 or 100..200 objects;\n"
                            "or a query, which chooses objects: kind:closure retained>1M, .destroyed=true"));
    m_filter->setMinimumWidth(scaled(120));
    m_filter->setMaximumWidth(scaled(340)); // room for a query
    m_problem->setObjectName(QStringLiteral("classesProblem"));
    m_problem->setField(m_filter);
    m_kinds->setObjectName(QStringLiteral("classesKinds"));
    m_kinds->setAccessibleName(tr("Kind of objects"));
    m_kinds->addItem(tr("All kinds"));
    for (const ObjectKind kind : kFilterKinds)
        m_kinds->addItem(kindName(kind), int(kind));
    m_count->setObjectName(QStringLiteral("classesCount"));
    m_hidden->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    layout->addWidget(m_filter, 4);
    layout->addWidget(m_kinds);
    layout->addWidget(m_grouping);
    layout->addWidget(m_hidden);
    layout->addStretch(1);
    layout->addWidget(m_count);
    return bar;
}

void ClassesView::connectFilter()
{
    m_typing->setSingleShot(true);
    m_typing->setInterval(kFilterPauseMs);
    connect(m_typing, &QTimer::timeout, this, &ClassesView::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &ClassesView::filterReturned);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, &ClassesView::applyFilter);
    connect(m_grouping, &ClassGrouping::heapChanged, this, &ClassesView::showGroups);
    connect(m_grouping, &ClassGrouping::showsSystemChanged, this, &ClassesView::applyFilter);
    connect(m_objects, &ObjectFilter::changed, this, &ClassesView::showFiltered);
    connect(m_problem, &FieldProblem::corrected, this, [this](const QString& text) {
        setFilterText(text);
        m_filter->setFocus();
    });
    connect(m_noMatch, &EmptyState::linkActivated, this, &ClassesView::suggestionChosen);
    connect(m_noMatch, &EmptyState::actionTriggered, this, &ClassesView::clearFilter);
    connect(m_hidden, &QLabel::linkActivated, this, [this] {
        m_classFilter.hidden.clear();
        applyFilter();
    });
}

void ClassesView::setFilterText(const QString& text)
{
    m_filter->setText(text);
    applyFilter();
}

QString ClassesView::filterText() const
{
    return m_filter->text();
}

bool ClassesView::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
    return true;
}

QVariantMap ClassesView::state() const
{
    return {{QStringLiteral("filter"), filterText()}, {QStringLiteral("kind"), m_kinds->currentIndex()}};
}

void ClassesView::restoreState(const QVariantMap& state)
{
    if (state.isEmpty())
        return;
    m_kinds->setCurrentIndex(state.value(QStringLiteral("kind")).toInt());
    setFilterText(state.value(QStringLiteral("filter")).toString());
}

void ClassesView::hideClass(ClassId classId)
{
    m_classFilter.hidden.insert(classId.value);
    applyFilter();
}

void ClassesView::showKind(ObjectKind kind)
{
    m_grouping->reset();
    m_kinds->setCurrentIndex(m_kinds->findData(int(kind)));
    setFilterText({});
}

void ClassesView::clearFilter()
{
    if (m_classFilter.isEmpty())
        m_grouping->reset();
    m_classFilter.hidden.clear();
    m_kinds->setCurrentIndex(0);
    setFilterText({});
    m_tree->setFocus();
}

bool ClassesView::filterBy(const QString& text)
{
    m_classFilter.hidden.clear();
    m_kinds->setCurrentIndex(0);
    setFilterText(text);
    return true;
}

query::PlainWords ClassesView::plainWords() const
{
    const Grouping by = m_grouping->options().by;
    return by == Grouping::Class || by == Grouping::Shape ? query::PlainWords::Classes : query::PlainWords::Paths;
}

/// Names and bounds are compared with the lines of the table, at once. A query chooses objects, on a worker; the table
/// then counts these alone.
void ClassesView::applyFilter()
{
    m_typing->stop();
    // An id is an object to go to, nothing that classes could match.
    const QString typed = ClassesModel::objectIdIn(m_filter->text()) ? QString() : m_filter->text();
    const bool isQuery = m_objects->setText(typed, plainWords());
    if (!isQuery)
        m_classFilter.text = typed;
    showFiltered();
    const QVariant kind = m_kinds->currentData();
    m_classFilter.withoutSystem = !m_grouping->showsSystem();
    m_classFilter.kind = kind.isValid() ? std::optional(ObjectKind(kind.toInt())) : std::nullopt;
    m_model->setFilter(m_classFilter);
    updateCount();
}

void ClassesView::showFiltered()
{
    m_grouping->setOnly(objectsOf(m_objects->found()));
    if (m_objects->found() && !m_classFilter.text.isEmpty()) { // what stood there before the query
        m_classFilter.text.clear();
        m_model->setFilter(m_classFilter);
    }
    if (m_objects->error())
        m_problem->showError(*m_objects->error());
    else
        m_problem->clearError();
    updateNoMatch();
}

void ClassesView::filterReturned()
{
    if (ClassesModel::objectIdIn(m_filter->text())) {
        emit addressEntered(m_filter->text().trimmed());
        return;
    }
    applyFilter();
    m_tree->setFocus();
    if (!m_tree->currentIndex().isValid())
        m_tree->setCurrentIndex(m_model->index(0, 0));
}

bool ClassesView::showsAll() const
{
    return m_classFilter.isEmpty() && !m_grouping->options().mineOnly && !m_grouping->options().only;
}

void ClassesView::updateNoMatch()
{
    const bool isEmpty =
        m_heap && m_heap->classes && m_model->classCount() == 0 && !showsAll() && !m_model->isWorking();
    m_stack->setCurrentIndex(isEmpty ? 1 : 0);
    if (!isEmpty)
        return;
    const QString typed = m_filter->text().trimmed();
    m_noMatch->setText(noMatchText());
    QStringList suggestions;
    if (const FilteredObjectsPtr& found = m_objects->found()) {
        for (const query::QueryNote& note : found->notes)
            if (!note.suggestion.empty())
                suggestions << QString::fromStdString(note.suggestion);
    } else if (m_model->filterError().isEmpty() && !typed.isEmpty()) {
        suggestions = nearestClassNames(*m_heap->classes, typed, kSuggestions);
    }
    m_noMatch->setLinks(tr("Did you mean"), suggestions);
    m_noMatch->setAction(typed.isEmpty() && m_classFilter.isEmpty() ? tr("Show all objects") : tr("Clear filter"));
}

QString ClassesView::noMatchText() const
{
    const QString typed = m_filter->text().trimmed();
    const QString error = m_model->filterError();
    if (const FilteredObjectsPtr& found = m_objects->found()) {
        QString text = found->count == 0 ? tr("No object matches.") : tr("No object that matches is in these lines.");
        for (const query::QueryNote& note : found->notes)
            text += QLatin1Char(' ') + queryNoteText(note);
        return text;
    }
    if (!error.isEmpty())
        return tr("The regular expression is not complete: %1.").arg(error);
    if (!typed.isEmpty())
        return tr("No class matches \"%1\".").arg(typed);
    if (m_classFilter.isEmpty())
        return tr("No object is of your code: all of this heap is Node.js and V8.");
    return tr("No class of this kind.");
}

/// A class takes the place of the name that was typed, or of the part of a query that found nothing.
void ClassesView::suggestionChosen(const QString& name)
{
    const FilteredObjectsPtr found = m_objects->found();
    const bool isNoted = found && !found->notes.empty();
    setFilterText(isNoted ? withReplaced(m_filter->text().trimmed(), found->notes.front().at, name) : name);
}

} // namespace heapwise::ui
