// All pages of a snapshot of 600 MB by mouse and keys, without anything that blocks the window. The file is generated;
// HEAPWISE_LARGE_SNAPSHOT names a real one to be taken instead.
#include "tests/support/largesnapshot.h"
#include "tests/support/mainwindowtest.h"

#include <QHeaderView>
#include <QLineEdit>

#include "ui/models/graphtreemodel.h"
#include "ui/selection.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/cutcard.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/query/querypage.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/views/snapshot/strings/stringsview.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/graph/retainergraph.h"

using namespace heapwise;
using namespace heapwise::ui;

namespace {

constexpr std::uint64_t kBytes = 600'000'000;
constexpr int kLong = 60'000; ///< ms that a worker may take on a machine with other work

} // namespace

/// One window and one file for all of them; what a test leaves is where the next one starts.
class TestLarge : public test::MainWindowTest {
    Q_OBJECT

    QString m_path;

    SnapshotView* view() const { return document()->view(); }
    Inspector* inspector() const { return view()->findChild<Inspector*>(); }
    void key(QWidget* to, Qt::Key key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(to, key, with); }
    void showPage(Qt::Key number, QLatin1String id)
    {
        key(m_window.get(), number, Qt::ControlModifier);
        QCOMPARE(view()->currentPage(), id);
    }
    static void click(QTreeView* tree, const QModelIndex& index)
    {
        QVERIFY(index.isValid());
        tree->scrollTo(index);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    }
    static void sortBy(QTreeView* tree, int column)
    {
        QHeaderView* const header = tree->header();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(column) + 20, header->height() / 2));
    }
    static bool isIdle(const QTreeView* tree) { return !qobject_cast<GraphTreeModel*>(tree->model())->isWorking(); }

protected slots:
    void init() {} // hides the base's, which makes a window for each test
    void cleanup()
    {
        const QString slow = test::slowEvents();
        QVERIFY2(slow.isEmpty(), qPrintable(slow));
    }

private slots:
    void initTestCase()
    {
        MainWindowTest::init();
        m_path = qEnvironmentVariable("HEAPWISE_LARGE_SNAPSHOT");
        if (m_path.isEmpty()) {
            m_path = m_dir.filePath(QStringLiteral("large.heapsnapshot"));
            QVERIFY(test::writeLargeSnapshot(m_path.toStdString(), kBytes));
        }
        open(m_path);
        QTRY_VERIFY_WITH_TIMEOUT(isReady(document()), 2 * kLong);
    }
    void cleanupTestCase() { m_window.reset(); }

    void dominatorsOpenDownToAnObject()
    {
        showPage(Qt::Key_3, DominatorsView::kId);
        DataTree* const tree = view()->page<DominatorsView>()->tree();
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() > 0, kLong);
        click(tree, tree->model()->index(0, 0));
        for (int level = 0; level < 4; ++level) {
            key(tree, Qt::Key_Right);
            QTRY_VERIFY_WITH_TIMEOUT(isIdle(tree), kLong);
            key(tree, Qt::Key_Down);
        }
        QTRY_VERIFY(!inspector()->titleText().isEmpty());
        QCOMPARE(int(view()->selection()->subject().kind), int(Subject::Kind::Object));
    }

    void classesAreFilteredSortedAndOpened()
    {
        showPage(Qt::Key_2, ClassesView::kId);
        DataTree* const tree = view()->page<ClassesView>()->tree();
        const int all = tree->model()->rowCount();
        auto* const filter = child<QLineEdit>("classesFilter");
        key(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(filter, "retained>1M");
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() < all && isIdle(tree), kLong);
        QVERIFY(tree->model()->rowCount() > 0);
        filter->clear();
        QTRY_COMPARE_WITH_TIMEOUT(tree->model()->rowCount(), all, kLong);
        sortBy(tree, 1);
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(tree), kLong);
        click(tree, tree->model()->index(0, 0)); // the most frequent class
        key(tree, Qt::Key_Right);
        const QModelIndex first = tree->model()->index(0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount(first) > 100 && isIdle(tree), kLong);
        sortBy(tree, 2);
        QTRY_VERIFY_WITH_TIMEOUT(isIdle(tree), kLong);
    }

    void theInspectorReadsAnInstance()
    {
        DataTree* const tree = view()->page<ClassesView>()->tree();
        const QModelIndex largest = tree->currentIndex();
        QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount(largest) > 0, kLong);
        click(tree, tree->model()->index(0, 0, largest));
        QTRY_VERIFY_WITH_TIMEOUT(!inspector()->factText("Retained").isEmpty(), kLong);
        for (const Inspector::Tab tab :
             {Inspector::Referrers, Inspector::Dominated, Inspector::RawNode, Inspector::Fields}) {
            inspector()->setCurrentTab(tab);
            QTRY_VERIFY_WITH_TIMEOUT(!inspector()->model(tab)->isWorking(), kLong);
        }
    }

    void whyIsItAliveAndWhatWouldACutFree()
    {
        DataTree* const tree = view()->page<ClassesView>()->tree();
        key(tree, Qt::Key_R, Qt::ControlModifier);
        QCOMPARE(view()->currentPage(), RetainersView::kId);
        auto* const page = view()->page<RetainersView>();
        QTRY_VERIFY_WITH_TIMEOUT(page->shown() && !page->isWorking() && page->graph()->isLaidOut(), kLong);
        const GraphData& data = page->graph()->shownPicture()->data();
        QVERIFY(!data.arcs.empty());
        // The last reference, which leads to the object itself.
        const QRect place = page->graph()->itemRect(int(data.boxes.size() + data.arcs.size()) - 1);
        QTest::mouseClick(page->graph()->viewport(), Qt::LeftButton, {}, place.center());
        QTRY_VERIFY_WITH_TIMEOUT(!page->isWorking(), kLong);
        QCOMPARE(int(view()->selection()->subject().kind), int(Subject::Kind::Reference));
        QVERIFY(!view()->findChild<CutCard*>("cutCard")->numberText().isEmpty());
        QVERIFY2(view()->statusText().startsWith("Cut computed in "), qPrintable(view()->statusText()));
    }

    void stringsAreGrouped()
    {
        showPage(Qt::Key_5, StringsView::kId);
        auto* const page = view()->page<StringsView>();
        // Generated files have none.
        QTRY_VERIFY_WITH_TIMEOUT(page->stateText().startsWith("No text is there twice") ||
                                     (page->model()->rowCount() > 0 && !page->model()->isWorking()),
                                 kLong);
    }

    void aQueryFindsObjects()
    {
        showPage(Qt::Key_6, QueryPage::kId);
        auto* const page = view()->page<QueryPage>();
        page->ask("retained>10K refs>2");
        QTRY_VERIFY2_WITH_TIMEOUT(page->statusText().contains(QRegularExpression("objects?, ")),
                                  qPrintable(page->statusText()), kLong);
        QVERIFY(page->tree()->model()->rowCount() > 0);
    }

    void theOverviewIsThere()
    {
        showPage(Qt::Key_1, OverviewPage::kId);
        QTRY_VERIFY_WITH_TIMEOUT(view()->page<OverviewPage>()->diagnosis(), kLong);
    }
};

HEAPWISE_GUI_TEST_MAIN(TestLarge)
#include "tst_large.moc"
