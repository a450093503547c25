// The dominator tree as sunburst, treemap and icicle: what it holds, and how it follows and leads the selection.
#include "tests/support/snapshotviewtest.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QToolTip>

#include "ui/models/dominatorchart.h"
#include "ui/views/snapshot/dominatorchartpane.h"
#include "ui/widgets/charts/hierarchychart.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

class TestCharts : public test::SnapshotViewTest {
    Q_OBJECT

    DominatorChartPane* pane() const { return dominators()->chart(); }
    HierarchyChart* chart() const { return pane()->chart(); }
    void showDominators(const HeapPtr& heap)
    {
        show(heap);
        m_view->showPage(DominatorsView::kId);
        QTRY_VERIFY(isDrawn());
    }
    bool isDrawn() const
    {
        return chart()->layout() && &chart()->layout()->data() == &chart()->data() && !chart()->data().empty();
    }
    int item(const QString& name) const
    {
        const ChartData& data = chart()->data();
        for (int i = 0; i < int(data.size()); ++i)
            if (data[std::size_t(i)].name == name)
                return i;
        return -1;
    }
    /// A place that is the item's and no other's.
    QPoint placeOf(int wanted) const
    {
        for (int y = 0; y < chart()->height(); y += 3)
            for (int x = 0; x < chart()->width(); x += 3)
                if (chart()->layout()->itemAt(QPointF(x, y)) == wanted)
                    return {x, y};
        return {-1, -1};
    }
    static DominatorChart make(const HeapPtr& heap, const DominatorOptions& options = {})
    {
        return makeDominatorChart(heap, DominatorChildren(heap, options), Progress());
    }
    static void checkSums(const ChartData& data);

private slots:
    void itemsLieWithinTheirParents();
    void smallSiblingsAreMerged();
    void foldsHaveTheSameMembersOneByOne();
    void neverTooManyItems();
    void itemsCanBeFound_data();
    void itemsCanBeFound();
    void clickSelectsEverywhere();
    void selectionIsMarked();
    void foldsAreMarkedForTheirMembers();
    void zoomsInAndOut();
    void treeZoomsOutWithTheChart();
    void classesStandInForDominators();
    void keysWalkTheTree();
    void hiddenObjectsGo();
    void tooltipNamesExactSizes();
    void screenReadersFindTheItems();
    void realSnapshotInAllShapes();
};

void TestCharts::checkSums(const ChartData& data)
{
    std::vector<double> at(data.size());
    for (std::size_t i = 0; i < data.size(); ++i)
        at[i] = data[i].begin;
    for (std::size_t i = 1; i < data.size(); ++i) {
        const auto parent = std::size_t(data[i].parent);
        QVERIFY(data[i].parent >= 0 && parent < i);
        QCOMPARE(data[i].depth, data[parent].depth + 1);
        QVERIFY(std::abs(data[i].begin - at[parent]) < 1e-9); // side by side, without a gap
        at[parent] = data[i].end;
        QVERIFY(data[i].end <= data[parent].end + 1e-9);
    }
}

void TestCharts::itemsLieWithinTheirParents()
{
    const HeapPtr heap = shop().open();
    const DominatorChart made = make(heap);
    QCOMPARE(made.data->size(), made.rows.size());
    QCOMPARE(made.data->front().bytes, heap->totalSize());
    QCOMPARE(made.data->at(1).name, QString("App"));
    checkSums(*made.data);
    checkSums(*make(test::fixture("express-20.heapsnapshot.gz")).data);
}

