#pragma once

#include <QToolBar>

class QDockWidget;
class QVBoxLayout;

namespace heapwise::ui {

/// The strip at the side of a document that stands for its docks while one of them is collapsed: a button with
/// upright text for each (down on the right, up on the left), pressed while its dock is open. One click opens a dock, a
/// second one collapses it.
class SideStrip : public QToolBar {
    Q_OBJECT
public:
    explicit SideStrip(QWidget* parent = nullptr, Qt::ToolBarArea side = Qt::RightToolBarArea);

    void addDock(QDockWidget* dock, const QString& iconName);
    /// Shown as long as a dock is collapsed. To be called after docks were restored from a saved state.
    void updateVisible();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<QDockWidget*> m_docks;
    QVBoxLayout* m_layout;
    Qt::ToolBarArea m_side;
};

} // namespace heapwise::ui
