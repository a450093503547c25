// One snapshot in all its views: one selection, history, addresses, stages.
#include "tests/support/snapshotviewtest.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTextDocumentFragment>

#include "ui/views/snapshot/snapshotpage.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;
using test::shop;

class TestSnapshotView : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void emptyStates();
    void partialFilesShowCounts();
    void everyPageSaysWhatItWaitsFor_data() { pageNames(); }
    void everyPageSaysWhatItWaitsFor();
    void everyPageSaysWhatAPartialFileLacks_data() { pageNames(); }
    void everyPageSaysWhatAPartialFileLacks();
    void aClickDrivesTheDocks();
    void arrowKeysMoveTheSelection();
    void addressesLeadToRows();
    void addressesSayWhyNot();
    void crumbsAreTheDominatorPath();
    void goesBackAndForward();
    void keepsEverythingFromStageToStage();
    void pagesAreMadeWhenTheyAreShown();
    void filtersAndChoicesComeBack();
    void severalObjectsAreASubject();
    void rowsSelectedTogetherAreASet();
    void aReferenceIsASubject();
    void saysThatTheUserIsBusy();
    void realSnapshot();
    void nothingBlocksWithAMillionChildren();

private:
    static void pageNames();
    /// What can be read on the page in front.
    QString readable() const
    {
        QStringList texts;
        for (const QLabel* const label : m_view->page(m_view->currentPage())->findChildren<QLabel*>())
            if (label->isVisible())
                texts << QTextDocumentFragment::fromHtml(label->text()).toPlainText();
        return texts.join('\n');
    }
};

void TestSnapshotView::emptyStates()
{
    show(nullptr);
    QCOMPARE(inspector()->stateText(), QString("Select an object to see its fields."));
    QCOMPARE(retainers()->stateText(), QString("Select an object to see what keeps it alive."));
    QCOMPARE(m_view->statusText(), QString());
    QVERIFY(m_view->crumbs().isEmpty());
    QString why;
    QVERIFY(!m_view->goTo("@1", &why));
    QVERIFY(!why.isEmpty());
    m_view->showPage(DominatorsView::kId);
    QCOMPARE(dominators()->model()->rowCount(), 0);
    m_view->setHeap(shop().open());
    QVERIFY(dominators()->model()->rowCount() > 0);
}

void TestSnapshotView::partialFilesShowCounts()
{
    const QByteArray whole = shop().json();
    const HeapPtr heap = test::openPartial(whole.left(whole.indexOf("\"edges\":[") + 12));
    QVERIFY(heap && heap->countsOnly);
    show(heap);
    QVERIFY(classModel().rowCount() > 0);
    classTree()->expand(classModel().index(0, 0));
    select(classModel().index(0, 0, classModel().index(0, 0)), classTree());
    QTRY_VERIFY(inspector()->titleText().contains('@'));
    QTRY_COMPARE(retainers()->stateText(), QString("What keeps it alive is not known: the file has no references."));
    m_view->showPage(DominatorsView::kId);
    QCOMPARE(dominators()->model()->rowCount(), 0);
}

void TestSnapshotView::pageNames()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("early");   ///< before there are any objects
    QTest::addColumn<QString>("awaited"); ///< with objects, without dominators
    QTest::addColumn<QString>("partial"); ///< of a file without references
    const auto row = [](const char* page, const char* early, const char* awaited, const char* partial) {
        QTest::newRow(page) << page << early << awaited << partial;
    };
    row("overview", "wait for the stages before", "Dominators 66 %", "The file is incomplete");
    row("classes", "Objects wait for the stages before", "classes", "classes");
    row("dominators", "Dominators wait for the stages before", "Dominators 66 %", "Dominators are not known");
    row("retainers", "Dominators wait for the stages before", "Dominators 66 %", "");
    row("strings", "Dominators wait for the stages before", "Dominators 66 %", "Who holds strings is not known");
    row("query", "Objects wait for the stages before", "A query finds the objects", "A query finds the objects");
}

void TestSnapshotView::everyPageSaysWhatItWaitsFor()
{
    QFETCH(QString, page);
    QFETCH(QString, early);
    QFETCH(QString, awaited);
    const std::vector<HeapPtr> stages = shop().openStages();
    const auto objects = std::ranges::find_if(stages, [](const HeapPtr& stage) { return stage->has(Stage::Objects); });
    QVERIFY(!(*objects)->dominators);
    const QByteArray id = page.toLatin1();
    show(nullptr);
    m_view->showPage(QLatin1String(id));
    QTRY_VERIFY2(readable().contains(early), qPrintable(readable()));
    m_view->setHeap(*objects);
    m_view->setProgress(Stage::Dominators, 0.66);
    QTRY_VERIFY2(readable().contains(awaited), qPrintable(readable()));
    m_view->setHeap(stages.back());
    if (awaited.contains("66"))
        QTRY_VERIFY2(!readable().contains("66 %"), qPrintable(readable()));
}

