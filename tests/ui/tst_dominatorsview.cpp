// The dominator tree: revealing objects and following the largest.
#include "tests/support/snapshotviewtest.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

class TestDominatorsView : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void revealsInDominators();
    void veryDeepObjectsGetATreeOfTheirOwn();
    void followsTheLargestChild();
    void followsThroughAFold();
};

void TestDominatorsView::revealsInDominators()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    const QModelIndex functions = test::find(classModel(), "Function");
    classTree()->expand(functions);
    select(classModel().index(0, 0, functions), classTree());
    QTest::keyClick(classTree(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(m_view->currentPage(), DominatorsView::kId);
    DataTree* const tree = dominators()->tree();
    QTRY_COMPARE(dominators()->model()->node(tree->currentIndex()), heap.node("onTick"));
    QVERIFY(tree->visualRect(tree->currentIndex()).isValid());
    QVERIFY(tree->isExpanded(tree->currentIndex().parent()));
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("onTick")));
}

void TestDominatorsView::veryDeepObjectsGetATreeOfTheirOwn()
{
    show(test::deepHeap(5000));
    m_view->showPage(DominatorsView::kId);
    m_view->showObject(NodeId{4990});
    DataTree* const tree = dominators()->tree();
    QTRY_COMPARE(dominators()->model()->node(tree->currentIndex()), NodeId{4990});
    m_view->showObject(NodeId{3}); // above where that tree starts
    QTRY_COMPARE(dominators()->model()->node(tree->currentIndex()), NodeId{3});
    QVERIFY(dominators()->model()->node(dominators()->model()->index(0, 0)) == NodeId{1});
}

void TestDominatorsView::followsTheLargestChild()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showPage(DominatorsView::kId);
    DataTree* const tree = dominators()->tree();
    select(dominators()->model()->index(0, 0), tree);
    QTest::keyClick(tree, Qt::Key_Right, Qt::ControlModifier);
    QTRY_COMPARE(dominators()->model()->node(tree->currentIndex()), heap.node("text"));
}

void TestDominatorsView::followsThroughAFold()
{
    // Six thousand of one class under one object: counted on a worker, and folded, with one that holds it
    // all.
    QString graph = "root>app; app>main; main>data";
    for (int i = 0; i < 6000; ++i)
        graph += QString("; app>#n%1").arg(i);
    HeapBuilder heap(graph);
    for (int i = 0; i < 6000; ++i)
        heap.name(QString("n%1").arg(i), "Item");
    heap.name("main", "Item").size("data", 1'000'000);
    show(heap.open());
    m_view->showPage(DominatorsView::kId);
    DataTree* const tree = dominators()->tree();
    select(dominators()->model()->index(0, 0), tree);
    QTest::keyClick(tree, Qt::Key_Right, Qt::ControlModifier);
    QTRY_COMPARE(dominators()->model()->node(tree->currentIndex()), heap.node("data"));
    QVERIFY(tree->selectionModel()->isSelected(tree->currentIndex()));
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("data")));
}

HEAPWISE_GUI_TEST_MAIN(TestDominatorsView)
#include "tst_dominatorsview.moc"
