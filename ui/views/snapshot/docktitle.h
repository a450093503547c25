#pragma once

#include <QWidget>

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

    void setTitle(const QString& title);
    void setDetail(const QString& detail);
    QString text() const; ///< title and detail

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_iconName;
    QString m_title;
    QString m_detail;
};

} // namespace heapwise::ui
