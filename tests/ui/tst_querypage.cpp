// The Query page as a person uses it, by keyboard alone where it says so.
#include "tests/support/snapshotviewtest.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QTreeWidget>

#include "ui/savedqueries.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/query/queryeditor.h"
#include "ui/views/snapshot/query/querypage.h"
#include "ui/views/snapshot/retainersview.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

namespace {

/// Two sockets without a handle, one with; what is closed is in a list of the program.
HeapBuilder sockets()
{
    HeapBuilder heap("root>app; app>list; list>#s1,#s2; app>s3; s3>handle; s1>url1; s2>url2; root>null");
    for (const char* socket : {"s1", "s2", "s3"})
        heap.name(socket, "Socket").size(socket, 200);
    heap.name("list", "Array").name("app", "App");
    heap.type("null", "hidden");
    heap.edge("s1", "null", "property", "<symbol kHandle>").edge("s2", "null", "property", "<symbol kHandle>");
    heap.edge("s3", "handle", "property", "<symbol kHandle>").name("handle", "TCP");
    heap.type("url1", "string").name("url1", "/orders/1").type("url2", "string").name("url2", "/users");
    heap.edge("s1", "url1", "property", "url").edge("s2", "url2", "property", "url");
    return heap;
}

} // namespace

class TestQueryPage : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void findsClosedSocketsByKeyboardAlone();
    void saysWhatIsWrongAtItsPlace();
    void takesTheSuggestion();
    void saysThatNothingMatches();
    void showsWhatPropertiesLeadTo();
    void sortsByWhatPropertiesLeadTo();
    void showsTheResultOnOtherPages();
    void savedQueriesAreKeptCountedRenamedAndRemoved();
    void historyComesBackWithUp();
    void addressesMayBeQueries();
    void waitsForStages();
    void sessionsBringTheQueryBack();
    void examplesAreAsked();
    void enterAsksWhenNothingIsChosen();
    void searchingDoesNotHoldTheWindowUp();

private:
    QueryPage* page() const { return m_view->page<QueryPage>(); }
    QueryEditor* editor() const { return page()->findChild<QueryEditor*>("queryEditor"); }
    EmptyState* empty() const { return page()->findChild<EmptyState*>("queryEmpty"); }
    QTreeWidget* saved() const { return page()->findChild<QTreeWidget*>("savedQueryList"); }
    int rows() const { return page()->tree()->isVisible() ? page()->tree()->model()->rowCount() : -1; }
    QString cell(int row, int column) const { return page()->tree()->model()->index(row, column).data().toString(); }
    void open(const HeapPtr& heap)
    {
        show(heap);
        m_view->activateWindow();
        m_view->showPage(QueryPage::kId);
    }
    void type(const QString& text)
    {
        editor()->selectAll();
        QTest::keyClicks(editor(), text);
        QTest::keyClick(editor(), Qt::Key_Escape); // the list, if it is there
        if (editor()->text() != text)              // it was not
            editor()->setText(text);
        QTest::keyClick(editor(), Qt::Key_Return);
    }
};

void TestQueryPage::findsClosedSocketsByKeyboardAlone()
{
    const HeapBuilder heap = sockets();
    open(heap.open());
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(editor()));
    QTest::keyClicks(editor(), "class:Sock");
    QTRY_VERIFY(editor()->isOffering());
    QTRY_COMPARE(editor()->offered(), QStringList("Socket"));
    QWidget* const list = QApplication::activePopupWidget();
    QVERIFY(list);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(editor()->text(), "class:Socket");
    QTest::keyClicks(editor(), " .kH");
    QTRY_COMPARE(editor()->offered(), QStringList("kHandle"));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Tab);
    QCOMPARE(editor()->text(), "class:Socket .kHandle");
    QTest::keyClicks(editor(), "=null");
    QTest::keyClick(editor(), Qt::Key_Return);
    QTRY_COMPARE(rows(), 2);
    QTRY_VERIFY(page()->statusText().startsWith("2 objects"));
    QTest::keyClick(editor(), Qt::Key_Tab); // to the buttons, and on to the rows
    page()->tree()->setFocus(Qt::TabFocusReason);
    QTest::keyClick(page()->tree(), Qt::Key_Down);
    QTRY_VERIFY(m_view->selection()->subject().kind == Subject::Kind::Object);
    QTest::keyClick(page()->tree(), Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(m_view->currentPage(), RetainersView::kId);
}

void TestQueryPage::saysWhatIsWrongAtItsPlace()
{
    open(shop().open());
    type("Entry retaind>1M");
    QTRY_VERIFY(page()->problemText().contains("\"retaind\" is not a field. Did you mean retained?"));
    QCOMPARE(editor()->selectedText(), "retaind");
    auto* const problem = page()->findChild<QLabel*>("queryProblem");
    QVERIFY(problem->isVisible());
    const int at = editor()->x() + editor()->xOf(6);
    QVERIFY(qAbs(problem->contentsMargins().left() - at) < 12);
    editor()->setText("Entry");
    QVERIFY(page()->problemText().isEmpty());
}

