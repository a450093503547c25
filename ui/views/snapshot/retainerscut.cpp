// The part of RetainersView for what is selected in it: cuts, ignoring, the menu.
#include "ui/views/snapshot/retainersview.h"

#include <QMenu>
#include <QScopedValueRollback>

#include "ui/format.h"
#include "ui/models/graph/retentionchildren.h"
#include "ui/models/graph/retentiontext.h"
#include "ui/models/graphtreemodel.h"
#include "ui/theme/icons.h"
#include "ui/views/snapshot/cutcard.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/retentionpanel.h"
#include "ui/widgets/datatree.h"

#include <algorithm>

namespace heapwise::ui {

// --- selection -------------------------------------------------------------------------------------------

void RetainersView::graphPicked()
{
    std::vector<int> chosen;
    for (const GraphElement& element : m_graph->selected())
        if (const RetentionBundle* const bundle = element.isArc && m_shown ? bundleOf(element.key) : nullptr)
            chosen.insert(chosen.end(), bundle->references.begin(), bundle->references.end());
    choose(std::move(chosen));
}

/// References of what the graph has selected: all of a line, or some.
void RetainersView::choose(std::vector<int> references)
{
    m_chosen.clear();
    for (const int reference : references)
        if (!m_shown->references[std::size_t(reference)].hops.empty())
            m_chosen.insert(m_shown->references[std::size_t(reference)].key);
    publish();
    showReferences();
    askCut();
}

/// These references alone, of the lines they belong to.
void RetainersView::pickReferences(const std::vector<int>& references)
{
    std::vector<GraphElement> lines;
    for (const int reference : references) {
        const int bundle = m_shown->references[std::size_t(reference)].bundle;
        const GraphElement line{true, m_shown->bundles[std::size_t(bundle)].key};
        if (std::find(lines.begin(), lines.end(), line) == lines.end())
            lines.push_back(line);
    }
    m_graph->setSelected(std::move(lines));
    choose(references);
}

/// The references of the line that is selected, where there are several.
void RetainersView::showReferences()
{
    const auto& selected = m_graph->selected();
    const bool isLine = m_shown && !selected.empty() && selected.back().isArc;
    const RetentionBundle* const bundle = isLine ? bundleOf(selected.back().key) : nullptr;
    const int line = bundle ? int(bundle - m_shown->bundles.data()) : -1;
    m_panel->showReferences(m_shown, line, bundle ? m_data->arcs[std::size_t(line)].names : QStringList(), m_chosen);
}

const RetentionBundle* RetainersView::bundleOf(std::uint64_t key) const
{
    const auto& all = m_shown->bundles;
    const auto at = std::find_if(all.begin(), all.end(), [key](const RetentionBundle& b) { return b.key == key; });
    return at == all.end() ? nullptr : &*at;
}

/// What is selected in the graph becomes the document's selection; of several, the last.
void RetainersView::publish()
{
    const auto& selected = m_graph->selected();
    m_panel->setCurrentGroup(-1);
    if (selected.empty() || !m_shown)
        return;
    const GraphElement last = selected.back();
    if (last.isArc) {
        const RetentionBundle* const bundle = bundleOf(last.key);
        const auto isChosen = [this](int i) { return m_chosen.count(m_shown->references[std::size_t(i)].key) > 0; };
        const auto heaviest = bundle ? std::find_if(bundle->references.begin(), bundle->references.end(), isChosen)
                                     : std::vector<int>::const_iterator();
        if (!bundle || heaviest == bundle->references.end())
            return;
        const EdgeIndex edge = m_shown->references[std::size_t(*heaviest)].hops.back();
        m_selection->set(Subject::reference(m_heap->snapshot->edgeSource(edge), edge), this);
        return;
    }
    const int group = groupOf(last.key);
    if (group < 0)
        return;
    const RetentionGroup& shown = m_shown->groups[std::size_t(group)];
    m_panel->setCurrentGroup(group);
    if (shown.members->size() == 1) {
        m_selection->set(Subject::object(shown.representative), this);
        return;
    }
    const QString title =
        tr("%1 ×%2").arg(RetentionText(*m_shown, nullptr).groupName(shown), formatCount(shown.members->size()));
    m_selection->set(Subject::objects(std::make_shared<ObjectSet>(ObjectSet{title, {}, *shown.members})), this);
}

int RetainersView::groupOf(std::uint64_t key) const
{
    const auto& groups = m_shown->groups;
    const auto at = std::find_if(groups.begin(), groups.end(), [key](const RetentionGroup& g) { return g.key == key; });
    return at == groups.end() ? -1 : int(at - groups.begin());
}

void RetainersView::pickGroup(int group)
{
    if (!m_shown)
        return;
    m_graph->setSelected({{false, m_shown->groups[std::size_t(group)].key}});
    graphPicked();
}

void RetainersView::treePicked(const QModelIndex& current)
{
    const TreeItem* const row = m_model->item(current);
    const auto* const rows = static_cast<const RetentionChildren*>(m_model->source());
    if (!row || !rows || !m_tree->selectionModel()->isSelected(current))
        return;
    const int reference = rows->referenceOf(*row);
    if (reference >= 0 && &rows->graph() == m_shown.get())
        pickReferences({reference});
}

void RetainersView::expand(int box)
{
    if (!m_shown || m_shown->groups.size() <= std::size_t(box))
        return;
    const RetentionGroup& group = m_shown->groups[std::size_t(box)];
    if (group.more > 0)
        m_unfolded.insert(group.key);
    else if (std::find(m_expanded.begin(), m_expanded.end(), group.key) == m_expanded.end())
        m_expanded.push_back(group.key);
    else
        return;
    rebuild(true);
}

/// A row without rows below it has what holds it added; another opens and closes.
void RetainersView::expandRow(const QModelIndex& index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    const TreeItem* const item = m_model->item(row);
    const auto* const rows = static_cast<const RetentionChildren*>(m_model->source());
    const int reference = item && rows ? rows->referenceOf(*item) : -1;
    if (reference < 0)
        return;
    if (m_model->hasChildren(row))
        m_tree->setExpanded(row, !m_tree->isExpanded(row));
    else
        expand(rows->graph().references[std::size_t(reference)].from);
}

void RetainersView::showMenu(const QPoint& at)
{
    if (!m_shown || m_graph->selected().empty())
        return;
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("graphMenu"));
    const GraphElement last = m_graph->selected().back();
    const int group = last.isArc ? -1 : groupOf(last.key);
    if (group >= 0) {
        menu->addAction(tr("Expand one step"), this, [this, group] { expand(group); });
        const Subject subject = m_selection->subject();
        menu->addAction(tr("Show retainers"), this, [this, subject] { emit m_actions->retainersRequested(subject); });
        if (subject.kind == Subject::Kind::Object)
            menu->addAction(tr("Reveal in dominators"), this,
                            [this, subject] { emit m_actions->dominatorsRequested(subject.node); });
        menu->addSeparator();
    }
    menu->addAction(icon(QStringLiteral("cut")), tr("Simulate cut"), this, &RetainersView::toggleCut);
    menu->addAction(icon(QStringLiteral("eyeoff")), tr("Ignore in paths"), this, &RetainersView::ignoreSelected);
    if (!m_cuts.empty())
        menu->addAction(tr("Clear cuts"), this, &RetainersView::clearCuts);
    menu->popup(at);
}

