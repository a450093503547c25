#pragma once

#include <QWidget>

#include "ui/widgets/datatree.h"
#include "ui/widgets/numberpainter.h"

class QHeaderView;

namespace heapwise::ui {

/// The sums below the rows of a DataTree, each under its column.
class TotalsRow : public QWidget {
    Q_OBJECT
public:
    TotalsRow(QHeaderView* header, QWidget* parent);

    void setCells(const QList<TotalCell>& cells);
    const QList<TotalCell>& cells() const { return m_cells; }
    static int rowHeight();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect cellRect(int column) const;
    void paintCell(QPainter& painter, const QRect& rect, int column) const;

    QHeaderView* m_header;
    QList<TotalCell> m_cells;
    NumberPainter m_numbers;
};

} // namespace heapwise::ui
