// Snapshots compared in the window: from files to what keeps the grown class alive.
#include "tests/support/largesnapshot.h"
#include "tests/support/mainwindowtest.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>

#include "ui/comparisonopener.h"
#include "ui/models/cellroles.h"
#include "ui/models/comparisonclasses.h"
#include "ui/models/mergedpathstree.h"
#include "ui/selection.h"
#include "ui/views/comparison/comparisondocument.h"
#include "ui/views/comparison/setpathspanel.h"
#include "ui/views/comparison/setswitch.h"
#include "ui/views/comparison/snapshotcard.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/messagebar.h"

using namespace heapwise;
using namespace heapwise::ui;
using What = ComparisonClasses::What;

namespace {

QString moment(const QString& name)
{
    return QStringLiteral(HEAPWISE_TEST_DATA "/moments/%1.heapsnapshot.gz").arg(name);
}

} // namespace

class TestComparisonView : public heapwise::test::MainWindowTest {
    Q_OBJECT

    ComparisonDocument* comparison() const { return qobject_cast<ComparisonDocument*>(m_window->currentDocument()); }
    template <typename T>
    T* part(const char* name) const
    {
        return comparison()->findChild<T*>(QString::fromLatin1(name));
    }
    DataTree* table() const { return part<DataTree>("compareView"); }
    ComparisonClasses* model() const { return comparison()->findChild<ComparisonClasses*>(); }
    bool isComplete() const
    {
        return comparison() && comparison()->comparison() && comparison()->comparison()->hasRetained() &&
               comparison()->progress() < 0 && comparison()->stateText().startsWith("Compared");
    }
    int rowNamed(const QString& name) const
    {
        for (int row = 0; row < model()->rowCount(); ++row)
            if (model()->index(row, 0).data().toString() == name)
                return row;
        return -1;
    }
    qint64 value(const QString& name, What what) const
    {
        return model()->index(rowNamed(name), model()->columnOf(what)).data(CopyRole).toLongLong();
    }
    void click(const char* name) const { QTest::mouseClick(part<QAbstractButton>(name), Qt::LeftButton); }
    void drop(const QStringList& paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& path : paths)
            urls.append(QUrl::fromLocalFile(path));
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QDropEvent event(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &event);
    }

