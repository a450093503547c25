// The Workspace: what is listed there, and what can be done with its rows.
#include "tests/support/mainwindowtest.h"

#include <QAction>
#include <QDockWidget>
#include <QDropEvent>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>

#include "tests/support/modeltext.h"
#include "tests/support/snapshotviewtest.h"
#include "ui/models/classesmodel.h"
#include "ui/pins/pins.h"
#include "ui/views/comparison/comparisondocument.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/sidestrip.h"
#include "ui/workspace/workspace.h"
#include "ui/workspace/workspacemodel.h"
#include "ui/workspace/workspacetree.h"

using namespace heapwise::ui;
using heapwise::test::HeapBuilder;
using Kind = WorkspaceModel::Kind;

class TestWorkspace : public heapwise::test::MainWindowTest {
    Q_OBJECT

    WorkspaceModel* model() const { return m_window->workspace()->model(); }
    WorkspaceTree* tree() const { return m_window->findChild<WorkspaceTree*>(); }
    QDockWidget* dock() const { return m_window->findChild<QDockWidget*>("workspaceDock"); }
    SideStrip* strip() const
    {
        for (auto* strip : m_window->findChildren<SideStrip*>())
            if (strip->findChild<QWidget*>("workspaceDockStrip"))
                return strip;
        return nullptr;
    }
    QString openFile(const QString& name)
    {
        const QString path = write(name, smallSnapshot());
        auto* opened = open(path);
        [&] { QTRY_VERIFY(isReady(opened)); }();
        return path;
    }
    /// As if the user had dragged the row there and let it go.
    void drag(const QModelIndex& row, const QModelIndex& onto)
    {
        const std::unique_ptr<QMimeData> data(model()->mimeData({row}));
        QVERIFY(data);
        const QPoint at = tree()->visualRect(onto).center();
        QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree()->viewport(), &enter);
        QDragMoveEvent move(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree()->viewport(), &move);
        QVERIFY(move.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree()->viewport(), &drop);
    }
    ComparisonDocument* comparison() const { return qobject_cast<ComparisonDocument*>(m_window->currentDocument()); }
    QModelIndex addOwnSnapshot(const QString& path)
    {
        const QModelIndex session =
            model()->add(Kind::Session, {{WorkspaceModel::NameRole, QStringLiteral("shop-api")}});
        return model()->add(Kind::Snapshot,
                            {{WorkspaceModel::NameRole, QStringLiteral("#1 · 14:02:10")},
                             {WorkspaceModel::PathRole, path},
                             {WorkspaceModel::OwnRole, true}},
                            session);
    }
    void click(const QModelIndex& row)
    {
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(row).center());
    }

