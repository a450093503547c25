#include "ui/views/snapshot/retainersview.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QStackedLayout>
#include <QToolButton>

#include "ui/format.h"
#include "ui/models/graph/retentionchildren.h"
#include "ui/models/graph/retentiontext.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/objecttext.h"
#include "ui/objectfilter.h"
#include "ui/views/snapshot/cutcard.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/ignoredbar.h"
#include "ui/views/snapshot/retentionpanel.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"

#include <algorithm>

namespace heapwise::ui {

// --- the page --------------------------------------------------------------------------------------------

void RetainersView::setHeap(HeapPtr heap)
{
    const bool isOther = !m_heap || !heap || m_heap->snapshot != heap->snapshot;
    const bool wasComplete = m_heap && m_heap->has(Stage::Retained);
    m_heap = std::move(heap);
    m_objects->setHeap(m_heap);
    const bool isComplete = m_heap && m_heap->has(Stage::Retained);
    if (isComplete && isOther)
        m_ignored.load(*m_heap);
    if (isOther || isComplete != wasComplete)
        askAgain();
}

void RetainersView::setAwaited(const QString& text)
{
    m_awaited = text;
    if (!m_heap || !m_heap->has(Stage::Retained))
        showState(emptyReason());
}

void RetainersView::reveal(const Subject& subject, bool)
{
    Subject asked = subject;
    if (subject.kind == Subject::Kind::Reference && m_heap)
        asked = Subject::object(m_heap->snapshot->edgeTarget(subject.edge));
    if (asked == m_subject)
        return;
    m_subject = asked;
    const bool isObject = asked.kind == Subject::Kind::Object;
    m_targets->button(int(isObject ? Target::Object : Target::Class))->setChecked(true);
    askAgain();
}

DataTree* RetainersView::tree() const
{
    return m_stack->currentWidget() == m_tree ? m_tree : nullptr;
}

QWidget* RetainersView::focusTarget()
{
    return m_stack->currentWidget() == m_empty ? static_cast<QWidget*>(this) : m_stack->currentWidget();
}

InspectorPanel* RetainersView::inspectorPanel() const
{
    return m_panel;
}

QString RetainersView::note() const
{
    const QString found = findNote();
    return found.isEmpty() ? m_cutNote : found;
}

QVariantMap RetainersView::state() const
{
    return {{QStringLiteral("mode"), m_mode->currentIndex()},  {QStringLiteral("group"), m_group->isChecked()},
            {QStringLiteral("weak"), m_weak->isChecked()},     {QStringLiteral("system"), m_system->isChecked()},
            {QStringLiteral("chains"), m_chains->isChecked()}, {QStringLiteral("shape"), m_shapes->checkedId()}};
}

void RetainersView::restoreState(const QVariantMap& state)
{
    if (state.isEmpty())
        return;
    m_mode->setCurrentIndex(std::clamp(state.value(QStringLiteral("mode")).toInt(), 0, m_mode->count() - 1));
    m_group->setChecked(state.value(QStringLiteral("group"), true).toBool());
    m_weak->setChecked(state.value(QStringLiteral("weak"), true).toBool());
    m_system->setChecked(state.value(QStringLiteral("system")).toBool());
    m_chains->setChecked(state.value(QStringLiteral("chains"), true).toBool());
    m_shapes->button(std::clamp(state.value(QStringLiteral("shape")).toInt(), 0, 1))->setChecked(true);
    updateBar();
}

// --- what is asked ---------------------------------------------------------------------------------------

std::vector<std::uint32_t> RetainersView::subjectNodes() const
{
    const bool wantsObject = m_targets->checkedId() == int(Target::Object);
    const auto instances = [this](ClassId c) {
        const auto all = m_heap->classes->instances(c);
        return std::vector<std::uint32_t>(all.begin(), all.end());
    };
    switch (m_subject.kind) {
    case Subject::Kind::Object: {
        const ClassId c = m_heap->classes->classOf(m_subject.node);
        auto all = wantsObject ? std::vector<std::uint32_t>() : instances(c);
        return all.empty() ? std::vector{m_subject.node.value} : all;
    }
    case Subject::Kind::Class:
        return instances(m_subject.classId);
    case Subject::Kind::Set:
        return m_subject.set->nodes;
    default:
        return {};
    }
}

QString RetainersView::subjectName() const
{
    if (m_subject.kind == Subject::Kind::Set)
        return tr("Of these");
    const ClassId c =
        m_subject.kind == Subject::Kind::Class ? m_subject.classId : m_heap->classes->classOf(m_subject.node);
    return QString::fromStdString((*m_heap->classes)[c].name);
}

QString RetainersView::subjectTitle(std::size_t count) const
{
    if (m_subject.kind == Subject::Kind::Set)
        return m_subject.set->title;
    return count == 1 && m_subject.kind == Subject::Kind::Object ? nameWithId(describeObject(*m_heap, m_subject.node))
                                                                 : tr("%1 %2").arg(formatCount(count), subjectName());
}

/// The sentence for when there is no graph; empty when there can be one.
QString RetainersView::emptyReason() const
{
    if (m_heap && m_heap->countsOnly)
        return tr("What keeps it alive is not known: the file has no references.");
    if (!m_heap || !m_heap->has(Stage::Retained))
        return m_awaited.isEmpty() ? tr("Paths are known once dominators are computed.") : m_awaited;
    if (m_subject.kind == Subject::Kind::None)
        return tr("Select an object to see what keeps it alive.");
    return {};
}

/// Another subject or other paths: everything anew.
void RetainersView::askAgain()
{
    m_pathsJob.drop();
    m_graphJob.drop();
    m_cutJob.drop();
    m_suggestJob.drop();
    m_paths.reset();
    m_shown.reset();
    m_expanded.clear();
    m_unfolded.clear();
    m_cuts.clear();
    m_chosen.clear();
    m_cutNote.clear();
    m_panel->card()->hide();
    m_panel->showGraph(nullptr);
    m_panel->showReferences(nullptr, -1, {}, {});
    m_ignoredBar->setList(m_ignored.list());
    updateBar();
    const QString reason = emptyReason();
    if (!reason.isEmpty()) {
        m_late.stop();
        showState(reason);
        return;
    }
    m_late.start();
    auto work = [heap = m_heap, subjects = subjectNodes(), mode = PathMode(m_mode->currentIndex()),
                 weak = !m_weak->isChecked(), fold = m_chains->isChecked(), around = m_system->isChecked(),
                 ignored = m_ignored.list()](Progress& progress) -> RetentionPathsPtr {
        if (subjects.empty())
            return std::make_shared<RetentionPaths>();
        const IgnoredParts parts = resolveIgnored(*heap, ignored, progress);
        return findRetention(heap, {subjects, mode, weak, fold, around, parts.objects, parts.references}, progress);
    };
    m_pathsJob.start(std::move(work), [this](const RetentionPathsPtr& paths) {
        m_paths = paths;
        if (paths->query.mode == PathMode::OneStep)
            m_expanded = {0};
        m_graph->setSelected({});
        rebuild(false);
    });
}

/// The same answer shown in another way, or expanded.
void RetainersView::rebuild(bool keepsPlaces)
{
    if (!m_paths)
        return;
    if (m_paths->strong == 0 || !m_paths->heap) {
        m_late.stop();
        showState(!m_paths->heap    ? tr("There are no objects of this class.")
                  : m_paths->isRoot ? tr("This is a GC root.")
                                    : tr("Nothing strong holds it. It will be collected."));
        return;
    }
    auto work = [paths = m_paths,
                 view = RetentionView{m_group->isChecked(), m_system->isChecked(), m_chains->isChecked(), m_expanded,
                                      m_unfolded},
                 title = subjectTitle(m_paths->query.subjects.size()), scripts = m_scripts](const Progress& progress) {
        Built built;
        built.graph = buildRetention(paths, view, progress);
        auto names =
            scripts ? scripts : std::make_shared<const ScriptNames>(scriptNames(*paths->heap->snapshot, progress));
        built.scripts = names;
        built.data = std::make_shared<GraphData>(RetentionText(*built.graph, names.get()).describe(title));
        built.rows = std::make_shared<RetentionChildren>(built.graph);
        return built;
    };
    m_graphJob.start(std::move(work), [this, keepsPlaces](const Built& built) { taken(built, keepsPlaces); });
}

void RetainersView::taken(const Built& built, bool keepsPlaces)
{
    m_late.stop();
    m_shown = built.graph;
    m_scripts = built.scripts;
    m_data = built.data;
    m_graph->setData(built.data, keepsPlaces);
    showFound();
    if (keepsPlaces)
        m_model->updateSource(built.rows);
    else
        m_model->resetSource(built.rows);
    m_panel->showGraph(m_shown);
    showReferences();
    m_graph->setCuts(cutLines());
    if (!keepsPlaces) {
        openMainPath(*built.rows);
        suggest();
    }
    m_stack->setCurrentWidget(m_shapes->checkedId() == 0 ? static_cast<QWidget*>(m_graph) : m_tree);
    updateBar();
    if (const EdgeIndex edge = std::exchange(m_toCut, TreeItem::kNoEdge); edge != TreeItem::kNoEdge)
        pickReference({edge});
    emit noteChanged();
}

/// The rows of the tree from the subject up, as far as one can read.
void RetainersView::openMainPath(const RetentionChildren& rows)
{
    constexpr std::size_t kOpenedLevels = 20; // as Chrome DevTools opens
    std::vector<TreeItem> path;
    for (int at = m_shown->subject; path.size() < kOpenedLevels;) {
        const auto& all = m_shown->references;
        const auto main =
            std::find_if(all.begin(), all.end(), [at](const RetentionReference& r) { return r.isMain && r.to == at; });
        if (main == all.end())
            break;
        path.push_back(rows.rowOf(int(main - all.begin())));
        at = main->from;
    }
    m_model->reveal(std::move(path));
}

void RetainersView::showState(const QString& text, const QString& action)
{
    m_empty->setText(text);
    m_empty->setAction(action);
    m_stack->setCurrentWidget(m_empty);
}

QString RetainersView::stateText() const
{
    return m_stack->currentWidget() == m_empty ? m_empty->text() : QString();
}

void RetainersView::updateBar()
{
    const bool isObject = m_subject.kind == Subject::Kind::Object, isClass = m_subject.kind == Subject::Kind::Class;
    m_targets->button(int(Target::Class))->setEnabled(isObject || isClass);
    m_targets->button(int(Target::Object))->setEnabled(isObject);
    const quint64 weak = m_paths ? m_paths->weakHidden : 0;
    m_weak->setText(weak > 0 && m_weak->isChecked() ? tr("Hide weak (%1)").arg(formatCount(weak)) : tr("Hide weak"));
    m_find->setEnabled(m_shapes->checkedId() == 0);
    if (m_shown && m_stack->currentWidget() != m_empty)
        m_stack->setCurrentWidget(m_shapes->checkedId() == 0 ? static_cast<QWidget*>(m_graph) : m_tree);
}

} // namespace heapwise::ui
