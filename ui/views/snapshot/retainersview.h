#pragma once

#include <QTimer>

#include "core/analysis/retention/suggestedcuts.h"
#include "core/heap/scripts.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/graph/cutquestion.h"
#include "ui/models/graph/graphdata.h"
#include "ui/models/treeitem.h"
#include "ui/views/snapshot/ignoredretainers.h"
#include "ui/views/snapshot/snapshotpage.h"
#include "ui/widgets/graph/retainergraph.h"

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QMenu;
class QStackedLayout;

namespace heapwise::ui {

class DataTree;
class EmptyState;
class FieldProblem;
class FilterField;
class GraphTreeModel;
class IgnoredBar;
class ObjectActions;
class ObjectFilter;
class RetentionChildren;
class RetentionPanel;

/// Why something is alive, and what to cut: the ways from the GC roots to the subject as a graph, and the same as a
/// tree. Whatever is selected in it is shown by the Inspector, with what would be freed without it.
class RetainersView : public SnapshotPage {
    Q_OBJECT
public:
    static constexpr QLatin1String kId{"retainers"};

    RetainersView(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);
    ~RetainersView() override;

    // SnapshotPage
    void setHeap(HeapPtr heap) override;
    void setAwaited(const QString& text) override;
    void reveal(const Subject& subject, bool open) override;
    DataTree* tree() const override;
    QWidget* focusTarget() override;
    bool focusFilter() override;
    QString note() const override;
    QVariantMap state() const override;
    void restoreState(const QVariantMap& state) override;
    InspectorPanel* inspectorPanel() const override;

    /// Selects the reference, once it is shown, and says what would be freed without it.
    void cut(EdgeIndex edge);
    /// Paths go neither through the object nor, where an edge is given, along it; kept with the file.
    void ignore(NodeId node, EdgeIndex edge);
    RetainerGraph* graph() const { return m_graph; }
    const RetentionGraphPtr& shown() const { return m_shown; } ///< null until there is an answer
    QString stateText() const; ///< the sentence shown instead of the graph; empty while that is shown
    bool isWorking() const { return m_pathsJob.isBusy() || m_graphJob.isBusy() || m_cutJob.isBusy(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Target { Class, Object };
    struct Built {
        RetentionGraphPtr graph;
        std::shared_ptr<const GraphData> data;
        std::shared_ptr<const RetentionChildren> rows;
        std::shared_ptr<const ScriptNames> scripts;
    };

    // retainersviewsetup.cpp
    QWidget* createSubBar();
    QCheckBox* addCheck(QHBoxLayout* layout, const char* name, const QString& text, bool isOn, const QString& tip);
    void addChoices(QHBoxLayout* layout, QButtonGroup* group, const QStringList& icons, const QStringList& names);
    QMenu* createMoreMenu();
    void setUpTree(ObjectActions* actions);
    void connectAll();

    // What is asked
    void askAgain();
    std::vector<std::uint32_t> subjectNodes() const;
    QString subjectTitle(std::size_t count) const;
    QString subjectName() const;
    void rebuild(bool keepsPlaces);
    void taken(const Built& built, bool keepsPlaces);
    void openMainPath(const RetentionChildren& rows);
    void showState(const QString& text, const QString& action = {});
    QString emptyReason() const;
    void updateBar();

    // retainersfind.cpp
    void findTyped();
    void showFound();
    void findNext();
    QString findNote() const;

    // What is done in the graph
    void graphPicked();
    void treePicked(const QModelIndex& current);
    void expand(int box);
    void expandRow(const QModelIndex& index);
    void showMenu(const QPoint& at);
    void choose(std::vector<int> references);
    void pickReferences(const std::vector<int>& references);
    void showReferences();
    const RetentionBundle* bundleOf(std::uint64_t key) const; ///< of a line; null if it is not shown
    void publish();
    void pickGroup(int group);
    int groupOf(std::uint64_t key) const; ///< -1 if it is not shown

    // Cuts
    CutQuestion question() const;
    void askCut();
    void toggleCut();
    std::set<std::uint64_t> cutLines() const;
    void clearCuts();
    void showFreed();
    void ignoreSelected();
    void suggest();
    void pickReference(const std::vector<EdgeIndex>& edges);
    std::vector<int> references(const std::set<std::uint64_t>& keys) const;

    HeapPtr m_heap;
    Selection* m_selection;
    ObjectActions* m_actions;
    Subject m_subject;
    QString m_awaited;
    IgnoredRetainers m_ignored;
    RetentionPathsPtr m_paths;
    RetentionGraphPtr m_shown;
    std::shared_ptr<const GraphData> m_data; ///< of m_shown, a line for each bundle
    std::shared_ptr<const ScriptNames> m_scripts;
    std::vector<std::uint64_t> m_expanded;
    std::set<std::uint64_t> m_unfolded;
    std::set<std::uint64_t> m_chosen;      ///< references by key: of selected lines, all or some
    std::set<std::uint64_t> m_cuts;        ///< likewise
    EdgeIndex m_toCut = TreeItem::kNoEdge; ///< once it is shown
    CutAnswer m_answer;
    QString m_cutNote; ///< "Cut computed in 0.9 s"

    QStackedLayout* m_stack;
    RetainerGraph* m_graph;
    GraphTreeModel* m_model;
    DataTree* m_tree;
    EmptyState* m_empty;
    IgnoredBar* m_ignoredBar;
    RetentionPanel* m_panel;
    QButtonGroup* m_targets;
    QButtonGroup* m_shapes;
    QComboBox* m_mode;
    QCheckBox* m_group = nullptr;
    QCheckBox* m_weak = nullptr;
    QCheckBox* m_system = nullptr;
    QCheckBox* m_chains = nullptr;
    FilterField* m_find;
    FieldProblem* m_problem;
    ObjectFilter* m_objects;    ///< of a query that is looked for
    bool m_goesToFound = false; ///< once it is known
    QWidget* m_targetLabel = nullptr;
    QTimer m_late; ///< says that it works when the answer takes long
    LatestJob<RetentionPathsPtr> m_pathsJob;
    LatestJob<Built> m_graphJob;
    LatestJob<std::set<std::uint64_t>> m_findJob;
    LatestJob<CutAnswer> m_cutJob;
    LatestJob<std::vector<SuggestedCut>> m_suggestJob;
};

} // namespace heapwise::ui
