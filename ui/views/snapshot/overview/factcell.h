#pragma once

#include <QAbstractButton>

namespace heapwise::ui {

/// One fact above the Overview: what it is, the number, a line below it. A link to where the number comes from.
class FactCell : public QAbstractButton {
    Q_OBJECT
public:
    explicit FactCell(const QString& title, QWidget* parent = nullptr);

    /// An empty `value` is a number not known yet: a grey bar.
    void setFact(const QString& value, const QString& detail, const QString& toolTip);
    /// False for one that leads nowhere: it is read, not clicked.
    void setLink(bool isLink);
    QString value() const { return m_value; }
    QString detail() const { return m_detail; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_isLink = true;
    QString m_value;
    QString m_detail;
};

} // namespace heapwise::ui