void TestSnapshotView::everyPageSaysWhatAPartialFileLacks()
{
    QFETCH(QString, page);
    QFETCH(QString, partial);
    const QByteArray whole = shop().json(), id = page.toLatin1();
    show(test::openPartial(whole.left(whole.indexOf("\"edges\":[") + 12)));
    m_view->showPage(QLatin1String(id));
    QTRY_VERIFY2(readable().contains(partial), qPrintable(readable()));
}

void TestSnapshotView::aClickDrivesTheDocks()
{
    show(shop().open());
    const QModelIndex entries = test::find(classModel(), "Entry");
    select(entries, classTree());
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Class);
    classTree()->expand(entries);
    select(classModel().index(0, 0, entries), classTree()); // e1: 50 + 2000
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Object);
    QTRY_VERIFY(inspector()->titleText().startsWith("Entry @"));
    auto* const fields = inspector()->model(Inspector::Fields);
    QTRY_COMPARE(test::rows(*fields), QStringList{"text"});
    QTRY_COMPARE(test::rows(*retainers()->model()), QStringList{"Array"});
    QVERIFY(retainers()->titleText().startsWith("Retainers of Entry @"));
    QVERIFY(m_view->statusText().contains("retains 2.0 KiB in 2 objects"));
}

void TestSnapshotView::arrowKeysMoveTheSelection()
{
    show(shop().open());
    select(classModel().index(0, 0), classTree());
    QSignalSpy changes(m_view->selection(), &Selection::changed);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(classTree(), Qt::Key_Down);
    QCOMPARE(changes.size(), 4);
    QCOMPARE(classTree()->currentIndex().row(), 4);
    const QString name = classTree()->currentIndex().data().toString();
    QTRY_VERIFY(inspector()->titleText().startsWith(name));
    QTest::keyClick(classTree(), Qt::Key_Right);
    QTest::keyClick(classTree(), Qt::Key_Right);
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Object);
    QTest::keyClick(classTree(), Qt::Key_Backspace);
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Class);
}

void TestSnapshotView::addressesLeadToRows()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    const NodeId entry = heap.node("e2");
    QString why;
    QVERIFY(m_view->goTo(QString("@%1").arg(2 * entry.value + 1), &why));
    QVERIFY(m_view->selection()->subject() == Subject::object(entry));
    QTRY_COMPARE(classes()->model()->node(classTree()->currentIndex()), entry);
    QVERIFY(m_view->goTo("Server", &why));
    QTRY_COMPARE(classTree()->currentIndex().data().toString(), QString("Server"));
    QVERIFY(m_view->goTo("/^[ES]/", &why));
    QTRY_COMPARE(test::rows(classModel()), QStringList({"Server", "Entry"}));
    QVERIFY(m_view->goTo("*", &why));
    QTRY_VERIFY(classModel().rowCount() > 4);
    m_view->focusFilter();
    QTest::keyClicks(filter(), "@1");
    QTest::keyClick(filter(), Qt::Key_Return);
    QVERIFY(m_view->selection()->subject() == Subject::object(NodeId{0}));
}

void TestSnapshotView::addressesSayWhyNot()
{
    show(shop().open());
    QString why;
    QVERIFY(!m_view->goTo("@999999", &why));
    QCOMPARE(why, QString("There is no object @999999 in this snapshot."));
    QVERIFY(!m_view->goTo("Sorcerer", &why));
    QCOMPARE(why, QString("No class matches \"Sorcerer\"."));
    QVERIFY(!m_view->goTo("@x", &why));
    QVERIFY(!m_view->goTo("/(/", &why));
    QVERIFY(!m_view->goTo("  ", &why));
}

void TestSnapshotView::crumbsAreTheDominatorPath()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showObject(heap.node("text"));
    QStringList texts;
    for (const Crumb& crumb : m_view->crumbs())
        texts << crumb.text;
    QCOMPARE(texts, QStringList({"(GC roots)", "app", "server", "cache", "[0]", "\"a text\\nof two lines\""}));
    QString why;
    QVERIFY(m_view->goTo(m_view->crumbs()[3].address, &why));
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("cache")));
}

