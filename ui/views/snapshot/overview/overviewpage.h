#pragma once

#include "ui/export/exportable.h"
#include "ui/jobs/latestjob.h"
#include "ui/views/snapshot/overview/overviewfacts.h"
#include "ui/views/snapshot/overview/suspectlist.h"
#include "ui/views/snapshot/snapshotpage.h"

class QStackedWidget;

namespace heapwise::ui {

class CompositionBar;
class DominatorChartPane;
class FieldProblem;
class ObjectActions;
class ObjectFilter;
class ObjectList;

/// Is there a leak, what is it, what is this heap made of: suspects and findings at the left; composition and a chart
/// of who keeps it alive at the right, or the objects behind a number that was clicked.
class OverviewPage : public SnapshotPage, public Exportable {
    Q_OBJECT
public:
    static constexpr QLatin1String kId{"overview"};

    OverviewPage(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);
    ~OverviewPage() override;

    void setHeap(HeapPtr heap) override;
    void setAwaited(const QString& text) override;
    DataTree* tree() const override;
    QWidget* focusTarget() override;
    QString filterHint() const override { return tr("Filter: words, class:Socket, under:@…"); }
    void setFilter(const QString& text) override;
    void setFilterField(FilterField* field) override;

    // Exportable: the report
    QString exportName() const override { return m_data && m_diagnosis ? tr("Overview report") : QString(); }
    QString exportNote() const override;
    QList<ExportFormat> exportFormats() const override;
    ExportWork exportWork(const QString& suffix) override;

    const DiagnosisPtr& diagnosis() const { return m_diagnosis; } ///< null until it is made
    SuspectList* suspects() const { return m_suspects; }
    ObjectList* list() const { return m_list; }

private:
    QWidget* createRight();
    void startData();
    void startDiagnosis();
    void updateFacts();
    void showList(const QString& title, const QString& detail, std::vector<std::uint32_t> nodes);
    void showMembers(const Suspect& suspect);
    void choose(OverviewFacts::Fact fact);
    void showFiltered(); ///< what the query in the filter has found
    void copyReport();
    void inspect(NodeId node);

    Selection* m_selection;
    ObjectActions* m_actions;
    ObjectFilter* m_objects; ///< of a query in the filter
    FieldProblem* m_problem;
    OverviewFacts* m_facts;
    SuspectList* m_suspects;
    CompositionBar* m_composition = nullptr;
    DominatorChartPane* m_chart = nullptr;
    ObjectList* m_list = nullptr;
    QStackedWidget* m_right = nullptr;
    HeapPtr m_heap;
    std::shared_ptr<const OverviewData> m_data;
    DiagnosisPtr m_diagnosis;
    QString m_awaited;
    LatestJob<std::shared_ptr<const OverviewData>> m_reading;
    LatestJob<DiagnosisPtr> m_diagnosing;
};

} // namespace heapwise::ui
