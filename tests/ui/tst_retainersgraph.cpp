// The graph of the Retainers page: what is drawn, how one gets about in it, and what becomes of hundreds of boxes.
#include "tests/support/retainersviewtest.h"

#include <QAccessible>
#include <QAccessibleInterface>

#include "ui/format.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/widgets/graph/graphexport.h"
#include "ui/widgets/graph/graphlayer.h"
#include "ui/widgets/graph/graphminimap.h"

#include <map>

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::listenerLeak;

class TestRetainersGraph : public test::RetainersViewTest {
    Q_OBJECT
private slots:
    void referencesBetweenTwoBoxesAreOneLine();
    void wideGraphsTakeSeveralRows();
    void stepsWithinTheSubjectAreFolded();
    void neverMoreThanFourHundredBoxes();
    void expandingKeepsPlaces();
    void keysWalkAlongReferences();
    void findMarksAndGoesThere();
    void findTakesQueries();
    void screenReadersFindBoxesAndReferences();
    void zoomAndMinimap();
    void exports();
};

/// A registry with a property of its own for each of three items, the second the largest.
HeapBuilder registry()
{
    HeapBuilder heap("root>app; app>registry; registry>i0,i1,i2");
    heap.name("app", "App").name("registry", "Registry");
    for (int i = 0; i < 3; ++i)
        heap.name("i" + QString::number(i), "Item").size("i" + QString::number(i), i == 1 ? 3000 : 1000);
    return heap;
}

