#pragma once

#include <QWidget>

#include "ui/jobs/latestjob.h"
#include "ui/models/dominatorchart.h"
#include "ui/selection.h"
#include "ui/widgets/charts/chartlayout.h"

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace heapwise::ui {

class HierarchyChart;
class KindLegend;

/// Who keeps the heap alive as a chart beside the dominator tree: sunburst, treemap or icicle, with the way zoomed
/// in and the legend. It shows the document's selection, and what is clicked becomes the selection.
class DominatorChartPane : public QWidget {
    Q_OBJECT
public:
    /// Beside the tree, with all shapes and a legend; or on the Overview, under a title and less deep.
    enum class Place { Dominators, Overview };

    DominatorChartPane(Selection* selection, Place place, QWidget* parent = nullptr);
    ~DominatorChartPane() override;

    /// The same root, folds and limits as the tree. While there are no dominators, the classes stand in for them.
    void show(const HeapPtr& heap, const DominatorOptions& options);
    HierarchyChart* chart() const { return m_chart; }
    /// Objects zoomed into, the last one is in the middle; empty at the tree's root.
    const std::vector<NodeId>& zoom() const { return m_zoom; }
    void zoomOut();
    void resetZoom();

signals:
    void zoomChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* createBar();
    void addShape(QHBoxLayout* layout, ChartShape shape);
    void setShape(ChartShape shape);
    QString settingsKey() const;
    void zoomTo(int item);
    void setZoom(std::vector<NodeId> zoom);
    void update();
    void measureDominators();
    void measureClasses();
    void take(const DominatorChart& chart);
    void picked(int item);
    void showSelection();
    void updateWay();
    void fillRoots();
    void zoomToSelection();
    QString nameOf(NodeId node) const;

    HeapPtr m_heap;    ///< with dominators
    HeapPtr m_standIn; ///< without, but with classes
    Selection* m_selection;
    Place m_place;
    DominatorOptions m_options;
    std::vector<NodeId> m_zoom;
    std::shared_ptr<const DominatorChildren> m_source; ///< of what is shown
    DominatorChart m_shown;
    HierarchyChart* m_chart;
    QButtonGroup* m_shapes;
    QLabel* m_way;
    QToolButton* m_root = nullptr; ///< what is in the middle; other places to be there
    KindLegend* m_legend;
    LatestJob<DominatorChart> m_job;
};

} // namespace heapwise::ui
