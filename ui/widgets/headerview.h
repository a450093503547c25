#pragma once

#include <QHeaderView>

namespace heapwise::ui {

/// The header of the table kit: 24 px, sort chevron behind the name, numbers right aligned over their digits.
class HeaderView : public QHeaderView {
    Q_OBJECT
public:
    explicit HeaderView(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    QSize sectionSizeFromContents(int section) const override;
};

} // namespace heapwise::ui
