// Inspector and Retainers, and how they open and collapse.
#include "tests/support/snapshotviewtest.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>

#include "ui/models/mergedpathstree.h"
#include "ui/theme/fonts.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

class TestDocks : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void retainersOpenAlongThePath();
    void retainersSayWhatHoldsNothing();
    void retainersStayWhenARowIsChosen();
    void retainersOfAClassAreMerged();
    void inspectorShowsText();
    void inspectorShowsAClass();
    void inspectorHidesInternalFields();
    void inspectorKnowsTheFile();
    void inspectorPartsSayWhyTheyAreEmpty();
    void docksToggleByKey();
    void collapsedDocksStandInTheStrip();
    void inspectorCollapsesWithoutRoom();
    void retainersCollapseWithoutHeight();
    void layoutIsKept();
};

void TestDocks::retainersOpenAlongThePath()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showObject(heap.node("text"));
    GraphTreeModel* const model = retainers()->model();
    QTRY_COMPARE(test::rows(*model), QStringList{"Entry"});
    QStringList opened;
    for (QModelIndex at = model->index(0, 0); at.isValid(); at = model->index(0, 0, at))
        opened << at.data().toString();
    QCOMPARE(opened, QStringList({"Entry", "Array", "Server", "App"}));
    QVERIFY(retainers()->tree()->isExpanded(model->index(0, 0)));
    QVERIFY(retainers()->titleText().contains("shortest path is 4 references long"));
}

void TestDocks::retainersSayWhatHoldsNothing()
{
    HeapBuilder heap("root>a; a>~w; b>b");
    show(heap.open());
    m_view->showObject(heap.node("w"));
    QTRY_COMPARE(retainers()->stateText(), QString("Nothing strong holds it. It will be collected."));
    QVERIFY(retainers()->titleText().contains("1 weak hidden"));
    m_view->showObject(heap.node("a"));
    QTRY_COMPARE(retainers()->stateText(), QString("This is a GC root."));
}

void TestDocks::retainersStayWhenARowIsChosen()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showObject(heap.node("text"));
    GraphTreeModel* const model = retainers()->model();
    QTRY_COMPARE(model->rowCount(), 1);
    select(model->index(0, 0), retainers()->tree());
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("e1")));
    QTRY_VERIFY(inspector()->titleText().startsWith("Entry"));
    QCOMPARE(retainers()->subject(), heap.node("text"));
    QCOMPARE(test::rows(*model), QStringList{"Entry"});
}

void TestDocks::retainersOfAClassAreMerged()
{
    show(shop().open());
    select(test::find(classModel(), "Entry"), classTree());
    QTRY_VERIFY(retainers()->mergedTree()->isVisible());
    QCOMPARE(retainers()->titleText(), QString("Retainers of Entry  All 3 share one path."));
    const MergedPathsTree& model = *retainers()->mergedModel();
    QStringList names;
    for (QModelIndex at = model.index(0, 0); at.isValid(); at = model.index(0, 0, at)) {
        names << at.data().toString();
        QVERIFY(retainers()->mergedTree()->isExpanded(at) || model.rowCount(at) == 0);
    }
    QCOMPARE(names.join(" > "), QString("(GC roots) > App > Server > Array > Entry"));
    // A row leads to an object on the way, whose own retainers the dock does not show: one looks around in it.
    const QModelIndex app = model.index(0, 0, model.index(0, 0));
    retainers()->mergedTree()->setCurrentIndex(app);
    QTest::keyClick(retainers()->mergedTree(), Qt::Key_Return);
    QCOMPARE(m_view->selection()->subject(), Subject::object(shop().node("app")));
    QVERIFY(retainers()->mergedTree()->isVisible());
    // The graph is that of all of them.
    QTest::mouseClick(retainers()->findChild<QAbstractButton*>("openAsGraph"), Qt::LeftButton);
    QCOMPARE(m_view->currentPage(), QLatin1String("retainers"));
    QCOMPARE(int(m_view->selection()->subject().kind), int(Subject::Kind::Class));
}

