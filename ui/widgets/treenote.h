#pragma once

#include <QLabel>

class QTreeView;

namespace heapwise::ui {

/// A sentence in the middle of a tree that has no rows: what it waits for, or why nothing is there.
class TreeNote : public QLabel {
    Q_OBJECT
public:
    /// The tree has its model already.
    explicit TreeNote(QTreeView* tree);

    void setNote(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QTreeView* m_tree;
};

} // namespace heapwise::ui
