// Opening a file: stages, cancel, errors.
#include "tests/support/mainwindowtest.h"

#include <QApplication>
#include <QClipboard>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

#include "tests/support/largesnapshot.h"
#include "ui/recentfiles.h"
#include "ui/views/snapshot/errorpage.h"
#include "ui/views/snapshot/loadingpanel.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/messagebar.h"

using namespace heapwise::ui;

class TestOpening : public heapwise::test::MainWindowTest {
    Q_OBJECT

    const QByteArray m_text = smallSnapshot();
    const QString m_large = QStringLiteral(HEAPWISE_TEST_DATA "/express-20.heapsnapshot.gz");

private slots:
    void tabIsThereAtOnce()
    {
        auto* opened = open(write(QStringLiteral("a.heapsnapshot"), m_text));
        QVERIFY(opened);
        QCOMPARE(m_window->tabs()->count(), 2);
        QVERIFY(opened->progress() >= 0); // nothing was read yet: that needs the event loop
        QVERIFY(opened->findChild<LoadingPanel*>()->isVisible());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("a.heapsnapshot, opening — Heapwise"));
        QTRY_VERIFY(isReady(opened));
        QVERIFY(!opened->findChild<LoadingPanel*>());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("a.heapsnapshot — Heapwise"));
    }

    void realSnapshotOpensWithoutHoldingUpTheWindow()
    {
        auto* opened = open(m_large);
        QTRY_VERIFY_WITH_TIMEOUT(isReady(opened), 120'000);
        QCOMPARE(m_window->recentFiles()->files().first().objects, quint64(opened->heap()->snapshot->nodeCount()));
    }

    /// A file of 600 MB is read while a person browses the classes, filters, selects and looks at the other view.
    void browsingWhileALargeFileLoads()
    {
        const QString path = m_dir.filePath(QStringLiteral("large.heapsnapshot"));
        QVERIFY(heapwise::test::writeLargeSnapshot(path.toStdString(), 600'000'000));
        auto* opened = open(path);
        QTRY_VERIFY_WITH_TIMEOUT(opened->heap() && opened->heap()->has(heapwise::Stage::Objects), 120'000);
        QVERIFY(!isReady(opened));
        auto* classes = document()->view()->findChild<QTreeView*>(QStringLiteral("classesTree"));
        QVERIFY(classes);
        QTRY_VERIFY(classes->model()->rowCount() > 50);
        // One key after the other, each when what the one before caused is done.
        for (int i = 0; !isReady(opened); ++i) {
            const bool isLast = classes->currentIndex().row() == classes->model()->rowCount() - 1;
            QTest::keyClick(classes, isLast ? Qt::Key_Home : i % 40 < 20 ? Qt::Key_Down : Qt::Key_PageDown);
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        }
        QTRY_VERIFY_WITH_TIMEOUT(isReady(opened), 120'000);
        QVERIFY(opened->heap()->snapshot->nodeCount() > 4'000'000);
        document()->setCurrentView(2);
        auto* dominators = document()->view()->findChild<QTreeView*>(QStringLiteral("dominatorsTree"));
        QTRY_VERIFY(dominators && dominators->isVisible() && dominators->model()->rowCount() > 0);
        QVERIFY(QFile::remove(path));
    }

    void escapeCancels()
    {
        auto* opened = open(m_large);
        QVERIFY(opened->progress() >= 0);
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_COMPARE(m_window->tabs()->count(), 1);
    }

    /// The tab goes before the reading has ended: there is no stage and no end to be told of any more.
    void closingWhileLoadingDoesNotWait()
    {
        const QString path = m_dir.filePath(QStringLiteral("closing.heapsnapshot"));
        QVERIFY(heapwise::test::writeLargeSnapshot(path.toStdString(), 300'000'000));
        QPointer<SnapshotDocument> opened = open(path);
        QStringList order;
        const QObject scope; // of what is told to `order`
        connect(opened, &SnapshotDocument::opened, &scope, [&] { order << QStringLiteral("opened"); });
        connect(opened, &QObject::destroyed, &scope, [&] { order << QStringLiteral("closed"); });
        const auto isReading = [&] { return opened->stateText().startsWith(QStringLiteral("Read file")); };
        while (!isReading() && !isReady(opened)) // it does not take long: each event may be the last one that sees it
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        QVERIFY(isReading()); // a worker is at it
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(m_window->tabs()->count(), 1);
        QTRY_VERIFY(!opened);
        QCOMPARE(order, QStringList{QStringLiteral("closed")});
        QVERIFY(QFile::remove(path));
    }

    void errorsAreToldInWords_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("explanation");
        QTest::newRow("empty") << QByteArray() << "This file is empty"
                               << "no content";
        QTest::newRow("page") << QByteArray("<html>404</html>") << "This file is not a heap snapshot"
                              << "web page";
        QTest::newRow("text") << QByteArray("hello") << "This file is not a heap snapshot"
                              << "does not start like one";
        QTest::newRow("profile") << QByteArray(R"({"head":{"children":[]},"samples":[]})")
                                 << "This file is not a heap snapshot"
                                 << "allocation profile";
        QTest::newRow("cut") << m_text.left(m_text.size() / 2) << "This snapshot is incomplete"
                             << "The file ends";
    }

    void errorsAreToldInWords()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, explanation);
        auto* opened =
            open(write(QStringLiteral("broken-%1.heapsnapshot").arg(QLatin1String(QTest::currentDataTag())), content));
        QTRY_VERIFY(opened->hasError());
        QTEST(labelText("errorTitle"), "title");
        QVERIFY2(labelText("errorExplanation").contains(explanation), qPrintable(labelText("errorExplanation")));
        QVERIFY(child<QPushButton>("retryOpening")->isVisible());
        QVERIFY(child<QPushButton>("openOther")->isVisible());
    }

    void missingFileIsTold()
    {
        auto* opened = open(m_dir.filePath(QStringLiteral("nowhere.heapsnapshot")));
        QTRY_VERIFY(opened->hasError());
        QCOMPARE(labelText("errorTitle"), QStringLiteral("This file does not exist"));
        QVERIFY(m_window->recentFiles()->files().isEmpty());
    }

    void retryReadsTheFileAgain()
    {
        const QString path = write(QStringLiteral("growing.heapsnapshot"), m_text.left(m_text.size() / 2));
        auto* opened = open(path);
        QTRY_VERIFY(opened->hasError());
        write(QStringLiteral("growing.heapsnapshot"), m_text);
        QTest::mouseClick(child<QPushButton>("retryOpening"), Qt::LeftButton);
        QTRY_VERIFY(isReady(opened));
        QVERIFY(!opened->findChild<ErrorPage*>()->isVisible());
    }

    void readablePartOpens()
    {
        const auto at = m_text.indexOf("\"edges\"");
        QVERIFY(at > 0);
        auto* opened = open(write(QStringLiteral("part.heapsnapshot"), m_text.left(at + 12)));
        QTRY_VERIFY(opened->hasError());
        QTest::mouseClick(child<QPushButton>("openPartial"), Qt::LeftButton);
        QTRY_VERIFY(opened->heap() && opened->heap()->countsOnly && opened->progress() < 0);
        QVERIFY(child<MessageBar>("documentNote")->isVisible());
        QVERIFY(child<MessageBar>("documentNote")->text().contains(QStringLiteral("incomplete")));
    }

    void detailsUnfoldAndCopy()
    {
        auto* opened = open(write(QStringLiteral("cut.heapsnapshot"), m_text.left(m_text.size() / 2)));
        QTRY_VERIFY(opened->hasError());
        QVERIFY(!child<QWidget>("errorDetails")->isVisible());
        QTest::mouseClick(child<QToolButton>("errorDetailsToggle"), Qt::LeftButton);
        QVERIFY(child<QWidget>("errorDetails")->isVisible());
        QTRY_VERIFY(!labelText("errorBytes").isEmpty());
        QTest::mouseClick(child<QToolButton>("copyDetails"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("HW-0104")));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestOpening)
#include "tst_opening.moc"
