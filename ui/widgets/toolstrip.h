#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;

namespace heapwise::ui {

/// The contents of the tool bar, 38 px with a line below.
class ToolStrip : public QWidget {
    Q_OBJECT
public:
    explicit ToolStrip(QWidget* parent = nullptr);

    void addButton(QAction* action, Qt::ToolButtonStyle style);
    void addSeparator();
    /// Takes the room that is left.
    void addWidget(QWidget* widget);
    /// Takes the room it needs.
    void addFixed(QWidget* widget);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_layout;
};

} // namespace heapwise::ui
