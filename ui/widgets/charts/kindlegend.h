#pragma once

#include <QWidget>

namespace heapwise::ui {

/// Which colour stands for which kind of object, in as many columns as there is room for.
class KindLegend : public QWidget {
    Q_OBJECT
public:
    explicit KindLegend(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int columnWidth() const;
    int columns(int width) const;
};

} // namespace heapwise::ui
