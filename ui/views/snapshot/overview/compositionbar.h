#pragma once

#include <QWidget>

#include "core/analysis/composition.h"

#include <vector>

class QGridLayout;

namespace heapwise::ui {

class KindRow;

/// What the heap is made of: one bar of all kinds by shallow size, the largest first, and below it a legend with their
/// numbers. A kind that is clicked is asked for.
class CompositionBar : public QWidget {
    Q_OBJECT
public:
    explicit CompositionBar(QWidget* parent = nullptr);
    void setComposition(const Composition& composition);

signals:
    void kindChosen(heapwise::ObjectKind kind);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange(int columns);
    QRect barRect() const;
    /// The place in m_order below the pointer; -1 beside the bar.
    int segmentAt(const QPoint& at) const;
    QRect segment(std::size_t place) const;
    QString note(ObjectKind kind) const;

    Composition m_composition;
    Size m_total = 0;
    std::vector<ObjectKind> m_order; ///< largest first
    std::vector<KindRow*> m_rows;
    QGridLayout* m_grid;
    int m_columns = 0;
};

} // namespace heapwise::ui
