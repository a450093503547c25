#pragma once

#include <QFrame>

#include "core/timeline/leakreport.h"
#include "ui/theme/tokens.h"

class QGridLayout;
class QLabel;

namespace heapwise::ui {

class TextLabel;

/// The verdict in its colour, the growth per minute in large figures, and the numbers it rests on.
class VerdictCard : public QFrame {
    Q_OBJECT
public:
    explicit VerdictCard(QWidget* parent = nullptr);
    void setReport(const LeakReport& report);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void setRow(int row, const QString& name, const QString& value);

    static constexpr int kRows = 4;
    Token m_tint = Token::TextSecondary;
    QLabel* m_icon;
    TextLabel* m_verdict;
    TextLabel* m_confidence;
    TextLabel* m_slope;
    TextLabel* m_unit;
    TextLabel* m_names[kRows];
    TextLabel* m_values[kRows];
};

/// Which parts of the memory grow, as bars; the fastest is the longest.
class GrowthBars : public QWidget {
    Q_OBJECT
public:
    explicit GrowthBars(QWidget* parent = nullptr);
    void setGrowth(const std::vector<Growth>& growth);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<Growth> m_growth;
};

} // namespace heapwise::ui