void TestCharts::smallSiblingsAreMerged()
{
    DominatorOptions options;
    options.foldSiblings = false;
    const DominatorChart made = make(test::wideHeap(10'000), options);
    const auto rest = std::find_if(made.data->begin(), made.data->end(), [](const ChartNode& n) { return n.isRest; });
    QVERIFY(rest != made.data->end());
    QVERIFY2(rest->name.endsWith(" smaller"), qPrintable(rest->name));
    QVERIFY(made.data->size() < 100);
    // Folded they are two arcs.
    const DominatorChart folded = make(test::wideHeap(10'000));
    const auto fold = std::ranges::find(*folded.data, QString("Small ×9,000"), &ChartNode::name);
    QVERIFY(fold != folded.data->end());
    // And all that is in a fold of small ones is merged, with the numbers of the fold.
    const auto small = std::ranges::find(*folded.data, int(fold - folded.data->begin()), &ChartNode::parent);
    QVERIFY(small != folded.data->end());
    QVERIFY(small->isRest);
    QCOMPARE(small->name, QString("9,000 smaller"));
    QCOMPARE(small->bytes, fold->bytes);
    checkSums(*folded.data);
}

// A chart opens many folds of the same object, and looks at its children once for all of them.
void TestCharts::foldsHaveTheSameMembersOneByOne()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    const DominatorChildren source(heap, {});
    SiblingFoldsOf opened;
    int folds = 0;
    for (std::uint32_t n = 0; n < heap->snapshot->nodeCount(); ++n) {
        ChildRequest request;
        request.parent.node = NodeId{n};
        request.limit = 1000;
        for (const TreeItem& row : source.bareChildren(request, Progress(), nullptr).items) {
            if (row.kind != TreeItem::Kind::Fold)
                continue;
            ++folds;
            ChildRequest below;
            below.parent = row;
            below.limit = 10;
            const ChildPage alone = source.bareChildren(below, Progress(), nullptr);
            const ChildPage together = source.bareChildren(below, Progress(), &opened);
            QCOMPARE(alone.total, row.count);
            QCOMPARE(together.total, row.count);
            QCOMPARE(together.sums.retained, alone.sums.retained);
            QVERIFY(std::ranges::equal(together.items, alone.items, sameRow));
        }
    }
    QVERIFY(folds > 100);
    QVERIFY(int(opened.size()) < folds);
}

void TestCharts::neverTooManyItems()
{
    QVERIFY(make(test::fixture("express-20.heapsnapshot.gz")).data->size() <= DominatorChart::kMostItems);
    QCOMPARE(make(test::deepHeap(1000)).data->back().depth, DominatorChart::kLevels);
}

void TestCharts::itemsCanBeFound_data()
{
    QTest::addColumn<int>("shape");
    QTest::newRow("sunburst") << int(ChartShape::Sunburst);
    QTest::newRow("treemap") << int(ChartShape::Treemap);
    QTest::newRow("icicle") << int(ChartShape::Icicle);
}

void TestCharts::itemsCanBeFound()
{
    QFETCH(int, shape);
    showDominators(shop().open());
    chart()->setShape(ChartShape(shape));
    QTRY_VERIFY(isDrawn() && placeOf(item("Server")).x() >= 0);
    QTRY_COMPARE(chart()->layout()->itemAt(placeOf(item("Server"))), item("Server"));
    QCOMPARE(chart()->layout()->itemAt(QPointF(-5, -5)), -1);
    QVERIFY(chart()->layout()->outline(item("Server")).contains(placeOf(item("Server")) + QPointF(1, 1)));
}

void TestCharts::clickSelectsEverywhere()
{
    const HeapBuilder heap = shop();
    showDominators(heap.open());
    QTest::mouseClick(chart(), Qt::LeftButton, {}, placeOf(item("Array")));
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("cache")));
    QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), heap.node("cache"));
    QTRY_VERIFY(inspector()->titleText().startsWith("Array"));
}

void TestCharts::selectionIsMarked()
{
    const HeapBuilder heap = shop();
    showDominators(heap.open());
    m_view->showObject(heap.node("server"));
    QCOMPARE(chart()->selected(), item("Server"));
    m_view->showObject(heap.node("cache"));
    QCOMPARE(chart()->selected(), item("Array"));
}