private slots:
    void isNotThereWhileThereIsNothingToList()
    {
        QVERIFY(!dock()->isVisible());
        QVERIFY(!strip());
    }

    void pinsStandBelowTheirFile()
    {
        const QString path = openFile(QStringLiteral("pinned.heapsnapshot"));
        const QPersistentModelIndex row = model()->find(path);
        QCOMPARE(model()->rowCount(row), 0);
        document()->pins()->add({5, QStringLiteral("Server @5"), QStringLiteral("look again")});
        document()->pins()->add({3, QStringLiteral("App @3"), {}});
        QTRY_COMPARE(model()->rowCount(row), 2);
        QModelIndex pin = model()->index(0, 0, row);
        QCOMPARE(pin.data().toString(), QStringLiteral("Server @5"));
        QCOMPARE(pin.data(WorkspaceModel::SecondaryRole).toString(), QStringLiteral("look again"));
        QVERIFY(tree()->isExpanded(row) && !tree()->visualRect(pin).isEmpty());
        // Enter goes there, from another document, too.
        openFile(QStringLiteral("other.heapsnapshot"));
        tree()->setFocus();
        tree()->setCurrentIndex(model()->index(0, 0, row));
        QTest::keyClick(tree(), Qt::Key_Return);
        QTRY_COMPARE(m_window->currentDocument()->path(), path);
        QTRY_VERIFY(document()->address().contains(QStringLiteral("@5")));
        // Delete takes the pin away, and not the file.
        tree()->selectionModel()->select(model()->index(0, 0, row), QItemSelectionModel::ClearAndSelect);
        QTest::keyClick(tree(), Qt::Key_Delete);
        QTRY_COMPARE(model()->rowCount(row), 1);
        QVERIFY(!document()->pins()->contains(5) && document()->pins()->contains(3));
        // They are kept with the file: not in the list, which is kept apart.
        QVERIFY(!QString::fromUtf8(QJsonDocument::fromVariant(model()->saved()).toJson()).contains("App @3"));
        m_window->tabs()->closeDocument(m_window->currentDocument());
        QTRY_COMPARE(model()->rowCount(row), 0);
        open(path);
        QTRY_COMPARE(model()->rowCount(row), 1);
        QCOMPARE(model()->index(0, 0, row).data().toString(), QStringLiteral("App @3"));
    }

    void openedFilesAreListedWithTheSizeOfTheirHeap()
    {
        const QString path = openFile(QStringLiteral("one.heapsnapshot"));
        QVERIFY(dock()->isVisible());
        const QModelIndex row = model()->find(path);
        QCOMPARE(row.parent(), model()->section(WorkspaceModel::Files));
        QCOMPARE(row.data().toString(), QStringLiteral("one.heapsnapshot"));
        QCOMPARE(row.data(WorkspaceModel::BytesRole).toULongLong(), document()->heap()->totalSize());
        QVERIFY(row.data(WorkspaceModel::ActiveRole).toBool());
        m_window->tabs()->setCurrentIndex(0);
        QVERIFY(!row.data(WorkspaceModel::ActiveRole).toBool());
        QVERIFY(tree()->isRowHidden(WorkspaceModel::Live, {}));
    }

    void aRowOutlivesItsTabAndOpensItAgain()
    {
        const QString path = openFile(QStringLiteral("again.heapsnapshot"));
        m_window->tabs()->closeDocument(document());
        QCOMPARE(m_window->tabs()->count(), 1);
        click(model()->find(path));
        QTest::keyClick(tree(), Qt::Key_Return);
        QTRY_VERIFY(isReady(document()));
        QCOMPARE(document()->path(), path);
        QCOMPARE(model()->rowCount(model()->section(WorkspaceModel::Files)), 1);
    }

    void f2GivesALabelAndNothingTakesItBack()
    {
        const QString path = openFile(QStringLiteral("label.heapsnapshot"));
        const auto rename = [&](const QString& text) {
            click(model()->find(path));
            QTest::keyClick(tree(), Qt::Key_F2);
            auto* editor = tree()->findChild<QLineEdit*>();
            QVERIFY(editor);
            editor->selectAll();
            QTest::keyClick(editor, Qt::Key_Delete);
            QTest::keyClicks(editor, text);
            QTest::keyClick(editor, Qt::Key_Return);
            QTRY_VERIFY(!tree()->findChild<QLineEdit*>());
        };
        rename(QStringLiteral("before the fix"));
        QCOMPARE(model()->find(path).data().toString(), QStringLiteral("before the fix"));
        QCOMPARE(document()->title(), QStringLiteral("label.heapsnapshot"));
        emit document()->changed();
        QCOMPARE(model()->find(path).data().toString(), QStringLiteral("before the fix"));
        rename({});
        QCOMPARE(model()->find(path).data().toString(), QStringLiteral("label.heapsnapshot"));
    }

    void deleteRemovesFromTheListAndLeavesTheUsersFileAlone()
    {
        const QString path = openFile(QStringLiteral("mine.heapsnapshot"));
        click(model()->find(path));
        QTest::keyClick(tree(), Qt::Key_Delete);
        QVERIFY(!model()->find(path).isValid());
        QCOMPARE(m_window->tabs()->count(), 1);
        QVERIFY(QFile::exists(path));
    }

    void deletingWhatHeapwiseWroteIsAskedFirst_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("isListed");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("cancel") << QStringLiteral("Cancel") << true << true;
        QTest::newRow("keep") << QStringLiteral("Keep") << false << true;
        QTest::newRow("trash") << QStringLiteral("Move to the trash") << false << false;
    }

    void deletingWhatHeapwiseWroteIsAskedFirst()
    {
        QFETCH(QString, button);
        QFETCH(bool, isListed);
        QFETCH(bool, isThere);
        const QString path = write(QStringLiteral("captured.heapsnapshot"), smallSnapshot());
        click(addOwnSnapshot(path));
        QTest::keyClick(tree(), Qt::Key_Delete);
        auto* question = m_window->findChild<QMessageBox*>(QStringLiteral("removeQuestion"));
        QVERIFY(question && question->text().contains(QStringLiteral("captured.heapsnapshot")));
        for (auto* choice : question->buttons())
            if (choice->text().remove(QLatin1Char('&')) == button)
                QTest::mouseClick(choice, Qt::LeftButton);
        QCOMPARE(model()->find(path).isValid(), isListed);
        QTRY_COMPARE(QFile::exists(path), isThere);
    }

    void oneSnapshotDraggedOntoAnotherIsCompared()
    {
        const QString one = openFile(QStringLiteral("one.heapsnapshot")),
                      two = openFile(QStringLiteral("two.heapsnapshot"));
        QFile later(two);
        QVERIFY(later.open(QIODevice::ReadWrite) &&
                later.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
        later.close();
        drag(model()->find(one), model()->find(two));
        QTRY_VERIFY(comparison());
        QCOMPARE(comparison()->snapshots()[0].document->path(), one); // in the order of time
        const QModelIndex row = model()->findComparison({one, two});
        QCOMPARE(row.parent(), model()->section(WorkspaceModel::Comparisons));
        QTRY_VERIFY(row.data(WorkspaceModel::BytesRole).isValid());
    }

    void aThirdIsDraggedOntoTheComparison()
    {
        const QString one = openFile(QStringLiteral("1.heapsnapshot")),
                      two = openFile(QStringLiteral("2.heapsnapshot")),
                      three = openFile(QStringLiteral("3.heapsnapshot"));
        drag(model()->find(two), model()->find(three));
        QTRY_VERIFY(comparison());
        QTRY_VERIFY(comparison()->comparison());
        const QPersistentModelIndex row = model()->index(0, 0, model()->section(WorkspaceModel::Comparisons));
        QFile earlier(one);
        QVERIFY(earlier.open(QIODevice::ReadWrite) &&
                earlier.setFileTime(QDateTime::currentDateTime().addSecs(-7200), QFileDevice::FileModificationTime));
        earlier.close();
        drag(model()->find(one), row);
        QTRY_COMPARE(comparison()->snapshots().size(), 3);
        QCOMPARE(comparison()->snapshots()[0].document->path(), one);
        QCOMPARE(row.data(WorkspaceModel::PathsRole).toStringList().size(), 3);
        // What is there already is no drop.
        const std::unique_ptr<QMimeData> data(model()->mimeData({model()->find(one)}));
        QVERIFY(!model()->canDropMimeData(data.get(), Qt::CopyAction, -1, -1, row));
    }

    void aClosedComparisonOpensAgain()
    {
        const QString one = openFile(QStringLiteral("a.heapsnapshot")),
                      two = openFile(QStringLiteral("b.heapsnapshot"));
        drag(model()->find(one), model()->find(two));
        QTRY_VERIFY(comparison());
        m_window->tabs()->closeDocument(comparison());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!comparison());
        click(model()->index(0, 0, model()->section(WorkspaceModel::Comparisons)));
        QTest::keyClick(tree(), Qt::Key_Return);
        QVERIFY(comparison());
        QCOMPARE(model()->rowCount(model()->section(WorkspaceModel::Comparisons)), 1);
    }

    void collapsesToAStripWhereTheWindowIsNarrow()
    {
        openFile(QStringLiteral("narrow.heapsnapshot"));
        QVERIFY(dock()->isVisible() && !strip()->isVisible());
        m_window->resize(1100, 800);
        QTRY_VERIFY(!dock()->isVisible());
        QTRY_VERIFY(strip()->isVisible());
        QTest::mouseClick(strip()->findChild<QWidget*>("workspaceDockStrip"), Qt::LeftButton);
        QVERIFY(dock()->isVisible()); // the user wants it all the same
        m_window->resize(1300, 800);
        QTRY_VERIFY(dock()->isVisible());
    }

    void alt1ClosesAndOpensIt()
    {
        openFile(QStringLiteral("keys.heapsnapshot"));
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::AltModifier);
        QVERIFY(!dock()->isVisible());
        QTRY_VERIFY(strip()->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::AltModifier);
        QVERIFY(dock()->isVisible());
        QVERIFY(tree()->hasFocus());
    }

    void alt1OnTheStartPageSaysWhatBelongsThere()
    {
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::AltModifier);
        QVERIFY(dock()->isVisible());
        QVERIFY(!tree()->isVisible());
    }

    void classesSayWhatChangedSinceAnEarlierSnapshotOfTheProcess()
    {
        const auto take = [this](const QString& name, int copies, int secondsAgo) {
            HeapBuilder heap(QStringLiteral("root>app; app>cache"));
            heap.name("cache", "Array");
            for (int i = 0; i < copies; ++i)
                heap.edge("cache", QString("e%1").arg(i), "element", QString::number(i))
                    .name(QString("e%1").arg(i), "Entry")
                    .size(QString("e%1").arg(i), 100);
            const QString path = write(name, heap.json());
            QFile file(path);
            [&] {
                QVERIFY(file.open(QIODevice::ReadWrite) &&
                        file.setFileTime(QDateTime::currentDateTime().addSecs(-secondsAgo),
                                         QFileDevice::FileModificationTime));
            }();
            return path;
        };
        const QString first = take("a-1.heapsnapshot", 3, 500), second = take("a-2.heapsnapshot", 10, 100);
        auto* one = open(first);
        QTRY_VERIFY(isReady(one));
        auto* two = open(second);
        QTRY_VERIFY(isReady(two));
        auto* tree = child<DataTree>("classesTree");
        auto* classes = static_cast<ClassesModel*>(tree->model());
        const int since = classes->columnOf(TreeColumn::Since);
        QTRY_VERIFY(!tree->isColumnHidden(since));
        QCOMPARE(classes->headerData(since, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Since a-1"));
        QCOMPARE(heapwise::test::find(*classes, "Entry").siblingAtColumn(since).data().toString(),
                 QStringLiteral("+700 B"));
        // The first one has nothing before it, and the second none once the first is closed.
        m_window->tabs()->setCurrentWidget(one);
        QVERIFY(child<DataTree>("classesTree")->isColumnHidden(since));
        m_window->tabs()->closeDocument(one);
        QTRY_VERIFY(tree->isColumnHidden(since));
    }

    void anObjectIsFoundInAnotherSnapshot()
    {
        const QString one = openFile(QStringLiteral("left.heapsnapshot")),
                      two = openFile(QStringLiteral("right.heapsnapshot"));
        auto* tree = child<DataTree>("classesTree");
        const QModelIndex row = heapwise::test::find(*tree->model(), "entry");
        tree->expand(row);
        QTRY_VERIFY(tree->model()->rowCount(row) > 0);
        QMenu* others = nullptr;
        QTRY_VERIFY([&] {
            emit tree->rowMenuRequested(tree->model()->index(0, 0, row), tree->viewport()->mapToGlobal(QPoint(10, 10)));
            auto* menu = tree->findChild<QMenu*>("objectMenu");
            for (QAction* action : menu->actions())
                if (action->text() == QStringLiteral("Find in other open snapshots"))
                    others = action->menu();
            if (!others)
                delete menu;
            return others != nullptr;
        }());
        QCOMPARE(heapwise::test::menuTexts(others), QStringList{QStringLiteral("left")});
        others->actions().first()->trigger();
        QTRY_COMPARE(document()->path(), one);
        QTRY_VERIFY(document()->link().startsWith(QStringLiteral("left.heapsnapshot#@")));
    }

    void isKeptWithTheSession()
    {
        const QString path = openFile(QStringLiteral("kept.heapsnapshot"));
        const QString own = write(QStringLiteral("own.heapsnapshot"), smallSnapshot());
        model()->setData(addOwnSnapshot(own), QStringLiteral("after a day"), Qt::EditRole);
        m_window->close();
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1300, 800);
        m_window->show();
        m_window->restoreSession();
        QTRY_VERIFY(isReady(document()));
        QCOMPARE(model()->rowCount(model()->section(WorkspaceModel::Files)), 1);
        QCOMPARE(model()->find(own).data().toString(), QStringLiteral("after a day"));
        QCOMPARE(model()->find(own).parent().data().toString(), QStringLiteral("shop-api"));
        QVERIFY(model()->find(path).data(WorkspaceModel::ActiveRole).toBool());
    }
};

HEAPWISE_GUI_TEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
