// Why is this alive, and what would be freed without it: the Retainers page by clicks and keys.
#include "tests/support/snapshotviewtest.h"

#include <QAccessible>
#include <QAccessibleInterface>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "ui/format.h"
#include "ui/sample.h"
#include "ui/views/snapshot/cutcard.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/overview/suspectcard.h"
#include "ui/views/snapshot/overview/suspectlist.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/retentionpanel.h"
#include "ui/widgets/graph/graphexport.h"
#include "ui/widgets/graph/graphlayer.h"
#include "ui/widgets/graph/graphminimap.h"
#include "ui/widgets/graph/retainergraph.h"

#include <map>

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;

namespace {

/// root > App > Bus > listeners (Array) > 20 closures, each with a scope that holds a Session; App holds one Session
/// directly, too, and a WeakRef another.
HeapBuilder leak()
{
    QString graph = QStringLiteral("root>app; app>bus,s0,ref; bus>listeners; ref>~s1");
    for (int i = 0; i < 20; ++i)
        graph += QStringLiteral("; listeners>#f%1").arg(i);
    HeapBuilder heap(graph);
    heap.name("app", "App").name("bus", "EventEmitter").name("listeners", "Array").name("ref", "WeakRef");
    for (int i = 0; i < 20; ++i) {
        const QString f = "f" + QString::number(i), c = "c" + QString::number(i), s = "s" + QString::number(i);
        heap.edge(f, c, "internal", "context").edge(c, s, "context", "session");
        heap.type(f, "closure").name(f, "onTick").name(c, "system / Context").name(s, "Session").size(s, 1000);
    }
    return heap;
}

} // namespace

class TestRetainersView : public test::SnapshotViewTest {
    Q_OBJECT

