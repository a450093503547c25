#pragma once

#include <QScrollBar>

class QHeaderView;

namespace heapwise::ui {

class TotalsRow;

/// The horizontal scroll bar of a DataTree with the totals row above it. The scroll bar's place is the one part
/// of a scroll area below the rows whose room the area itself takes off the viewport.
class TotalsBar : public QScrollBar {
    Q_OBJECT
public:
    TotalsBar(QHeaderView* header, QWidget* parent);

    TotalsRow* row() const { return m_row; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void initStyleOption(QStyleOptionSlider* option) const override;

private:
    bool scrolls() const { return maximum() > minimum(); }
    int rowRoom() const;

    TotalsRow* m_row;
};

} // namespace heapwise::ui