// --- cuts ------------------------------------------------------------------------------------------------

std::vector<int> RetainersView::references(const std::set<std::uint64_t>& keys) const
{
    std::vector<int> found;
    for (int i = 0; m_shown && i < int(m_shown->references.size()); ++i)
        if (keys.count(m_shown->references[std::size_t(i)].key) > 0)
            found.push_back(i);
    return found;
}

/// What is marked as cut and what is selected, together.
CutQuestion RetainersView::question() const
{
    CutQuestion question;
    question.graph = m_shown;
    std::set<std::uint64_t> keys = m_cuts;
    keys.insert(m_chosen.begin(), m_chosen.end());
    for (const GraphElement& element : m_graph->selected()) {
        const int group = element.isArc ? -1 : groupOf(element.key);
        if (group >= 0 && !m_shown->groups[std::size_t(group)].isRoot && m_shown->groups[std::size_t(group)].more == 0)
            question.groups.push_back(group);
    }
    for (const int reference : references(keys))
        if (!m_shown->references[std::size_t(reference)].hops.empty())
            question.references.push_back(reference);
    return question;
}

void RetainersView::askCut()
{
    const CutQuestion asked = m_shown ? question() : CutQuestion();
    m_cutJob.drop();
    m_panel->card()->setVisible(!asked.isEmpty());
    if (asked.isEmpty())
        return;
    const bool isReference = asked.groups.empty();
    m_panel->card()->showWorking(asked.references.size() + asked.groups.size(), isReference);
    auto work = [asked](const Progress& progress) { return answerCut(asked, progress); };
    m_cutJob.start(std::move(work), [this, isReference](const CutAnswer& answer) {
        m_answer = answer;
        m_panel->card()->showAnswer(answer, subjectName(), isReference);
        m_cutNote = m_cuts.empty() ? tr("Cut computed in %1").arg(formatDuration(answer.seconds))
                                   : tr("%1 cuts, %2 freed, computed in %3")
                                         .arg(formatCount(answer.cuts), formatBytes(answer.result.bytes),
                                              formatDuration(answer.seconds));
        emit noteChanged();
    });
}