void TestQueryPage::takesTheSuggestion()
{
    open(shop().open());
    type("Entry retaind>1");
    QTRY_VERIFY(!page()->problemText().isEmpty());
    emit page()->findChild<QLabel*>("queryProblem")->linkActivated("retained");
    QCOMPARE(editor()->text(), "Entry retained>1");
    QTRY_COMPARE(rows(), 3);
}

void TestQueryPage::saysThatNothingMatches()
{
    open(shop().open());
    type("class:Sever");
    QTRY_COMPARE(empty()->text(), "No object matches. No class is called \"Sever\".");
    QVERIFY(empty()->isVisible());
    emit empty()->linkActivated("Server");
    QCOMPARE(editor()->text(), "class:Server");
    QTRY_COMPARE(rows(), 1);
}

void TestQueryPage::showsWhatPropertiesLeadTo()
{
    const HeapBuilder heap = sockets();
    open(heap.open());
    type("class:Socket .url~/^.orders/");
    QTRY_COMPARE(rows(), 1);
    QVERIFY(!page()->tree()->isColumnHidden(1));
    QVERIFY(page()->tree()->isColumnHidden(2));
    QCOMPARE(page()->tree()->model()->headerData(1, Qt::Horizontal).toString(), ".url");
    QTRY_COMPARE(cell(0, 1), "/orders/1");
    type("class:Socket");
    QTRY_COMPARE(rows(), 3);
    QVERIFY(page()->tree()->isColumnHidden(1));
}

void TestQueryPage::sortsByWhatPropertiesLeadTo()
{
    HeapBuilder heap("root>a,b,c,d; a>va; b>vb; c>vc");
    for (const char* item : {"a", "b", "c", "d"})
        heap.name(item, "Item");
    for (const auto& [item, value] : {std::pair("a", "10"), std::pair("b", "9"), std::pair("c", "nine")})
        heap.type(QString("v%1").arg(item), "string")
            .name(QString("v%1").arg(item), value)
            .edge(item, QString("v%1").arg(item), "property", "no");
    open(heap.open());
    type("class:Item (.no or size>0) (.other or size>0)");
    QTRY_COMPARE(rows(), 4);
    const auto values = [this](int column) {
        QStringList list;
        for (int row = 0; row < rows(); ++row)
            list << cell(row, column);
        return list;
    };
    QTRY_VERIFY(values(1).contains("nine"));
    DataTree* const tree = page()->tree();
    const auto clickHeader = [tree](int column) {
        const int x = tree->header()->sectionViewportPosition(column) + tree->header()->sectionSize(column) / 2;
        QTest::mouseClick(tree->header()->viewport(), Qt::LeftButton, {}, {x, tree->header()->height() / 2});
    };
    clickHeader(1); // numbers as numbers, and what has none last
    QTRY_VERIFY(values(1) == QStringList({"nine", "10", "9", ""}) || values(1) == QStringList({"9", "10", "nine", ""}));
    const QStringList first = values(1);
    clickHeader(1);
    QTRY_VERIFY(values(1) != first && values(1).last().isEmpty());
    clickHeader(1); // back to the default
    QTRY_VERIFY(tree->sortColumn() == page()->tree()->model()->columnCount() - 1);
    tree->sortBy(1, Qt::AscendingOrder);
    QTRY_COMPARE(values(1), QStringList({"9", "10", "nine", ""}));
    type("class:Item"); // has no such column
    QTRY_VERIFY(page()->statusText().startsWith("4 objects"));
    QTRY_COMPARE(rows(), 4);
}

void TestQueryPage::showsTheResultOnOtherPages()
{
    open(shop().open());
    const auto use = [this](const QString& name) {
        m_view->showPage(QueryPage::kId);
        for (QAction* const action : page()->findChild<QToolButton*>("useAsSubject")->menu()->actions())
            if (action->text() == name)
                action->trigger();
    };
    type("Entry retained>1K");
    QTRY_COMPARE(rows(), 1);
    use("Show in dominators");
    QCOMPARE(m_view->currentPage(), DominatorsView::kId);
    QCOMPARE(m_view->findChild<QLineEdit*>("viewFilter")->text(), QString("Entry retained>1K"));
    QTRY_COMPARE(dominators()->model()->rowCount(), 1);
    use("Show by class");
    QCOMPARE(m_view->currentPage(), ClassesView::kId);
    QTRY_COMPARE(test::rows(classModel()), QStringList{"Entry"});
    use("Show retainers of all");
    QCOMPARE(m_view->currentPage(), RetainersView::kId);
    QCOMPARE(m_view->selection()->subject().set->nodes.size(), std::size_t(1));
}