void TestDocks::inspectorShowsText()
{
    HeapBuilder heap = shop();
    heap.edge("app", "long", "property", "long").type("long", "string").name("long", QString(1024, 'x'));
    show(heap.open());
    m_view->showObject(heap.node("text"));
    auto* const text = m_view->findChild<QPlainTextEdit*>("stringText");
    QTRY_COMPARE(text->toPlainText(), QString("a text\nof two lines"));
    QLabel* const note = m_view->findChild<QLabel*>("cutNote");
    QVERIFY(!note->isVisible());
    m_view->showObject(heap.node("long"));
    QTRY_COMPARE(text->toPlainText().size(), 1024);
    QVERIFY(note->isVisible());
}

void TestDocks::inspectorShowsAClass()
{
    show(shop().open());
    select(test::find(classModel(), "Entry"), classTree());
    QTRY_COMPARE(inspector()->titleText(), QString("Entry"));
    GraphTreeModel* const model = inspector()->model(Inspector::Instances);
    QTRY_COMPARE(model->rowCount(), 3);
}

void TestDocks::inspectorHidesInternalFields()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showObject(heap.node("app"));
    GraphTreeModel* const model = inspector()->model(Inspector::Fields);
    QTRY_COMPARE(test::rows(*model), QStringList({"server", "name", "map"}));
    m_view->findChild<QCheckBox*>("showInternal")->setChecked(false);
    QTRY_COMPARE(test::rows(*model), QStringList({"server", "name"}));
    inspector()->setCurrentTab(Inspector::RawNode);
    QTRY_COMPARE(inspector()->model(Inspector::RawNode)->rowCount(), 3);
    inspector()->setCurrentTab(Inspector::Referrers);
    QCOMPARE(inspector()->model(Inspector::Referrers)->rowCount(), 0);
    inspector()->setCurrentTab(Inspector::Dominated);
    QTRY_COMPARE(inspector()->model(Inspector::Dominated)->rowCount(), 3);
}

void TestDocks::inspectorKnowsTheFile()
{
    HeapBuilder heap("root>f; f>!shared; shared>!script; script>!name");
    heap.type("f", "closure").type("shared", "code").type("script", "code").type("name", "string");
    heap.name("name", "/srv/orders.js").location("f", 9, 47, 14);
    show(heap.open());
    m_view->showObject(heap.node("f"));
    QTRY_COMPARE(inspector()->locationText(), QString("/srv/orders.js:48:15"));
}

void TestDocks::inspectorPartsSayWhyTheyAreEmpty()
{
    const HeapBuilder heap("root>a,b; a>c");
    const std::vector<HeapPtr> stages = heap.openStages();
    const auto note = [this](Inspector::Tab tab) {
        inspector()->setCurrentTab(tab);
        const auto* const label = inspector()->tree(tab)->findChild<QLabel*>("treeNote");
        return label->isVisible() ? label->text() : QString();
    };
    const auto early = std::ranges::find_if(stages, [](const HeapPtr& stage) { return stage->classes != nullptr; });
    QVERIFY(early != stages.end() && !(*early)->dominators);
    show(*early);
    m_view->showObject(heap.node("b"));
    QTRY_COMPARE(note(Inspector::Fields), QString("It has no fields."));
    QTRY_COMPARE(note(Inspector::Dominated), QString("What it keeps alive is known when the dominators are computed."));
    if (!(*early)->retainers)
        QTRY_COMPARE(note(Inspector::Referrers), QString("Referrers are known when the references are read."));
    m_view->setHeap(stages.back());
    QTRY_COMPARE(note(Inspector::Dominated), QString("It keeps nothing else alive."));
    QTRY_COMPARE(note(Inspector::RawNode), QString("It refers to nothing."));
    m_view->showObject(heap.node("a"));
    QTRY_COMPARE(inspector()->titleText().left(1), QString("a"));
    QTRY_COMPARE(note(Inspector::Dominated), QString());
    QTRY_COMPARE(note(Inspector::Fields), QString());
}

