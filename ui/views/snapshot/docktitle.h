#pragma once

#include <QWidget>

class QAbstractButton;
class QDockWidget;
class QHBoxLayout;
class QLabel;

namespace heapwise::ui {

/// Title bar of a dock: icon, name in bold, a second text, and a button that closes it. The dock can be
/// dragged by it.
class DockTitle : public QWidget {
    Q_OBJECT
public:
    DockTitle(const QString& iconName, const QString& title, QDockWidget* dock);

    /// One more button before those there are.
    QAbstractButton* addButton(const QString& iconName, const QString& name);
    void setTitle(const QString& title);
    void setDetail(const QString& detail);
    QString text() const; ///< title and detail

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_buttons = nullptr;
    QString m_iconName;
    QString m_title;
    QString m_detail;
};

} // namespace heapwise::ui
