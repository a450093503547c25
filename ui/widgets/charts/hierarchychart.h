#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>

#include "ui/export/exportable.h"
#include "ui/jobs/latestjob.h"
#include "ui/widgets/charts/chartlayout.h"
#include "ui/widgets/paintedaccessible.h"

namespace heapwise::ui {

/// A tree as sunburst, treemap or icicle. Laid out and painted on a worker into a picture; the widget puts the
/// outlines of what is selected and pointed at over it.
///
/// Click selects, double click and Enter zoom in, Backspace and a click into the middle zoom out; arrow keys go to
/// the parent, the largest child and the siblings. Screen readers find one child per visible item.
class HierarchyChart : public QWidget, public PaintedItems, public Exportable {
    Q_OBJECT
public:
    explicit HierarchyChart(QWidget* parent = nullptr);
    ~HierarchyChart() override;

    void setShape(ChartShape shape);
    ChartShape shape() const { return m_shape; }
    void setData(std::shared_ptr<const ChartData> data);
    const ChartData& data() const { return *m_data; }
    /// Marks an item without telling anybody; -1 for none.
    void setSelected(int item);
    int selected() const { return m_selected; }
    int hovered() const { return m_hovered; }
    /// The layout that is shown; null until the first one is made.
    const ChartLayout* layout() const { return m_layout.get(); }

    QSize sizeHint() const override;

    QString exportName() const override;
    QList<ExportFormat> exportFormats() const override;
    ExportWork exportWork(const QString& suffix) override;

    const void* itemsVersion() const override { return m_layout.get(); }
    std::vector<int> visibleItems() const override;
    bool hasItem(int item) const override { return m_layout && item < int(m_layout->data().size()); }
    QString itemName(int item) const override;
    QString itemDescription(int item) const override;
    QRect itemRect(int item) const override;
    bool isItemSelected(int item) const override { return item == m_selected; }
    int itemNear(QPoint at) const override { return m_layout ? m_layout->itemAt(at) : -1; }

signals:
    void picked(int item);        ///< chosen by the user
    void zoomRequested(int item); ///< to be the root
    void zoomOutRequested();
    void layoutChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Picture {
        std::shared_ptr<const ChartLayout> layout;
        QImage image;
    };
    void render();
    void hover(int item);
    void showTip();
    void pick(int item);
    int neighbour(int key) const;

    ChartShape m_shape = ChartShape::Sunburst;
    std::shared_ptr<const ChartData> m_data;
    std::shared_ptr<const ChartLayout> m_layout;
    QImage m_image;
    LatestJob<Picture> m_job;
    QTimer m_tip;
    QPoint m_pointer;
    int m_selected = -1;
    int m_hovered = -1;
    bool m_isTipShown = false;
};

} // namespace heapwise::ui
