// The Strings page: what is listed, who holds it, and what is hidden.
#include "tests/support/snapshotviewtest.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QTabBar>

#include "ui/models/secrets.h"
#include "ui/settings/settings.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/strings/stringcopies.h"
#include "ui/views/snapshot/strings/stringsview.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;

namespace {

/// Three users of one city, one of another; all have one password; a text that is only there once.
HeapBuilder users()
{
    HeapBuilder heap("root>u1,u2,u3,u4; u1>alone");
    for (const char* user : {"u1", "u2", "u3", "u4"}) {
        const QString n = QString(user).mid(1);
        heap.name(user, "User")
            .edge(user, "city" + n, "property", "city")
            .edge(user, "pass" + n, "property", "password");
        heap.type("city" + n, "string").name("city" + n, n == "4" ? "Oslo" : "Reykjav\u00edk").size("city" + n, 400);
        heap.type("pass" + n, "string").name("pass" + n, "hunter2").size("pass" + n, 24);
    }
    heap.type("alone", "string").name("alone", "GET /index.html").size("alone", 4000);
    return heap;
}

} // namespace

class TestStringsView : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void listsWhatIsWasted();
    void searchAStringAndSeeWhoHoldsItByKeyboard();
    void aClickedTextShowsWhoHoldsIt();
    void secretsAreDotsUntilClicked();
    void secretsShowWhereTheUserWantsThat();
    void tabsListOthers();
    void filters();
    void queriesChooseStrings();
    void makesATableWhenItIsShown();
    void noMatchLeadsOn();
    void copiesAreSelectedTogether();
    void waitsForTheStages();
    void revealsAString();
    void keepsItsState();
    void nothingIsThereTwice();
    void sortsByEveryColumn();

private:
    StringsView* strings() const { return m_view->page<StringsView>(); }
    QStringList texts() const { return test::rows(*strings()->model()); }
    void showStrings(const HeapPtr& heap)
    {
        show(heap);
        m_view->showPage(StringsView::kId);
        QTRY_VERIFY(strings()->model()->source() && !strings()->model()->isWorking());
    }
    QString noteText() const { return strings()->findChild<QLabel*>("stringsNote")->text(); }
    QModelIndex cell(int row, TreeColumn column) const
    {
        return strings()->model()->index(row, strings()->model()->columnOf(column));
    }
};

void TestStringsView::listsWhatIsWasted()
{
    showStrings(users().open());
    QTRY_COMPARE(texts(), QStringList({"Reykjav\u00edk", hiddenText()}));
    QCOMPARE(cell(0, TreeColumn::Copies).data().toString(), QString("3"));
    QCOMPARE(cell(0, TreeColumn::Each).data(BytesRole).toULongLong(), 400ull);
    QCOMPARE(cell(0, TreeColumn::Total).data(BytesRole).toULongLong(), 1200ull);
    QCOMPARE(cell(0, TreeColumn::Wasted).data(BytesRole).toULongLong(), 800ull);
    QCOMPARE(cell(0, TreeColumn::HeldBy).data().toString(), QString("User.city"));
    QVERIFY2(noteText().startsWith("872 B wasted in 7 copies, "), qPrintable(noteText()));
    QCOMPARE(strings()->findChild<QLabel*>("stringsCount")->text(), QString("2 texts"));
}

void TestStringsView::searchAStringAndSeeWhoHoldsItByKeyboard()
{
    show(users().open());
    QTest::keyClick(m_view.get(), Qt::Key_F, Qt::ControlModifier); // no page before needs a mouse
    const int page = int(m_view->viewNames().indexOf("Strings"));
    m_view->setCurrentView(page); // Ctrl+5 of the window
    QTRY_VERIFY(strings()->model()->source() && !strings()->model()->isWorking());
    m_view->focusFilter();
    auto* const field = strings()->findChild<QLineEdit*>("stringsFilter");
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, "reykja");
    QTRY_COMPARE(texts(), QStringList{"Reykjav\u00edk"});
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(strings()->tree()->hasFocus());
    QTest::keyClick(strings()->tree(), Qt::Key_Home);
    QTRY_COMPARE(m_view->selection()->subject().kind, Subject::Kind::Set);
    GraphTreeModel& holders = *strings()->copies()->model();
    QTRY_COMPARE(test::rows(holders), QStringList{"User"});
    QCOMPARE(holders.index(0, holders.columnOf(TreeColumn::Reference)).data().toString(), QString(".city"));
    QCOMPARE(holders.index(0, holders.columnOf(TreeColumn::References)).data().toString(), QString("3"));
    QVERIFY2(strings()->copies()->hint().contains("800 B"), qPrintable(strings()->copies()->hint()));
    QTRY_VERIFY2(retainers()->titleText().endsWith("All 3 share one path."), qPrintable(retainers()->titleText()));
    QVERIFY(retainers()->mergedTree()->isVisible());
    // Down to the objects that hold it.
    strings()->copies()->tree()->setFocus(Qt::TabFocusReason);
    QTest::keyClick(strings()->copies()->tree(), Qt::Key_Home);
    QTest::keyClick(strings()->copies()->tree(), Qt::Key_Right);
    QTRY_COMPARE(holders.rowCount(holders.index(0, 0)), 3);
    QTest::keyClick(strings()->copies()->tree(), Qt::Key_Down);
    QTRY_COMPARE(m_view->selection()->subject().kind, Subject::Kind::Object);
    QVERIFY(m_view->statusText().contains("User"));
}

