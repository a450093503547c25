#include "tests/support/snapshotviewtest.h"

#include <QMenu>

namespace heapwise::test {

HeapBuilder shop()
{
    HeapBuilder heap("root>app; app>server,name; server>cache; cache>#e1,#e2,#e3; e1>text; e2>onTick; onTick>^server;"
                     "name>; e3>~server; app>!map");
    heap.name("app", "App").name("server", "Server").name("cache", "Array").size("cache", 400);
    for (const char* entry : {"e1", "e2", "e3"})
        heap.name(entry, "Entry").size(entry, 50);
    heap.type("text", "string").name("text", "a text\nof two lines").size("text", 2000);
    heap.type("onTick", "closure").size("onTick", 64);
    heap.type("name", "string").name("name", "shop-api").size("name", 24);
    heap.type("map", "hidden").name("map", "system / Map").size("map", 80);
    return heap;
}

QStringList menuTexts(const QMenu* menu)
{
    QStringList texts;
    for (const QAction* action : menu->actions())
        if (!action->isSeparator())
            texts << action->text();
    return texts;
}

void SnapshotViewTest::init()
{
    failOnWarnings();
    QSettings().clear();
}

void SnapshotViewTest::show(const HeapPtr& heap)
{
    m_view.reset(); // keeps its layout
    m_view = std::make_unique<ui::SnapshotView>();
    m_view->resize(1200, 800);
    m_view->setHeap(heap);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void SnapshotViewTest::select(const QModelIndex& index, ui::DataTree* tree)
{
    QVERIFY(index.isValid());
    tree->scrollTo(index);
    const QRect at = tree->visualRect(index);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, at.center());
}

QMenu* SnapshotViewTest::openMenu(const QModelIndex& index, ui::DataTree* tree)
{
    emit tree->rowMenuRequested(index, tree->viewport()->mapToGlobal(QPoint(10, 10)));
    return tree->findChild<QMenu*>("objectMenu");
}

} // namespace heapwise::test
