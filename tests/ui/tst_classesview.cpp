// The class table: filters, sorting, paging, and addresses that lead into it.
#include "tests/support/snapshotviewtest.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>

#include "ui/format.h"
#include "ui/models/changeroles.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/retainersview.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

class TestClassesView : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void letsTypeAFilter();
    void queriesChooseObjects();
    void mistakesInAQueryAreSaidAtTheField();
    void queriesThatFindNothingSuggest();
    void hostilePatternsDoNotHoldItUp();
    void pathsAreNoQueries();
    void noMatchNamesTheNearest();
    void filtersByKind();
    void hidesAndShowsAClass();
    void saysWhenTheSelectionIsHidden();
    void sortsByHeader();
    void linkRowsShowMore();
    void contextMenuHasWhatWorks();
    void ignoresInPaths();
    void groupsInstancesByRetention();
    void shareOfTheHeapIsAColumn();
    void saysWhatChangedSinceAnEarlierSnapshot();
};

void TestClassesView::letsTypeAFilter()
{
    show(shop().open());
    m_view->focusFilter();
    QTest::keyClicks(filter(), "entr");
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    QCOMPARE(m_view->findChild<QLabel*>("classesCount")->text(), QString("1 class"));
    filter()->clear();
    QTRY_VERIFY(classModel().rowCount() > 4);
    QTest::keyClicks(filter(), "/^A/");
    QTRY_COMPARE(test::rows(classModel()).size(), 2);
    QTest::keyClick(filter(), Qt::Key_Return);
    QVERIFY(classTree()->currentIndex().isValid());
}

void TestClassesView::queriesChooseObjects()
{
    const std::vector<HeapPtr> stages = shop().openStages();
    show(stages.back());
    m_view->focusFilter();
    QTest::keyClicks(filter(), "size>=50 -kind:string");
    QTRY_COMPARE(test::rows(classModel()).size(), 4);
    const QModelIndex entry = test::find(classModel(), "Entry");
    QCOMPARE(entry.siblingAtColumn(1).data().toString(), QString("3"));
    QVERIFY(!test::find(classModel(), "Server").isValid() && !test::find(classModel(), "(string)").isValid());
    QTest::keyClick(filter(), Qt::Key_Return);
    QVERIFY(classTree()->hasFocus());
    // The rows below are those that were found, and the numbers are theirs.
    filter()->setText("@5");
    QTRY_VERIFY(test::rows(classModel()).size() > 5); // an id is a place to go to
    filter()->setText("Entry under:Server retained>1K");
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    const QModelIndex one = classModel().index(0, 0);
    QCOMPARE(one.siblingAtColumn(1).data().toString(), QString("1"));
    classTree()->expand(one);
    QCOMPARE(classModel().rowCount(one), 1);
    QCOMPARE(m_view->findChild<QLabel*>("classesCount")->text(), QString("1 class"));
    // A later stage keeps it; another snapshot is asked anew.
    m_view->setHeap(stages.back());
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    m_view->setHeap(shop().open());
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    QTest::keyClick(filter(), Qt::Key_Escape);
    QTRY_VERIFY(test::rows(classModel()).size() > 5);
}

void TestClassesView::mistakesInAQueryAreSaidAtTheField()
{
    show(shop().open());
    auto* const problem = m_view->findChild<QLabel*>("classesProblem");
    QTest::keyClicks(filter(), "Entry retaind>1");
    QTRY_VERIFY(problem->isVisible());
    QVERIFY2(problem->accessibleName().contains("\"retaind\" is not a field. Did you mean retained?"),
             qPrintable(problem->accessibleName()));
    QCOMPARE(filter()->selectedText(), QString()); // one may go on typing
    emit problem->linkActivated("retained");
    QCOMPARE(filter()->text(), QString("Entry retained>1"));
    QTRY_VERIFY(!problem->isVisible());
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    filter()->setText("kind:clsure");
    QTRY_VERIFY(problem->isVisible());
    QCOMPARE(test::rows(classModel()), QStringList{"Entry"}); // what was there stays
    filter()->setText("Entry");
    QTRY_VERIFY(!problem->isVisible());
}

