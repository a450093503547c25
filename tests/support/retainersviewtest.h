#pragma once

#include "tests/support/snapshotviewtest.h"

#include "ui/views/snapshot/cutcard.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/retentionpanel.h"
#include "ui/widgets/graph/retainergraph.h"

namespace heapwise::test {

/// root > App > Bus > listeners (Array) > 20 closures, each with a scope that holds a Session; App holds one Session
/// directly, too, and a WeakRef another.
HeapBuilder listenerLeak();

/// Base of tests of the Retainers page.
class RetainersViewTest : public SnapshotViewTest {
    Q_OBJECT
protected:
    ui::RetainersView* page() const { return static_cast<ui::RetainersView*>(m_view->page(ui::RetainersView::kId)); }
    ui::RetainerGraph* graph() const { return page()->graph(); }
    ui::CutCard* card() const { return m_view->findChild<ui::CutCard*>("cutCard"); }
    ui::RetentionPanel* panel() const { return m_view->findChild<ui::RetentionPanel*>("retentionPanel"); }
    const ui::GraphData& data() const { return graph()->shownPicture()->data(); }
    bool isReady() const { return page()->shown() && !page()->isWorking() && graph()->isLaidOut(); }
    /// Selects the class and asks for its retainers by Ctrl+R.
    void askForClass(const QString& name)
    {
        QString why;
        QVERIFY2(m_view->goTo(name, &why), qPrintable(why));
        QTest::keyClick(classTree(), Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(m_view->currentPage(), ui::RetainersView::kId);
        QTRY_VERIFY(isReady());
    }
    int box(const QString& name) const
    {
        for (int i = 0; i < int(data().boxes.size()); ++i)
            if (data().boxes[std::size_t(i)].name == name)
                return i;
        return -1;
    }
    int arc(const QString& label) const
    {
        for (int i = 0; i < int(data().arcs.size()); ++i)
            if (data().arcs[std::size_t(i)].label == label)
                return i;
        return -1;
    }
    QStringList boxNames() const
    {
        QStringList names;
        for (const ui::GraphBox& b : data().boxes)
            names << (b.count > 1 ? QStringLiteral("%1 ×%2").arg(b.name).arg(b.count) : b.name);
        names.sort();
        return names;
    }
    void click(int item, Qt::KeyboardModifiers keys = {})
    {
        const QRect place = graph()->itemRect(item);
        QVERIFY(graph()->viewport()->rect().contains(place.center()));
        QTest::mouseClick(graph()->viewport(), Qt::LeftButton, keys, place.center());
    }
    void clickArc(int arc, Qt::KeyboardModifiers keys = {}) { click(int(data().boxes.size()) + arc, keys); }
    void answered() { QTRY_VERIFY(!page()->isWorking()); }
};

} // namespace heapwise::test