void TestStringsView::aClickedTextShowsWhoHoldsIt()
{
    showStrings(users().open());
    QTRY_COMPARE(texts().size(), 2);
    DataTree* const tree = strings()->tree();
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(cell(0, TreeColumn::Copies)).center());
    GraphTreeModel& holders = *strings()->copies()->model();
    QTRY_COMPARE(test::rows(holders), QStringList{"User"});
}

void TestStringsView::secretsAreDotsUntilClicked()
{
    showStrings(users().open());
    QTRY_COMPARE(texts().size(), 2);
    QVERIFY(!strings()->tree()->selectedText(CopyFormat::Tsv).contains("hunter2"));
    select(cell(1, TreeColumn::HeldBy), strings()->tree()); // elsewhere in the row
    QCOMPARE(texts()[1], hiddenText());
    QVERIFY(!strings()->tree()->selectedText(CopyFormat::Tsv).contains("hunter2"));
    QTRY_VERIFY(!strings()->findChild<QLabel*>("stringCopiesTitle")->text().contains("hunter2"));
    select(cell(1, TreeColumn::Text), strings()->tree());
    QCOMPARE(texts()[1], QString("hunter2"));
    QCOMPARE(texts()[0], QString("Reykjav\u00edk"));
    // Everywhere else it stays hidden.
    QTRY_VERIFY(!m_view->statusText().contains("hunter2") || m_view->selection()->subject().kind == Subject::Kind::Set);
    strings()->tree()->expand(strings()->model()->index(1, 0));
    QTRY_COMPARE(strings()->model()->rowCount(strings()->model()->index(1, 0)), 4);
    QCOMPARE(strings()->model()->index(0, 0, strings()->model()->index(1, 0)).data().toString(), hiddenText());
}

void TestStringsView::secretsShowWhereTheUserWantsThat()
{
    showStrings(users().open());
    QTRY_COMPARE(texts(), QStringList({"Reykjav\u00edk", hiddenText()}));
    settings::kHidesSecrets.set(false);
    QCOMPARE(texts(), QStringList({"Reykjav\u00edk", "hunter2"}));
}

void TestStringsView::tabsListOthers()
{
    showStrings(users().open());
    auto* const tabs = strings()->findChild<QTabBar*>("stringsTabs");
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Right);
    QTRY_COMPARE(texts(), QStringList({"GET /index.html", "Reykjav\u00edk", "Oslo", hiddenText()}));
    QTest::keyClick(tabs, Qt::Key_Right);
    QCOMPARE(strings()->tab(), StringTab::All);
    QTRY_COMPARE(texts().size(), 4);
}

void TestStringsView::filters()
{
    showStrings(users().open());
    strings()->setTab(StringTab::All);
    QTRY_COMPARE(texts().size(), 4);
    strings()->findChild<QSpinBox*>("stringsMinLength")->setValue(10);
    QTRY_COMPARE(texts(), QStringList{"GET /index.html"});
    strings()->findChild<QSpinBox*>("stringsMinLength")->setValue(0);
    strings()->setFilterText("/^[A-Z][a-z]+$/");
    QTRY_COMPARE(texts(), QStringList{"Oslo"});
    strings()->setFilterText("GET *");
    QTRY_COMPARE(texts(), QStringList{"GET /index.html"});
    strings()->setFilterText({});
    auto* const kinds = strings()->findChild<QComboBox*>("stringsKinds");
    kinds->setCurrentText("Sliced");
    QTRY_COMPARE(strings()->stateText(), QString("No text of this length and kind."));
    kinds->setCurrentIndex(0);
    QTRY_COMPARE(texts().size(), 4);
    strings()->findChild<QCheckBox*>("stringsMine")->setChecked(true); // an empty program: nothing is its own
    QTRY_COMPARE(strings()->stateText(), QString("There are no strings in this heap."));
}

void TestStringsView::queriesChooseStrings()
{
    showStrings(users().open());
    strings()->setTab(StringTab::All);
    QTRY_COMPARE(texts().size(), 4);
    auto* const field = strings()->findChild<QLineEdit*>("stringsFilter");
    QTest::keyClicks(field, "size>=400 -index");
    QTRY_COMPARE(texts(), QStringList({"Reykjav\u00edk", "Oslo"}));
    field->setText("http://nowhere"); // a text, whatever stands before the colon
    QTRY_COMPARE(strings()->stateText(), QString("No text matches \"http://nowhere\"."));
    field->setText("size>1G");
    QTRY_COMPARE(strings()->stateText(), QString("No string matches."));
    field->setText("index sise>1"); // not near enough to be sure: it may be a text
    QTRY_VERIFY(strings()->stateText().startsWith("No text matches"));
    field->setText("index size>1Q");
    auto* const problem = strings()->findChild<QLabel*>("stringsProblem");
    QTRY_VERIFY(problem->isVisible());
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(texts().size(), 4);
    QVERIFY(!problem->isVisible());
}