void TestClassesView::queriesThatFindNothingSuggest()
{
    show(shop().open());
    classes()->setFilterText("class:Servr size>0");
    auto* const state = m_view->findChild<EmptyState*>("noMatch");
    QTRY_VERIFY(state->isVisible());
    QCOMPARE(state->text(), QString("No object matches. No class is called \"Servr\"."));
    emit state->linkActivated("Server");
    QCOMPARE(filter()->text(), QString("class:Server size>0"));
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Server"});
    QVERIFY(!state->isVisible());
    classes()->setFilterText("size>1G");
    QTRY_VERIFY(state->isVisible());
    emit state->actionTriggered();
    QTRY_VERIFY(test::rows(classModel()).size() > 5);
}

/// A backtracking engine would not come back from this before the end of the world.
void TestClassesView::hostilePatternsDoNotHoldItUp()
{
    HeapBuilder heap("root>a,b");
    heap.name("a", QString(200, 'x')).name("b", "Other");
    show(heap.open());
    test::slowEvents();
    QTest::keyClicks(filter(), "/^(x+x+)+y$/");
    QTRY_COMPARE(test::rows(classModel()).size(), 0);
    filter()->setText("/^(x+x+)+$/");
    QTRY_COMPARE(test::rows(classModel()).size(), 1);
    filter()->setText("*x*x*x*x*x*x*x*x*x*x*y");
    QTRY_COMPARE(test::rows(classModel()).size(), 0);
    filter()->setText("/^OTH/i");
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Other"});
    QCOMPARE(test::slowEvents(), QString());
}

void TestClassesView::pathsAreNoQueries()
{
    show(test::fixture("zoo-24.heapsnapshot.gz"));
    auto* const by = m_view->findChild<QComboBox*>("classesGrouping");
    by->setCurrentText("By file");
    QTRY_VERIFY(classes()->model()->isGrouped());
    QTest::keyClicks(filter(), ".js");
    QTRY_VERIFY(test::rows(classModel()).join('\n').contains(".js"));
    QVERIFY(!m_view->findChild<QLabel*>("classesProblem")->isVisible());
    const std::uint64_t before = classes()->model()->objectCount();
    filter()->setText("size>1K");
    QTRY_VERIFY(classes()->model()->objectCount() > 0 && classes()->model()->objectCount() < before);
    QVERIFY(classes()->model()->isGrouped());
}

void TestClassesView::noMatchNamesTheNearest()
{
    show(shop().open());
    classes()->setFilterText("Servr");
    QWidget* const state = m_view->findChild<QWidget*>("noMatch");
    QTRY_VERIFY(state->isVisible());
    QCOMPARE(state->accessibleName(), QString("No class matches \"Servr\"."));
    emit static_cast<ClassesView*>(classes())->addressEntered("nothing");
    classes()->setFilterText("Server");
    QTRY_VERIFY(!state->isVisible());
    QCOMPARE(test::rows(classModel()), QStringList{"Server"});
}

void TestClassesView::filtersByKind()
{
    show(shop().open());
    auto* const kinds = m_view->findChild<QComboBox*>("classesKinds");
    kinds->setCurrentText("Closures");
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Function"});
    kinds->setCurrentIndex(0);
    QTRY_VERIFY(classModel().rowCount() > 4);
}

void TestClassesView::hidesAndShowsAClass()
{
    show(shop().open());
    const int before = classModel().rowCount();
    QMenu* const menu = openMenu(test::find(classModel(), "Entry"), classTree());
    menu->actions().last()->trigger();
    menu->close();
    QTRY_COMPARE(classModel().rowCount(), before - 1);
    QVERIFY(!test::find(classModel(), "Entry").isValid());
    QLabel* const hidden = m_view->findChild<QLabel*>("hiddenClasses");
    QVERIFY(hidden->isVisible());
    emit hidden->linkActivated("#");
    QTRY_COMPARE(classModel().rowCount(), before);
}