void TestCharts::foldsAreMarkedForTheirMembers()
{
    showDominators(test::wideHeap(10'000));
    m_view->showObject(NodeId{500});
    QTRY_VERIFY(chart()->selected() > 0);
    QVERIFY(chart()->data()[std::size_t(chart()->selected())].name.contains("×"));
}

void TestCharts::zoomsInAndOut()
{
    const HeapBuilder heap = shop();
    showDominators(heap.open());
    QTest::mouseDClick(chart(), Qt::LeftButton, {}, placeOf(item("Server")));
    QTRY_COMPARE(chart()->data().front().name, QString("Server"));
    QTRY_VERIFY(isDrawn());
    QCOMPARE(pane()->zoom(), std::vector<NodeId>{heap.node("server")});
    QTRY_COMPARE(test::rows(*dominators()->model()), QStringList{"Array"}); // the tree starts there, too
    auto* const way = pane()->findChild<QLabel*>("chartWay");
    QVERIFY(way->isVisible());
    QVERIFY(way->text().contains("(GC roots)"));
    QTest::mouseClick(chart(), Qt::LeftButton, {}, placeOf(0)); // the middle
    QTRY_COMPARE(chart()->data().front().name, QString("(GC roots)"));
    QVERIFY(!way->isVisible());
    QTRY_VERIFY(isDrawn());
    chart()->setFocus();
    QTest::mouseClick(chart(), Qt::LeftButton, {}, placeOf(item("Array")));
    QTest::keyClick(chart(), Qt::Key_Return);
    QTRY_COMPARE(chart()->data().front().name, QString("Array"));
    emit way->linkActivated("0");
    QTRY_COMPARE(chart()->data().front().name, QString("(GC roots)"));
    QTRY_VERIFY(test::rows(*dominators()->model()).contains("App"));
}

void TestCharts::treeZoomsOutWithTheChart()
{
    const HeapBuilder heap = shop();
    showDominators(heap.open());
    QTest::mouseDClick(chart(), Qt::LeftButton, {}, placeOf(item("Server")));
    QTRY_COMPARE(test::rows(*dominators()->model()), QStringList{"Array"});
    DataTree* const tree = dominators()->tree();
    select(tree->model()->index(0, 0), tree);
    QTest::keyClick(tree, Qt::Key_Backspace);
    QTRY_COMPARE(chart()->data().front().name, QString("(GC roots)"));
    QVERIFY(pane()->zoom().empty());
    QTRY_VERIFY(isDrawn());
    QTest::mouseDClick(chart(), Qt::LeftButton, {}, placeOf(item("Array")));
    QTRY_COMPARE(pane()->zoom().size(), std::size_t(1));
    m_view->showObject(heap.node("name")); // beside what is zoomed to
    QTRY_COMPARE(dominators()->model()->node(tree->currentIndex()), heap.node("name"));
    QVERIFY(pane()->zoom().empty());
}

void TestCharts::classesStandInForDominators()
{
    HeapBuilder heap = shop();
    const std::vector<HeapPtr> stages = heap.openStages();
    show(stages[1]);
    m_view->showPage(DominatorsView::kId);
    QTRY_VERIFY(item("Entry") > 0);
    checkSums(chart()->data());
    QTRY_VERIFY(isDrawn());
    QTest::mouseClick(chart(), Qt::LeftButton, {}, placeOf(item("Entry")));
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Class);
    QVERIFY(pane()->findChild<QLabel*>("chartWay")->isVisible());
    m_view->setHeap(stages.back());
    QTRY_COMPARE(chart()->data().front().name, QString("(GC roots)"));
    QVERIFY(!pane()->findChild<QLabel*>("chartWay")->isVisible());
}

void TestCharts::keysWalkTheTree()
{
    const HeapBuilder heap = shop();
    showDominators(heap.open());
    QTest::mouseClick(chart(), Qt::LeftButton, {}, placeOf(item("App")));
    QTest::keyClick(chart(), Qt::Key_Down);
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("server"))); // the largest child
    QTest::keyClick(chart(), Qt::Key_Right);
    const NodeId sibling = m_view->selection()->subject().node;
    QVERIFY(sibling != heap.node("server"));
    QTest::keyClick(chart(), Qt::Key_Left);
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("server")));
    QTest::keyClick(chart(), Qt::Key_Up);
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("app")));
}

void TestCharts::hiddenObjectsGo()
{
    showDominators(test::fixture("express-20.heapsnapshot.gz"));
    const std::size_t before = chart()->data().size();
    m_view->findChild<QComboBox*>("hideBelow")->setCurrentIndex(2);
    QTRY_VERIFY(chart()->data().size() < before);
    for (const ChartNode& node : chart()->data())
        QVERIFY(node.share() >= 0.01 - 1e-9);
}

void TestCharts::tooltipNamesExactSizes()
{
    showDominators(shop().open());
    QTest::mouseMove(chart(), placeOf(item("Server")));
    QTRY_COMPARE(chart()->hovered(), item("Server"));
    QTRY_VERIFY(QToolTip::isVisible());
    QVERIFY2(QToolTip::text().contains("Retained 2,"), qPrintable(QToolTip::text()));
    QTest::mouseMove(chart(), placeOf(item("Array")));
    QTRY_VERIFY(QToolTip::text().contains("<b>Array</b>"));
}

void TestCharts::screenReadersFindTheItems()
{
    showDominators(shop().open());
    QAccessibleInterface* const all = QAccessible::queryAccessibleInterface(chart());
    QVERIFY(all);
    QCOMPARE(all->role(), QAccessible::Tree);
    QVERIFY(all->childCount() >= 5);
    QStringList names;
    for (int i = 0; i < all->childCount(); ++i) {
        QAccessibleInterface* const each = all->child(i);
        QCOMPARE(each->role(), QAccessible::TreeItem);
        QCOMPARE(all->indexOfChild(each), i);
        QVERIFY(each->text(QAccessible::Description).startsWith("Retained "));
        names << each->text(QAccessible::Name);
    }
    QVERIFY(names.contains("Server"));
    const QPoint at = chart()->mapToGlobal(placeOf(item("Server")));
    QCOMPARE(all->childAt(at.x(), at.y())->text(QAccessible::Name), QString("Server"));
}

void TestCharts::realSnapshotInAllShapes()
{
    showDominators(test::fixture("express-20.heapsnapshot.gz"));
    for (const ChartShape shape : {ChartShape::Sunburst, ChartShape::Treemap, ChartShape::Icicle}) {
        QSignalSpy drawn(chart(), &HierarchyChart::layoutChanged);
        chart()->setShape(shape);
        QTRY_VERIFY(!drawn.isEmpty());
        int visible = 0;
        for (int i = 0; i < int(chart()->data().size()); ++i)
            visible += chart()->layout()->isVisible(i);
        QVERIFY(visible > 10);
    }
    const QString slow = test::slowEvents();
    QVERIFY2(slow.isEmpty(), qPrintable(slow));
}

HEAPWISE_GUI_TEST_MAIN(TestCharts)
#include "tst_charts.moc"
