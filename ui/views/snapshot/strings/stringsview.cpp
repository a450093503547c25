#include "ui/views/snapshot/strings/stringsview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "core/analysis/userobjects.h"
#include "core/heap/fields/links.h"
#include "ui/format.h"
#include "ui/models/classfilter.h"
#include "ui/models/graphtreemodel.h"
#include "ui/objectfilter.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/sectiontabs.h"
#include "ui/views/snapshot/strings/stringcopies.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

constexpr int kTypingMs = 60;
constexpr int kNoteHeight = 24;

/// A part of a text, which is looked for in the file as it is, or a pattern, for which texts are decoded.
StringFilter filterOf(const QString& typed)
{
    StringFilter filter;
    const NamePattern pattern(typed);
    if (pattern.isPart())
        filter.part = typed.trimmed().toStdString();
    else if (!pattern.isEmpty())
        filter.matches = [pattern](const std::string& found) { return pattern.matches(found); };
    return filter;
}

} // namespace

StringsView::StringsView(Selection* selection, ObjectActions* actions, QWidget* parent)
    : SnapshotPage(parent)
    , m_selection(selection)
    , m_actions(actions)
    , m_tabs(new SectionTabs(this))
    , m_filter(new FilterField(QStringLiteral("filter"), this))
    , m_objects(new ObjectFilter(this))
    , m_problem(new FieldProblem(this))
    , m_minLength(new QSpinBox(this))
    , m_kinds(new QComboBox(this))
    , m_mine(new QCheckBox(tr("My code only"), this))
    , m_count(new QLabel(this))
    , m_note(new TextLabel(TextStyle::Body, Token::TextSecondary, this))
    , m_stack(new QStackedLayout)
    , m_state(new EmptyState(QStringLiteral("strings"), this))
{
    setObjectName(QStringLiteral("stringsView"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createSubBar());
    layout->addWidget(m_problem);
    m_note->setObjectName(QStringLiteral("stringsNote"));
    m_note->setFixedHeight(scaled(kNoteHeight));
    m_note->setContentsMargins(scaled(10), 0, scaled(8), 0);
    m_note->setBackgroundRole(QPalette::Base);
    m_note->setAutoFillBackground(true);
    layout->addWidget(m_note);
    layout->addWidget(createContent(), 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connectParts();
    setAwaited({});
}

// --- content --------------------------------------------------------------------------------------------

void StringsView::setHeap(HeapPtr heap)
{
    const bool isOther = !m_heap || !heap || m_heap->snapshot != heap->snapshot || !m_heap->has(Stage::Retained);
    m_heap = std::move(heap);
    m_objects->setHeap(m_heap);
    if (isOther)
        regroup();
}

void StringsView::regroup()
{
    m_data.reset();
    m_filtering.drop();
    for (auto* const made : m_tables)
        if (made)
            made->show(nullptr, nullptr);
    m_stack->setCurrentWidget(table());
    showCopies();
    updateNote();
    if (m_heap && m_heap->has(Stage::Retained))
        startGrouping();
    else
        m_grouping.drop();
    updateAwaited();
}

void StringsView::setAwaited(const QString& text)
{
    m_awaited = text;
    updateAwaited();
}

/// Whether it waits in vain may turn out after it is told what for.
void StringsView::updateAwaited()
{
    for (auto* const made : m_tables)
        if (made)
            made->setAwaited(awaitedText());
}

QString StringsView::awaitedText() const
{
    if (m_heap && m_heap->countsOnly)
        return tr("Who holds strings is not known: the file has no references.");
    return m_awaited.isEmpty() ? tr("Strings are grouped when the retained sizes are there.") : m_awaited;
}

void StringsView::startGrouping()
{
    setAwaited(tr("Reading the strings…"));
    m_stack->setCurrentWidget(table());
    auto work = [heap = m_heap, isMineOnly = m_mine->isChecked()](Progress& progress) {
        const BitSet mine =
            isMineOnly ? findUserObjects(*heap->snapshot, scriptNames(*heap->snapshot, progress), progress) : BitSet();
        const StringOptions options{isMineOnly ? &mine : nullptr, 0, &progress};
        return std::make_shared<StringData>(heap, groupStrings(*heap, options, progress));
    };
    m_grouping.start(std::move(work), [this](const StringDataPtr& texts) { grouped(texts); });
}

void StringsView::grouped(const StringDataPtr& texts)
{
    m_data = texts;
    applyFilter();
}

StringsView::Typed StringsView::typed() const
{
    return {tab(), m_filter->text().trimmed(), m_minLength->value(), m_kinds->currentData().toInt()};
}

void StringsView::applyFilter()
{
    m_typing.stop();
    const bool isQuery = m_objects->setText(m_filter->text(), query::PlainWords::Texts);
    showMistake();
    if (!m_data) {
        m_stack->setCurrentWidget(table());
        return;
    }
    if (isQuery && !m_objects->found()) { // goes on when it is answered; until then the rows stay
        if (m_objects->error())
            setAwaited(tr("Nothing is listed until the filter is right."));
        return;
    }
    const Typed asked = typed();
    if (isQuery)
        return list(objectsOf(m_objects->found()));
    if (const NamePattern pattern(asked.text); !pattern.isValid()) {
        showState(tr("The regular expression is not complete: %1.").arg(pattern.error()), tr("Clear filter"), false);
        return;
    }
    list(nullptr);
}

void StringsView::showMistake()
{
    if (m_objects->error())
        m_problem->showError(*m_objects->error());
    else
        m_problem->clearError();
}

/// The texts that pass; of `only` where a query has chosen strings.
void StringsView::list(std::shared_ptr<const BitSet> only)
{
    const Typed asked = typed();
    StringFilter filter = only ? StringFilter() : filterOf(asked.text);
    filter.only = std::move(only);
    filter.minLength = std::uint32_t(asked.minLength);
    filter.copiedOnly = asked.tab == StringTab::Duplicates;
    if (asked.kind >= 0)
        filter.kinds = StringFilter::bitOf(StringKind(asked.kind));
    auto work = [texts = m_data, filter](const Progress& progress) {
        auto listing = std::make_shared<StringListing>();
        listing->groups = filterStrings(texts->heap(), texts->strings(), filter, progress);
        for (const std::uint32_t g : listing->groups)
            listing->sums.add(texts->strings()[g]);
        return std::shared_ptr<const StringListing>(std::move(listing));
    };
    m_filtering.start(std::move(work),
                      [this](const std::shared_ptr<const StringListing>& listing) { filtered(listing); });
}

void StringsView::filtered(const std::shared_ptr<const StringListing>& listing)
{
    table()->show(m_data, listing);
    const quint64 count = listing->groups.size();
    m_count->setText(count == 1 ? tr("1 text") : tr("%1 texts").arg(formatCount(count)));
    const Typed asked = typed();
    if (count > 0)
        m_stack->setCurrentWidget(table());
    else if (m_objects->isQuery())
        showState(tr("No string matches."), tr("Clear filter"), asked.tab != StringTab::All);
    else if (!asked.text.isEmpty())
        showState(tr("No text matches \"%1\".").arg(asked.text), tr("Clear filter"), asked.tab != StringTab::All);
    else if (!asked.isEmpty())
        showState(tr("No text of this length and kind."), tr("Clear filter"), asked.tab != StringTab::All);
    else
        showState(asked.tab == StringTab::Duplicates ? tr("No text is there twice.")
                                                     : tr("There are no strings in this heap."),
                  {}, asked.tab == StringTab::Duplicates);
    updateNote();
    showCopies();
    updateSelectionHidden();
    if (m_toReveal.kind != Subject::Kind::None)
        reveal(std::exchange(m_toReveal, {}), true);
}

void StringsView::updateNote()
{
    if (!m_data) {
        m_note->clear();
        m_count->clear();
        return;
    }
    const StringSums& sums = m_data->strings().sums();
    const double all = double(m_heap->totalSize());
    QString text = tr("%1 wasted in %2 copies, %3 of the heap")
                       .arg(formatBytes(sums.wasted), formatCount(sums.copies),
                            formatPercent(all > 0 ? double(sums.wasted) / all : 0));
    if (sums.possiblyWasted > 0)
        text += tr("; ≈ %1 more in texts of which V8 stored only the start").arg(formatBytes(sums.possiblyWasted));
    m_note->setText(text);
    m_note->setToolTip(
        tr("Copies have the same text and the same size. Of texts longer than 1,024 characters V8 stores the start "
           "alone: those are copies perhaps (≈), and not in the first number."));
}

// --- states ---------------------------------------------------------------------------------------------

void StringsView::showState(const QString& text, const QString& action, bool canShowAll)
{
    m_state->setText(text);
    m_state->setAction(action);
    m_state->setLinks(tr("Look in"), canShowAll ? QStringList(tr("all strings")) : QStringList());
    m_stack->setCurrentWidget(m_state);
}

void StringsView::stateAction()
{
    if (m_data)
        clearFilter();
    else if (m_heap && m_heap->has(Stage::Retained))
        startGrouping();
}

void StringsView::clearFilter()
{
    m_kinds->setCurrentIndex(0);
    m_minLength->setValue(0);
    setFilterText({});
    tree()->setFocus();
}

QString StringsView::stateText() const
{
    return m_stack->currentWidget() == m_state ? m_state->text() : QString();
}

// --- what is asked for ----------------------------------------------------------------------------------

StringTab StringsView::tab() const
{
    return StringTab(m_tabs->currentIndex());
}

void StringsView::setTab(StringTab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

void StringsView::setFilterText(const QString& text)
{
    m_filter->setText(text);
    applyFilter();
}

void StringsView::showOwnDuplicates()
{
    setTab(StringTab::Duplicates);
    m_mine->setChecked(true);
    clearFilter();
}

bool StringsView::filterBy(const QString& text)
{
    setFilterText(text);
    return true;
}

bool StringsView::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
    return true;
}

DataTree* StringsView::tree() const
{
    return table()->tree();
}

QVariantMap StringsView::state() const
{
    return {{QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("filter"), m_filter->text()},
            {QStringLiteral("minLength"), m_minLength->value()},
            {QStringLiteral("kind"), m_kinds->currentIndex()},
            {QStringLiteral("mine"), m_mine->isChecked()}};
}

void StringsView::restoreState(const QVariantMap& state)
{
    if (state.isEmpty())
        return;
    m_mine->setChecked(state.value(QStringLiteral("mine")).toBool());
    m_kinds->setCurrentIndex(state.value(QStringLiteral("kind")).toInt());
    m_minLength->setValue(state.value(QStringLiteral("minLength")).toInt());
    setTab(StringTab(std::clamp(state.value(QStringLiteral("tab")).toInt(), 0, kStringTabs - 1)));
    setFilterText(state.value(QStringLiteral("filter")).toString());
}

// --- selection ------------------------------------------------------------------------------------------

void StringsView::showCopies()
{
    const bool hasRows = m_stack->currentWidget() == table();
    m_copies->show(m_data, m_data && hasRows ? table()->currentGroup() : std::nullopt);
}

void StringsView::reveal(const Subject& subject, bool open)
{
    const bool isSet = subject.kind == Subject::Kind::Set && !subject.set->nodes.empty();
    const NodeId node = isSet ? NodeId{subject.set->nodes.front()} : subject.node;
    const bool isString =
        m_heap && (isSet || subject.kind == Subject::Kind::Object) && isTextType(m_heap->snapshot->type(node));
    m_toReveal = {};
    if (!isString)
        return;
    if (!m_data || m_filtering.isBusy()) {
        m_toReveal = subject;
        return;
    }
    const auto group = m_data->strings().groupOf(node);
    if (!group)
        return;
    if (table()->lists(*group)) {
        table()->reveal(*group, isSet ? NodeId() : node);
    } else if (open && tab() != StringTab::All) {
        m_toReveal = subject;
        setTab(StringTab::All);
    } else if (open && !typed().isEmpty()) {
        m_toReveal = subject;
        clearFilter();
    }
}

void StringsView::updateSelectionHidden()
{
    const Subject& subject = m_selection->subject();
    bool hides = false;
    if (m_data && subject.kind == Subject::Kind::Object && !typed().isEmpty() &&
        isTextType(m_heap->snapshot->type(subject.node))) {
        const auto group = m_data->strings().groupOf(subject.node);
        hides = group && !table()->lists(*group);
    }
    if (std::exchange(m_isSelectionHidden, hides) != hides)
        emit noteChanged();
}

QString StringsView::note() const
{
    return m_isSelectionHidden ? tr("Selection hidden by the filter") : QString();
}

} // namespace heapwise::ui
