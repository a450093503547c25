#pragma once

#include "core/analysis/heap.h"
#include "ui/document.h"
#include "ui/selection.h"
#include "ui/views/snapshot/objectactions.h"

namespace heapwise::ui {

class Inspector;
class InspectorTrail;
class SnapshotView;

/// One object, class or set of a snapshot in a tab of its own, with all the room for its fields. Whatever else is
/// asked about it is shown by the views of the snapshot, with which the tab goes, too.
class ObjectDocument : public Document {
    Q_OBJECT
public:
    /// `view` is that of the snapshot.
    ObjectDocument(SnapshotView* view, const Subject& subject, QWidget* parent = nullptr);
    ~ObjectDocument() override;

    Inspector* inspector() const { return m_inspector; }

    QString title() const override;
    QString iconName() const override;
    QString selectionText() const override;
    QList<Crumb> crumbs() const override;
    void activateCrumb(const Crumb& crumb) override;
    bool canGoBack() const override;
    bool canGoForward() const override;
    void goBack() override;
    void goForward() override;

signals:
    /// The views of the snapshot have been given something to show.
    void snapshotRequested();

private:
    void connectActions(SnapshotView* view);

    HeapPtr m_heap;
    Selection m_selection;
    ObjectActions m_actions;
    InspectorTrail* m_trail;
    Inspector* m_inspector;
};

} // namespace heapwise::ui
