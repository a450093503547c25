#pragma once

#include <QWidget>

namespace heapwise::ui {

/// A bar without text: 2 px under the view bar, 8 px in panels. Rounded where it is thick.
class ProgressLine : public QWidget {
    Q_OBJECT
public:
    explicit ProgressLine(int thickness = 2, QWidget* parent = nullptr);

    void setFraction(double fraction); ///< 0 to 1
    double fraction() const { return m_fraction; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_thickness;
    double m_fraction = 0;
};

} // namespace heapwise::ui
