#pragma once

#include <QWidget>

namespace heapwise::ui {

/// Zoom in, zoom out and fit, one below the other on a small card.
class ZoomButtons : public QWidget {
    Q_OBJECT
public:
    explicit ZoomButtons(QWidget* parent);

signals:
    void zoomIn();
    void zoomOut();
    void fit();

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace heapwise::ui
