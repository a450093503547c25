#pragma once

#include <QHBoxLayout>

#include <vector>

namespace heapwise::ui {

/// A row of controls that goes on in another line where there is no room for all of them: large text, narrow windows.
/// What may grow counts with its least width, all else with what it would like.
class WrappingRow : public QHBoxLayout {
    Q_OBJECT
public:
    using QHBoxLayout::QHBoxLayout;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    int minimumHeightForWidth(int width) const override { return heightForWidth(width); }
    QSize minimumSize() const override; ///< of the widest item alone
    void setGeometry(const QRect& rect) override;

private:
    struct Line {
        std::vector<int> items;
        int width = 0;   ///< of all of them, with what is between
        int growing = 0; ///< how many take more
    };
    std::vector<Line> linesFor(int width) const; ///< inside the margins
    void place(const Line& line, const QRect& rect) const;
    bool grows(int index) const;
    int widthOf(int index) const;
    int lineHeight() const;
    int between() const;
};

} // namespace heapwise::ui
