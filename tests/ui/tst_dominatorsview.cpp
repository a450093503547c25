// The dominator tree: revealing objects and following the largest.
#include "tests/support/snapshotviewtest.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include "ui/theme/theme.h"
#include "ui/views/snapshot/dominatorchartpane.h"
#include "ui/views/snapshot/emptystate.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

class TestDominatorsView : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void revealsInDominators();
    void filterShowsWhatMatchesAndWhatKeepsIt();
    void filterSaysWhenNothingMatches();
    void veryDeepObjectsGetATreeOfTheirOwn();
    void followsTheLargestChild();
    void followsThroughAFold();
    void marksTheAccumulationPoint();
    void groupsTheTopLevel();
    void zoomsToTheSelection();
    void linksFollowTheTheme();
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

void TestDominatorsView::filterShowsWhatMatchesAndWhatKeepsIt()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showPage(DominatorsView::kId);
    m_view->focusFilter();
    auto* const field = m_view->findChild<QLineEdit*>("viewFilter");
    QTRY_VERIFY(field->isVisible() && field->hasFocus());
    const GraphTreeModel& model = *dominators()->model();
    QTest::keyClicks(field, "onTick");
    DataTree* const tree = dominators()->tree();
    // The way to the largest that was found is open, and nothing else is there.
    const auto below = [&](const QModelIndex& parent) {
        return model.rowCount(parent) == 1 ? model.node(model.index(0, 0, parent)) : NodeId();
    };
    QTRY_COMPARE(below({}), heap.node("app"));
    const QModelIndex app = model.index(0, 0);
    QTRY_COMPARE(below(app), heap.node("server"));
    QTRY_VERIFY(tree->isExpanded(model.index(0, 0, app)));
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::None); // found is not selected
    m_view->showObject(heap.node("text"));
    QTRY_COMPARE(m_view->statusText(), QString("Selection hidden by the filter"));
    field->setText("kind:string");
    QTRY_COMPARE(model.rowCount(app), 2); // the name, and what is in the cache
    field->clear();
    QTRY_VERIFY(model.rowCount(app) > 2);
    QVERIFY(m_view->statusText().startsWith("Selected: "));
}

void TestDominatorsView::filterSaysWhenNothingMatches()
{
    show(shop().open());
    m_view->showPage(DominatorsView::kId);
    auto* const field = m_view->findChild<QLineEdit*>("viewFilter");
    auto* const state = m_view->findChild<EmptyState*>("dominatorsNoMatch");
    QTest::keyClicks(field, "Nosuch");
    QTRY_VERIFY(state->isVisible());
    QCOMPARE(state->text(), QString("No object matches."));
    emit state->actionTriggered();
    QTRY_VERIFY(!state->isVisible());
    QCOMPARE(field->text(), QString());
    auto* const problem = m_view->findChild<QLabel*>("dominatorsProblem");
    QTest::keyClicks(field, "retaind>1");
    QTRY_VERIFY(problem->isVisible());
    emit problem->linkActivated("retained");
    QCOMPARE(field->text(), QString("retained>1"));
    QTRY_VERIFY(!problem->isVisible());
    const QVariantMap kept = m_view->viewState();
    show(shop().open());
    m_view->setViewState(kept);
    QCOMPARE(m_view->findChild<QLineEdit*>("viewFilter")->text(), QString("retained>1"));
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

void TestDominatorsView::marksTheAccumulationPoint()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showPage(DominatorsView::kId);
    DataTree* const tree = dominators()->tree();
    select(dominators()->model()->index(0, 0), tree);
    QVERIFY(!tree->isFlashing(tree->currentIndex()));
    dominators()->followLargest();
    QTRY_COMPARE(dominators()->model()->node(tree->currentIndex()), heap.node("text"));
    QVERIFY(tree->isFlashing(tree->currentIndex()));
    QTRY_VERIFY(!tree->isFlashing(tree->currentIndex()));
}

