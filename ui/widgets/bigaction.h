#pragma once

#include <QAbstractButton>

namespace heapwise::ui {

/// A large action of the start page: icon, name, one line, the key that does it.
class BigAction : public QAbstractButton {
    Q_OBJECT
public:
    /// `command` does the same by keys; empty for none.
    BigAction(const QString& iconName, const QString& name, const QString& line, QLatin1String command, bool first,
              QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_iconName;
    QString m_line;
    QLatin1String m_command;
    bool m_first; ///< bordered in the accent colour
};

/// A key as the design draws it, right aligned at `right`; returns its left edge.
int paintKey(QPainter& painter, const QString& keys, int right, int middle);

} // namespace heapwise::ui
