// Work that takes long is seen, named and can be stopped. Work here waits at a gate, so that nothing is timed.
#include "tests/support/guitest.h"

#include <QPushButton>
#include <QThread>
#include <QToolButton>
#include <QTreeView>

#include <atomic>

#include "tests/support/heapbuilder.h"
#include "tests/support/modeltext.h"
#include "ui/jobs/jobregistry.h"
#include "ui/jobs/latestjob.h"
#include "ui/mainwindow.h"
#include "ui/models/dominatorchildren.h"
#include "ui/models/graphtreemodel.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/datatree.h"

using namespace heapwise;
using namespace heapwise::ui;

namespace {

/// Shut: work waits here until it is opened or told to stop.
struct Gate {
    std::atomic<bool> isOpen = false;
    std::atomic<int> inside = 0;
    void pass(const Progress& progress)
    {
        ++inside;
        while (!isOpen && !progress.stopRequested())
            QThread::msleep(1);
        --inside;
    }
};

/// A hundred rows of 50 each, all of them far too many to be listed at once, and listed behind the gate.
class GatedChildren final : public ChildSource {
public:
    explicit GatedChildren(std::shared_ptr<Gate> gate)
        : m_gate(std::move(gate))
    {}
    TreeItem root() const override { return {}; }
    bool hasChildren(const TreeItem& item) const override { return item.isObject() && item.node.value < 100; }
    std::uint64_t cost(const TreeItem&, std::uint64_t enough) const override { return enough + 1; }
    ChildPage children(const ChildRequest& request, const Progress& progress) const override
    {
        m_gate->pass(progress);
        ChildPage page;
        const std::uint32_t first = request.parent.node.isValid() ? 1000 : 0;
        for (std::uint32_t i = 0; i < 50; ++i) {
            TreeItem item;
            item.node = NodeId{first + (request.order.byColumn && !request.order.descending ? 49 - i : i)};
            page.items.push_back(item);
        }
        page.total = page.items.size();
        return page;
    }
    QVariant data(const TreeItem& item, TreeColumn, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(item.node.value) : QVariant();
    }

private:
    std::shared_ptr<Gate> m_gate;
};

} // namespace

class TestJobs : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<MainWindow> m_window;
    std::shared_ptr<Gate> m_gate;

    LatestJob<int>::Work work() const
    {
        return [gate = m_gate](const Progress& progress) {
            gate->pass(progress);
            return 1;
        };
    }
    template <typename T>
    T* part(const char* name) const
    {
        return m_window->findChild<T*>(QString::fromLatin1(name));
    }
    static std::vector<JobRegistry::Late> late(const QObject* scope) { return JobRegistry::instance().late(scope); }