void TestDominatorsView::groupsTheTopLevel()
{
    HeapBuilder heap("root>a,b,c,f; f>!shared; shared>!script; script>!name");
    heap.name("a", "Server").name("b", "Server").name("c", "Cache").size("a", 100).size("b", 200);
    heap.type("f", "closure")
        .type("shared", "code")
        .type("script", "code")
        .type("name", "string")
        .name("name", "/srv/shop/orders.js");
    heap.location("f", 9, 3, 4).location("a", 9, 5, 4).location("b", 9, 5, 4);
    show(heap.open());
    m_view->showPage(DominatorsView::kId);
    auto* const top = m_view->findChild<QComboBox*>("groupTop");
    QAbstractItemModel& model = *dominators()->model();
    const auto names = [&] { return test::rows(model); };
    QVERIFY(names().contains("Server") && names().count("Server") == 2);
    top->setCurrentIndex(1);
    QTRY_COMPARE(names().count("Server"), 2); // few stay as they are
    top->setCurrentIndex(2);
    QTRY_VERIFY(names().contains("/srv/shop/orders.js") || names().contains("orders.js"));
    top->setCurrentIndex(3);
    QTRY_VERIFY(names().contains("(program)"));
    const QModelIndex program = test::find(model, "(program)");
    QVERIFY(model.hasChildren(program));
    dominators()->tree()->expand(program);
    QTRY_VERIFY(model.rowCount(program) >= 2);
    m_view->showObject(heap.node("b"));
    QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), heap.node("b"));
    QCOMPARE(dominators()->tree()->currentIndex().parent().data().toString(), QString("(program)"));
    top->setCurrentIndex(0);
    QTRY_COMPARE(names().count("Server"), 2);
}

void TestDominatorsView::zoomsToTheSelection()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showPage(DominatorsView::kId);
    m_view->showObject(heap.node("cache"));
    QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), heap.node("cache"));
    auto* const root = m_view->findChild<QToolButton*>("chartRoot");
    QCOMPARE(root->text(), QString("(GC roots)"));
    emit root->menu()->aboutToShow();
    QCOMPARE(test::menuTexts(root->menu()), QStringList({"(GC roots)", "Zoom to selection"}));
    root->menu()->actions().last()->trigger();
    QCOMPARE(dominators()->chart()->zoom(), std::vector<NodeId>{heap.node("cache")});
    QCOMPARE(root->text(), QString("Array"));
    emit root->menu()->aboutToShow();
    QVERIFY(!root->menu()->actions().last()->isEnabled());
    root->menu()->actions().first()->trigger();
    QVERIFY(dominators()->chart()->zoom().empty());
}

void TestDominatorsView::linksFollowTheTheme()
{
    const auto before = Theme::instance().mode();
    Theme::instance().setMode(Theme::Mode::Light);
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showPage(DominatorsView::kId);
    m_view->showObject(heap.node("cache"));
    auto* const root = m_view->findChild<QToolButton*>("chartRoot");
    emit root->menu()->aboutToShow();
    root->menu()->actions().last()->trigger();
    auto* const way = m_view->findChild<QLabel*>("chartWay");
    QTRY_VERIFY(way->isVisible());
    Theme::instance().setMode(Theme::Mode::Dark);
    const QImage shown = way->grab().toImage();
    bool hasAccent = false, hasOld = false;
    const auto isNear = [](QColor a, QColor b) {
        return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 12;
    };
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < shown.width(); ++x) {
            hasAccent |= isNear(shown.pixelColor(x, y), QColor(0x6A, 0xA6, 0xF8));
            hasOld |= isNear(shown.pixelColor(x, y), QColor(0x1B, 0x5C, 0xCB));
        }
    QVERIFY(hasAccent && !hasOld);
    Theme::instance().setMode(before);
}

HEAPWISE_GUI_TEST_MAIN(TestDominatorsView)
#include "tst_dominatorsview.moc"
