#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "core/analysis/heap.h"
#include "core/analysis/objectshape.h"
#include "core/analysis/settotals.h"
#include "core/heap/scripts.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/childsource.h"
#include "ui/selection.h"
#include "ui/views/snapshot/inspectordetails.h"

#include <array>
#include <optional>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedLayout;
class QToolButton;
class QVBoxLayout;

namespace heapwise::ui {

class DataTree;
class EmptyState;
class FactsGrid;
class GraphTreeModel;
class InspectorPanel;
class InspectorTrail;
class ObjectActions;
class ObjectHeader;
class SectionTabs;
class SizeHistogram;
class SourcePane;
class StackPane;
class TextPane;
class TreeNote;

/// What an object is, what is in it, who points to it, where it comes from. Of a class or several objects: their
/// totals and the largest; of a reference: its two ends.
class Inspector : public QWidget {
    Q_OBJECT
public:
    enum Tab { Text, Fields, Referrers, Dominated, RawNode, Instances, kTabCount };

    enum class Place { Dock, Tab }; ///< in a tab there is room for long names

    /// Shows the subject of the trail.
    Inspector(InspectorTrail* trail, ObjectActions* actions, Place place, QWidget* parent = nullptr);
    ~Inspector() override;

    void setHeap(HeapPtr heap);
    /// Made when they are first asked for; null for the text.
    DataTree* tree(Tab tab);
    GraphTreeModel* model(Tab tab);
    void setCurrentTab(Tab tab);
    /// Opens where the object shown comes from in the editor, as soon as it is known.
    void openSource();
    /// Asks where to write all objects of the class or set that is shown.
    void exportMembers();
    /// What the page in front adds, below the facts; null for nothing. For all but single objects it takes the place of
    /// the tabs.
    void setPanel(InspectorPanel* panel);
    QString titleText() const;                   ///< "onTick() @2841907"
    QString shortTitle() const;                  ///< "@2841907", or the name of what is no object
    QString locationText() const;                ///< "src/routes/orders.js:48:15"
    QString contentText() const;                 ///< "5 entries · room for 8"
    QString stateText() const;                   ///< the sentence shown when nothing is selected
    QString factText(const QString& name) const; ///< what stands below "Retained"; empty while it is awaited

signals:
    /// The facts of the subject are there.
    void shown();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void createContent();
    /// The part that shows objects takes a good part of a frame to make: it is an event of its own after the Inspector
    /// is made, or made when it is first needed.
    void ensurePage();
    QWidget* createPage();
    void connectPage();
    void popUpMenu();
    QWidget* createTabRow(QWidget* parent);
    QWidget* createRawText(QWidget* parent);
    void makeTree(Tab tab);
    /// Fewer columns, and the check in another row, where there is little room.
    void arrange();
    void hideColumns(Tab tab);
    void scheduleUpdate();
    void update();
    void showObject(NodeId node);
    void showClass(ClassId classId);
    void showShapes(const std::vector<ShapeCount>& shapes);
    void showSet(const ObjectSetPtr& set);
    void showReference(NodeId source, EdgeIndex edge);
    /// What the pages of several objects have in common.
    void showMembers(const QString& tabName, bool hasSizes);
    void showSizes(std::span<const std::uint32_t> nodes);
    void showTotals(const SetTotals* totals);
    std::shared_ptr<const ChildSource> memberSource() const;
    static QString exactDetail(quint64 bytes, bool isPending);
    void showFacts(NodeId node);
    void arrangePanel();
    void showLocation();
    void showDetails(const InspectorDetails& details);
    void showContent(const QString& text, const QString& toolTip = {});
    void showTabs(bool isText, bool isSeveral);
    void updateCounts();
    /// Gives the current tab its rows, those of the others when they are chosen.
    void fillTab();
    std::shared_ptr<const ChildSource> sourceOf(Tab tab) const;
    QString emptyText(Tab tab) const; ///< why the tab has no rows
    void tabChanged(int tab);
    QString rawText(NodeId node) const;

    HeapPtr m_heap;
    ObjectActions* m_actions;
    InspectorTrail* m_trail;
    Place m_place;
    Subject m_subject;
    InspectorDetails m_details;
    std::array<GraphTreeModel*, kTabCount> m_models{};
    std::array<DataTree*, kTabCount> m_trees{};
    std::array<TreeNote*, kTabCount> m_notes{};
    std::array<bool, kTabCount> m_isFilled{};
    ObjectHeader* m_header = nullptr;
    FactsGrid* m_facts = nullptr;
    QPushButton* m_retainers = nullptr;
    QPushButton* m_dominator = nullptr;
    QToolButton* m_more = nullptr;
    SectionTabs* m_tabs = nullptr;
    QCheckBox* m_internal = nullptr;
    QHBoxLayout* m_buttonRow = nullptr;
    QHBoxLayout* m_tabRow = nullptr;
    std::optional<bool> m_isNarrow;
    TextPane* m_text = nullptr;
    QLabel* m_content = nullptr; ///< what was decoded, in one line
    SourcePane* m_source = nullptr;
    StackPane* m_stackPane = nullptr;
    SizeHistogram* m_sizes = nullptr;
    QLabel* m_raw = nullptr;
    QStackedLayout* m_pages = nullptr;
    QWidget* m_tabArea = nullptr;     ///< the tabs and what they show
    QVBoxLayout* m_layout = nullptr;  ///< of the page; null until that is made
    QPointer<InspectorPanel> m_panel; ///< the page's
    QStackedLayout* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    Tab m_chosen = Fields; ///< by the user, kept from object to object
    bool m_isSwitching = false;
    QTimer m_soon;
    LatestJob<InspectorDetails> m_job;
    Subject m_sizesOf; ///< whose sizes are shown
    LatestJob<SizeDistribution> m_sizesJob;
    LatestJob<SetTotals> m_totalsJob;
    LatestJob<std::vector<ShapeCount>> m_shapesJob;
    LatestJob<ScriptNames> m_scriptJob;
    std::shared_ptr<const ScriptNames> m_scripts;
    bool m_isSourceDue = false; ///< to be opened in the editor
};

} // namespace heapwise::ui