/// Marks the selected references as cut, those into selected groups as well; takes the mark off what has it.
void RetainersView::toggleCut()
{
    if (!m_shown)
        return;
    std::set<std::uint64_t> chosen = m_chosen;
    for (const GraphElement& element : m_graph->selected())
        for (const RetentionReference& reference : m_shown->references)
            if (!element.isArc && reference.to == groupOf(element.key) && !reference.hops.empty())
                chosen.insert(reference.key);
    const bool areCut = std::includes(m_cuts.begin(), m_cuts.end(), chosen.begin(), chosen.end());
    for (const std::uint64_t key : chosen)
        areCut ? void(m_cuts.erase(key)) : void(m_cuts.insert(key));
    m_graph->setCuts(cutLines());
    askCut();
}

/// Lines of which a reference is cut, by key.
std::set<std::uint64_t> RetainersView::cutLines() const
{
    std::set<std::uint64_t> lines;
    for (const int reference : references(m_cuts))
        lines.insert(m_shown->bundles[std::size_t(m_shown->references[std::size_t(reference)].bundle)].key);
    return lines;
}

void RetainersView::clearCuts()
{
    m_cuts.clear();
    m_cutNote.clear();
    m_graph->setCuts({});
    askCut();
    emit noteChanged();
}

void RetainersView::showFreed()
{
    auto set = std::make_shared<ObjectSet>();
    set->title = tr("Freed by the cut: %1").arg(formatBytes(m_answer.result.bytes));
    set->nodes = m_answer.freed;
    emit m_actions->inspectRequested(Subject::objects(std::move(set)));
}

void RetainersView::cut(EdgeIndex edge)
{
    if (m_shown)
        pickReference({edge});
    else
        m_toCut = edge;
}

void RetainersView::ignore(NodeId node, EdgeIndex edge)
{
    m_ignored.add(edge == TreeItem::kNoEdge ? IgnoredRetainers::fromObject(*m_heap, node)
                                            : IgnoredRetainers::fromEdge(*m_heap, edge));
    askAgain();
}

void RetainersView::ignoreSelected()
{
    if (!m_shown)
        return;
    for (const GraphElement& element : m_graph->selected())
        if (!element.isArc && groupOf(element.key) >= 0 &&
            !m_shown->groups[std::size_t(groupOf(element.key))].isSubject)
            m_ignored.add(IgnoredRetainers::fromGroup(*m_shown, groupOf(element.key)));
    for (const int reference : references(m_chosen))
        m_ignored.add(IgnoredRetainers::fromReference(*m_shown, reference));
    askAgain();
}

/// Where to cut, looked for once for each question.
void RetainersView::suggest()
{
    auto work = [paths = m_paths](const Progress& progress) {
        return suggestCuts(*paths->heap, paths->query.subjects, nullptr, progress);
    };
    m_suggestJob.start(std::move(work), [this, paths = m_paths](const std::vector<SuggestedCut>& cuts) {
        m_panel->showSuggestions(*paths->heap, cuts, paths->query.subjects.size());
    });
}

/// Selects the reference of the graph that one of the edges belongs to; else the edge for the document.
void RetainersView::pickReference(const std::vector<EdgeIndex>& edges)
{
    std::vector<int> chosen;
    for (int i = 0; i < int(m_shown->references.size()); ++i) {
        const auto& hops = m_shown->references[std::size_t(i)].hops;
        if (std::any_of(edges.begin(), edges.end(),
                        [&hops](EdgeIndex e) { return std::find(hops.begin(), hops.end(), e) != hops.end(); }))
            chosen.push_back(i);
    }
    if (chosen.empty()) {
        m_selection->set(Subject::reference(m_heap->snapshot->edgeSource(edges.front()), edges.front()), this);
        return;
    }
    pickReferences(chosen);
}

} // namespace heapwise::ui