void TestQueryPage::savedQueriesAreKeptCountedRenamedAndRemoved()
{
    open(shop().open());
    type("class:Entry");
    QTRY_COMPARE(rows(), 3);
    page()->findChild<QToolButton*>("saveQuery")->click();
    QCOMPARE(saved()->topLevelItemCount(), 1);
    QVERIFY(saved()->isVisible());
    auto* const field = saved()->findChild<QLineEdit*>();
    QVERIFY(field);
    field->setText("Entries");
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(saved()->topLevelItem(0)->text(0), "Entries");
    QTRY_COMPARE(saved()->topLevelItem(0)->text(1), "3");
    QCOMPARE(savedqueries::load(), QList<SavedQuery>({{"Entries", "class:Entry"}}));

    show(shop().open()); // another window knows it
    m_view->showPage(QueryPage::kId);
    QCOMPARE(saved()->topLevelItemCount(), 1);
    saved()->setCurrentItem(saved()->topLevelItem(0));
    emit saved()->itemActivated(saved()->topLevelItem(0), 0);
    QTRY_COMPARE(rows(), 3);
    QTest::keyClick(saved(), Qt::Key_Delete);
    QCOMPARE(saved()->topLevelItemCount(), 0);
    QVERIFY(savedqueries::load().isEmpty());
}

void TestQueryPage::historyComesBackWithUp()
{
    open(shop().open());
    type("class:Entry");
    QTRY_COMPARE(rows(), 3);
    type("class:Server");
    QTRY_COMPARE(rows(), 1);
    editor()->clear();
    QTest::keyClick(editor(), Qt::Key_Up);
    QCOMPARE(editor()->text(), "class:Server");
    QTest::keyClick(editor(), Qt::Key_Up);
    QCOMPARE(editor()->text(), "class:Entry");
    QTest::keyClick(editor(), Qt::Key_Down);
    QCOMPARE(editor()->text(), "class:Server");
}

void TestQueryPage::addressesMayBeQueries()
{
    open(shop().open());
    m_view->showPage(ClassesView::kId);
    QString why;
    QVERIFY(m_view->goTo("Entr* size>10", &why));
    QCOMPARE(m_view->currentPage(), QueryPage::kId);
    QCOMPARE(editor()->text(), "Entr* size>10");
    QTRY_COMPARE(rows(), 3);
    QVERIFY(m_view->goTo("Entry", &why)); // a class stays one
    QCOMPARE(m_view->currentPage(), ClassesView::kId);
    QVERIFY(!m_view->goTo("Nosuchname", &why));
    // The set of what was found leads back to its query.
    m_view->showPage(QueryPage::kId);
    page()->findChild<QToolButton*>("useAsSubject")->menu()->actions().last()->trigger();
    QCOMPARE(m_view->selection()->subject().set->nodes.size(), std::size_t(3));
    QCOMPARE(m_view->crumbs().last().address, "Entr* size>10");
}

void TestQueryPage::waitsForStages()
{
    const auto stages = shop().openStages();
    std::size_t first = 0;
    while (!stages[first]->has(Stage::Objects))
        ++first;
    QVERIFY(!stages[first]->has(Stage::Retained));
    open(stages[first]);
    type("Entry retained>10");
    QTRY_VERIFY(page()->problemText().contains("retained waits for the dominators."));
    m_view->setHeap(stages.back());
    QTRY_COMPARE(rows(), 3);
    QVERIFY(page()->problemText().isEmpty());
}

void TestQueryPage::sessionsBringTheQueryBack()
{
    open(shop().open());
    type("class:Entry");
    QTRY_COMPARE(rows(), 3);
    const QVariantMap state = m_view->viewState();
    show(shop().open());
    m_view->setViewState(state);
    QCOMPARE(m_view->currentPage(), QueryPage::kId);
    QTRY_COMPARE(rows(), 3);
    QCOMPARE(editor()->text(), "class:Entry");
}

void TestQueryPage::examplesAreAsked()
{
    const HeapBuilder heap = sockets();
    open(heap.open());
    QVERIFY(empty()->isVisible());
    emit empty()->linkActivated("class:Socket .kHandle=null");
    QTRY_COMPARE(rows(), 2);
}

void TestQueryPage::enterAsksWhenNothingIsChosen()
{
    open(shop().open());
    QTest::keyClicks(editor(), "Entry r");
    QTRY_VERIFY(editor()->isOffering());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape); // closes the list alone
    QVERIFY(!editor()->isOffering());
    QCOMPARE(editor()->text(), "Entry r");
    QTest::keyClicks(editor(), "e");
    QTRY_VERIFY(editor()->isOffering());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(editor()->text(), "Entry re");
    QTRY_VERIFY(page()->statusText().contains("objects"));
    QTest::keyClick(editor(), Qt::Key_Escape);
    QCOMPARE(editor()->text(), QString());
}

void TestQueryPage::searchingDoesNotHoldTheWindowUp()
{
    open(test::wideHeap(200'000));
    test::slowEvents();
    editor()->setText("-text:/(x+x+)+y/ size>0");
    test::asEvent(editor(), [this] { QTest::keyClick(editor(), Qt::Key_Return); });
    QTRY_VERIFY(page()->statusText().contains("objects, "));
    QTRY_COMPARE(rows(), 101); // a page and the link to more
    QCOMPARE(test::slowEvents(), QString());
}

HEAPWISE_GUI_TEST_MAIN(TestQueryPage)
#include "tst_querypage.moc"
