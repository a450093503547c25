#pragma once

#include <QAbstractButton>

namespace heapwise::ui {

/// One line of the other findings: icon, what, how many, how much.
class FindingRow : public QAbstractButton {
    Q_OBJECT
public:
    FindingRow(const QString& iconName, const QString& title, const QString& detail, quint64 bytes,
               QWidget* parent = nullptr);
    QString detail() const { return m_detail; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_iconName;
    QString m_detail;
    quint64 m_bytes;
};

} // namespace heapwise::ui
