#pragma once

#include <QWidget>

namespace heapwise::ui {

/// The dashed box that says files may be dropped. Dropping itself works anywhere in the window.
class DropTarget : public QWidget {
    Q_OBJECT
public:
    explicit DropTarget(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace heapwise::ui
