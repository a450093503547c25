#pragma once

#include <QAbstractButton>

namespace heapwise::ui {

/// A small action of the start page: icon, name in the colour of links, one line.
class LinkAction : public QAbstractButton {
    Q_OBJECT
public:
    LinkAction(const QString& iconName, const QString& name, const QString& line, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_iconName;
    QString m_line;
};

} // namespace heapwise::ui