void TestRetainersGraph::referencesBetweenTwoBoxesAreOneLine()
{
    show(registry().open());
    askForClass("Item");
    QCOMPARE(data().arcs.size(), std::size_t(3)); // from the roots, to the registry, to the items
    const int line = arc("i1 and 2 more");
    QVERIFY(line >= 0);
    const GraphArc& joined = data().arcs[std::size_t(line)];
    QCOMPARE(joined.names.size(), 3);
    QCOMPARE(joined.bytes, 5000u);
    QVERIFY2(joined.tip.contains("i0: 1 reference") && joined.tip.contains("i2: 1 reference"), qPrintable(joined.tip));

    clickArc(line); // all of them
    answered();
    QVERIFY2(card()->factText().contains("Item freed: 3 of 3"), qPrintable(card()->factText()));
    QCOMPARE(panel()->referenceTexts().size(), 3);
    QVERIFY(panel()->referenceTexts().front().startsWith("i1"));

    auto* const names = m_view->findChild<QWidget*>("lineReferences"); // one of them
    QVERIFY(names->isVisible());
    QTest::keyClick(names, Qt::Key_Down);
    answered();
    QVERIFY2(card()->factText().contains("Item freed: 1 of 3"), qPrintable(card()->factText()));
    QVERIFY(m_view->selection()->subject().edge == page()->shown()->references[2].hops.back() ||
            m_view->selection()->subject().edge == page()->shown()->references[1].hops.back() ||
            m_view->selection()->subject().edge == page()->shown()->references[0].hops.back());
    QTest::keyClick(graph(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier); // marked, and another with it
    QVERIFY(graph()->arcState(line).isCut);
    QTest::keyClick(names, Qt::Key_Down);
    answered();
    QVERIFY2(card()->factText().contains("Item freed: 2 of 3"), qPrintable(card()->factText()));
    QTest::keyClick(graph(), Qt::Key_Escape);
    answered();

    QCOMPARE(graph()->find("i2"), 1); // by any of its names
    graph()->find({});
    clickArc(arc("registry")); // a line with one reference has no list
    answered();
    QVERIFY(panel()->referenceTexts().isEmpty());
}

/// Items that so many objects of different classes hold, each one.
HeapBuilder manyHolders(int count)
{
    HeapBuilder heap("root>app");
    heap.name("app", "App");
    for (int i = 0; i < count; ++i) {
        const QString holder = "h" + QString::number(i), item = "i" + QString::number(i);
        heap.edge("app", holder, "property", holder).edge(holder, item, "property", "item" + QString::number(i));
        heap.name(holder, "Holder" + QString::number(i)).name(item, "Item").size(item, 100 + i);
    }
    return heap;
}

void TestRetainersGraph::wideGraphsTakeSeveralRows()
{
    show(manyHolders(80).open());
    askForClass("Item");
    const auto check = [this] {
        std::map<double, int> rows;
        for (const QRectF& place : graph()->shownPicture()->layout().boxes)
            ++rows[place.center().y()];
        for (const auto& [row, count] : rows)
            QVERIFY(count <= 6);
        QVERIFY(graph()->shownPicture()->layout().bounds.width() < 5000); // of 80 in one row: 18,880
    };
    check();
    const int more = box("55 more");
    QVERIFY2(more >= 0, qPrintable(boxNames().join(", ")));
    const auto place = [this](const char* name) {
        return graph()->shownPicture()->layout().boxes[std::size_t(box(name))].center();
    };
    const QPointF app = place("App"), heaviest = place("Holder79");
    emit graph()->expandRequested(more);
    QTRY_VERIFY(isReady() && data().boxes.size() > 80);
    check();
    QCOMPARE(place("Holder79"), heaviest);
    QCOMPARE(place("App").x(), app.x());
    QVERIFY(place("App").y() < place("Holder0").y()); // still above all that it holds
}

/// A tree of nodes with lists of children, of many classes and under many names: merged paths of the nodes lead from
/// them over those lists back to them.
void TestRetainersGraph::stepsWithinTheSubjectAreFolded()
{
    HeapBuilder heap("root>app; app>n0");
    heap.name("app", "App").name("n0", "Node");
    int next = 1;
    for (int parent = 0; parent < 60; ++parent) {
        const QString from = "n" + QString::number(parent);
        for (int i = 0; i < 3; ++i, ++next) {
            const QString list = "l" + QString::number(next), child = "n" + QString::number(next);
            heap.edge(from, list, "property", "list" + QString::number(next % 40));
            heap.edge(list, child, "element", "0");
            heap.name(list, "List" + QString::number(next % 90)).name(child, "Node");
        }
    }
    show(heap.open());
    askForClass("Node");
    QVERIFY2(data().boxes.size() < 40, qPrintable(QString::number(data().boxes.size())));
    QVERIFY(boxNames().contains("App") && boxNames().filter(" more").size() == 1);
}

void TestRetainersGraph::neverMoreThanFourHundredBoxes()
{
    show(manyHolders(700).open());
    askForClass("Item");
    test::slowEvents(); // showing the window is another test's matter
    emit graph()->expandRequested(box("675 more"));
    QTRY_VERIFY(isReady() && data().boxes.size() > 100);
    QCOMPARE(data().boxes.size(), RetentionView::kMostGroups);
    QVERIFY(box("Holder699") >= 0 && box("Holder0") < 0); // the smallest are folded
    graph()->setFocus();
    for (const int key : {Qt::Key_0, Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus,
                          Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Plus, Qt::Key_Plus}) {
        QTest::keyClick(graph(), Qt::Key(key));
        QTRY_VERIFY(graph()->layer()->isCurrent()); // painted at each size
    }
    QVERIFY(graph()->isLarge());
    click(box("Holder699"));
    answered();
    QTRY_VERIFY(graph()->layer()->isCurrent()); // with what is selected
    for (int x = 50; x < 400; x += 50) {        // lines are looked for under the pointer
        QTest::mouseMove(graph()->viewport(), QPoint(x, x));
        QCoreApplication::processEvents();
    }
    QCOMPARE(test::slowEvents(), QString());
}

void TestRetainersGraph::expandingKeepsPlaces()
{
    show(listenerLeak().open());
    askForClass("EventEmitter");
    const QPointF before = graph()->shownPicture()->layout().boxes[std::size_t(box("App"))].center();
    const QRect place = graph()->itemRect(box("EventEmitter"));
    QTest::mouseDClick(graph()->viewport(), Qt::LeftButton, {}, place.center());
    answered();
    askForClass("Session");
    const int known = box("App");
    const QPointF app = graph()->shownPicture()->layout().boxes[std::size_t(known)].center();
    click(box("Session"));
    QTest::keyClick(graph(), Qt::Key_Return);
    QTRY_VERIFY(page()->shown()->references.size() >= 1 && !page()->isWorking() && graph()->isLaidOut());
    QCOMPARE(graph()->shownPicture()->layout().boxes[std::size_t(box("App"))].center(), app);
    QCOMPARE(before.y() < 0, true); // holders lie above
}

void TestRetainersGraph::keysWalkAlongReferences()
{
    show(listenerLeak().open());
    askForClass("Session");
    graph()->setFocus();
    QTest::keyClick(graph(), Qt::Key_Up); // starts at the subject
    QCOMPARE(graph()->selected().back().key, data().boxes[std::size_t(box("Session"))].key);
    QTest::keyClick(graph(), Qt::Key_Up);
    QVERIFY(graph()->selected().back().isArc);
    QTest::keyClick(graph(), Qt::Key_BracketRight); // the other reference to it
    QCOMPARE(graph()->selected().back().key, data().arcs[std::size_t(arc("s0"))].key);
    QTest::keyClick(graph(), Qt::Key_Up);
    QCOMPARE(graph()->selected().back().key, data().boxes[std::size_t(box("App"))].key);
    QTest::keyClick(graph(), Qt::Key_Down);
    QTest::keyClick(graph(), Qt::Key_Down);
    QVERIFY(!graph()->selected().back().isArc);
    answered();
}

void TestRetainersGraph::findMarksAndGoesThere()
{
    show(listenerLeak().open());
    askForClass("Session");
    QTest::keyClick(graph(), Qt::Key_F, Qt::ControlModifier);
    m_view->focusFilter();
    auto* const field = m_view->findChild<QLineEdit*>("findInGraph");
    QTest::keyClicks(field, "emitter");
    QCOMPARE(graph()->foundCount(), 1);
    QVERIFY(graph()->boxState(box("EventEmitter")).isFound);
    QVERIFY(graph()->boxState(box("App")).isFaded);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(graph()->selected().back().key, data().boxes[std::size_t(box("EventEmitter"))].key);
    field->clear();
    QVERIFY(!graph()->boxState(box("App")).isFaded);
    answered();
}

void TestRetainersGraph::findTakesQueries()
{
    show(listenerLeak().open());
    askForClass("Session");
    page()->focusFilter();
    auto* const field = m_view->findChild<QLineEdit*>("findInGraph");
    auto* const problem = m_view->findChild<FieldProblem*>("findProblem");
    QTest::keyClicks(field, "kind:closure");
    QTRY_COMPARE(graph()->foundCount(), 1); // the box of all closures, in which nothing says so
    QVERIFY(graph()->boxState(box("onTick()")).isFound && graph()->boxState(box("App")).isFaded);
    QVERIFY(problem->problemText().isEmpty());
    QTRY_COMPARE(page()->note(), QString("1 found in the graph"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(graph()->selected().back().key, data().boxes[std::size_t(box("onTick()"))].key);
    // Enter before there is an answer: it goes there as soon as there is.
    field->selectAll();
    QTest::keyClicks(field, "class=EventEmitter");
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(graph()->selected().back().key, data().boxes[std::size_t(box("EventEmitter"))].key);
    // One of the twenty in a box.
    field->selectAll();
    QTest::keyClicks(field, "@" + QString::number(page()
                                                      ->shown()
                                                      ->paths->heap->snapshot
                                                      ->objectId(NodeId{page()->shown()->paths->query.subjects[7]})
                                                      .value));
    QTRY_VERIFY(graph()->boxState(box("Session")).isFound && graph()->foundCount() == 1);
    field->selectAll();
    QTest::keyClicks(field, "Event*");
    QTRY_COMPARE(graph()->foundCount(), 1);
    QVERIFY(graph()->boxState(box("EventEmitter")).isFound);
    // What is wrong is said below, with what was meant.
    field->selectAll();
    QTest::keyClicks(field, "kind:clsure");
    QTRY_VERIFY(problem->isVisible() && problem->problemText().contains("Did you mean closure?"));
    QVERIFY(problem->mapTo(m_view.get(), QPoint()).y() >= field->mapTo(m_view.get(), QPoint(0, field->height())).y());
    const int left = problem->contentsMargins().left();
    QVERIFY2(left + problem->fontMetrics().horizontalAdvance(problem->problemText()) <= problem->width(),
             qPrintable(QString::number(left))); // none of it is out of sight
    emit problem->linkActivated("closure");
    QCOMPARE(field->text(), QString("kind:closure"));
    QTRY_VERIFY(graph()->boxState(box("onTick()")).isFound && !problem->isVisible());
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(graph()->foundCount(), 0);
    QVERIFY(!graph()->boxState(box("App")).isFaded);
    answered();
}

void TestRetainersGraph::screenReadersFindBoxesAndReferences()
{
    show(listenerLeak().open());
    askForClass("Session");
    QAccessibleInterface* const view = QAccessible::queryAccessibleInterface(graph());
    QVERIFY(view);
    QCOMPARE(view->childCount(), int(data().boxes.size() + data().arcs.size()));
    QAccessibleInterface* const array = view->child(box("Array"));
    QVERIFY(array->text(QAccessible::Name).contains("accumulation point"));
    QVERIFY(array->text(QAccessible::Description).contains("of the heap"));
    QVERIFY(!array->state().selected);
    click(box("Array"));
    QVERIFY(array->state().selected);
    QAccessibleInterface* const held = view->child(int(data().boxes.size()) + arc("listeners"));
    QCOMPARE(held->text(QAccessible::Name), QString("listeners, from EventEmitter to Array"));
    answered();
}

void TestRetainersGraph::zoomAndMinimap()
{
    show(listenerLeak().open());
    askForClass("Session");
    auto* const minimap = m_view->findChild<GraphMinimap*>("graphMinimap");
    graph()->setFocus();
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(graph(), Qt::Key_Plus);
    QVERIFY(graph()->zoom() > 1.5);
    QVERIFY(minimap->isVisible());
    QTest::keyClick(graph(), Qt::Key_0);
    QVERIFY(graph()->zoom() <= 1);
    const QPointF before = graph()->mapToScene(graph()->viewport()->rect().center());
    QTest::mousePress(graph()->viewport(), Qt::LeftButton, {}, QPoint(30, 200));
    QTest::mouseMove(graph()->viewport(), QPoint(60, 230));
    QTest::mouseMove(graph()->viewport(), QPoint(90, 260));
    QTest::mouseRelease(graph()->viewport(), Qt::LeftButton, {}, QPoint(90, 260));
    QVERIFY(graph()->mapToScene(graph()->viewport()->rect().center()).x() < before.x());
    const auto centre = [this] { return graph()->mapToScene(graph()->viewport()->rect().center()); };
    const QPointF panned = centre();
    QTest::keyClick(graph(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(graph(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(centre().x() > panned.x() + 20 && centre().y() > panned.y() + 20);
    QTest::keyClick(graph(), Qt::Key_Left, Qt::ShiftModifier);
    QTest::keyClick(graph(), Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(QLineF(centre(), panned).length() < 2);
    QVERIFY(graph()->selected().empty());
}

void TestRetainersGraph::exports()
{
    show(listenerLeak().open());
    askForClass("Session");
    QTemporaryDir dir;
    for (const QString& format : {QStringLiteral("svg"), QStringLiteral("png"), QStringLiteral("dot")}) {
        const QString path = dir.filePath("graph." + format);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(graph()->exportWork(format)(file, Progress()), QString());
        file.close();
        QVERIFY(QFileInfo(path).size() > 500);
    }
    QVERIFY(QImage(dir.filePath("graph.png")).width() > 400);
    QFile svg(dir.filePath("graph.svg"));
    QVERIFY(svg.open(QIODevice::ReadOnly) && svg.readAll().contains("EventEmitter"));
    const QString dot = dotText(data());
    QVERIFY(dot.startsWith("digraph") && dot.contains("label=\"listeners\""));
}

HEAPWISE_GUI_TEST_MAIN(TestRetainersGraph)
#include "tst_retainersgraph.moc"