private slots:
    void fromFilesToTheRetainingPathInThreeActions()
    {
        drop({moment("first-1"), moment("first-2"), moment("first-3")}); // 1
        auto* question = m_window->findChild<MessageBar*>("dropQuestion");
        QVERIFY(question->isVisible());
        QTest::mouseClick(question->findChild<QPushButton*>("messageAction"), Qt::LeftButton); // 2
        QVERIFY(!question->isVisible());
        QTRY_VERIFY(isComplete());
        QCOMPARE(m_window->tabs()->count(), 5); // start page, three snapshots, and this
        QCOMPARE(part<SetSwitch>("setSwitch")->current(), ChangeSet::NewAndAlive);
        QVERIFY(part<MessageBar>("setNote")->text().contains("is still alive in #3"));
        const int row = rowNamed("Session");
        QVERIFY(row >= 0 && row < 12); // among what is seen at first sight
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(model()->index(row, 0)).center()); // 3
        auto* panel = part<SetPathsPanel>("setPathsPanel");
        QTRY_COMPARE(panel->stateText(), QString());
        QStringList names;
        for (const QModelIndex& index : panel->model()->mainPath())
            names.append(index.data().toString() + ' ' + index.data(SecondaryRole).toString());
        const QString path = names.join(" > ");
        QVERIFY2(path.startsWith("(GC roots)") && path.contains("Map sessions") && names.last().startsWith("Session"),
                 qPrintable(path));
        QCOMPARE(panel->model()->mainPath().last().siblingAtColumn(MergedPathsTree::Objects).data(CountRole).toInt(),
                 40);
        QVERIFY(comparison()->selectionText().startsWith("40 Session selected"));
        // On to the snapshot itself, with all of them.
        QTest::keyClick(table(), Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(document() && document()->title().startsWith("first-3"));
        QCOMPARE(document()->view()->currentPage(), RetainersView::kId);
        QCOMPARE(document()->view()->selection()->subject().set->nodes.size(), std::size_t(40));
    }

    /// Dropped, compared, and what grew selected; the fourth leads to the graph.
    void fromTwoFilesToTheRetainingPathInFourActions()
    {
        drop({moment("first-1"), moment("first-2")}); // 1
        QTest::mouseClick(m_window->findChild<MessageBar*>("dropQuestion")->findChild<QPushButton*>("messageAction"),
                          Qt::LeftButton); // 2
        QTRY_VERIFY(isComplete());
        const int row = rowNamed("Session");
        QVERIFY(row >= 0);
        table()->scrollTo(model()->index(row, 0));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(model()->index(row, 0)).center()); // 3
        auto* panel = part<SetPathsPanel>("setPathsPanel");
        QTRY_COMPARE(panel->stateText(), QString());
        const QModelIndex end = panel->model()->mainPath().last();
        QCOMPARE(end.data().toString(), QString("Session"));
        QCOMPARE(end.siblingAtColumn(MergedPathsTree::Objects).data(CountRole).toInt(), 40);  // those that are new
        QTest::mouseClick(panel->findChild<QAbstractButton*>("openAsGraph"), Qt::LeftButton); // 4
        QTRY_VERIFY(document() && document()->title().startsWith("first-2"));
        QTRY_VERIFY(document()->view()->page<RetainersView>()->shown());
    }

    /// What changed in each class is there before anybody knows what retains what.
    void classesAsSoonAsBothHaveTheirs()
    {
        QStringList paths;
        for (const std::uint64_t bytes : {100'000'000, 120'000'000}) {
            paths << m_dir.filePath(QStringLiteral("large-%1.heapsnapshot").arg(bytes));
            QVERIFY(test::writeLargeSnapshot(paths.last().toStdString(), bytes));
        }
        m_window->comparisons()->compareFiles(paths);
        ComparisonDocument* const compared = comparison();
        int early = 0;
        connect(compared, &Document::changed, this, [&] {
            if (compared->comparison() && !compared->comparison()->hasRetained())
                early = std::max(early, model()->rowCount());
        });
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), 120'000);
        QVERIFY2(early > 50, qPrintable(QString::number(early)));
        QVERIFY(model()->rowCount() >= early);
        for (const QString& path : paths)
            QVERIFY(QFile::remove(path));
    }

    void tableOfTwo()
    {
        m_window->comparisons()->compareFiles({moment("first-1"), moment("first-2")});
        QTRY_VERIFY(isComplete());
        QAbstractItemModelTester tester(model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(part<SetSwitch>("setSwitch")->current(), ChangeSet::All);
        QVERIFY(part<QLabel>("matching")->text().contains("matched by id"));
        QCOMPARE(value("Session", What::Count), 40);
        QCOMPARE(value("Session", What::CountChange), 40);
        QCOMPARE(value("Session", What::New), 40);
        QCOMPARE(value("Job", What::Freed), 60);
        QVERIFY(value("Session", What::RetainedChange) > value("Session", What::ShallowChange));
        m_window->resize(1440, 900); // the last column is not out of sight
        QTRY_VERIFY(table()->header()->length() <= table()->viewport()->width());
        QCOMPARE(rowNamed("AbortController"), -1); // did not change
        part<QCheckBox>("showUnchanged")->click();
        QVERIFY(rowNamed("Server") >= 0);
        for (std::uint32_t c = 0; c < comparison()->comparison()->classes().size(); ++c) {
            const Comparison& it = *comparison()->comparison();
            QCOMPARE(it.sums(std::size_t(0), c).count + it.sums(ChangeSet::New, c).count -
                         it.sums(ChangeSet::Freed, c).count,
                     it.sums(std::size_t(1), c).count);
        }
        for (int column = 0; column < model()->columnCount(); ++column)
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                table()->sortBy(column, order);
                qint64 last = order == Qt::AscendingOrder ? INT64_MIN : INT64_MAX;
                for (int row = 0; column > 0 && row < model()->rowCount(); ++row) {
                    const qint64 now = model()->index(row, column).data(CopyRole).toLongLong();
                    const bool isDefault = column == model()->defaultColumn() && order == Qt::DescendingOrder;
                    QVERIFY(isDefault                     ? std::abs(now) <= std::abs(last) || row == 0
                            : order == Qt::AscendingOrder ? now >= last
                                                          : now <= last);
                    last = now;
                }
            }
        part<QLineEdit>("comparisonFilter")->setText("Sess*");
        QCOMPARE(model()->index(0, 0).data().toString(), QString("Session"));
        part<QLineEdit>("comparisonFilter")->setText("no such class");
        QCOMPARE(model()->rowCount(), 0);
        part<QLineEdit>("comparisonFilter")->clear();
        QVERIFY(model()->rowCount() > 10);
    }

    void objectsOfAClassInPages()
    {
        m_window->comparisons()->compareFiles({moment("first-1"), moment("first-2")});
        QTRY_VERIFY(isComplete());
        QAbstractItemModelTester tester(model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex jobs = model()->index(rowNamed("Job"), 0);
        table()->expand(jobs);
        QTRY_COMPARE(model()->rowCount(jobs), 101); // 60 new and 60 freed, a page and a link
        const QModelIndex link = model()->index(100, 0, jobs);
        QVERIFY(link.data(LinkRole).toBool());
        emit table()->linkActivated(link);
        QCOMPARE(model()->rowCount(jobs), 120);
        int freed = 0;
        for (int row = 0; row < 120; ++row)
            freed += model()->objectAt(model()->index(row, 0, jobs)).snapshot == 0;
        QCOMPARE(freed, 60);
        const auto object = model()->objectAt(model()->index(0, 0, jobs));
        emit table()->activated(model()->index(0, 0, jobs));
        QVERIFY(document());
        QTRY_COMPARE(document()->address(),
                     "@" + QString::number(document()->heap()->snapshot->objectId(object.node).value));
    }

    void setsAndSwap()
    {
        m_window->comparisons()->compareFiles({moment("first-1"), moment("first-2")});
        QTRY_VERIFY(isComplete());
        for (const ChangeSet set : {ChangeSet::New, ChangeSet::Freed, ChangeSet::Survived}) {
            click(qPrintable(QString("set%1").arg(int(set))));
            std::uint64_t sum = 0;
            for (int row = 0; row < model()->rowCount(); ++row)
                sum += model()->index(row, model()->columnOf(What::InSet)).data(CopyRole).toULongLong();
            QCOMPARE(sum, comparison()->comparison()->sums(set).count);
            QVERIFY(part<MessageBar>("setNote")->isVisible());
        }
        const std::uint64_t fresh = comparison()->comparison()->sums(ChangeSet::New).count;
        click("swapSnapshots");
        // Nearly: plain objects are named by the other snapshot now.
        QTRY_VERIFY(isComplete() && comparison()->comparison()->sums(ChangeSet::Freed).count + 100 > fresh);
    }

    void otherProcesses()
    {
        m_window->comparisons()->compareFiles({moment("first-1"), moment("other-2")});
        QTRY_VERIFY(isComplete());
        QVERIFY(part<MessageBar>("matchingMessage")->isVisible());
        QVERIFY(part<MessageBar>("matchingMessage")->text().contains("Different processes"));
        QVERIFY(!part<QAbstractButton>("set1")->isEnabled() && !part<QAbstractButton>("set1")->toolTip().isEmpty());
        QCOMPARE(model()->columnOf(What::New), -1);
        QCOMPARE(value("Session", What::CountChange), 40);
    }

    void oneBadFileDoesNotTakeTheOtherDown()
    {
        const QString bad = write("bad.heapsnapshot", "this is not JSON");
        m_window->comparisons()->compareFiles({moment("first-1"), bad});
        QTRY_VERIFY(part<SnapshotCard>("card1")->content().hasFailed);
        QTRY_VERIFY(comparison()->progress() < 0);
        QVERIFY(!part<SnapshotCard>("card0")->content().hasFailed);
        QVERIFY(part<SnapshotCard>("card0")->content().objects.contains("objects"));
        QVERIFY(!comparison()->comparison());
        click("card1");
        QVERIFY(document() && document()->hasError());
    }

    void chosenFromOpenFilesAndAdded()
    {
        const QString third = write("third.heapsnapshot", smallSnapshot());
        m_window->openFiles(
            {write("first.heapsnapshot", smallSnapshot()), write("second.heapsnapshot", smallSnapshot())});
        QTRY_VERIFY(isReady(document()));
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = m_window->findChild<QDialog*>("compareDialog");
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>("compareList");
        QVERIFY(list->item(0)->checkState() == Qt::Checked && list->item(1)->checkState() == Qt::Checked);
        list->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(!dialog->findChild<QPushButton*>("compareStart")->isEnabled());
        list->item(0)->setCheckState(Qt::Checked);
        QTest::mouseClick(dialog->findChild<QPushButton*>("compareStart"), Qt::LeftButton);
        QTRY_VERIFY(isComplete());
        QCOMPARE(comparison()->title(), QString("first → second"));
        QVERIFY(part<QWidget>("setPathsPanel") && model()->rowCount() == 0); // nothing changed

        auto* tab = comparison();
        m_window->openFiles({third});
        m_window->tabs()->setCurrentWidget(tab);
        click("addSnapshot");
        dialog = m_window->findChild<QDialog*>("compareDialog");
        QTRY_VERIFY(dialog->isVisible());
        dialog->findChild<QListWidget*>("compareList")->item(0)->setCheckState(Qt::Checked);
        QTest::mouseClick(dialog->findChild<QPushButton*>("compareStart"), Qt::LeftButton);
        QTRY_VERIFY(isComplete() && comparison()->comparison()->snapshotCount() == 3);
        QVERIFY(!part<QToolButton>("swapSnapshots")->isVisible());
    }

    void staysWhenATabIsClosed()
    {
        m_window->comparisons()->compareFiles({moment("first-1"), moment("first-2")});
        QTRY_VERIFY(isComplete());
        m_window->tabs()->closeDocument(comparison()->snapshots()[0].document);
        QTRY_VERIFY(!comparison()->snapshots()[0].document);
        QVERIFY(model()->rowCount() > 10);
        QVERIFY(!part<SnapshotCard>("card0")->content().hasFailed);
    }
};

HEAPWISE_GUI_TEST_MAIN(TestComparisonView)
#include "tst_comparisonview.moc"
