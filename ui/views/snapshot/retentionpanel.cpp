#include "ui/views/snapshot/retentionpanel.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/graph/retentiontext.h"
#include "ui/models/objecttext.h"
#include "ui/views/snapshot/cutcard.h"
#include "ui/views/snapshot/panellist.h"
#include "ui/widgets/graph/graphlegend.h"
#include "ui/widgets/textlabel.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr std::size_t kRetentionPanelMostSteps = 9; ///< next to the subject: that is where one has to look
constexpr qsizetype kMostSuggestionsShown = 3;
constexpr qsizetype kMostNamesShown = 50; ///< of one line: those that keep most alive

} // namespace

RetentionPanel::RetentionPanel(QWidget* parent)
    : InspectorPanel(parent)
    , m_scroll(new QScrollArea(this))
    , m_card(new CutCard(this))
    , m_more(new QWidget(this))
    , m_names(new PanelList(tr("References of this line"), m_more))
    , m_suggestions(new PanelList(tr("Where to cut"), m_more))
    , m_path(new PanelList(tr("Along the main path"), m_more))
    , m_note(new TextLabel(TextStyle::Body, Token::TextSecondary, m_more))
{
    setObjectName(QStringLiteral("retentionPanel"));
    m_note->setObjectName(QStringLiteral("accumulationNote"));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(8));
    auto* const more = new QVBoxLayout(m_more);
    more->setContentsMargins(0, 0, 0, 0);
    more->setSpacing(0);
    more->addWidget(m_names);
    more->addWidget(m_suggestions);
    more->addWidget(m_path);
    more->addWidget(m_note);
    more->addWidget(new GraphLegend(m_more));
    more->addStretch(1);
    auto* const card = new QVBoxLayout;
    card->setContentsMargins(scaled(12), scaled(4), scaled(12), scaled(10));
    card->addWidget(m_card);
    m_scroll->setAccessibleName(tr("What keeps it alive"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(m_more);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(card);
    layout->addWidget(m_scroll, 1);
    m_card->hide();
    m_path->setObjectName(QStringLiteral("mainPath"));
    m_suggestions->setObjectName(QStringLiteral("suggestedCuts"));
    m_names->setObjectName(QStringLiteral("lineReferences"));
    connect(m_names, &PanelList::chosen, this, [this](int row) { emit referenceChosen(m_named[std::size_t(row)]); });
    connect(m_path, &PanelList::chosen, this, [this](int row) { emit groupChosen(m_groups[std::size_t(row)]); });
    connect(m_suggestions, &PanelList::chosen, this,
            [this](int row) { emit suggestionChosen(m_references[std::size_t(row)]); });
}

void RetentionPanel::setCompact(bool compact)
{
    m_scroll->setVisible(!compact);
}

void RetentionPanel::showGraph(const RetentionGraphPtr& graph)
{
    m_groups.clear();
    QList<PanelList::Row> rows;
    const std::size_t steps = graph ? graph->mainPath.size() : 0;
    for (std::size_t i = steps > kRetentionPanelMostSteps ? steps - kRetentionPanelMostSteps : 0; i < steps; ++i) {
        const RetentionGroup& group = graph->groups[std::size_t(graph->mainPath[i])];
        if (group.isRoot || group.more > 0)
            continue;
        const Heap& heap = *graph->paths->heap;
        const quint64 count = group.members->size();
        const QString detail =
            count > 1 ? QStringLiteral("×") + formatCount(count) : describeObject(heap, group.representative).detail;
        m_groups.push_back(graph->mainPath[i]);
        rows.append({kindOf(*heap.snapshot, group.representative),
                     RetentionText(*graph, nullptr).groupName(group),
                     detail,
                     group.retained,
                     {}});
    }
    m_path->setRows(std::move(rows));
    m_note->setText(graph ? accumulation(*graph) : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    if (!graph)
        m_suggestions->setRows({});
}

void RetentionPanel::showSuggestions(const Heap& heap, const std::vector<SuggestedCut>& cuts, std::uint64_t subjects)
{
    m_references.clear();
    QList<PanelList::Row> rows;
    for (const SuggestedCut& cut : cuts) {
        if (cut.references.empty() || rows.size() >= kMostSuggestionsShown)
            continue;
        const EdgeIndex edge = cut.references.front();
        const ObjectLabel holder = describeObject(heap, heap.snapshot->edgeSource(edge));
        const QString name =
            cut.dropped > 1 ? tr("%1 references").arg(formatCount(cut.dropped)) : fieldText(*heap.snapshot, edge);
        m_references.push_back(cut.references);
        rows.append({holder.kind, name, tr("of %1").arg(holder.name), cut.bytes,
                     tr("%1 of %2, %3 of %4 of the objects asked for")
                         .arg(name, nameWithId(holder), formatCount(cut.subjects), formatCount(subjects))});
    }
    m_suggestions->setRows(std::move(rows));
}

void RetentionPanel::showReferences(const RetentionGraphPtr& graph, int bundle, const QStringList& names,
                                    const std::set<std::uint64_t>& chosen)
{
    m_named.clear();
    QList<PanelList::Row> rows;
    int current = -1;
    const qsizetype count = bundle >= 0 && names.size() > 1 ? std::min(names.size(), kMostNamesShown) : 0;
    for (qsizetype i = 0; i < count; ++i) {
        m_named.push_back(graph->bundles[std::size_t(bundle)].references[std::size_t(i)]);
        const RetentionReference& one = graph->references[std::size_t(m_named.back())];
        if (chosen.size() == 1 && chosen.count(one.key) > 0)
            current = int(i);
        const Snapshot& snapshot = *graph->paths->heap->snapshot;
        rows.append({kindOf(snapshot, snapshot.edgeTarget(one.hops.back())), names[i],
                     QStringLiteral("×") + formatCount(one.count), one.bytes,
                     tr("%1: %2 references").arg(names[i], formatCount(one.count))});
    }
    m_names->setRows(std::move(rows));
    m_names->setCurrent(current);
}

void RetentionPanel::setCurrentGroup(int group)
{
    const auto at = std::find(m_groups.begin(), m_groups.end(), group);
    m_path->setCurrent(at == m_groups.end() ? -1 : int(at - m_groups.begin()));
}

QStringList RetentionPanel::pathTexts() const
{
    return m_path->texts();
}

QStringList RetentionPanel::referenceTexts() const
{
    return m_names->texts();
}

QStringList RetentionPanel::suggestionTexts() const
{
    return m_suggestions->texts();
}

QString RetentionPanel::accumulationText() const
{
    return m_note->text();
}

/// Where the memory gathers, in words.
QString RetentionPanel::accumulation(const RetentionGraph& graph) const
{
    const RetentionText text(graph, nullptr);
    for (std::size_t i = 0; i + 1 < graph.mainPath.size(); ++i) {
        const RetentionGroup& holder = graph.groups[std::size_t(graph.mainPath[i])];
        const RetentionGroup& held = graph.groups[std::size_t(graph.mainPath[i + 1])];
        if (!holder.isAccumulation)
            continue;
        const quint64 count = held.members->size();
        return tr("One %1 holds %2 %3 of %4 each; nothing below it is large by itself. This is where memory "
                  "accumulates.")
            .arg(text.groupName(holder), formatCount(count), text.groupName(held), formatBytes(held.retained / count));
    }
    return {};
}

} // namespace heapwise::ui
