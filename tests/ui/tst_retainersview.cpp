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
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/retentionpanel.h"
#include "ui/widgets/graph/graphexport.h"
#include "ui/widgets/graph/graphminimap.h"
#include "ui/widgets/graph/retainergraph.h"

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
    void clickingAReferenceShowsWhatACutFrees();
    void otherReferencesKeepThingsAlive();
    void severalCutsAddUp();
    void clickingABoxSelectsIt();
    void ignoredRetainersAreRemembered();
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
    graph()->setSelected({{true, holding->key}});
    emit graph()->picked();
    answered();
    QVERIFY2(card()->factText().contains("RequestContext freed: 1,085 of 1,085"), qPrintable(card()->factText()));
    QVERIFY2(!panel()->suggestionTexts().isEmpty(), "the same place is suggested");
}

HEAPWISE_GUI_TEST_MAIN(TestRetainersView)
#include "tst_retainersview.moc"
