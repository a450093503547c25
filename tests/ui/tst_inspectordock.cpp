// The Inspector's own ways: pinned, back and forward, in a tab of its own, and what it says of classes and ages.
#include "tests/support/mainwindowtest.h"
#include "tests/support/modeltext.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include "ui/comparisonopener.h"
#include "ui/models/graphtreemodel.h"
#include "ui/selection.h"
#include "ui/views/comparison/comparisondocument.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/inspectordock.h"
#include "ui/views/snapshot/inspectortrail.h"
#include "ui/views/snapshot/objectdocument.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/datatree.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;

namespace {

/// Ids are 1, 3, 5 ... in the order of mention: App is 3, Cache 5, Entry 7 and 9.
HeapBuilder shopOf(const QStringList& entries = {"e1", "e2"})
{
    HeapBuilder heap("root>app; app>cache; cache>#" + entries.join(",#"));
    heap.name("app", "App").name("cache", "Cache");
    for (const QString& entry : entries)
        heap.name(entry, "Entry");
    return heap;
}

} // namespace

class TestInspectorDock : public test::MainWindowTest {
    Q_OBJECT

    SnapshotView* view() const { return document()->view(); }
    InspectorDock* dock() const { return view()->findChild<InspectorDock*>(); }
    QString shown() const { return dock()->inspector()->titleText(); }
    QAbstractButton* button(const char* name) const { return dock()->findChild<QAbstractButton*>(name); }
    void press(const char* name)
    {
        QVERIFY2(button(name)->isEnabled(), name);
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    void openShop() { QVERIFY(opens(write("shop.heapsnapshot", shopOf().json()))); }
    /// Later than what counts as one move with the one before.
    void goTo(const QString& address, const QString& title)
    {
        QTest::qWait(int(History::kMergedMs) + 20);
        QVERIFY(view()->goTo(address, nullptr));
        QTRY_COMPARE(shown(), title);
    }
    ObjectDocument* objectTab() const { return qobject_cast<ObjectDocument*>(m_window->currentDocument()); }

private slots:
    void pinnedItStaysWhileOthersAreSelected()
    {
        openShop();
        QVERIFY(!button("inspectorPin")->isEnabled()); // nothing to stay at
        goTo("@5", "Cache @5");
        QVERIFY(dock()->titleText().contains("follows the selection"));
        press("inspectorPin");
        QTRY_VERIFY(dock()->titleText().contains("pinned to @5"));
        QVERIFY(view()->goTo("@3", nullptr));
        QCOMPARE(view()->selection()->subject(), Subject::object(shopOf().node("app")));
        QCOMPARE(dock()->trail()->subject(), Subject::object(shopOf().node("cache")));
        // A field that is opened in it moves it alone.
        GraphTreeModel* const fields = dock()->inspector()->model(Inspector::Fields);
        DataTree* const tree = dock()->inspector()->tree(Inspector::Fields);
        QTRY_COMPARE(fields->rowCount(), 2);
        tree->setCurrentIndex(fields->index(0, 0));
        QTest::keyClick(tree, Qt::Key_Return);
        QTRY_COMPARE(shown(), QString("Entry @7"));
        QTRY_VERIFY(dock()->titleText().contains("pinned to @7"));
        QCOMPARE(view()->selection()->subject(), Subject::object(shopOf().node("app")));
        // Let go, it shows what is selected.
        press("inspectorPin");
        QTRY_COMPARE(shown(), QString("App @3"));
    }

    void askedForAnObjectItGoesThereThoughPinned()
    {
        openShop();
        goTo("@5", "Cache @5");
        press("inspectorPin");
        emit view()->actions()->inspectRequested(Subject::object(shopOf().node("e2")));
        QTRY_COMPARE(shown(), QString("Entry @9"));
        QTRY_VERIFY(dock()->titleText().contains("pinned to @9"));
    }

    void backAndForwardLeadTheSelection()
    {
        openShop();
        QVERIFY(!button("inspectorBack")->isEnabled());
        goTo("@3", "App @3");
        goTo("@5", "Cache @5");
        goTo("@9", "Entry @9");
        const int page = view()->currentView();
        press("inspectorBack");
        QTRY_COMPARE(shown(), QString("Cache @5"));
        QCOMPARE(view()->selection()->subject(), Subject::object(shopOf().node("cache")));
        press("inspectorBack");
        QTRY_COMPARE(shown(), QString("App @3"));
        QVERIFY(!button("inspectorBack")->isEnabled());
        press("inspectorForward");
        QTRY_COMPARE(shown(), QString("Cache @5"));
        QVERIFY(button("inspectorForward")->isEnabled());
        QCOMPARE(view()->currentView(), page);
    }

    void pinnedItGoesBackAlone()
    {
        openShop();
        goTo("@3", "App @3");
        goTo("@5", "Cache @5");
        press("inspectorPin");
        press("inspectorBack");
        QTRY_COMPARE(shown(), QString("App @3"));
        QCOMPARE(view()->selection()->subject(), Subject::object(shopOf().node("cache")));
    }

    void anObjectHasATabOfItsOwn()
    {
        openShop();
        SnapshotDocument* const snapshot = document();
        goTo("@5", "Cache @5");
        QTest::keyClick(view()->findChild<DataTree*>("classesTree"), Qt::Key_Return, Qt::ControlModifier);
        ObjectDocument* const tab = objectTab();
        QVERIFY(tab);
        QCOMPARE(tab->title(), QString("Cache @5"));
        QTRY_COMPARE(tab->inspector()->titleText(), QString("Cache @5"));
        // It goes its own way, and back.
        GraphTreeModel* const fields = tab->inspector()->model(Inspector::Fields);
        QTRY_COMPARE(fields->rowCount(), 2);
        QTest::qWait(int(History::kMergedMs) + 20);
        tab->inspector()->tree(Inspector::Fields)->setCurrentIndex(fields->index(1, 0));
        QTest::keyClick(tab->inspector()->tree(Inspector::Fields), Qt::Key_Return);
        QCOMPARE(tab->title(), QString("Entry @9"));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(tab->title(), QString("Cache @5"));
        QCOMPARE(snapshot->view()->selection()->subject(), Subject::object(shopOf().node("cache")));
        // What keeps it alive is shown by the snapshot's own page.
        auto* const retainers = tab->inspector()->findChild<QAbstractButton*>("inspectorRetainers");
        QTest::mouseClick(retainers, Qt::LeftButton);
        QCOMPARE(m_window->currentDocument(), snapshot);
        QCOMPARE(view()->currentPage(), RetainersView::kId);
        // The tab goes with the snapshot.
        const QPointer<ObjectDocument> watched(tab);
        m_window->tabs()->closeDocument(snapshot);
        QTRY_VERIFY(!watched);
    }

    void moreCanBeDoneThanTheButtonsSay()
    {
        openShop();
        goTo("@5", "Cache @5");
        auto* const more = dock()->findChild<QAbstractButton*>("inspectorMore");
        QTest::mouseClick(more, Qt::LeftButton);
        auto* const menu = dock()->findChild<QMenu*>("objectMenu");
        QVERIFY(menu && menu->isVisible());
        QStringList texts;
        for (const QAction* action : menu->actions())
            texts << action->text();
        QVERIFY2(texts.contains("Ignore in paths") && texts.contains("Instances of this class") &&
                     texts.contains("Copy"),
                 qPrintable(texts.join(", ")));
        menu->close();
    }

    void aClassHasItsShapes()
    {
        HeapBuilder heap("root>a,b,c,d; a>x,y; b>x,y; c>x");
        for (const char* node : {"a", "b", "c", "d"})
            heap.name(node, "Order");
        QVERIFY(opens(write("shapes.heapsnapshot", heap.json())));
        QVERIFY(view()->goTo("Order", nullptr));
        QTRY_COMPARE(dock()->inspector()->contentText(),
                     QString("3 shapes: Order {x, y} ×2  ·  Order {} ×1  ·  Order {x} ×1"));
        const auto* const line = dock()->findChild<QLabel*>("inspectorContent");
        QCOMPARE(line->toolTip(), QString("Order {x, y} ×2<br>Order {} ×1<br>Order {x} ×1"));
        goTo("@3", "Order @3");
        QVERIFY(line->toolTip().isEmpty());
    }

    void theInstancesOfAClassAreExported()
    {
        openShop();
        auto* const tree = view()->findChild<DataTree*>("classesTree");
        const QModelIndex entries = test::find(*tree->model(), "Entry");
        tree->scrollTo(entries);
        emit tree->rowMenuRequested(entries, tree->viewport()->mapToGlobal(QPoint(10, 10)));
        auto* const menu = tree->findChild<QMenu*>("objectMenu");
        QVERIFY(menu);
        for (QAction* const action : menu->actions())
            if (action->text() == QString("Export instances…"))
                action->trigger();
        menu->close();
        QDialog* dialog = nullptr;
        QTRY_VERIFY(dialog = m_window->findChild<QDialog*>("exportDialog"));
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(dialog->findChild<QComboBox*>("exportWhat")->currentText(), QString("Largest instances"));
        const QString path = m_dir.filePath("entries.csv");
        dialog->findChild<QComboBox*>("exportFormat")->setCurrentText("CSV");
        dialog->findChild<QLineEdit*>("exportFile")->setText(path);
        QTest::mouseClick(dialog->findChild<QPushButton*>("exportYes"), Qt::LeftButton);
        QFile file(path);
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count("Entry"), 2);
        QVERIFY2(text.contains("7") && text.contains("9"), text.constData());
    }

    void anObjectHasItsAgeInAComparison()
    {
        // @9 is new in the second, and the cache has been there from the start.
        const QString first = write("a.heapsnapshot", shopOf({"e1"}).json());
        const QString second = write("b.heapsnapshot", shopOf().json());
        m_window->comparisons()->compareFiles({first, second});
        auto* const comparison = qobject_cast<ComparisonDocument*>(m_window->currentDocument());
        QVERIFY(comparison);
        QTRY_VERIFY(comparison->comparison());
        m_window->openFiles({second});
        QVERIFY(isReady(document()));
        goTo("@9", "Entry @9");
        QCOMPARE(dock()->inspector()->factText("Age"), QString("New in #2"));
        goTo("@5", "Cache @5");
        QCOMPARE(dock()->inspector()->factText("Age"), QString("Since #1"));
        m_window->tabs()->closeDocument(comparison);
        goTo("@9", "Entry @9");
        QTRY_COMPARE(dock()->inspector()->factText("Age"), QString());
    }
};

HEAPWISE_GUI_TEST_MAIN(TestInspectorDock)
#include "tst_inspectordock.moc"
