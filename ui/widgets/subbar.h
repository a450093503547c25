#pragma once

#include <QWidget>

class QHBoxLayout;

namespace heapwise::ui {

/// The bar of a view's own controls, below the view bar.
class SubBar : public QWidget {
public:
    explicit SubBar(QWidget* parent = nullptr);
    /// Where the controls go, from left to right.
    QHBoxLayout* row() const { return m_row; }

private:
    QHBoxLayout* m_row;
};

} // namespace heapwise::ui
