// What a comparison has beside its table of classes: dominators in any order, strings that grew, exports, queries about
// what is new, and its return with the session.
#include "tests/support/mainwindowtest.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include "ui/comparisonopener.h"
#include "ui/models/aligneddominatorstree.h"
#include "ui/models/cellroles.h"
#include "ui/models/changeroles.h"
#include "ui/models/comparedstrings.h"
#include "ui/models/comparisonclasses.h"
#include "ui/models/mergedpathstree.h"
#include "ui/models/opencomparisons.h"
#include "ui/selection.h"
#include "ui/views/comparison/comparisondocument.h"
#include "ui/views/comparison/setpathspanel.h"
#include "ui/views/comparison/setswitch.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/fieldproblem.h"
#include "ui/views/snapshot/query/querypage.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <functional>
#include <thread>

using namespace heapwise;
using namespace heapwise::ui;
using What = ComparisonClasses::What;

namespace {

QString pathOf(const QString& name)
{
    return QStringLiteral(HEAPWISE_TEST_DATA "/moments/%1.heapsnapshot.gz").arg(name);
}

/// Rows of a CSV without its head.
QList<QByteArray> linesOf(DataTree* tree)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const ExportWork work = tree->exportWork(QStringLiteral("csv"));
    QString problem;
    std::atomic<bool> isDone = false;
    std::thread worker([&] { // some rows come from the model, and so from this thread
        problem = work(buffer, Progress());
        isDone = true;
    });
    const bool ended = QTest::qWaitFor([&] { return isDone.load(); }, 30'000);
    worker.join();
    if (!ended)
        return {};
    QList<QByteArray> lines = buffer.data().split('\n');
    lines.removeLast();
    return problem.isEmpty() ? lines.mid(1) : QList<QByteArray>();
}

} // namespace

class TestComparisonPages : public heapwise::test::MainWindowTest {
    Q_OBJECT

