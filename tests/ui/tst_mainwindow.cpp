#include "tests/support/guitest.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>

#include "tests/support/heapbuilder.h"
#include "tests/support/largesnapshot.h"
#include "ui/mainwindow.h"
#include "ui/recentfiles.h"
#include "ui/views/snapshot/errorpage.h"
#include "ui/views/snapshot/loadingpanel.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/documenttabs.h"
#include "ui/widgets/dropoverlay.h"
#include "ui/widgets/messagebar.h"

using namespace heapwise::ui;

class TestMainWindow : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QByteArray m_text; ///< a small, whole snapshot
    const QString m_large = QStringLiteral(HEAPWISE_TEST_DATA "/express-20.heapsnapshot.gz");
    std::unique_ptr<MainWindow> m_window;

    QString write(const QString& name, const QByteArray& content) {
        QFile file(m_dir.filePath(name));
        const bool opened = file.open(QIODevice::WriteOnly);
        Q_ASSERT(opened);
        file.write(content);
        return QFileInfo(file).canonicalFilePath();
    }
    SnapshotDocument* open(const QString& path) {
        m_window->openFiles({path});
        return document();
    }
    SnapshotDocument* document() const { return qobject_cast<SnapshotDocument*>(m_window->currentDocument()); }
    static bool isReady(const SnapshotDocument* d) {
        return d && !d->hasError() && d->progress() < 0 && d->heap() && d->heap()->has(heapwise::Stage::Retained);
    }
    template <typename T>
    T* child(const char* name) const {
        return document()->findChild<T*>(QString::fromLatin1(name));
    }
    QString labelText(const char* name) const { return child<QLabel>(name)->text(); }
    void drop(const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        const QPoint at(100, 100);
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(m_window->findChild<DropOverlay*>()->isVisible());
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &event);
        QVERIFY(!m_window->findChild<DropOverlay*>()->isVisible());
    }

