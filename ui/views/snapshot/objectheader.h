#pragma once

#include <QWidget>

#include "ui/models/cellroles.h"

class QToolButton;

namespace heapwise::ui {

/// Chip, name and @id in large, with a button that copies the id, and a second line in mono for the place in
/// the source.
class ObjectHeader : public QWidget {
    Q_OBJECT
public:
    explicit ObjectHeader(QWidget* parent = nullptr);

    void setName(ObjectKind kind, const QString& name, const QString& id);
    void setLocation(const QString& location);
    QString name() const { return m_name; }
    QString id() const { return m_id; } ///< "@2841907", empty for what is no object
    QString location() const { return m_location; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeCopy();
    int idWidth() const;
    int nameWidth() const;

    ObjectKind m_kind = ObjectKind::System;
    QString m_name;
    QString m_id;
    QString m_location;
    QToolButton* m_copy;
};

} // namespace heapwise::ui
