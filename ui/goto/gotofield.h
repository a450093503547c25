#pragma once

#include <QAbstractButton>

namespace heapwise::ui {

/// What looks like a field in the tool bar and opens Go to anything, with its key.
class GoToField : public QAbstractButton {
    Q_OBJECT
public:
    explicit GoToField(QWidget* parent = nullptr);
    void setKeys(const QString& keys);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_keys;
};

} // namespace heapwise::ui
