#pragma once

#include <QGraphicsView>
#include <QVariantAnimation>

#include "ui/export/exportable.h"
#include "ui/jobs/latestjob.h"
#include "ui/widgets/graph/graphitems.h"
#include "ui/widgets/paintedaccessible.h"

#include <optional>
#include <set>

namespace heapwise::ui {

class GraphLayer;
class GraphMinimap;
class ZoomButtons;

/// What a graph can have selected: a box or an arc, by its key.
struct GraphElement {
    bool isArc = false;
    std::uint64_t key = 0;
    friend bool operator==(const GraphElement& a, const GraphElement& b)
    {
        return a.isArc == b.isArc && a.key == b.key;
    }
};

/// Who keeps what alive, as a layered graph. Laid out on a worker; boxes that were there stay where they were.
///
/// Click selects, Shift+click adds, double click and Enter expand; the wheel zooms at the pointer, dragging pans.
/// Arrow keys along the layers walk from a box over its heaviest reference to the next box; across them, and with
/// [ and ], to what lies beside. With Shift they pan. 0 fits, + and - zoom, F3 goes through what was found, Esc takes
/// cuts back.
class RetainerGraph : public QGraphicsView, public GraphItemHost, public PaintedItems, public Exportable {
    Q_OBJECT
public:
    explicit RetainerGraph(QWidget* parent = nullptr);
    ~RetainerGraph() override;

    /// Another graph. `keepsPlaces` when it is the one before with more or fewer boxes; else it is fitted into view.
    void setData(std::shared_ptr<const GraphData> data, bool keepsPlaces);
    void setDirection(LayoutDirection direction);
    LayoutDirection direction() const { return m_direction; }
    /// Null until the first graph is laid out.
    std::shared_ptr<const GraphPicture> shownPicture() const { return m_picture; }
    bool isLaidOut() const { return m_picture && &m_picture->data() == m_data.get() && !m_job.isBusy(); }
    /// Of so many boxes and lines that they are painted on a worker.
    bool isLarge() const { return m_boxes.size() + m_arcs.size() > kMostPaintedAtOnce; }
    const GraphLayer* layer() const { return m_layer; }

    /// Without telling anybody; what is not in the graph is left out when it is shown.
    void setSelected(std::vector<GraphElement> elements);
    const std::vector<GraphElement>& selected() const { return m_selected; }
    /// Arcs shown with scissors, by key.
    void setCuts(std::set<std::uint64_t> arcs);

    /// Marks boxes and arcs with a text that matches, as in a filter of names (NamePattern), and fades the rest; empty:
    /// none. How many there are.
    int find(const QString& text);
    /// Marks these boxes, too, by key, whatever is written in them, as long as something is looked for.
    void setFoundBoxes(std::set<std::uint64_t> keys);
    int foundCount() const { return int(m_found.size()); }
    void findNext(bool backwards);

    void fit();
    /// Around `at`, a place in the viewport; else around its middle.
    void zoomBy(double factor, std::optional<QPoint> at = std::nullopt);
    double zoom() const { return transform().m11(); }
    QRectF boxRect(int box) const; ///< in the viewport, as painted now
    int boxAt(QPoint at) const;    ///< in the viewport; -1 for none
    int arcAt(QPoint at) const;

    // Exportable: the whole graph, however much of it is in view
    QString exportName() const override { return m_picture ? tr("Retainer graph") : QString(); }
    QList<ExportFormat> exportFormats() const override;
    ExportWork exportWork(const QString& suffix) override;

    // GraphItemHost
    const GraphPicture& picture() const override { return *m_picture; }
    GraphItemState boxState(int box) const override;
    GraphItemState arcState(int arc) const override;

    // PaintedItems: boxes, and after them the arcs
    const void* itemsVersion() const override { return m_picture.get(); }
    std::vector<int> visibleItems() const override;
    bool hasItem(int item) const override;
    QString itemName(int item) const override;
    QString itemDescription(int item) const override;
    QRect itemRect(int item) const override;
    bool isItemSelected(int item) const override;
    int itemNear(QPoint at) const override;

signals:
    void picked(); ///< selected() was changed by the user
    void expandRequested(int box);
    void menuRequested(const QPoint& globalPosition); ///< for what is selected
    void clearCutsRequested();
    void laidOut();
    void viewMoved();

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void layOut(bool keepsPlaces);
    void take(std::shared_ptr<const GraphPicture> picture, bool keepsPlaces);
    void buildItems(const GraphPicture* before);
    void moveItems(double share);
    void updateSceneRect();
    void placeOverlays();
    void paintTitle(QPainter& painter) const;
    bool isAnimated() const;
    static constexpr std::size_t kMostPaintedAtOnce = 220;

    std::optional<GraphElement> elementAt(QPoint at) const;
    void hover(std::optional<GraphElement> element);
    void pick(GraphElement element, bool add);
    void showElement(GraphElement element);
    int boxOf(std::uint64_t key) const; ///< -1 if there is none
    int arcOf(std::uint64_t key) const;
    bool isSelected(GraphElement element) const;
    bool isFound(GraphElement element) const;
    GraphItemState stateOf(GraphElement element) const; ///< of what boxes and arcs have in common

    // Keys
    bool walk(int key);
    bool panBy(int key);
    void walkAlong(bool toHolder);
    void walkAcross(bool forwards);
    void walkSiblings(bool forwards);
    int heaviestArc(int box, bool into) const;
    QPointF middleOf(int arc) const; ///< in the scene
    std::optional<GraphElement> current() const;

    std::shared_ptr<const GraphData> m_data;
    std::shared_ptr<const GraphPicture> m_picture;
    LayoutDirection m_direction = LayoutDirection::TopDown;
    LatestJob<std::shared_ptr<const GraphPicture>> m_job;
    QGraphicsScene* m_scene;
    std::vector<GraphBoxItem*> m_boxes; ///< owned by the scene
    std::vector<GraphArcItem*> m_arcs;
    std::vector<GraphLabelItem*> m_labels;
    std::vector<QRectF> m_from; ///< by box: where it comes from
    QVariantAnimation m_motion;
    GraphMinimap* m_minimap;
    ZoomButtons* m_buttons;
    GraphLayer* m_layer;

    std::vector<GraphElement> m_selected; ///< the current one last
    std::optional<GraphElement> m_hovered;
    std::set<std::uint64_t> m_cuts;
    QString m_searched;
    std::set<std::uint64_t> m_foundBoxes; ///< by key, whatever is written in them
    std::vector<GraphElement> m_found;
    std::optional<QPoint> m_pressed; ///< where the button went down
    QPoint m_panned;                 ///< the pointer at the last step of a drag
    bool m_isPanning = false;
};

} // namespace heapwise::ui