private slots:
    void initTestCase()
    {
        browsingThreads()->setMaxThreadCount(8); // the window's own work is not to queue behind a gate
    }
    void init()
    {
        test::failOnWarnings();
        QSettings().clear();
        m_gate = std::make_shared<Gate>();
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1200, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QFile file(m_dir.filePath("a.heapsnapshot"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(test::HeapBuilder("root>a; a>b,c").json());
        file.close();
        m_window->openFiles({file.fileName()});
        QTRY_VERIFY(m_window->currentDocument()->progress() < 0);
    }
    void cleanup()
    {
        m_gate->isOpen = true;
        m_window.reset();
    }

    void quickWorkIsNotShown()
    {
        m_gate->isOpen = true;
        LatestJob<int> job;
        job.announce({m_window->currentDocument(), "Counting"});
        bool isDone = false;
        job.start(work(), [&](int) { isDone = true; });
        QTRY_VERIFY(isDone);
        QVERIFY(late(m_window.get()).empty());
        QVERIFY(!part<QWidget>("statusJobs")->isVisible());
    }

    void longWorkIsShownAndStopped()
    {
        LatestJob<int> job;
        job.announce({m_window->currentDocument()->findChild<SnapshotView*>(), "Counting", [&job] { job.drop(); }});
        job.start(work(), [](int) { QFAIL("it was stopped"); });
        QVERIFY(!part<QWidget>("workingBar")->isVisible());
        QTRY_VERIFY(part<QWidget>("workingBar")->isVisible());
        QVERIFY(part<QWidget>("statusJobs")->isVisible());
        QTRY_COMPARE(part<QToolButton>("statusJobs")->text(), QString("Counting"));
        QTRY_VERIFY(part<QWidget>("statusCancel")->isVisible()); // once it takes longer still
        QTest::mouseClick(part<QToolButton>("statusCancel"), Qt::LeftButton);
        QVERIFY(!part<QWidget>("workingBar")->isVisible());
        QVERIFY(!part<QWidget>("statusJobs")->isVisible());
        QTRY_COMPARE(m_gate->inside.load(), 0);
    }

    void workInPhasesTellsHowMuchOfAllIsDone()
    {
        const auto progress = std::make_shared<Progress>();
        JobEntry entry;
        entry.announce({m_window->currentDocument(), "Opening", {}, [](const Progress& p) {
                            return (p.phase() + p.fraction()) / 2;
                        }});
        entry.begin(progress);
        progress->begin(1, 100);
        progress->advance(50);
        QTRY_COMPARE(part<QToolButton>("statusJobs")->text(), QString("Opening, 75 %"));
    }

    void theListNamesAllAndStopsOne()
    {
        LatestJob<int> first, second;
        first.announce({m_window->currentDocument(), "Counting", [&first] { first.drop(); }});
        second.announce({m_window->currentDocument(), "Weighing"});
        first.start(work(), [](int) {});
        second.start(work(), [](int) {});
        QTRY_COMPARE(part<QToolButton>("statusJobs")->text(), QString("Counting and 1 more"));
        QTest::mouseClick(part<QToolButton>("statusJobs"), Qt::LeftButton);
        auto* const list = part<QWidget>("jobList");
        QVERIFY(list && list->isVisible());
        QCOMPARE(list->findChildren<QPushButton*>("jobCancel").size(), 1); // the other cannot be stopped
        QTest::mouseClick(list->findChild<QPushButton*>("jobCancel"), Qt::LeftButton);
        QTRY_COMPARE(part<QToolButton>("statusJobs")->text(), QString("Weighing"));
        m_gate->isOpen = true;
        QTRY_VERIFY(!part<QWidget>("jobList"));
    }

    void escapeStopsIt()
    {
        LatestJob<int> job;
        job.announce({m_window->currentDocument(), "Counting", [&job] { job.drop(); }});
        job.start(work(), [](int) { QFAIL("it was stopped"); });
        QTRY_VERIFY(part<QWidget>("statusJobs")->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(late(m_window.get()).empty());
        QVERIFY(!job.isBusy());
    }

    void workOfOtherDocumentsIsNotShown()
    {
        LatestJob<int> job;
        job.announce({m_window->currentDocument(), "Counting"});
        job.start(work(), [](int) {});
        QTRY_VERIFY(part<QWidget>("statusJobs")->isVisible());
        m_window->showStartPage();
        QVERIFY(!part<QWidget>("statusJobs")->isVisible());
    }

    void stoppedChildrenCollapse()
    {
        GraphTreeModel model(DominatorChildren::columns());
        DataTree tree;
        ObjectActions actions(nullptr);
        tree.setModel(&model);
        actions.attach(&tree, &model);
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree));
        model.resetSource(std::make_shared<GatedChildren>(m_gate));
        QTRY_VERIFY(!late(&model).empty());
        QVERIFY(!JobRegistry::instance().cancelAll(&model)); // the top level has nothing to go back to
        m_gate->isOpen = true;
        QTRY_COMPARE(model.rowCount(), 50);
        m_gate->isOpen = false;
        const QModelIndex parent = model.index(3, 0);
        tree.expand(parent);
        QCOMPARE(model.rowCount(parent), 1); // the placeholder
        QTRY_VERIFY(!late(&model).empty());
        QVERIFY(JobRegistry::instance().cancelAll(&model));
        QVERIFY(!tree.isExpanded(parent));
        QCOMPARE(model.rowCount(parent), 0);
        QVERIFY(model.hasChildren(parent));
        m_gate->isOpen = true;
        tree.expand(parent);
        QTRY_COMPARE(model.rowCount(parent), 50);
    }

    void stoppedSortingKeepsTheOrder()
    {
        GraphTreeModel model(DominatorChildren::columns());
        DataTree tree;
        ObjectActions actions(nullptr);
        tree.setModel(&model);
        tree.setDefaultSort(1, Qt::DescendingOrder);
        actions.attach(&tree, &model);
        m_gate->isOpen = true;
        model.resetSource(std::make_shared<GatedChildren>(m_gate));
        QTRY_COMPARE(model.rowCount(), 50);
        m_gate->isOpen = false;
        tree.sortBy(3, Qt::AscendingOrder);
        QTRY_VERIFY(!late(&model).empty());
        QVERIFY(JobRegistry::instance().cancelAll(&model));
        QCOMPARE(model.index(0, 0).data().toInt(), 0);
        QCOMPARE(tree.sortColumn(), 1);
        m_gate->isOpen = true;
        tree.sortBy(3, Qt::AscendingOrder);
        QTRY_COMPARE(model.index(0, 0).data().toInt(), 49);
        QCOMPARE(tree.sortColumn(), 3);
    }
};

HEAPWISE_GUI_TEST_MAIN(TestJobs)
#include "tst_jobs.moc"