    ComparisonDocument* comparison() const { return m_window->findChild<ComparisonDocument*>(); }
    template <typename T>
    T* part(const char* name) const
    {
        return comparison()->findChild<T*>(QString::fromLatin1(name));
    }
    bool isComplete() const
    {
        return comparison() && comparison()->comparison() && comparison()->comparison()->hasRetained() &&
               comparison()->progress() < 0 && comparison()->stateText().startsWith("Compared");
    }
    void compare(const QStringList& names)
    {
        QStringList paths;
        for (const QString& name : names)
            paths.append(pathOf(name));
        m_window->comparisons()->compareFiles(paths);
        QTRY_VERIFY(isComplete());
    }
    AlignedDominatorsTree* aligned() const { return comparison()->findChild<AlignedDominatorsTree*>(); }
    qint64 change(int row, const QModelIndex& parent = {}) const
    {
        return aligned()->index(row, AlignedDominatorsTree::Change, parent).data(CopyRole).toLongLong();
    }
    void showAligned()
    {
        comparison()->setCurrentView(ComparisonDocument::DominatorsPage);
        QTRY_VERIFY(!aligned()->isBusy() && aligned()->rowCount() > 0);
    }

private slots:
    void dominatorsInAnyOrder()
    {
        compare({"first-1", "first-2"});
        showAligned();
        QAbstractItemModelTester tester(aligned(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // it would open the whole tree
        auto* const tree = part<DataTree>("alignedDominators");
        for (int row = 1; row < aligned()->rowCount() && !aligned()->index(row, 0).data(LinkRole).toBool(); ++row)
            QVERIFY(std::abs(change(row)) <= std::abs(change(row - 1)));
        tree->expand(aligned()->index(0, 0));
        QTRY_VERIFY(!aligned()->isBusy());
        const QPersistentModelIndex opened = aligned()->index(0, 0);
        const int below = aligned()->rowCount(opened);
        QVERIFY(below > 0);
        tree->setCurrentIndex(opened);

        for (const int column : {int(AlignedDominatorsTree::RetainedBefore), int(AlignedDominatorsTree::RetainedAfter)})
            for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
                tree->sortBy(column, order);
                QTRY_VERIFY(!aligned()->isBusy());
                const auto value = [&](int row) {
                    return aligned()->index(row, column).data(CopyRole).toLongLong(); // 0 where it is not there
                };
                for (int row = 1; row < aligned()->rowCount(); ++row)
                    if (!aligned()->index(row, 0).data(LinkRole).toBool())
                        QVERIFY(order == Qt::DescendingOrder ? value(row) <= value(row - 1)
                                                             : value(row) >= value(row - 1));
            }
        tree->sortBy(AlignedDominatorsTree::Change, Qt::DescendingOrder);
        QTRY_VERIFY(!aligned()->isBusy());
        if (opened.isValid()) { // what was open still is, where it is shown
            QCOMPARE(aligned()->rowCount(opened), below);
            QCOMPARE(opened.row(), 0);
        }
        tree->sortBy(AlignedDominatorsTree::Before, Qt::AscendingOrder);
        QTRY_VERIFY(!aligned()->isBusy());
    }

    void manyOfOneClassAreOneRow()
    {
        test::HeapBuilder before("root>cache"), after("root>cache");
        const auto fill = [](test::HeapBuilder& heap, int count) {
            heap.name("cache", "Cache");
            for (int i = 0; i < count; ++i) {
                const QString node = "s" + QString::number(i);
                heap.edge("cache", node, "property", node).name(node, "Session").size(node, 100);
            }
            heap.edge("cache", "one", "property", "one").name("one", "Other").id("one", 90'001);
        };
        fill(before, 60);
        fill(after, 200);
        m_window->comparisons()->compareFiles(
            {write("before.heapsnapshot", before.json()), write("after.heapsnapshot", after.json())});
        QTRY_VERIFY(isComplete());
        showAligned();
        auto* const tree = part<DataTree>("alignedDominators");
        const auto rowNamed = [this](const QString& name, const QModelIndex& parent) {
            for (int row = 0; row < aligned()->rowCount(parent); ++row)
                if (aligned()->index(row, AlignedDominatorsTree::After, parent).data().toString() == name)
                    return aligned()->index(row, 0, parent);
            return QModelIndex();
        };
        const auto open = [&] {
            const QModelIndex cache = rowNamed("Cache", {});
            tree->expand(cache);
            static_cast<void>(QTest::qWaitFor([&] { return !aligned()->isBusy() && aligned()->rowCount(cache) > 0; }));
            return cache;
        };
        const QModelIndex cache = open();
        QCOMPARE(aligned()->rowCount(cache), 2);
        const QModelIndex folded = rowNamed("Session", cache);
        QCOMPARE(folded.data(SecondaryRole).toString(), QString("×60"));
        QCOMPARE(folded.siblingAtColumn(AlignedDominatorsTree::After).data(SecondaryRole).toString(), QString("×200"));
        QCOMPARE(folded.siblingAtColumn(AlignedDominatorsTree::Change).data(CopyRole).toLongLong(), 14'000);
        QVERIFY(!aligned()->nodeAt(folded).after.isValid());
        tree->expand(folded);
        QTRY_COMPARE(aligned()->rowCount(folded), 101); // a page and a link
        const QList<QByteArray> lines = linesOf(tree);
        const auto sessions =
            std::count_if(lines.begin(), lines.end(), [](const QByteArray& line) { return line.contains("Session"); });
        QCOMPARE(sessions, 1 + 200); // also those behind the link
        emit tree->linkActivated(aligned()->index(100, 0, folded));
        QCOMPARE(aligned()->rowCount(folded), 200);

        QTest::mouseClick(part<QCheckBox>("foldAligned"), Qt::LeftButton);
        QTRY_VERIFY(!aligned()->isBusy());
        QCOMPARE(aligned()->rowCount(open()), 101);
    }

    void exportsAllRowsOfTheTable()
    {
        compare({"first-1", "first-2"});
        auto* const tree = part<DataTree>("compareView");
        auto* const model = comparison()->findChild<ComparisonClasses*>();
        const int classes = model->rowCount();
        QCOMPARE(linesOf(tree).size(), classes);
        QModelIndex jobs;
        for (int row = 0; row < classes; ++row)
            if (model->index(row, 0).data().toString() == "Job")
                jobs = model->index(row, 0);
        tree->expand(jobs);
        QTRY_COMPARE(model->rowCount(jobs), 101); // of 120
        const QList<QByteArray> lines = linesOf(tree);
        QCOMPARE(lines.size(), classes + 120);
        const QList<QByteArray> head = lines[jobs.row()].split(',');
        QCOMPARE(head.value(0), QByteArray("0"));
        QCOMPARE(head.value(1), QByteArray("Job"));
        for (int i = 1; i <= 120; ++i)
            QVERIFY(lines[jobs.row() + i].startsWith("1,"));
    }

    void stringsThatGrew()
    {
        compare({"first-1", "first-2"});
        comparison()->setCurrentView(ComparisonDocument::StringsPage);
        auto* const strings = comparison()->findChild<ComparedStrings*>();
        QTRY_VERIFY(strings->isFilled());
        QAbstractItemModelTester tester(strings, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* const table = part<DataTree>("comparedStrings");
        QVERIFY(table->isVisible());
        const int all = strings->rowCount();
        QCOMPARE(quint64(all), strings->growth()->grownTexts);
        const auto value = [strings](int row, int column) {
            return strings->index(row, column).data(CopyRole).toLongLong();
        };
        for (int row = 0; row < all; ++row) {
            QCOMPARE(value(row, ComparedStrings::CountAfter) - value(row, ComparedStrings::CountBefore),
                     value(row, ComparedStrings::CountChange));
            QVERIFY(row == 0 || value(row, ComparedStrings::SizeChange) <= value(row - 1, ComparedStrings::SizeChange));
        }
        table->sortBy(ComparedStrings::CountAfter, Qt::AscendingOrder);
        for (int row = 1; row < all; ++row)
            QVERIFY(value(row, ComparedStrings::CountAfter) >= value(row - 1, ComparedStrings::CountAfter));
        QCOMPARE(linesOf(table).size(), all);
        part<QLineEdit>("comparisonFilter")->setText("no such text anywhere");
        QCOMPARE(strings->rowCount(), 0);
        QVERIFY(!table->isVisible());
        part<QLineEdit>("comparisonFilter")->clear();
        QCOMPARE(strings->rowCount(), all);
        const NodeId node = strings->nodeAt(strings->index(0, 0));
        emit table->activated(strings->index(0, 0));
        QVERIFY(document() && document()->title().startsWith("first-2"));
        QTRY_COMPARE(document()->address(), "@" + QString::number(document()->heap()->snapshot->objectId(node).value));
    }

    void queriesAskWhatIsNew()
    {
        compare({"first-1", "first-2", "first-3"});
        SnapshotDocument* const last = comparison()->snapshots()[2].document;
        m_window->tabs()->setCurrentWidget(last);
        last->view()->showPage(QueryPage::kId);
        auto* const page = last->view()->page<QueryPage>();
        page->ask(QStringLiteral("class=Session new:#2 alive:#3"));
        QTRY_VERIFY2(page->statusText().startsWith("40 objects"), qPrintable(page->statusText()));
        SnapshotDocument* const second = comparison()->snapshots()[1].document;
        QVERIFY(comparedSnapshotsOf(*second->heap()).count == 3);
        // From the set in the comparison to what retains it, by the key.
        QTRY_COMPARE(page->tree()->model()->rowCount(), 40);
        page->tree()->setFocus();
        QTest::keyClick(page->tree(), Qt::Key_Down);
        QTRY_VERIFY(last->view()->selection()->subject().kind == Subject::Kind::Object);
        QTest::keyClick(page->tree(), Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(last->view()->currentPage(), RetainersView::kId);

        const HeapPtr heap = second->heap();
        m_window->tabs()->closeDocument(comparison());
        QTRY_VERIFY(!comparison());
        QTRY_COMPARE(comparedSnapshotsOf(*heap).count, std::size_t(0)); // nobody has it any more
    }

    void queriesFilterTheTables()
    {
        compare({"first-1", "first-2"});
        auto* const model = comparison()->findChild<ComparisonClasses*>();
        QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* const filter = part<QLineEdit>("comparisonFilter");
        auto* const problem = part<FieldProblem>("comparisonProblem");
        const auto value = [&](const QString& name, ComparisonClasses::What what, int snapshot = 0) {
            for (int row = 0; row < model->rowCount(); ++row)
                if (model->index(row, 0).data().toString() == name)
                    return model->index(row, model->columnOf(what) + snapshot).data(CopyRole).toLongLong();
            return qint64(-1);
        };
        const qint64 freed = value("Job", What::Freed);
        QVERIFY(freed > 0);
        filter->setFocus();
        QTest::keyClicks(filter, "class=Job new:#2");
        QTRY_COMPARE(model->rowCount(), 1); // only what is new; of the first snapshot nothing is
        QCOMPARE(value("Job", What::Count, 0), 0);
        QCOMPARE(value("Job", What::Count, 1), 60);
        QCOMPARE(value("Job", What::New), 60);
        QCOMPARE(value("Job", What::Freed), 0);
        QVERIFY(value("Job", What::RetainedChange) >= value("Job", What::ShallowChange));
        auto* const table = part<DataTree>("compareView");
        table->setCurrentIndex(model->index(0, 0));
        QVERIFY(comparison()->selectionText().startsWith("60 Job"));
        table->expand(model->index(0, 0));
        QTRY_COMPARE(model->rowCount(model->index(0, 0)), 60);
        for (int row = 0; row < 60; ++row)
            QCOMPARE(model->objectAt(model->index(row, 0, model->index(0, 0))).snapshot, std::size_t(1));
        QCOMPARE(linesOf(table).size(), 61); // exports have the same
        const auto counted = [this](ChangeSet set) {
            return part<QAbstractButton>(qPrintable(QStringLiteral("set%1").arg(int(set))))->accessibleName();
        };
        QCOMPARE(counted(ChangeSet::All), QString("All 1 class"));
        QCOMPARE(counted(ChangeSet::New), QString("New in B 60"));
        QCOMPARE(counted(ChangeSet::Freed), QString("Freed 0"));
        QTest::mouseClick(part<QAbstractButton>(qPrintable(QStringLiteral("set%1").arg(int(ChangeSet::New)))),
                          Qt::LeftButton);
        auto* const note = part<MessageBar>("setNote");
        QVERIFY2(note->text().startsWith("Among the objects that match: 60 objects in B"), qPrintable(note->text()));
        QTest::mouseClick(part<QAbstractButton>(qPrintable(QStringLiteral("set%1").arg(int(ChangeSet::All)))),
                          Qt::LeftButton);

        // Grouped in another way, nothing else is shown before the query is answered again.
        int shown = 0;
        const auto watch = connect(comparison(), &Document::changed, this, [&] {
            shown += comparison()->comparison() && table->isVisible();
            QVERIFY(!table->isVisible() || (model->chosen() && model->rowCount() <= 1));
        });
        auto* const groups = comparison()->findChild<QComboBox*>("comparisonGroups");
        for (const int by : {1, 0}) {
            const ComparisonPtr before = comparison()->comparison();
            groups->setCurrentIndex(by);
            emit groups->activated(by);
            QTRY_VERIFY(comparison()->comparison() != before && model->chosen());
        }
        QVERIFY(shown > 0);
        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(value("Job", What::Count, 1), 60);
        disconnect(watch);

        // Mistakes are said below the field, and leave what there was.
        filter->setText("retaind>1M");
        QTRY_VERIFY(problem->isVisible() && problem->problemText().contains("Did you mean retained?"));
        QVERIFY(problem->mapTo(comparison(), QPoint()).y() >=
                filter->mapTo(comparison(), QPoint(0, filter->height())).y());
        QCOMPARE(model->rowCount(), 1);
        filter->setText("Sess");
        QCOMPARE(model->rowCount(), 1);
        filter->setText("Sess retaind>1M"); // nor is the part of a name left over
        QTRY_VERIFY(problem->isVisible() && model->rowCount() > 10);
        filter->setText("retaind>1M");
        emit problem->linkActivated("retained");
        QCOMPARE(filter->text(), QString("retained>1M"));
        QTRY_VERIFY(!problem->isVisible() && value("Job", What::Count, 1) == -1);

        // What nothing meets, and in which way.
        filter->selectAll();
        QTest::keyClicks(filter, "class:Nowhere");
        auto* const empty = comparison()->findChild<EmptyState*>("comparisonEmpty");
        QTRY_VERIFY2(empty->isVisible() && empty->text().contains("No class is called \"Nowhere\"."),
                     qPrintable(empty->text()));
        // What grew is filtered as well.
        auto* const growing = part<QListWidget>("growingList");
        QTRY_COMPARE(growing->count(), 0);
        filter->setText("class=Array");
        QTRY_VERIFY(growing->count() > 0);
        for (int row = 0; row < growing->count(); ++row)
            QVERIFY2(growing->item(row)->text().startsWith("Array"), qPrintable(growing->item(row)->text()));
        const int arrays = growing->count();
        filter->clear();
        QTRY_COMPARE(value("Job", What::Freed), freed);
        QTRY_VERIFY(growing->count() > arrays);
    }

    void queriesFilterTheStrings()
    {
        compare({"first-1", "first-2"});
        comparison()->setCurrentView(ComparisonDocument::StringsPage);
        auto* const strings = comparison()->findChild<ComparedStrings*>();
        QTRY_VERIFY(strings->isFilled() && strings->rowCount() > 0);
        QAbstractItemModelTester tester(strings, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int all = strings->rowCount();
        auto* const filter = part<QLineEdit>("comparisonFilter");
        const Heap& last = *comparison()->comparison()->heap(1);
        std::vector<Size> sizes;
        for (int row = 0; row < all; ++row)
            sizes.push_back(last.objects->shallowSize(strings->nodeAt(strings->index(row, 0))));
        std::ranges::sort(sizes);
        const Size middle = sizes[sizes.size() / 2];
        QTest::keyClicks(filter, "size>" + QString::number(middle));
        QTRY_COMPARE(strings->rowCount(), int(std::ranges::count_if(sizes, [&](Size s) { return s > middle; })));
        for (int row = 0; row < strings->rowCount(); ++row)
            QVERIFY(last.objects->shallowSize(strings->nodeAt(strings->index(row, 0))) > middle);
        QVERIFY(strings->rowCount() < all);
        filter->clear();
        QTRY_COMPARE(strings->rowCount(), all);
    }

    void queriesFilterTheDominators()
    {
        compare({"first-1", "first-2"});
        showAligned();
        QAbstractItemModelTester tester(aligned(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false);
        const int all = aligned()->rowCount();
        auto* const filter = part<QLineEdit>("comparisonFilter");
        QVERIFY(filter->isVisible());
        QTest::keyClicks(filter, "class=Session");
        QTRY_VERIFY(!aligned()->isBusy() && aligned()->rowCount() > 0 && aligned()->rowCount() < all);
        // Everywhere down to the ends there are sessions alone.
        const Heap& last = *comparison()->comparison()->heap(1);
        int sessions = 0;
        std::function<void(const QModelIndex&)> open = [&](const QModelIndex& parent) {
            while (aligned()->canFetchMore(parent)) {
                aligned()->fetchMore(parent);
                QTRY_VERIFY(!aligned()->isBusy());
            }
            for (int row = 0; row < aligned()->rowCount(parent); ++row) {
                const QPersistentModelIndex at = aligned()->index(row, 0, parent);
                const NodeId after = aligned()->nodeAt(at).after;
                const bool isSession = after.isValid() && last.classes->nameOf(after) == "Session";
                sessions += isSession;
                QVERIFY(isSession || aligned()->hasChildren(at));
                if (!isSession)
                    open(at);
            }
        };
        open({});
        QCOMPARE(sessions, 80);
        filter->setText("class=Nowhere");
        auto* const empty = comparison()->findChild<EmptyState*>("comparisonEmpty");
        QTRY_VERIFY2(empty->isVisible() && empty->text().startsWith("No object matches."), qPrintable(empty->text()));
        filter->clear();
        QTRY_COMPARE(aligned()->rowCount(), all);
    }

    /// From objects that were found in one snapshot to what became of such objects.
    void aQueryFiltersTheComparison()
    {
        compare({"first-1", "first-2", "first-3"});
        ComparisonDocument* const compared = comparison();
        SnapshotDocument* const last = compared->snapshots()[2].document;
        m_window->tabs()->setCurrentWidget(last);
        last->view()->showPage(QueryPage::kId);
        auto* const page = last->view()->page<QueryPage>();
        page->ask(QStringLiteral("Session"));
        QTRY_VERIFY2(page->statusText().contains(" objects, "), qPrintable(page->statusText()));
        auto* const button = page->findChild<QToolButton*>("useAsSubject");
        QTRY_VERIFY(button->isEnabled());
        const auto uses = [&] {
            emit button->menu()->aboutToShow();
            QStringList texts;
            for (const QAction* action : button->menu()->actions())
                texts << action->text();
            return texts;
        };
        QCOMPARE(uses().last(), QString("Filter the comparison first-1 → first-2 → first-3"));
        QCOMPARE(uses().filter("Filter the comparison").size(), 1);
        button->menu()->actions().last()->trigger();
        QCOMPARE(m_window->currentDocument(), compared);
        QCOMPARE(compared->currentView(), int(ComparisonDocument::ClassesPage));
        QCOMPARE(part<QLineEdit>("comparisonFilter")->text(), QString("Session size>0")); // no part of a name
        auto* const model = compared->findChild<ComparisonClasses*>();
        QTRY_COMPARE(model->rowCount(), 1);
        QCOMPARE(model->index(0, 0).data().toString(), QString("Session"));
        QCOMPARE(model->index(0, model->columnOf(ComparisonClasses::What::InSet)).data(CopyRole).toInt(), 40);

        m_window->tabs()->closeDocument(compared);
        QTRY_VERIFY(!comparison());
        QVERIFY(uses().filter("Filter the comparison").isEmpty());
    }

    /// The whole set, and what a query leaves of it, down from the roots.
    void whatKeepsTheSetAlive()
    {
        compare({"first-1", "first-2", "first-3"});
        comparison()->setCurrentView(ComparisonDocument::RetentionPage);
        auto* const panel = part<SetPathsPanel>("setRetention");
        QVERIFY(panel->isVisible());
        QTRY_COMPARE(panel->stateText(), QString());
        const auto held = [&] {
            return panel->model()->index(0, 0).siblingAtColumn(MergedPathsTree::Objects).data(CountRole).toULongLong();
        };
        const auto alive = comparison()->comparison()->sums(ChangeSet::NewAndAlive).count;
        QTRY_VERIFY(held() > 0 && held() <= alive);
        QVERIFY(panel->findChild<TextLabel*>("setPathsTitle")->text().contains("New in #2, alive in #3"));
        const auto before = held();
        QTest::mouseClick(part<QAbstractButton>("set1"), Qt::LeftButton);
        QTRY_VERIFY(held() > before); // new in the second are more than those that stayed
        QTest::mouseClick(part<QAbstractButton>("set0"), Qt::LeftButton);
        QTRY_VERIFY(panel->stateText().startsWith("Choose a set"));
        QTest::mouseClick(part<QAbstractButton>("set4"), Qt::LeftButton);
        QTest::keyClicks(part<QLineEdit>("comparisonFilter"), "class=Session");
        QTRY_COMPARE(held(), 40ull);
        QStringList names;
        for (const QModelIndex& index : panel->model()->mainPath())
            names.append(index.data().toString());
        QVERIFY2(names.first() == "(GC roots)" && names.last() == "Session", qPrintable(names.join(" > ")));
        // Words are a query here, since there are no names that they could be compared with.
        part<QLineEdit>("comparisonFilter")->setText("Session");
        QTRY_COMPARE(held(), 40ull);
        QTest::mouseClick(panel->findChild<QAbstractButton*>("openAsGraph"), Qt::LeftButton);
        QTRY_VERIFY(document() && document()->title().startsWith("first-3"));
        QCOMPARE(document()->view()->currentPage(), RetainersView::kId);
        QCOMPARE(document()->view()->selection()->subject().set->nodes.size(), std::size_t(40));
    }

    void comparisonsComeBack()
    {
        compare({"first-1", "first-2"});
        QTest::mouseClick(part<QAbstractButton>("set1"), Qt::LeftButton);
        part<QLineEdit>("comparisonFilter")->setText("Sess*");
        comparison()->setCurrentView(ComparisonDocument::StringsPage);
        m_window->close();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->restoreSession();
        QCOMPARE(m_window->tabs()->count(), 4); // the start page, two files and the comparison
        QCOMPARE(m_window->currentDocument(), comparison());
        QTRY_VERIFY(isComplete());
        QCOMPARE(comparison()->title(), QString("first-1 → first-2"));
        QCOMPARE(comparison()->currentView(), int(ComparisonDocument::StringsPage));
        QCOMPARE(part<SetSwitch>("setSwitch")->current(), ChangeSet::New);
        QCOMPARE(part<QLineEdit>("comparisonFilter")->text(), QString("Sess*"));
        comparison()->setCurrentView(ComparisonDocument::ClassesPage);
        QCOMPARE(comparison()->findChild<ComparisonClasses*>()->index(0, 0).data().toString(), QString("Session"));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestComparisonPages)
#include "tst_comparisonpages.moc"