private slots:
    void initTestCase() {
        const heapwise::test::HeapBuilder heap(QStringLiteral("root>global; global>cache,server; cache>entry; server>entry"));
        m_text = heap.json();
    }
    void init() {
        heapwise::test::failOnWarnings();
        QSettings().clear();
        m_window = std::make_unique<MainWindow>();
        m_window->resize(1200, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        heapwise::test::slowEvents();
    }
    void cleanup() {
        m_window.reset();
        const QString slow = heapwise::test::slowEvents();
        QVERIFY2(slow.isEmpty(), qPrintable(slow));
    }

    void startsWithTheStartPage() {
        QCOMPARE(m_window->tabs()->count(), 1);
        QCOMPARE(m_window->currentDocument()->title(), QStringLiteral("Start"));
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Heapwise"));
    }

    void tabIsThereAtOnce() {
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

    void realSnapshotOpensWithoutHoldingUpTheWindow() {
        auto* opened = open(m_large);
        QTRY_VERIFY_WITH_TIMEOUT(isReady(opened), 120'000);
        QCOMPARE(m_window->recentFiles()->files().first().objects, quint64(opened->heap()->snapshot->nodeCount()));
    }

    /// A file of 600 MB is read while a person browses the classes, filters, selects and looks at the other view.
    void browsingWhileALargeFileLoads() {
        const QString path = m_dir.filePath(QStringLiteral("large.heapsnapshot"));
        QVERIFY(heapwise::test::writeLargeSnapshot(path.toStdString(), 600'000'000));
        auto* opened = open(path);
        QTRY_VERIFY_WITH_TIMEOUT(opened->heap() && opened->heap()->has(heapwise::Stage::Objects), 120'000);
        QVERIFY(!isReady(opened));
        auto* classes = document()->view()->findChild<QTreeView*>(QStringLiteral("classesTree"));
        QVERIFY(classes);
        QTRY_VERIFY(classes->model()->rowCount() > 50);
        for (int i = 0; !isReady(opened) && i < 2'000; ++i) {
            QTest::keyClick(classes, i % 40 < 20 ? Qt::Key_Down : Qt::Key_PageDown);
            QTest::qWait(5); // a person's pace; what is awaited is checked below
        }
        QTRY_VERIFY_WITH_TIMEOUT(isReady(opened), 120'000);
        QVERIFY(opened->heap()->snapshot->nodeCount() > 4'000'000);
        document()->setCurrentView(1);
        auto* dominators = document()->view()->findChild<QTreeView*>(QStringLiteral("dominatorsTree"));
        QTRY_VERIFY(dominators && dominators->isVisible() && dominators->model()->rowCount() > 0);
        QVERIFY(QFile::remove(path));
    }

    void escapeCancels() {
        auto* opened = open(m_large);
        QVERIFY(opened->progress() >= 0);
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_COMPARE(m_window->tabs()->count(), 1);
    }

    void closingWhileLoadingDoesNotWait() {
        open(m_large);
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QVERIFY(clock.elapsed() < 1000); // generous for a loaded machine; reading it takes longer
        QCOMPARE(m_window->tabs()->count(), 1);
    }

    void sameFileTwiceActivatesItsTab() {
        const QString path = write(QStringLiteral("b.heapsnapshot"), m_text);
        auto* first = open(path);
        QTRY_VERIFY(isReady(first));
        m_window->tabs()->setCurrentIndex(0);
        QCOMPARE(open(path), first);
        QCOMPARE(m_window->tabs()->count(), 2);
    }

    void linkToAnOpenFileActivatesItsTab() {
        const QString path = write(QStringLiteral("c.heapsnapshot"), m_text);
        auto* first = open(path);
        QTRY_VERIFY(isReady(first));
        QVERIFY(QFile::link(path, m_dir.filePath(QStringLiteral("link.heapsnapshot"))));
        open(m_dir.filePath(QStringLiteral("link.heapsnapshot")));
        QTRY_COMPARE(m_window->tabs()->count(), 2);
        QCOMPARE(document(), first);
    }

    void errorsAreToldInWords_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("explanation");
        QTest::newRow("empty") << QByteArray() << "This file is empty" << "no content";
        QTest::newRow("page") << QByteArray("<html>404</html>") << "This file is not a heap snapshot" << "web page";
        QTest::newRow("text") << QByteArray("hello") << "This file is not a heap snapshot" << "does not start like one";
        QTest::newRow("profile") << QByteArray(R"({"head":{"children":[]},"samples":[]})")
                                 << "This file is not a heap snapshot" << "allocation profile";
        QTest::newRow("cut") << m_text.left(m_text.size() / 2) << "This snapshot is incomplete" << "The file ends";
    }
    void errorsAreToldInWords() {
        QFETCH(QByteArray, content);
        QFETCH(QString, explanation);
        auto* opened = open(write(QStringLiteral("broken-%1.heapsnapshot").arg(QLatin1String(QTest::currentDataTag())), content));
        QTRY_VERIFY(opened->hasError());
        QTEST(labelText("errorTitle"), "title");
        QVERIFY2(labelText("errorExplanation").contains(explanation), qPrintable(labelText("errorExplanation")));
        QVERIFY(child<QPushButton>("retryOpening")->isVisible());
        QVERIFY(child<QPushButton>("openOther")->isVisible());
    }

    void missingFileIsTold() {
        auto* opened = open(m_dir.filePath(QStringLiteral("nowhere.heapsnapshot")));
        QTRY_VERIFY(opened->hasError());
        QCOMPARE(labelText("errorTitle"), QStringLiteral("This file does not exist"));
        QVERIFY(m_window->recentFiles()->files().isEmpty());
    }

    void retryReadsTheFileAgain() {
        const QString path = write(QStringLiteral("growing.heapsnapshot"), m_text.left(m_text.size() / 2));
        auto* opened = open(path);
        QTRY_VERIFY(opened->hasError());
        write(QStringLiteral("growing.heapsnapshot"), m_text);
        QTest::mouseClick(child<QPushButton>("retryOpening"), Qt::LeftButton);
        QTRY_VERIFY(isReady(opened));
        QVERIFY(!opened->findChild<ErrorPage*>()->isVisible());
    }

    void readablePartOpens() {
        const auto at = m_text.indexOf("\"edges\"");
        QVERIFY(at > 0);
        auto* opened = open(write(QStringLiteral("part.heapsnapshot"), m_text.left(at + 12)));
        QTRY_VERIFY(opened->hasError());
        QTest::mouseClick(child<QPushButton>("openPartial"), Qt::LeftButton);
        QTRY_VERIFY(opened->heap() && opened->heap()->countsOnly && opened->progress() < 0);
        QVERIFY(child<MessageBar>("documentNote")->isVisible());
        QVERIFY(child<MessageBar>("documentNote")->text().contains(QStringLiteral("incomplete")));
    }

    void detailsUnfoldAndCopy() {
        auto* opened = open(write(QStringLiteral("cut.heapsnapshot"), m_text.left(m_text.size() / 2)));
        QTRY_VERIFY(opened->hasError());
        QVERIFY(!child<QWidget>("errorDetails")->isVisible());
        QTest::mouseClick(child<QToolButton>("errorDetailsToggle"), Qt::LeftButton);
        QVERIFY(child<QWidget>("errorDetails")->isVisible());
        QTRY_VERIFY(!labelText("errorBytes").isEmpty());
        QTest::mouseClick(child<QToolButton>("copyDetails"), Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("HW-0104")));
    }

    void dropOpens() {
        drop(write(QStringLiteral("dropped.heapsnapshot"), m_text));
        QTRY_VERIFY(isReady(document()));
        QCOMPARE(document()->title(), QStringLiteral("dropped.heapsnapshot"));
    }

    void dropOfAnotherFileIsRefusedWithTheReason() {
        drop(write(QStringLiteral("picture.png"), "x"));
        QCOMPARE(m_window->tabs()->count(), 1);
        auto* message = m_window->findChild<MessageBar*>(QStringLiteral("messageBar"));
        QVERIFY(message->isVisible());
        QVERIFY(message->text().contains(QStringLiteral("picture.png is not a heap snapshot")));
    }

    void addressGoesToAnObject() {
        auto* opened = open(write(QStringLiteral("address.heapsnapshot"), m_text));
        QTRY_VERIFY(isReady(opened));
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("addressField"));
        QVERIFY(field->isVisible());
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("@5"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(opened->link(), QStringLiteral("address.heapsnapshot#@5"));
        QVERIFY(!field->isVisible());
    }

    void addressThatLeadsNowhereIsExplained() {
        QTRY_VERIFY(isReady(open(write(QStringLiteral("address2.heapsnapshot"), m_text))));
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("addressField"));
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("@999999"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(field->isVisible());
        QCOMPARE(field->text(), QStringLiteral("@999999"));
    }

    void commandLineAddressIsGoneTo() {
        const QString path = write(QStringLiteral("link2.heapsnapshot"), m_text);
        m_window->openFiles({path + QStringLiteral("#@5")});
        QTRY_VERIFY(isReady(document()));
        QTRY_COMPARE(document()->link(), QStringLiteral("link2.heapsnapshot#@5"));
    }

    void ctrlTabGoesToTheLastUsed() {
        QTRY_VERIFY(isReady(open(write(QStringLiteral("one.heapsnapshot"), m_text))));
        QTRY_VERIFY(isReady(open(write(QStringLiteral("two.heapsnapshot"), m_text))));
        m_window->tabs()->setCurrentIndex(0);
        QTest::keyPress(m_window.get(), Qt::Key_Control);
        QTest::keyClick(m_window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QTest::keyRelease(m_window.get(), Qt::Key_Control);
        QCOMPARE(m_window->currentDocument()->title(), QStringLiteral("two.heapsnapshot"));
        QTest::keyClick(m_window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QTest::keyRelease(m_window.get(), Qt::Key_Control);
        QCOMPARE(m_window->currentDocument()->title(), QStringLiteral("Start"));
    }

    void middleClickCloses() {
        QTRY_VERIFY(isReady(open(write(QStringLiteral("middle.heapsnapshot"), m_text))));
        auto* bar = m_window->tabs()->tabBar();
        QTest::mouseClick(bar, Qt::MiddleButton, {}, bar->tabRect(1).center());
        QCOMPARE(m_window->tabs()->count(), 1);
    }

    void openedFilesAreRecent() {
        const QString path = write(QStringLiteral("recent.heapsnapshot"), m_text);
        QTRY_VERIFY(isReady(open(path)));
        QCOMPARE(m_window->recentFiles()->files().first().path, path);
        QVERIFY(m_window->recentFiles()->files().first().objects > 0);
    }

    void shortcutSheetOpens() {
        QTest::keyClick(m_window.get(), Qt::Key_Slash, Qt::ControlModifier);
        auto* sheet = m_window->findChild<QDialog*>(QStringLiteral("shortcutSheet"));
        QVERIFY(sheet && sheet->isVisible());
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<QDialog*>(QStringLiteral("shortcutSheet")));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