void TestStringsView::makesATableWhenItIsShown()
{
    show(test::wideHeap(100'000));
    m_view->showPage(StringsView::kId);
    QTRY_VERIFY(strings()->model()->source() || !strings()->stateText().isEmpty());
    QCOMPARE(strings()->findChildren<ui::StringTable*>().size(), 1); // the other tabs are made when they are shown
    strings()->setTab(StringTab::All);
    QTRY_COMPARE(strings()->findChildren<ui::StringTable*>().size(), 2);
}

void TestStringsView::noMatchLeadsOn()
{
    showStrings(users().open());
    strings()->setFilterText("index");
    QTRY_COMPARE(strings()->stateText(), QString("No text matches \"index\"."));
    QWidget* const state = m_view->findChild<QWidget*>("stringsState");
    emit qobject_cast<EmptyState*>(state)->linkActivated({});
    QTRY_COMPARE(texts(), QStringList{"GET /index.html"});
    strings()->setFilterText("/(/");
    QVERIFY(strings()->stateText().startsWith("The regular expression is not complete"));
    emit qobject_cast<EmptyState*>(state)->actionTriggered();
    QTRY_COMPARE(texts().size(), 4);
}

void TestStringsView::copiesAreSelectedTogether()
{
    showStrings(users().open());
    QTRY_COMPARE(texts().size(), 2);
    select(cell(0, TreeColumn::Copies), strings()->tree());
    const Subject& subject = m_view->selection()->subject();
    QCOMPARE(subject.kind, Subject::Kind::Set);
    QCOMPARE(subject.set->nodes.size(), 3u);
    QCOMPARE(subject.set->title, QString("3 copies of \"Reykjav\u00edk\""));
    QTest::keyClick(strings()->tree(), Qt::Key_Right);
    QTRY_COMPARE(strings()->model()->rowCount(strings()->model()->index(0, 0)), 3);
    QTest::keyClick(strings()->tree(), Qt::Key_Down);
    QTRY_COMPARE(subject.kind, Subject::Kind::Object);
    QTRY_VERIFY(retainers()->stateText().isEmpty() && retainers()->titleText().contains("Reykjav"));
}

void TestStringsView::waitsForTheStages()
{
    const std::vector<HeapPtr> stages = users().openStages();
    show(stages.front());
    m_view->showPage(StringsView::kId);
    QCOMPARE(strings()->model()->rowCount(), 0);
    QVERIFY(noteText().isEmpty());
    for (const HeapPtr& stage : stages)
        m_view->setHeap(stage);
    QTRY_COMPARE(texts().size(), 2);
}

void TestStringsView::revealsAString()
{
    const HeapBuilder builder = users();
    showStrings(builder.open());
    QTRY_COMPARE(texts().size(), 2);
    m_view->showObject(builder.node("city2"));
    QTRY_COMPARE(strings()->tree()->currentIndex().parent(), strings()->model()->index(0, 0));
    m_view->showObject(builder.node("alone")); // is not there twice
    QTRY_COMPARE(strings()->tab(), StringTab::All);
    QTRY_COMPARE(strings()->tree()->currentIndex().data().toString(), QString("GET /index.html"));
    strings()->setFilterText("Oslo");
    QTRY_COMPARE(m_view->statusText(), QString("Selection hidden by the filter"));
}

void TestStringsView::keepsItsState()
{
    const HeapPtr heap = users().open();
    showStrings(heap);
    strings()->setTab(StringTab::All);
    strings()->setFilterText("oslo");
    const QVariantMap state = m_view->viewState();
    show(heap);
    m_view->setViewState(state);
    QCOMPARE(m_view->currentPage(), StringsView::kId);
    QCOMPARE(strings()->tab(), StringTab::All);
    QTRY_COMPARE(texts(), QStringList{"Oslo"});
}

void TestStringsView::nothingIsThereTwice()
{
    showStrings(HeapBuilder("root>a; a>b").open());
    QTRY_COMPARE(strings()->stateText(), QString("No text is there twice."));
}

void TestStringsView::sortsByEveryColumn()
{
    showStrings(users().open());
    strings()->setTab(StringTab::All);
    QTRY_COMPARE(texts().size(), 4);
    strings()->tree()->sortBy(0, Qt::AscendingOrder);
    QTRY_COMPARE(texts(), QStringList({"GET /index.html", "Oslo", "Reykjav\u00edk", hiddenText()}));
    strings()->tree()->sortBy(strings()->model()->columnOf(TreeColumn::Copies), Qt::DescendingOrder);
    QTRY_COMPARE(texts().front(), hiddenText());
    strings()->tree()->sortBy(strings()->model()->columnOf(TreeColumn::Each), Qt::AscendingOrder);
    QTRY_COMPARE(texts().back(), QString("GET /index.html"));
}

HEAPWISE_GUI_TEST_MAIN(TestStringsView)
#include "tst_stringsview.moc"
