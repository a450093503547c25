// What people come for, done with mouse and keys in the program's own window, without anything that blocks
// it.
#include "tests/support/mainwindowtest.h"
#include "tests/support/modeltext.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>

#include "ui/goto/gotoanything.h"
#include "ui/goto/gotomodel.h"
#include "ui/models/graphtreemodel.h"
#include "ui/pins/pinspopup.h"
#include "ui/selection.h"
#include "ui/settings/settings.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/overview/suspectcard.h"
#include "ui/views/snapshot/query/querypage.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/views/snapshot/strings/stringcopies.h"
#include "ui/views/snapshot/strings/stringsview.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/datatree.h"

using namespace heapwise;
using namespace heapwise::ui;

class TestJourneys : public test::MainWindowTest {
    Q_OBJECT

    SnapshotView* view() const { return document()->view(); }
    Inspector* inspector() const { return view()->findChild<Inspector*>("inspector"); }
    void openFile(const QString& path)
    {
        auto* opened = open(path);
        QVERIFY(opened);
        QTRY_VERIFY(isReady(opened));
    }
    void openSample() { openFile(QStringLiteral(HEAPWISE_SOURCE_DIR "/resources/demo/shop-api.heapsnapshot.gz")); }
    static void click(DataTree* tree, const QModelIndex& index)
    {
        QVERIFY(index.isValid());
        tree->scrollTo(index);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    }
    /// Where a person's keys go: to what has the focus, and to nothing else.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(keyTarget(), key, modifiers); }
    void typeText(const QString& text)
    {
        for (const QChar c : text)
            QTest::keyClicks(keyTarget(), QString(c));
    }
    QWidget* keyTarget() const
    {
        if (QWidget* const popup = QApplication::activePopupWidget())
            return popup->focusWidget() ? popup->focusWidget() : popup;
        if (!m_window->isActiveWindow()) {
            m_window->activateWindow(); // as window systems do when a popup closes
            (void)QTest::qWaitForWindowActive(m_window.get());
        }
        return QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get();
    }
    void pressView(const QString& name)
    {
        press(Qt::Key(Qt::Key_1 + document()->viewNames().indexOf(name)), Qt::ControlModifier);
    }
    bool goesTo(const QWidget* pane)
    {
        for (int step = 0; step < 8 && !pane->hasFocus(); ++step)
            press(Qt::Key_F6);
        return pane->hasFocus();
    }
    /// Two sockets without a handle in a list of the program, one with; the two have the same path, twice.
    QByteArray socketsSnapshot() const
    {
        test::HeapBuilder heap("root>app; app>list; list>#s1,#s2; app>s3; s3>handle; root>null");
        for (const char* socket : {"s1", "s2", "s3"})
            heap.name(socket, "Socket").size(socket, 200);
        heap.name("list", "Array").name("app", "App").name("handle", "TCP").type("null", "hidden");
        heap.edge("s1", "null", "property", "<symbol kHandle>").edge("s2", "null", "property", "<symbol kHandle>");
        heap.edge("s3", "handle", "property", "<symbol kHandle>");
        heap.type("u1", "string").name("u1", "/orders/1").type("u2", "string").name("u2", "/orders/1");
        heap.edge("s1", "u1", "property", "url").edge("s2", "u2", "property", "url");
        return heap.json();
    }

private slots:
    /// By keys alone: all closed sockets that something still refers to, into the clipboard, and what holds the first.
    void closedSocketsStillReferencedByKeys()
    {
        openFile(write("sockets.heapsnapshot", socketsSnapshot()));
        pressView(QStringLiteral("Query"));
        auto* const page = view()->page<QueryPage>();
        QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->objectName() == "queryEditor");
        typeText(QStringLiteral("class:Socket .kHandle=null retainers>0"));
        press(Qt::Key_Return);
        QTRY_VERIFY2(page->statusText().startsWith("2 objects"), qPrintable(page->statusText()));
        const auto* const rows = static_cast<const GraphTreeModel*>(page->tree()->model());
        QTRY_VERIFY(rows->rowCount() == 2 && !rows->isWorking());
        QVERIFY(goesTo(page->tree()));
        press(Qt::Key_Home);
        press(Qt::Key_A, Qt::ControlModifier);
        QGuiApplication::clipboard()->clear();
        press(Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        const QStringList names = lines[0].split('\t');
        QStringList ids;
        for (const QString& line : lines.mid(1)) {
            const QStringList cells = line.split('\t');
            QCOMPARE(cells.size(), names.size());
            ids << cells[0];
            QCOMPARE(cells[names.indexOf("Shallow")], QString("200")); // exact, as a spreadsheet reads it
        }
        ids.sort();
        const Snapshot& snapshot = *document()->heap()->snapshot;
        QStringList expected;
        for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n)
            for (EdgeIndex e = snapshot.firstEdge(NodeId{n}); e < snapshot.endEdge(NodeId{n}); ++e)
                if (snapshot.edgeName(e) == "<symbol kHandle>" && snapshot.name(snapshot.edgeTarget(e)) == "null")
                    expected << QStringLiteral("Socket @%1").arg(snapshot.objectId(NodeId{n}).value);
        QCOMPARE(ids, expected);
        press(Qt::Key_Home);
        press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(view()->currentPage(), RetainersView::kId);
        QTRY_VERIFY(view()->page<RetainersView>()->shown());
        press(Qt::Key_F, Qt::ControlModifier);
        typeText(QStringLiteral("class=App"));
        press(Qt::Key_Return);
        QTRY_COMPARE(view()->page<RetainersView>()->graph()->foundCount(), 1);
    }

    /// By keys alone: a pin set, the file closed and opened again, and the pin found.
    void reopenAndFindThePinByKeys()
    {
        openFile(write("pinned.heapsnapshot", socketsSnapshot()));
        press(Qt::Key_L, Qt::ControlModifier);
        press(Qt::Key_A, Qt::ControlModifier);
        typeText(QStringLiteral("@5"));
        press(Qt::Key_Return);
        QTRY_COMPARE(document()->address(), QString("@5"));
        press(Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<PinsPopup*>());
        typeText(QStringLiteral("never closed"));
        press(Qt::Key_Return);
        QTRY_VERIFY(!m_window->findChild<PinsPopup*>());
        press(Qt::Key_W, Qt::ControlModifier);
        QTRY_VERIFY(!document());
        press(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<GoToAnything*>() && m_window->findChild<GoToAnything*>()->isVisible());
        typeText(QStringLiteral("pinned"));
        auto* const list = m_window->findChild<GoToAnything*>();
        QTRY_COMPARE(list->model()->section(GoToSection::Files).size(), 1);
        press(Qt::Key_Return);
        QTRY_VERIFY(isReady(document()));
        QVERIFY(document()->address().isEmpty());
        press(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(m_window->findChild<PinsPopup*>());
        QVERIFY(m_window->findChild<QListWidget*>("pinsList")->item(0)->text().endsWith("never closed"));
        press(Qt::Key_Return);
        QTRY_COMPARE(document()->address(), QString("@5"));
    }

    /// By keys alone: a text, and the objects that hold it.
    void searchATextAndSeeWhoHoldsItByKeys()
    {
        openFile(write("texts.heapsnapshot", socketsSnapshot()));
        pressView(QStringLiteral("Strings"));
        auto* const page = view()->page<StringsView>();
        QTRY_VERIFY(page->model()->source() && !page->model()->isWorking());
        press(Qt::Key_F, Qt::ControlModifier);
        typeText(QStringLiteral("orders"));
        QTRY_VERIFY(!page->model()->isWorking());
        press(Qt::Key_Return);
        QTRY_VERIFY(page->tree()->hasFocus());
        press(Qt::Key_Home);
        QTRY_COMPARE(test::rows(*page->tree()->model()), QStringList{"/orders/1"});
        GraphTreeModel& holders = *page->copies()->model();
        QTRY_COMPARE(holders.rowCount(), 1);
        QCOMPARE(holders.index(0, 0).data().toString(), QString("Socket"));
        QVERIFY(goesTo(page->copies()->tree()));
        press(Qt::Key_Home);
        press(Qt::Key_Right);
        QTRY_COMPARE(holders.rowCount(holders.index(0, 0)), 2);
        press(Qt::Key_Down);
        QTRY_VERIFY(view()->statusText().contains("Socket"));
    }

    /// The first thing that is seen names the largest holder; one click shows it among the dominators.
    void findTheLargestHolder()
    {
        ui::settings::kOverviewWhenDone.set(true);
        openSample();
        QTRY_COMPARE(view()->currentPage(), OverviewPage::kId);
        auto* page = view()->page<OverviewPage>();
        QTRY_VERIFY(!page->suspects()->cards().isEmpty());
        SuspectCard* first = page->suspects()->cards().first();
        QVERIFY(first->accessibleName().contains(QStringLiteral("PriceFeed")));
        const auto buttons = first->findChildren<QPushButton*>();
        QCOMPARE(buttons[1]->text(), QStringLiteral("In dominators"));
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QTRY_COMPARE(view()->currentPage(), DominatorsView::kId);
        DataTree* tree = view()->page<DominatorsView>()->tree();
        QTRY_VERIFY(tree->currentIndex().isValid());
        QTRY_COMPARE(inspector()->factText(QStringLiteral("Distance")).isEmpty(), false);
        QVERIFY(view()->statusText().contains(QStringLiteral("retains")));
    }

    /// From the name of a function to the line that creates it.
    void findWhereAClosureWasCreated()
    {
        openSample();
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        auto* filter = child<QLineEdit>("classesFilter");
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("\"Function\""));
        auto* tree = child<DataTree>("classesTree");
        QTRY_COMPARE(test::rows(*tree->model()), QStringList{QStringLiteral("Function")});
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(tree->hasFocus());
        QTest::keyClick(tree, Qt::Key_Right);
        QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(0, 0)) > 10);
        // The functions that were leaked come first: they retain most.
        QModelIndex leaked;
        const QModelIndex functions = tree->model()->index(0, 0);
        for (int row = 0; row < 100 && !leaked.isValid(); ++row)
            if (const QModelIndex at = tree->model()->index(row, 0, functions);
                at.data().toString().startsWith(QStringLiteral("refreshPage")))
                leaked = at;
        click(tree, leaked);
        QTRY_VERIFY(inspector()->locationText().contains(QStringLiteral("leaky-server.js:")));
        QVERIFY(inspector()->titleText().startsWith(QStringLiteral("refreshPage()")));
    }

    /// From the address bar to a Map, and in the Inspector what is in it as the program has put it there.
    void openTheMapAndReadItsEntries()
    {
        openFile(QStringLiteral(HEAPWISE_SOURCE_DIR "/tests/data/fields/fields-24.heapsnapshot.gz"));
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto* address = m_window->findChild<QLineEdit*>(QStringLiteral("addressField"));
        QTest::keyClick(address, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(address, QStringLiteral("Map"));
        QTest::keyClick(address, Qt::Key_Return);
        auto* tree = child<DataTree>("classesTree");
        QTRY_COMPARE(tree->currentIndex().data().toString(), QStringLiteral("Map"));
        tree->expand(tree->currentIndex());
        const QPersistentModelIndex maps = tree->currentIndex();
        QTRY_VERIFY(tree->model()->rowCount(maps) > 0);
        const auto readsEntries = [&](int row) {
            click(tree, tree->model()->index(row, 0, maps));
            GraphTreeModel* fields = inspector()->model(Inspector::Fields);
            return QTest::qWaitFor(
                       [&] {
                           return fields->rowCount() > 0 &&
                                  inspector()->contentText().contains(QStringLiteral("entries"));
                       },
                       2000) &&
                   test::rows(*fields).first().endsWith(QStringLiteral(" →"));
        };
        bool isFound = false;
        for (int row = 0; row < tree->model()->rowCount(maps) && !isFound; ++row)
            isFound = readsEntries(row);
        QVERIFY(isFound);
    }

    /// The window answers while a worker sorts.
    void sortAClassWithAMillionInstances()
    {
        const HeapPtr wide = test::wideHeap(1'000'000);
        SnapshotView shown;
        shown.resize(1200, 800);
        shown.setHeap(wide);
        shown.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown));
        DataTree* tree = shown.page<ClassesView>()->tree();
        QAbstractItemModel& model = *tree->model();
        const QPersistentModelIndex small = test::find(model, QStringLiteral("Small"));
        test::slowEvents();
        tree->setCurrentIndex(small);
        QTest::keyClick(tree, Qt::Key_Right);
        QTRY_VERIFY(model.rowCount(small) > 100);
        const QString before = model.index(0, 0, small).data(Qt::AccessibleTextRole).toString();
        QHeaderView* header = tree->header();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(30, header->height() / 2)); // by name: class and age
        QTRY_VERIFY(!static_cast<GraphTreeModel&>(model).isWorking());
        QVERIFY(tree->isExpanded(small));
        QVERIFY(model.rowCount(small) > 100);
        const QString after = model.index(0, 0, small).data(Qt::AccessibleTextRole).toString();
        QVERIFY(!before.isEmpty() && !after.isEmpty());
    }
};

HEAPWISE_GUI_TEST_MAIN(TestJourneys)
#include "tst_journeys.moc"
