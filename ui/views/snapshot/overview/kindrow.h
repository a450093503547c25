#pragma once

#include <QAbstractButton>

#include "ui/models/cellroles.h"

namespace heapwise::ui {

/// A line of the legend: chip, kind, bytes, share.
class KindRow : public QAbstractButton {
    Q_OBJECT
public:
    explicit KindRow(QWidget* parent = nullptr);
    /// A negative `share` where nothing is known yet.
    void setPart(ObjectKind kind, quint64 bytes, double share, const QString& toolTip);
    ObjectKind kind() const { return m_kind; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ObjectKind m_kind = ObjectKind::Object;
    quint64 m_bytes = 0;
    QString m_share;
};

} // namespace heapwise::ui