    RetainersView* page() const { return static_cast<RetainersView*>(m_view->page(RetainersView::kId)); }
    RetainerGraph* graph() const { return page()->graph(); }
    CutCard* card() const { return m_view->findChild<CutCard*>("cutCard"); }
    RetentionPanel* panel() const { return m_view->findChild<RetentionPanel*>("retentionPanel"); }
    const GraphData& data() const { return graph()->shownPicture()->data(); }
    bool isReady() const { return page()->shown() && !page()->isWorking() && graph()->isLaidOut(); }
    /// Selects the class and asks for its retainers by Ctrl+R.
    void askForClass(const QString& name)
    {
        QString why;
        QVERIFY2(m_view->goTo(name, &why), qPrintable(why));
        QTest::keyClick(classTree(), Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(m_view->currentPage(), RetainersView::kId);
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
        for (const GraphBox& b : data().boxes)
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

private slots:
    void askedByKeyFromAClass();
    void askedByKeyFromAnObjectAndAFinding();
    void clickingAReferenceShowsWhatACutFrees();
    void otherReferencesKeepThingsAlive();
    void severalCutsAddUp();
    void clickingABoxSelectsIt();
    void ignoredRetainersAreRemembered();
    void referencesBetweenTwoBoxesAreOneLine();
    void wideGraphsTakeSeveralRows();
    void stepsWithinTheSubjectAreFolded();
    void neverMoreThanFourHundredBoxes();
    void expandingKeepsPlaces();
    void keysWalkAlongReferences();
    void findMarksAndGoesThere();
    void treeShowsTheSame();
    void modesAndChecks();
    void hidingTheSystemGoesAroundIt();
    void states();
    void screenReadersFindBoxesAndReferences();
    void zoomAndMinimap();
    void exports();
    void nothingBlocksOnRealSnapshot();
    void whyIsThisAliveOnTheSample();
};

void TestRetainersView::askedByKeyFromAClass()
{
    show(leak().open());
    askForClass("Session");
    QCOMPARE(data().title, QString("20 Session"));
    QVERIFY(data().subtitle.startsWith("2 merged"));
    const QStringList names = boxNames();
    QVERIFY2(names.contains("onTick() ×19") && names.contains("system / Context ×19") && names.contains("Session ×20"),
             qPrintable(names.join(", ")));
    QVERIFY(data().boxes[std::size_t(box("Array"))].isAccumulation);
    QCOMPARE(panel()->pathTexts().last().section(' ', 0, 0), QString("Session"));
    QVERIFY2(panel()->accumulationText().contains("19 onTick()"), qPrintable(panel()->accumulationText()));
}

/// Of a query's result tst_querypage asks, of a set of a comparison tst_comparisonview.
void TestRetainersView::askedByKeyFromAnObjectAndAFinding()
{
    const QString path = extractSample();
    Progress progress;
    const auto heap = openHeap({path.toStdString()}, progress);
    QVERIFY(heap);
    show(*heap);
    m_view->showPage(DominatorsView::kId);
    QTRY_VERIFY(dominators()->tree()->model()->rowCount() > 0);
    QVERIFY(m_view->goTo("RequestContext", nullptr));
    const auto contexts = (*heap)->classes->instances(m_view->selection()->subject().classId);
    const Subject object = Subject::object(NodeId{contexts.front()});
    m_view->showSubject(object, DominatorsView::kId);
    QCOMPARE(m_view->selection()->subject(), object);
    QTest::keyClick(dominators()->tree(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(m_view->currentPage(), RetainersView::kId);
    QTRY_VERIFY(isReady());
    QCOMPARE(page()->shown()->paths->query.subjects, std::vector{object.node.value});

    m_view->showPage(OverviewPage::kId);
    auto* const overview = m_view->page<OverviewPage>();
    QTRY_VERIFY(!overview->suspects()->cards().isEmpty());
    SuspectCard* const card = overview->suspects()->cards().front();
    card->setFocus();
    QTest::keyClick(card, Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(m_view->currentPage(), RetainersView::kId);
    QTRY_VERIFY(isReady());
    QCOMPARE(page()->shown()->paths->query.subjects.size(), card->suspect().members.size());
}

void TestRetainersView::clickingAReferenceShowsWhatACutFrees()
{
    const HeapPtr heap = leak().open();
    show(heap);
    askForClass("Session");
    clickArc(arc("listeners"));
    answered();
    QCOMPARE(int(m_view->selection()->subject().kind), int(Subject::Kind::Reference));
    const HeapBuilder builder = leak();
    QVERIFY(card()->isVisible());
    QCOMPARE(card()->numberText(), formatBytes(heap->dominators->retainedSize(builder.node("listeners"))));
    QVERIFY2(card()->factText().contains("Session freed: 19 of 20"), qPrintable(card()->factText()));
    QVERIFY(m_view->statusText().startsWith("Cut computed in "));
}

void TestRetainersView::otherReferencesKeepThingsAlive()
{
    show(leak().open());
    askForClass("Session");
    clickArc(arc("s0"));
    answered();
    QVERIFY2(card()->factText().contains("Session freed: 0 of 20"), qPrintable(card()->factText()));
}

void TestRetainersView::severalCutsAddUp()
{
    show(leak().open());
    askForClass("Session");
    clickArc(arc("s0"));
    QTest::keyClick(graph(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    clickArc(arc("listeners"));
    answered();
    QVERIFY2(card()->factText().contains("Session freed: 20 of 20"), qPrintable(card()->factText()));
    QVERIFY(graph()->arcState(arc("s0")).isCut);
    QVERIFY2(m_view->statusText().startsWith("2 cuts, "), qPrintable(m_view->statusText()));

    QTest::keyClick(graph(), Qt::Key_Escape); // takes the cut back, the selection stays
    answered();
    QVERIFY(!graph()->arcState(arc("s0")).isCut);
    QVERIFY(card()->factText().contains("Session freed: 19 of 20"));

    clickArc(arc("s0"), Qt::ShiftModifier); // two selected at once
    answered();
    QVERIFY(card()->factText().contains("Session freed: 20 of 20"));

    card()->findChild<QPushButton*>("listFreed")->click();
    QTRY_COMPARE(int(m_view->selection()->subject().kind), int(Subject::Kind::Set));
    QVERIFY(m_view->selection()->subject().set->title.startsWith("Freed by the cut"));
}

void TestRetainersView::clickingABoxSelectsIt()
{
    const HeapPtr heap = leak().open();
    show(heap);
    askForClass("Session");
    click(box("EventEmitter"));
    QCOMPARE(m_view->selection()->subject(), Subject::object(leak().node("bus")));
    QTRY_VERIFY(inspector()->titleText().startsWith("EventEmitter"));
    click(box("onTick()"));
    QCOMPARE(int(m_view->selection()->subject().kind), int(Subject::Kind::Set));
    QCOMPARE(m_view->selection()->subject().set->nodes.size(), std::size_t(19));
    answered();
    QCOMPARE(page()->shown()->paths->query.subjects.size(), std::size_t(20)); // the question stays
}

void TestRetainersView::ignoredRetainersAreRemembered()
{
    const HeapPtr heap = leak().open();
    show(heap);
    askForClass("Session");
    clickArc(arc("bus"));
    answered();
    card()->findChild<QPushButton*>("ignoreInPaths")->click();
    QTRY_VERIFY(isReady());
    QVERIFY2(box("EventEmitter") < 0, "its ways are not shown any more");
    auto* const restore = [this] { return m_view->findChild<QPushButton*>("restoreIgnored"); }();
    QVERIFY(restore && restore->isVisible());

    show(heap); // kept with the file
    askForClass("Session");
    QVERIFY(box("EventEmitter") < 0);
    QTest::mouseClick(m_view->findChild<QPushButton*>("restoreIgnored"), Qt::LeftButton);
    QTRY_VERIFY(isReady());
    QVERIFY(box("EventEmitter") >= 0);
}

/// A registry with a property of its own for each of three items, the second the largest.
HeapBuilder registry()
{
    HeapBuilder heap("root>app; app>registry; registry>i0,i1,i2");
    heap.name("app", "App").name("registry", "Registry");
    for (int i = 0; i < 3; ++i)
        heap.name("i" + QString::number(i), "Item").size("i" + QString::number(i), i == 1 ? 3000 : 1000);
    return heap;
}

void TestRetainersView::referencesBetweenTwoBoxesAreOneLine()
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

void TestRetainersView::wideGraphsTakeSeveralRows()
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
void TestRetainersView::stepsWithinTheSubjectAreFolded()
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

void TestRetainersView::neverMoreThanFourHundredBoxes()
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

void TestRetainersView::expandingKeepsPlaces()
{
    show(leak().open());
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

void TestRetainersView::keysWalkAlongReferences()
{
    show(leak().open());
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

void TestRetainersView::findMarksAndGoesThere()
{
    show(leak().open());
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

void TestRetainersView::treeShowsTheSame()
{
    show(leak().open());
    askForClass("Session");
    for (QToolButton* const button : page()->findChildren<QToolButton*>())
        if (button->text() == "Tree")
            button->click();
    DataTree* const tree = page()->tree();
    QVERIFY(tree);
    const auto& model = *tree->model();
    QTRY_COMPARE(test::rows(model), QStringList({"system / Context", "App"}));
    const QModelIndex scope = model.index(0, 0);
    QTRY_COMPARE(test::rows(model, scope), QStringList({"onTick()"}));
    QCOMPARE(scope.data(SecondaryRole).toString(), QString("×19"));
    select(model.index(1, 0), tree); // held by App: the reference
    answered();
    QVERIFY(card()->factText().contains("Session freed: 0 of 20"));
    QAbstractItemModelTester tester(tree->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestRetainersView::modesAndChecks()
{
    show(leak().open());
    askForClass("Session");
    auto* const mode = m_view->findChild<QComboBox*>("pathMode");
    for (const int index : {1, 2, 3, 0}) {
        mode->setCurrentIndex(index);
        QTRY_VERIFY(isReady());
        QVERIFY(box("Session") >= 0);
    }
    m_view->findChild<QCheckBox*>("groupByClass")->click();
    QTRY_VERIFY(isReady() && boxNames().filter("onTick").size() == 9);
    m_view->findChild<QCheckBox*>("groupByClass")->click();
    QTRY_VERIFY(isReady() && boxNames().contains("onTick() ×19"));
    QVERIFY(m_view->findChild<QCheckBox*>("hideWeak")->text().contains("(1)"));
    m_view->findChild<QCheckBox*>("hideWeak")->click();
    QTRY_VERIFY(isReady());
    m_view->findChild<QCheckBox*>("hideSystem")->click();
    QTRY_VERIFY(isReady());
}

void TestRetainersView::hidingTheSystemGoesAroundIt()
{
    HeapBuilder heap("root>global; global>!code,a; code>x; a>b; b>x; code>only");
    heap.type("code", "code").name("x", "X").name("only", "Only");
    show(heap.open());
    m_view->showObject(heap.node("x"));
    m_view->showPage(RetainersView::kId);
    auto* const hide = m_view->findChild<QCheckBox*>("hideSystem");
    QTRY_VERIFY(isReady());
    QCOMPARE(box("b"), -1);
    hide->click();
    QTRY_VERIFY(isReady() && box("b") >= 0);
    QCOMPARE(data().subtitle, QString("1 merged shortest path from the GC roots"));
    m_view->showObject(heap.node("only"));
    QTRY_VERIFY(isReady() && box("Only") >= 0);
    QVERIFY2(data().subtitle.endsWith("none of them around Node.js and V8"), qPrintable(data().subtitle));
}

void TestRetainersView::states()
{
    const auto stages = leak().openStages();
    show(stages.front());
    m_view->showPage(RetainersView::kId);
    QVERIFY(!page()->stateText().isEmpty());
    m_view->setHeap(stages.back());
    QCOMPARE(page()->stateText(), QString("Select an object to see what keeps it alive."));
    HeapBuilder weak("root>app; app>~lonely");
    const HeapPtr heap = weak.open();
    m_view->setHeap(heap);
    m_view->showObject(weak.node("lonely"));
    QTRY_COMPARE(page()->stateText(), QString("Nothing strong holds it. It will be collected."));
    m_view->showObject(heap->snapshot->root());
    QTRY_COMPARE(page()->stateText(), QString("This is a GC root."));
}

void TestRetainersView::screenReadersFindBoxesAndReferences()
{
    show(leak().open());
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

void TestRetainersView::zoomAndMinimap()
{
    show(leak().open());
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

void TestRetainersView::exports()
{
    show(leak().open());
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

void TestRetainersView::nothingBlocksOnRealSnapshot()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    show(heap);
    test::slowEvents(); // showing the window is another test's matter
    m_view->showPage(RetainersView::kId);
    askForClass("Layer");
    for (const int box : {0, 1})
        emit graph()->expandRequested(box);
    QTRY_VERIFY(isReady());
    QVERIFY(int(data().boxes.size()) <= int(RetentionView::kMostGroups) + 10);
    QCOMPARE(test::slowEvents(), QString());
}

void TestRetainersView::whyIsThisAliveOnTheSample()
{
    const QString path = extractSample();
    QVERIFY(!path.isEmpty());
    Progress progress;
    const auto heap = openHeap({path.toStdString()}, progress);
    QVERIFY(heap);
    show(*heap);
    askForClass("RequestContext");
    const QStringList names = boxNames();
    QVERIFY2(names.contains("PriceFeed"), qPrintable(names.join(", ")));
    // The array of listeners is where they gather; the reference that holds it is the one to cut.
    const auto& groups = page()->shown()->groups;
    const auto gathering =
        std::find_if(groups.begin(), groups.end(), [](const RetentionGroup& g) { return g.isAccumulation; });
    QVERIFY(gathering != groups.end());
    const auto& references = page()->shown()->references;
    const int at = int(gathering - groups.begin());
    const auto holding = std::find_if(references.begin(), references.end(),
                                      [at](const RetentionReference& r) { return r.to == at && r.isMain; });
    QVERIFY(holding != references.end());
    graph()->setSelected({{true, page()->shown()->bundles[std::size_t(holding->bundle)].key}});
    emit graph()->picked();
    answered();
    QVERIFY2(card()->factText().contains("RequestContext freed: 1,085 of 1,085"), qPrintable(card()->factText()));
    QVERIFY2(!panel()->suggestionTexts().isEmpty(), "the same place is suggested");
}

HEAPWISE_GUI_TEST_MAIN(TestRetainersView)
#include "tst_retainersview.moc"
