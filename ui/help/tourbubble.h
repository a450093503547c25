#pragma once

#include <QPointer>
#include <QWidget>

class QPushButton;

namespace heapwise::ui {

class TextLabel;

/// A card over the window that points to one of its controls, and frames it. It moves along when the control
/// does.
class TourBubble : public QWidget {
    Q_OBJECT
public:
    explicit TourBubble(QWidget* window);

    /// `step` of `steps`, from 1. Without a target it stands in the middle.
    void showStep(int step, int steps, const QString& title, const QString& text, QWidget* target);
    QWidget* target() const { return m_target; }
    QString text() const;

signals:
    void nextRequested();
    void backRequested();
    void skipRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void place();
    void watch(QWidget* target);

    QPointer<QWidget> m_target;
    QWidget* m_frame; ///< around the target
    TextLabel* m_title;
    TextLabel* m_text;
    TextLabel* m_count;
    QPushButton* m_back;
    QPushButton* m_next;
    QPoint m_tip; ///< of the arrow, in this widget
};

} // namespace heapwise::ui
