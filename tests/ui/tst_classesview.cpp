// The class table: filters, sorting, paging, and addresses that lead into it.
#include "tests/support/snapshotviewtest.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

class TestClassesView : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void letsTypeAFilter();
    void noMatchNamesTheNearest();
    void filtersByKind();
    void hidesAndShowsAClass();
    void saysWhenTheSelectionIsHidden();
    void sortsByHeader();
    void linkRowsShowMore();
    void contextMenuHasWhatWorks();
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
                          "Copy", "Filter: only this class", "Filter: hide this class"}));
    menu->actions()[7]->trigger();
    menu->close();
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    QCOMPARE(filter()->text(), QString("\"Entry\""));
}

HEAPWISE_GUI_TEST_MAIN(TestClassesView)
#include "tst_classesview.moc"
