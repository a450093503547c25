#pragma once

#include <QWidget>

namespace heapwise::ui {

class RetainerGraph;

/// The whole graph in a corner of the view, with the part that is seen. Clicking and dragging in it moves that part.
class GraphMinimap : public QWidget {
    Q_OBJECT
public:
    explicit GraphMinimap(RetainerGraph* graph);

    /// Shown while the graph is larger than the view.
    void follow();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QTransform fromScene() const;
    void centreOn(QPointF at);

    RetainerGraph* m_graph;
};

} // namespace heapwise::ui
