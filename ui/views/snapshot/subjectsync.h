#pragma once

#include <QObject>

#include "ui/selection.h"

#include <functional>

namespace heapwise::ui {

class DataTree;
class GraphTreeModel;

/// Keeps the selected rows of a tree and the document's selection together: what the user selects is selected for
/// the whole document, several objects as a set; rows that are made current by show() are not selected again.
class SubjectSync : public QObject {
    Q_OBJECT
public:
    SubjectSync(DataTree* tree, GraphTreeModel* model, Selection* selection, QObject* origin);

    /// Makes a row current and scrolls to it, without selecting its subject.
    void show(const QModelIndex& index);

private:
    void follow();
    Subject selectedSubject() const;

    DataTree* m_tree;
    GraphTreeModel* m_model;
    Selection* m_selection;
    QObject* m_origin;
    bool m_isShowing = false;
};

} // namespace heapwise::ui
