// What people come for, done with mouse and keys in the program's own window, without anything that blocks
// it.
#include "tests/support/mainwindowtest.h"
#include "tests/support/modeltext.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>

#include "ui/models/graphtreemodel.h"
#include "ui/selection.h"
#include "ui/settings/settings.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/overview/suspectcard.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
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
        QTRY_VERIFY_WITH_TIMEOUT(isReady(opened), 60'000);
    }
    void openSample() { openFile(QStringLiteral(HEAPWISE_SOURCE_DIR "/resources/demo/shop-api.heapsnapshot.gz")); }
    static void click(DataTree* tree, const QModelIndex& index)
    {
        QVERIFY(index.isValid());
        tree->scrollTo(index);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    }

private slots:
    /// The first thing that is seen names the largest holder; one click shows it among the dominators.
    void findTheLargestHolder()
    {
        ui::settings::kOverviewWhenDone.set(true);
        openSample();
        QTRY_COMPARE(view()->currentPage(), OverviewPage::kId);
        auto* page = view()->page<OverviewPage>();
        QTRY_VERIFY_WITH_TIMEOUT(!page->suspects()->cards().isEmpty(), 60'000);
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
        QTRY_VERIFY_WITH_TIMEOUT(model.rowCount(small) > 100, 20'000);
        const QString before = model.index(0, 0, small).data(Qt::AccessibleTextRole).toString();
        QHeaderView* header = tree->header();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(30, header->height() / 2)); // by name: class and age
        QTRY_VERIFY_WITH_TIMEOUT(!static_cast<GraphTreeModel&>(model).isWorking(), 20'000);
        QVERIFY(tree->isExpanded(small));
        QVERIFY(model.rowCount(small) > 100);
        const QString after = model.index(0, 0, small).data(Qt::AccessibleTextRole).toString();
        QVERIFY(!before.isEmpty() && !after.isEmpty());
    }
};

HEAPWISE_GUI_TEST_MAIN(TestJourneys)
#include "tst_journeys.moc"
