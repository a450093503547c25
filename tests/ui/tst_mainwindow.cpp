// The window: tabs, address bar, drop, recent files.
#include "tests/support/mainwindowtest.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>

#include "ui/recentfiles.h"
#include "ui/settings/settings.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/dropoverlay.h"
#include "ui/widgets/messagebar.h"

using namespace heapwise::ui;

class TestMainWindow : public heapwise::test::MainWindowTest {
    Q_OBJECT

    const QByteArray m_text = smallSnapshot();
    void drop(const QString& path)
    {
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
    void startsWithTheStartPage()
    {
        QCOMPARE(m_window->tabs()->count(), 1);
        QCOMPARE(m_window->currentDocument()->title(), QStringLiteral("Start"));
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Heapwise"));
    }

    void sameFileTwiceActivatesItsTab()
    {
        const QString path = write(QStringLiteral("b.heapsnapshot"), m_text);
        auto* first = open(path);
        QTRY_VERIFY(isReady(first));
        m_window->tabs()->setCurrentIndex(0);
        QCOMPARE(open(path), first);
        QCOMPARE(m_window->tabs()->count(), 2);
    }

    void linkToAnOpenFileActivatesItsTab()
    {
        const QString path = write(QStringLiteral("c.heapsnapshot"), m_text);
        auto* first = open(path);
        QTRY_VERIFY(isReady(first));
        QVERIFY(QFile::link(path, m_dir.filePath(QStringLiteral("link.heapsnapshot"))));
        open(m_dir.filePath(QStringLiteral("link.heapsnapshot")));
        QTRY_COMPARE(m_window->tabs()->count(), 2);
        QCOMPARE(document(), first);
    }

    void dropOpens()
    {
        drop(write(QStringLiteral("dropped.heapsnapshot"), m_text));
        QTRY_VERIFY(isReady(document()));
        QCOMPARE(document()->title(), QStringLiteral("dropped.heapsnapshot"));
    }

    void dropOfAnotherFileIsRefusedWithTheReason()
    {
        drop(write(QStringLiteral("picture.png"), "x"));
        QCOMPARE(m_window->tabs()->count(), 1);
        auto* message = m_window->findChild<MessageBar*>(QStringLiteral("messageBar"));
        QVERIFY(message->isVisible());
        QVERIFY(message->text().contains(QStringLiteral("picture.png is not a heap snapshot")));
    }

    void addressGoesToAnObject()
    {
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

    void addressThatLeadsNowhereIsExplained()
    {
        QVERIFY(opens(write(QStringLiteral("address2.heapsnapshot"), m_text)));
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto* field = m_window->findChild<QLineEdit*>(QStringLiteral("addressField"));
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("@999999"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(field->isVisible());
        QCOMPARE(field->text(), QStringLiteral("@999999"));
    }

    void commandLineAddressIsGoneTo()
    {
        const QString path = write(QStringLiteral("link2.heapsnapshot"), m_text);
        m_window->openFiles({path + QStringLiteral("#@5")});
        QTRY_VERIFY(isReady(document()));
        QTRY_COMPARE(document()->link(), QStringLiteral("link2.heapsnapshot#@5"));
    }

    void ctrlTabGoesToTheLastUsed()
    {
        QVERIFY(opens(write(QStringLiteral("one.heapsnapshot"), m_text)));
        QVERIFY(opens(write(QStringLiteral("two.heapsnapshot"), m_text)));
        m_window->tabs()->setCurrentIndex(0);
        QTest::keyPress(m_window.get(), Qt::Key_Control);
        QTest::keyClick(m_window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QTest::keyRelease(m_window.get(), Qt::Key_Control);
        QCOMPARE(m_window->currentDocument()->title(), QStringLiteral("two.heapsnapshot"));
        QTest::keyClick(m_window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QTest::keyRelease(m_window.get(), Qt::Key_Control);
        QCOMPARE(m_window->currentDocument()->title(), QStringLiteral("Start"));
    }

    void middleClickCloses()
    {
        QVERIFY(opens(write(QStringLiteral("middle.heapsnapshot"), m_text)));
        auto* bar = m_window->tabs()->tabBar();
        QTest::mouseClick(bar, Qt::MiddleButton, {}, bar->tabRect(1).center());
        QCOMPARE(m_window->tabs()->count(), 1);
    }

    void openedFilesAreRecent()
    {
        const QString path = write(QStringLiteral("recent.heapsnapshot"), m_text);
        QVERIFY(opens(path));
        QCOMPARE(m_window->recentFiles()->files().first().path, path);
        QVERIFY(m_window->recentFiles()->files().first().objects > 0);
    }

    void addressListsWhatStandsBeside()
    {
        const QString path = write(QStringLiteral("beside.heapsnapshot"), m_text);
        QVERIFY(opens(path));
        QVERIFY(document()->enterAddress(QStringLiteral("@5"), nullptr));
        auto* bar = m_window->findChild<AddressBar*>();
        bar->setFocus();
        QTest::keyClick(bar, Qt::Key_Left); // the last crumb
        QTest::keyClick(bar, Qt::Key_Down);
        QMenu* menu = nullptr;
        QTRY_VERIFY((menu = bar->findChild<QMenu*>(QStringLiteral("siblingsMenu"))));
        QAction* here = nullptr;
        for (auto* action : menu->actions())
            if (action->isChecked())
                here = action;
        QVERIFY(here && here->text().contains(QStringLiteral("@5\t")));
        QAction* other = menu->actions().first() == here ? menu->actions().last() : menu->actions().first();
        const QString link = document()->link();
        other->trigger();
        QCOMPARE(document()->link() == link, other == here);
        menu->close();
    }

    void sessionComesBack()
    {
        const QString first = write(QStringLiteral("s1.heapsnapshot"), m_text),
                      second = write(QStringLiteral("s2.heapsnapshot"), m_text);
        QVERIFY(opens(first));
        QVERIFY(document()->enterAddress(QStringLiteral("@5"), nullptr));
        document()->setCurrentView(2);
        QVERIFY(opens(second));
        m_window->tabs()->setCurrentIndex(1);
        m_window->close();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->restoreSession();
        QCOMPARE(m_window->tabs()->count(), 3);
        QTRY_VERIFY(isReady(document()));
        QCOMPARE(document()->path(), first);
        QCOMPARE(document()->currentView(), 2);
        QTRY_COMPARE(document()->link(), QStringLiteral("s1.heapsnapshot#@5"));
        QCOMPARE(m_window->tabs()->documentAt(2)->path(), second);
    }

    void sessionIsForgottenOnRequest()
    {
        QVERIFY(opens(write(QStringLiteral("s3.heapsnapshot"), m_text)));
        QVERIFY(settings::kRestoresSession.value());
        settings::kRestoresSession.set(false);
        m_window->close();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        m_window->restoreSession();
        QCOMPARE(m_window->tabs()->count(), 1);
    }

    void shortcutSheetOpens()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Slash, Qt::ControlModifier);
        auto* sheet = m_window->findChild<QDialog*>(QStringLiteral("shortcutSheet"));
        QVERIFY(sheet && sheet->isVisible());
        QTest::keyClick(sheet, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<QDialog*>(QStringLiteral("shortcutSheet")));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