void TestDocks::docksToggleByKey()
{
    show(shop().open());
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    classTree()->setFocus();
    QVERIFY(inspectorDock()->isVisible());
    QTest::keyClick(classTree(), Qt::Key_2, Qt::AltModifier);
    QVERIFY(!inspectorDock()->isVisible());
    QTest::keyClick(classTree(), Qt::Key_2, Qt::AltModifier);
    QVERIFY(inspectorDock()->isVisible());
    QTest::keyClick(classTree(), Qt::Key_3, Qt::AltModifier);
    QVERIFY(!retainers()->isVisible());
    select(classModel().index(0, 0), classTree());
    const QModelIndex first = classModel().index(0, 0);
    classTree()->expand(first);
    select(classModel().index(0, 0, first), classTree());
    QTest::keyClick(classTree(), Qt::Key_3, Qt::AltModifier);
    QVERIFY(retainers()->isVisible());
    QTRY_VERIFY(retainers()->model()->rowCount() > 0 || !retainers()->stateText().startsWith("Select"));
    QTest::mouseClick(retainers()->findChild<QAbstractButton*>("openAsGraph"), Qt::LeftButton);
    QCOMPARE(m_view->currentPage(), QLatin1String("retainers"));
}

void TestDocks::collapsedDocksStandInTheStrip()
{
    show(shop().open());
    auto* const strip = m_view->findChild<QWidget*>("sideStrip");
    auto* const button = strip->findChild<QAbstractButton*>("inspectorDockStrip");
    auto* const other = strip->findChild<QAbstractButton*>("retainersDockStrip");
    QVERIFY(!strip->isVisible());
    retainers()->close();
    inspectorDock()->close();
    QTRY_VERIFY(strip->isVisible());
    QTRY_COMPARE(strip->width(), scaled(26));
    QVERIFY(!button->isChecked());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(inspectorDock()->isVisible());
    QVERIFY(button->isChecked());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!inspectorDock()->isVisible());
    QTest::keyClick(other, Qt::Key_Space);
    QVERIFY(retainers()->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(!strip->isVisible()); // nothing is collapsed
}

void TestDocks::inspectorCollapsesWithoutRoom()
{
    show(shop().open());
    m_view->resize(scaled(990), 700);
    QTRY_VERIFY(!inspectorDock()->isVisible());
    QVERIFY(retainers()->isVisible());
    m_view->resize(scaled(1100), 700);
    QTRY_VERIFY(inspectorDock()->isVisible());
    // Opened by hand it stays, and closed by hand it stays closed.
    m_view->resize(scaled(990), 700);
    QTRY_VERIFY(!inspectorDock()->isVisible());
    inspectorDock()->toggleViewAction()->trigger();
    m_view->resize(scaled(980), 700);
    QVERIFY(inspectorDock()->isVisible());
    inspectorDock()->toggleViewAction()->trigger();
    m_view->resize(scaled(1100), 700);
    QVERIFY(!inspectorDock()->isVisible());
}

void TestDocks::retainersCollapseWithoutHeight()
{
    show(shop().open());
    QVERIFY(retainers()->isVisible());
    m_view->resize(1200, scaled(400));
    QTRY_VERIFY(!retainers()->isVisible());
    m_view->setCurrentView(0); // a page without it, and back
    m_view->showPage(ClassesView::kId);
    QVERIFY(!retainers()->isVisible());
    m_view->resize(1200, scaled(800));
    QTRY_VERIFY(retainers()->isVisible());
    m_view->resize(1200, scaled(400));
    QTRY_VERIFY(!retainers()->isVisible());
    retainers()->toggleViewAction()->trigger(); // who wants it gets it
    QVERIFY(retainers()->isVisible());
    retainers()->toggleViewAction()->trigger();
    m_view->resize(1200, scaled(800));
    QVERIFY(!retainers()->isVisible());
}

void TestDocks::layoutIsKept()
{
    show(shop().open());
    retainers()->close();
    m_view->resize(scaled(990), 700);
    QTRY_VERIFY(!inspectorDock()->isVisible());
    show(shop().open());                   // another view, at full width
    QVERIFY(inspectorDock()->isVisible()); // it had gone only for want of room
    QVERIFY(!retainers()->isVisible());
    m_view->resizeDocks({inspectorDock()}, {scaled(420)}, Qt::Horizontal);
    QTRY_COMPARE(inspectorDock()->width(), scaled(420));
    show(shop().open());
    QTRY_COMPARE(inspectorDock()->width(), scaled(420));
}

HEAPWISE_GUI_TEST_MAIN(TestDocks)
#include "tst_docks.moc"
