#pragma once

#include <QWidget>

#include "ui/views/snapshot/ignoredretainers.h"

class QHBoxLayout;

namespace heapwise::ui {

/// One line above the retainer graph: what is ignored, each with Restore.
class IgnoredBar : public QWidget {
    Q_OBJECT
public:
    explicit IgnoredBar(QWidget* parent = nullptr);

    void setList(const QList<IgnoredRetainer>& list); ///< hidden when empty

signals:
    void restoreRequested(qsizetype index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* m_items;
};

} // namespace heapwise::ui