void TestClassesView::saysWhenTheSelectionIsHidden()
{
    show(shop().open());
    select(test::find(classModel(), "Entry"), classTree());
    QVERIFY(m_view->statusText().startsWith("Selected: Entry"));
    classes()->setFilterText("Server");
    QTRY_COMPARE(m_view->statusText(), QString("Selection hidden by the filter"));
    classes()->setFilterText({});
    QTRY_VERIFY(m_view->statusText().startsWith("Selected: Entry"));
    QTRY_COMPARE(classTree()->currentIndex().data().toString(), QString("Entry"));
}

void TestClassesView::sortsByHeader()
{
    show(shop().open());
    select(test::find(classModel(), "Entry"), classTree());
    classTree()->sortBy(0, Qt::AscendingOrder);
    QTRY_COMPARE(test::rows(classModel()).front(), QString("(string)"));
    QCOMPARE(classTree()->currentIndex().data().toString(), QString("Entry")); // and stays chosen
    const QRect header = classTree()->header()->viewport()->rect();
    QTest::mouseClick(classTree()->header()->viewport(), Qt::LeftButton, {}, QPoint(30, header.center().y()));
    QTRY_COMPARE(test::rows(classModel()).back(), QString("(string)"));
}

void TestClassesView::linkRowsShowMore()
{
    show(test::wideHeap(1000));
    const QModelIndex small = test::find(classModel(), "Small");
    classTree()->expand(small);
    QCOMPARE(classModel().rowCount(small), 101);
    select(classModel().index(100, 0, small), classTree());
    QCOMPARE(classModel().rowCount(small), 201);
    QCOMPARE(classTree()->currentIndex().row(), 100); // the first of the new ones
    QMenu* const menu = openMenu(classModel().index(200, 0, small), classTree());
    QCOMPARE(test::menuTexts(menu), QStringList({"Show 100 more", "Show 1,000 more"}));
    menu->actions().last()->trigger();
    menu->close();
    QCOMPARE(classModel().rowCount(small), 900); // all of them, and no link
}

void TestClassesView::contextMenuHasWhatWorks()
{
    const std::vector<HeapPtr> stages = shop().openStages();
    show(stages.back());
    const QModelIndex entries = test::find(classModel(), "Entry");
    classTree()->expand(entries);
    QMenu* menu = openMenu(classModel().index(0, 0, entries), classTree());
    QCOMPARE(test::menuTexts(menu),
             QStringList({"Inspect", "Show retainers", "Reveal in dominators", "Instances of this class",
                          "Ignore in paths", "Copy", "Filter: only this class", "Filter: hide this class"}));
    menu->actions()[8]->trigger();
    menu->close();
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    QCOMPARE(filter()->text(), QString("\"Entry\""));
}

/// A second way to the server goes round what is ignored.
void TestClassesView::ignoresInPaths()
{
    HeapBuilder heap("root>app,other; app>server; other>server; server>entry");
    show(heap.open());
    m_view->showObject(heap.node("app"));
    QTRY_VERIFY(m_view->selection()->subject() == Subject::object(heap.node("app")));
    const QModelIndex apps = test::find(classModel(), "app");
    classTree()->expand(apps);
    QMenu* const menu = openMenu(classModel().index(0, 0, apps), classTree());
    for (QAction* const action : menu->actions())
        if (action->text() == "Ignore in paths")
            action->trigger();
    menu->close();
    m_view->showPage(RetainersView::kId);
    m_view->showObject(heap.node("entry"));
    auto* const page = m_view->page<RetainersView>();
    QTRY_VERIFY(page->shown());
    for (const RetentionGroup& group : page->shown()->groups)
        QVERIFY(group.representative != heap.node("app"));
}

