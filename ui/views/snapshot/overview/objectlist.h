#pragma once

#include <QWidget>

#include "core/analysis/heap.h"

#include <vector>

namespace heapwise::ui {

class DataTree;
class GraphTreeModel;
class ObjectActions;
class Selection;
class TextLabel;

/// The objects behind a number of the Overview, with a way back.
class ObjectList : public QWidget {
    Q_OBJECT
public:
    ObjectList(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    void show(const HeapPtr& heap, const QString& title, const QString& detail, std::vector<std::uint32_t> nodes);
    void clear();
    DataTree* tree() const { return m_tree; }
    QString title() const;

signals:
    void closeRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    TextLabel* m_title;
    TextLabel* m_detail;
    GraphTreeModel* m_model;
    DataTree* m_tree;
    std::uint64_t m_shown = 0; ///< lists so far
};

} // namespace heapwise::ui