void TestSnapshotView::goesBackAndForward()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    QVERIFY(!m_view->canGoBack());
    qint64 now = 1000;
    m_view->setClock([&now] { return now += 1000; }); // each move is one of its own
    m_view->showObject(heap.node("e1"));
    m_view->showPage(DominatorsView::kId);
    m_view->showObject(heap.node("onTick"));
    QVERIFY(m_view->canGoBack());
    m_view->goBack();
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("e1")));
    QCOMPARE(m_view->currentPage(), DominatorsView::kId);
    m_view->goBack();
    QCOMPARE(m_view->currentPage(), ClassesView::kId);
    QVERIFY(m_view->canGoForward());
    m_view->goForward();
    m_view->goForward();
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("onTick")));
    QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), heap.node("onTick"));
    QVERIFY(!m_view->canGoForward());
}

void TestSnapshotView::keepsEverythingFromStageToStage()
{
    HeapBuilder heap = shop();
    const std::vector<HeapPtr> stages = heap.openStages();
    show(nullptr);
    QPersistentModelIndex instance;
    for (const HeapPtr& stage : stages) {
        m_view->setProgress(stage->reached, 0.5);
        m_view->setHeap(stage);
        if (!stage->classes)
            continue;
        if (!instance.isValid()) {
            const QModelIndex entries = test::find(classModel(), "Entry");
            classTree()->expand(entries);
            instance = classModel().index(0, 0, entries);
            select(instance, classTree());
        }
        QVERIFY(instance.isValid());
        QVERIFY(classTree()->isExpanded(instance.parent()));
        QCOMPARE(classTree()->currentIndex().siblingAtColumn(0), QModelIndex(instance));
        QTRY_VERIFY(inspector()->titleText().startsWith("Entry"));
    }
    QTRY_COMPARE(test::rows(*retainers()->model()), QStringList{"Array"});
    QCOMPARE(classTree()->sortColumn(), classes()->model()->columnOf(TreeColumn::Retained));
}

void TestSnapshotView::pagesAreMadeWhenTheyAreShown()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    m_view->showObject(heap.node("e1"));
    QVERIFY(!m_view->findChild<DominatorsView*>());
    const int last = int(m_view->viewNames().size()) - 1;
    for (int view = 0; view <= last; ++view) // also there and back
        m_view->setCurrentView(last - view);
    m_view->showPage(DominatorsView::kId);
    QVERIFY(m_view->findChild<DominatorsView*>());
    QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), heap.node("e1"));
    QCOMPARE(m_view->focusWidget(), dominators()->tree());
}

void TestSnapshotView::filtersAndChoicesComeBack()
{
    show(shop().open());
    classes()->setFilterText("Entry");
    m_view->showPage(DominatorsView::kId);
    QTest::mouseClick(dominators()->findChild<QAbstractButton*>("groupSiblings"), Qt::LeftButton, {}, QPoint(8, 8));
    const QVariantMap state = m_view->viewState();
    show(shop().open());
    m_view->setViewState(state);
    QCOMPARE(m_view->currentPage(), DominatorsView::kId);
    QVERIFY(!dominators()->findChild<QAbstractButton*>("groupSiblings")->isChecked());
    QCOMPARE(test::rows(classModel()), QStringList{"Entry"});
    m_view->setViewState({}); // of a file that was not open before
    QCOMPARE(m_view->currentPage(), DominatorsView::kId);
}

void TestSnapshotView::severalObjectsAreASubject()
{
    const HeapBuilder heap = shop();
    show(heap.open());
    qint64 now = 1000;
    m_view->setClock([&now] { return now += 1000; });
    m_view->showObject(heap.node("server"));
    std::vector<std::uint32_t> nodes{heap.node("e1").value, heap.node("e2").value, heap.node("text").value};
    std::sort(nodes.begin(), nodes.end());
    const auto set = std::make_shared<const ObjectSet>(ObjectSet{"3 things", {}, nodes});
    m_view->selection()->set(Subject::objects(set), nullptr);
    QTRY_COMPARE(inspector()->titleText(), QString("3 things"));
    auto* const members = inspector()->model(Inspector::Instances);
    QTRY_COMPARE(members->rowCount(), 3);
    QTRY_COMPARE(inspector()->factText("Retained"), QString("2.1 KiB")); // the text is below e1: counted once
    QVERIFY(inspector()->contentText().contains("kept alive by Array"));
    QCOMPARE(m_view->crumbs().last().text, QString("3 things"));
    QCOMPARE(m_view->statusText(), QString("3 things, 3 objects"));
    m_view->showPage(DominatorsView::kId);
    QTRY_COMPARE(retainers()->titleText(), QString("Retainers of 3 things  All 3 share one path."));
    m_view->goBack();
    m_view->goBack();
    QVERIFY(m_view->selection()->subject() == Subject::object(heap.node("server")));
    m_view->goForward();
    QVERIFY(m_view->selection()->subject().set == set);
}