void TestClassesView::groupsInstancesByRetention()
{
    HeapBuilder heap("root>app; app>cache,pool; cache>#c1,#c2,#c3; pool>#p1");
    for (const char* entry : {"c1", "c2", "c3", "p1"})
        heap.name(entry, "Entry").size(entry, 100);
    heap.name("cache", "Cache").name("pool", "Pool");
    show(heap.open());
    const auto menu = [this] { return openMenu(test::find(classModel(), "Entry"), classTree()); };
    const auto trigger = [](QMenu* open) {
        for (QAction* const action : open->actions())
            if (action->text() == "Group instances by retention")
                action->trigger();
        delete open;
    };
    trigger(menu());
    const auto children = [this] { return test::rows(classModel(), test::find(classModel(), "Entry")); };
    QTRY_COMPARE(children().size(), 2);
    QVERIFY2(children()[0].contains("Cache") || children()[0].contains("cache"), qPrintable(children()[0]));
    QVERIFY2(children()[1].contains("pool"), qPrintable(children()[1]));
    const QModelIndex entry = test::find(classModel(), "Entry");
    QVERIFY(classTree()->isExpanded(entry));
    const QPersistentModelIndex first = classModel().index(0, 0, entry);
    QCOMPARE(QModelIndex(first).siblingAtColumn(1).data().toString(), QString("3"));
    select(first, classTree());
    QCOMPARE(m_view->selection()->subject().set->nodes.size(), std::size_t(3));
    classTree()->expand(first);
    QCOMPARE(classModel().rowCount(first), 3);
    trigger(menu());
    QTRY_COMPARE(children().size(), 4);
}

void TestClassesView::shareOfTheHeapIsAColumn()
{
    show(shop().open());
    const auto* const model = classes()->model();
    const int share = model->columnOf(TreeColumn::ShallowShare);
    QVERIFY(classTree()->isColumnHidden(share) && classTree()->isColumnHidden(model->columnOf(TreeColumn::Distance)));
    QCOMPARE(model->headerData(share, Qt::Horizontal, Qt::DisplayRole).toString(), QString("Shallow %"));
    const QModelIndex entry = test::find(classModel(), "Entry");
    const double heap = double(model->heap()->totalSize());
    QCOMPARE(entry.siblingAtColumn(share).data().toString(), formatPercent(150 / heap));
    QCOMPARE(classTree()->isColumnHidden(model->columnOf(TreeColumn::Since)), true);
}

void TestClassesView::saysWhatChangedSinceAnEarlierSnapshot()
{
    const auto file = [](const QString& name) { return test::fixture("moments/" + name + ".heapsnapshot.gz"); };
    const HeapPtr first = file("first-1"), later = file("first-3"), other = file("other-2");
    QVERIFY(first && later && other);
    Progress progress;
    const auto changes = classChanges(first, later, std::nullopt, progress);
    QVERIFY(changes);
    QVERIFY(!classChanges(other, later, std::nullopt, progress));
    std::int64_t objects = 0;
    for (std::uint32_t c = 0; c < later->classes->size(); ++c)
        objects += (*changes)[c].objects;
    QVERIFY(objects != 0);
    show(later);
    auto* const model = classes()->model();
    const int since = model->columnOf(TreeColumn::Since);
    model->setBaseline(std::make_shared<ClassBaseline>(ClassBaseline{"#1", *changes, 5}));
    classTree()->setColumnAvailable(since, true);
    QVERIFY(!classTree()->isColumnHidden(since));
    QCOMPARE(model->headerData(since, Qt::Horizontal, Qt::DisplayRole).toString(), QString("Since #1"));
    classTree()->sortBy(since, Qt::DescendingOrder);
    const auto changeAt = [&](int row) { return model->index(row, since).data(SignedRole).toLongLong(); };
    QTRY_VERIFY(changeAt(0) >= changeAt(1) && changeAt(0) > 0);
    QCOMPARE(model->index(0, since).data().toString(), formatBytesDelta(changeAt(0)));
}

HEAPWISE_GUI_TEST_MAIN(TestClassesView)
#include "tst_classesview.moc"
