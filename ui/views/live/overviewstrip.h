#pragma once

#include <QWidget>

#include "core/timeline/timeline.h"

namespace heapwise::ui {

class LiveData;

/// The whole session in one line, rss, with the range shown below as a window that can be dragged by its middle and
/// by its ends.
class OverviewStrip : public QWidget {
    Q_OBJECT
public:
    explicit OverviewStrip(const LiveData* session, QWidget* parent = nullptr);

    void setWindow(Seconds from, Seconds to);
    QSize sizeHint() const override;

signals:
    void windowMoved(double from, double to);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    enum class Part { From, To, Middle };

    QRect area() const;
    double xOf(Seconds time) const;
    Seconds timeAt(double x) const;
    Part partAt(double x) const;

    const LiveData* m_data;
    Seconds m_from = 0;
    Seconds m_to = 0;
    Part m_part = Part::Middle;
    Seconds m_grab = 0; ///< distance of the pointer from the beginning of the window
};

} // namespace heapwise::ui