void TestSnapshotView::rowsSelectedTogetherAreASet()
{
    show(shop().open());
    const QModelIndex entries = test::find(classModel(), "Entry");
    classTree()->expand(entries);
    select(classModel().index(0, 0, entries), classTree());
    QTest::keyClick(classTree(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(classTree(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Set);
    QCOMPARE(m_view->statusText(), QString("Selected rows, 3 objects"));
    QTRY_COMPARE(inspector()->titleText(), QString("Selected rows"));
    QTRY_VERIFY(inspector()->contentText().contains("All are Entry"));
    QCOMPARE(classTree()->selectionModel()->selectedRows().size(), 3); // showing it elsewhere leaves them alone
    QTest::keyClick(classTree(), Qt::Key_Up);
    QVERIFY(m_view->selection()->subject().kind == Subject::Kind::Object);
}

void TestSnapshotView::aReferenceIsASubject()
{
    const HeapBuilder heap = shop();
    const HeapPtr opened = heap.open();
    show(opened);
    const NodeId server = heap.node("server");
    m_view->selection()->set(Subject::reference(server, opened->snapshot->firstEdge(server)), nullptr);
    QTRY_COMPARE(inspector()->titleText(), QString("cache"));
    QVERIFY(inspector()->locationText().contains("›"));
    QCOMPARE(inspector()->factText("Reference"), QString("property"));
    QTRY_COMPARE(inspector()->model(Inspector::Instances)->rowCount(), 2);
    QTRY_VERIFY(retainers()->titleText().startsWith("Retainers of Server"));
    QCOMPARE(m_view->crumbs().last().text, QString("cache"));
    QVERIFY(m_view->statusText().startsWith("Selected: reference cache of Server @"));
}

void TestSnapshotView::saysThatTheUserIsBusy()
{
    show(shop().open());
    QSignalSpy spy(m_view.get(), &SnapshotView::userInteracted);
    QVERIFY(spy.isEmpty());
    select(classModel().index(0, 0), classTree());
    QCOMPARE(spy.size(), 1);
    select(classModel().index(1, 0), classTree());
    QCOMPARE(spy.size(), 1);
}

void TestSnapshotView::realSnapshot()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    if (!heap)
        QSKIP("fixture not there");
    show(heap);
    // Every hundredth object: docks and trees find their way, whatever it is.
    for (std::uint32_t n = 0; n < heap->snapshot->nodeCount(); n += heap->snapshot->nodeCount() / 60) {
        m_view->showPage(n % 2 == 0 ? ClassesView::kId : DominatorsView::kId);
        m_view->showObject(NodeId{n});
        const QString id = QString("@%1").arg(heap->snapshot->objectId(NodeId{n}).value);
        QTRY_VERIFY(inspector()->titleText().endsWith(id));
        QCOMPARE(m_view->crumbs().back().address, id);
        const bool isRow = n % 2 != 0 && NodeId{n} != heap->dominators->root();
        if (isRow)
            QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), NodeId{n});
    }
    QVERIFY(m_view->grab().save(QDir::temp().filePath("tst_snapshotview-express.png")));
}

void TestSnapshotView::nothingBlocksWithAMillionChildren()
{
    const HeapPtr heap = test::wideHeap(1'000'000);
    show(heap);
    const auto doAsEvent = [&](auto act) { test::asEvent(m_view.get(), act); };
    const NodeId hub{2 + 1'000'000};
    test::slowEvents();
    doAsEvent([&] { m_view->showObject(NodeId{1}); });
    doAsEvent([&] { m_view->showObject(NodeId{500'000}); });
    doAsEvent([&] { m_view->showObject(hub); });
    doAsEvent([&] { m_view->showPage(DominatorsView::kId); });
    doAsEvent([&] { m_view->showObject(NodeId{700'000}); });
    QTRY_COMPARE(dominators()->model()->node(dominators()->tree()->currentIndex()), NodeId{700'000});
    m_view->showObject(hub);
    QTRY_COMPARE(retainers()->model()->rowCount(), 101);
    const QString slow = test::slowEvents();
    QVERIFY2(slow.isEmpty(), qPrintable(slow));
}

HEAPWISE_GUI_TEST_MAIN(TestSnapshotView)
#include "tst_snapshotview.moc"
