#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

#include "ui/models/cellroles.h"

namespace heapwise::ui {

/// A short list with a head, for the Inspector: chip, name, detail, bytes. A row is chosen by a click, or by Up and
/// Down. Hidden while it is empty.
class PanelList : public QWidget {
    Q_OBJECT
public:
    struct Row {
        ObjectKind kind;
        QString name, detail;
        quint64 bytes;
        QString tip;
    };

    explicit PanelList(const QString& title, QWidget* parent = nullptr);

    void setRows(QList<Row> rows);
    void setCurrent(int row);  ///< without telling anybody; -1 for none
    QStringList texts() const; ///< "EventEmitter priceFeed 268.4 MiB", by row
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

signals:
    void chosen(int row);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int rowAt(QPoint at) const;
    void choose(int row);
    void paintRow(QPainter& painter, int row) const;

    QString m_title;
    QList<Row> m_rows;
    int m_current = -1;
};

} // namespace heapwise::ui
