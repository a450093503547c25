#pragma once

#include "tests/support/guitest.h"

#include <QLineEdit>

#include "tests/support/heapbuilder.h"
#include "tests/support/modeltext.h"
#include "ui/models/graphtreemodel.h"
#include "ui/selection.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/inspectordock.h"
#include "ui/views/snapshot/retainersdock.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/datatree.h"

class QMenu;

namespace heapwise::test {

/// A server that leaks: root > app > server > cache > 3 entries, each with a text and a listener.
HeapBuilder shop();
/// What the commands of a menu are called, without separators.
QStringList menuTexts(const QMenu* menu);

/// Base of tests that use one snapshot's views in a real window.
class SnapshotViewTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_view.reset(); }

protected:
    void show(const HeapPtr& heap);
    /// Clicks the row.
    void select(const QModelIndex& index, ui::DataTree* tree);
    QMenu* openMenu(const QModelIndex& index, ui::DataTree* tree);
    ui::ClassesView* classes() const { return m_view->page<ui::ClassesView>(); }
    ui::DominatorsView* dominators() const { return m_view->page<ui::DominatorsView>(); }
    ui::InspectorDock* inspectorDock() const { return m_view->findChild<ui::InspectorDock*>("inspectorDock"); }
    ui::Inspector* inspector() const { return inspectorDock()->inspector(); }
    ui::RetainersDock* retainers() const { return m_view->findChild<ui::RetainersDock*>("retainersDock"); }
    ui::DataTree* classTree() const { return classes()->tree(); }
    QAbstractItemModel& classModel() const { return *classTree()->model(); }
    QLineEdit* filter() const { return m_view->findChild<QLineEdit*>("classesFilter"); }

    std::unique_ptr<ui::SnapshotView> m_view;
};

} // namespace heapwise::test
