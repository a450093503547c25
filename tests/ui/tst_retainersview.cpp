// Why is this alive, and what would be freed without it: the Retainers page by clicks and keys.
#include "tests/support/retainersviewtest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QToolButton>

#include "ui/format.h"
#include "ui/sample.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/overview/suspectcard.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::listenerLeak;

class TestRetainersView : public test::RetainersViewTest {
    Q_OBJECT
private slots:
    void askedByKeyFromAClass();
    void askedByKeyFromAnObjectAndAFinding();
    void clickingAReferenceShowsWhatACutFrees();
    void otherReferencesKeepThingsAlive();
    void severalCutsAddUp();
    void clickingABoxSelectsIt();
    void ignoredRetainersAreRemembered();
    void treeShowsTheSame();
    void modesAndChecks();
    void hidingTheSystemGoesAroundIt();
    void states();
    void nothingBlocksOnRealSnapshot();
    void whyIsThisAliveOnTheSample();
};

void TestRetainersView::askedByKeyFromAClass()
{
    show(listenerLeak().open());
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
    const HeapPtr heap = listenerLeak().open();
    show(heap);
    askForClass("Session");
    clickArc(arc("listeners"));
    answered();
    QCOMPARE(int(m_view->selection()->subject().kind), int(Subject::Kind::Reference));
    const HeapBuilder builder = listenerLeak();
    QVERIFY(card()->isVisible());
    QCOMPARE(card()->numberText(), formatBytes(heap->dominators->retainedSize(builder.node("listeners"))));
    QVERIFY2(card()->factText().contains("Session freed: 19 of 20"), qPrintable(card()->factText()));
    QVERIFY(m_view->statusText().startsWith("Cut computed in "));
}

void TestRetainersView::otherReferencesKeepThingsAlive()
{
    show(listenerLeak().open());
    askForClass("Session");
    clickArc(arc("s0"));
    answered();
    QVERIFY2(card()->factText().contains("Session freed: 0 of 20"), qPrintable(card()->factText()));
}

void TestRetainersView::severalCutsAddUp()
{
    show(listenerLeak().open());
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
    const HeapPtr heap = listenerLeak().open();
    show(heap);
    askForClass("Session");
    click(box("EventEmitter"));
    QCOMPARE(m_view->selection()->subject(), Subject::object(listenerLeak().node("bus")));
    QTRY_VERIFY(inspector()->titleText().startsWith("EventEmitter"));
    click(box("onTick()"));
    QCOMPARE(int(m_view->selection()->subject().kind), int(Subject::Kind::Set));
    QCOMPARE(m_view->selection()->subject().set->nodes.size(), std::size_t(19));
    answered();
    QCOMPARE(page()->shown()->paths->query.subjects.size(), std::size_t(20)); // the question stays
}

void TestRetainersView::ignoredRetainersAreRemembered()
{
    const HeapPtr heap = listenerLeak().open();
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

void TestRetainersView::treeShowsTheSame()
{
    show(listenerLeak().open());
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
    show(listenerLeak().open());
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
    const auto stages = listenerLeak().openStages();
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
