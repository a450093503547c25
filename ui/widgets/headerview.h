#pragma once

#include <QHeaderView>

namespace heapwise::ui {

/// The header of the table kit: 24 px, sort chevron behind the name, numbers right aligned over their digits.
class HeaderView : public QHeaderView {
    Q_OBJECT
public:
    explicit HeaderView(QWidget* parent = nullptr);
    QSize sizeHint() const override;

    /// The column marked as sorted, -1 for none. Kept here and not as Qt's sort indicator, which every click flips
    /// by rules of its own.
    /// Of a column, at the current size of fonts.
    static int leastSectionSize();
    void setSort(int column, Qt::SortOrder order);
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    QSize sectionSizeFromContents(int section) const override;

private:
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

} // namespace heapwise::ui
