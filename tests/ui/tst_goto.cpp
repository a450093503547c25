// Go to anything, by keys alone, and pins with their notes.
#include "tests/support/mainwindowtest.h"

#include <QLineEdit>
#include <QListView>
#include <QListWidget>

#include "ui/goto/gotoanything.h"
#include "ui/goto/gotofield.h"
#include "ui/goto/gotomodel.h"
#include "ui/pins/pins.h"
#include "ui/pins/pinspopup.h"
#include "ui/recentfiles.h"
#include "ui/selection.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/views/snapshot/strings/stringsview.h"
#include "ui/widgets/addressbar.h"
#include "ui/widgets/datatree.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;

class TestGoTo : public test::MainWindowTest {
    Q_OBJECT

    QByteArray m_text;

    GoToAnything* list() const { return m_window->findChild<GoToAnything*>(); }
    QLineEdit* field() const { return list()->findChild<QLineEdit*>(QStringLiteral("goToField")); }
    const GoToRow* current() const
    {
        auto* const view = list()->findChild<QListView*>();
        return list()->model()->row(view->currentIndex());
    }
    QStringList textsOf(GoToSection section) const
    {
        QStringList texts;
        for (const GoToRow& row : list()->model()->section(section))
            texts << row.text;
        return texts;
    }
    void openList()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(list() && list()->isVisible());
    }
    void openSnapshot(const QString& name = QStringLiteral("shop.heapsnapshot"))
    {
        QVERIFY(opens(write(name, m_text)));
    }
    const Subject& subject() const { return document()->view()->selection()->subject(); }
    PinsPopup* popup() const { return m_window->findChild<PinsPopup*>(); }

private slots:
    void initTestCase()
    {
        HeapBuilder heap("root>app; app>server,refresh1,refresh2,text; refresh1>^server");
        heap.name("app", "ShopApi").name("server", "ServerResponse");
        for (const char* name : {"refresh1", "refresh2"})
            heap.type(name, "closure").name(name, "refreshPage").size(name, 64);
        heap.type("text", "string").name("text", "GET /orders").size("text", 400);
        m_text = heap.json();
    }

    void listsCommandsWithTheirKeys()
    {
        openList();
        QVERIFY(textsOf(GoToSection::Commands).contains(QStringLiteral("Attach to a process…")));
        QTest::keyClicks(field(), QStringLiteral("shortc"));
        QCOMPARE(textsOf(GoToSection::Commands).first(), QStringLiteral("Keyboard shortcuts"));
        QCOMPARE(current()->keys, QKeySequence(Qt::CTRL | Qt::Key_Slash));
        QTest::keyClick(field(), Qt::Key_Return);
        auto* const sheet = m_window->findChild<QDialog*>(QStringLiteral("shortcutSheet"));
        QVERIFY(sheet && sheet->isVisible());
        QTRY_VERIFY(!list());
        sheet->close();
    }

    void escapeCloses()
    {
        openList();
        QTest::keyClick(field(), Qt::Key_Escape);
        QTRY_VERIFY(!list());
        QTest::mouseClick(m_window->findChild<GoToField*>(), Qt::LeftButton);
        QTRY_VERIFY(list());
        list()->close();
    }

    void findsAClass()
    {
        openSnapshot();
        openList();
        QTest::keyClicks(field(), QStringLiteral("serres"));
        QTRY_COMPARE(textsOf(GoToSection::Classes), QStringList{QStringLiteral("ServerResponse")});
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(document()->view()->currentPage(), ClassesView::kId);
        QTRY_COMPARE(subject().kind, Subject::Kind::Class);
    }

    void findsFunctionsAndTheirRetainers()
    {
        openSnapshot();
        openList();
        QTest::keyClicks(field(), QStringLiteral("refreshp"));
        QTRY_COMPARE(textsOf(GoToSection::Functions), QStringList{QStringLiteral("refreshPage()")});
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(document()->view()->currentPage(), RetainersView::kId);
        QCOMPARE(subject().kind, Subject::Kind::Set);
        QCOMPARE(subject().set->nodes.size(), 2u);
    }

    void findsATextFromThreeLettersOn()
    {
        openSnapshot();
        openList();
        QTest::keyClicks(field(), QStringLiteral("/o"));
        QCoreApplication::processEvents();
        QVERIFY(textsOf(GoToSection::Strings).isEmpty());
        QTest::keyClicks(field(), QStringLiteral("rd"));
        QTRY_COMPARE(textsOf(GoToSection::Strings), QStringList{QStringLiteral("GET /orders")});
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(document()->view()->currentPage(), StringsView::kId);
        auto* const strings = document()->view()->page<StringsView>();
        QTRY_COMPARE(strings->tree()->currentIndex().data().toString(), QStringLiteral("GET /orders"));
    }

    void findsAnObjectById()
    {
        openSnapshot();
        openList();
        QTest::keyClicks(field(), QStringLiteral("@5"));
        QTRY_COMPARE(textsOf(GoToSection::Objects), QStringList{QStringLiteral("ServerResponse @5")});
        QTest::keyClick(field(), Qt::Key_Return);
        QTRY_COMPARE(document()->link(), QStringLiteral("shop.heapsnapshot#@5"));
    }

    void tabFillsTheAddressBar()
    {
        openSnapshot();
        openList();
        QTest::keyClicks(field(), QStringLiteral("serres"));
        QTRY_VERIFY(!textsOf(GoToSection::Classes).isEmpty());
        QTest::keyClick(field(), Qt::Key_Tab);
        auto* const address = m_window->findChild<QLineEdit*>(QStringLiteral("addressField"));
        QTRY_VERIFY(address->isVisible());
        QCOMPARE(address->text(), QStringLiteral("ServerResponse"));
    }

    void arrowsMoveOverTitles()
    {
        openSnapshot();
        openList();
        QTest::keyClicks(field(), QStringLiteral("re"));
        QTRY_VERIFY(!textsOf(GoToSection::Functions).isEmpty());
        const QString first = current()->text;
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(field(), Qt::Key_Down);
        QVERIFY(current() && current()->text != first); // the last row, and no title on the way
        for (int i = 0; i < 40; ++i)
            QTest::keyClick(field(), Qt::Key_Up);
        QCOMPARE(current()->text, first);
        list()->close();
    }

    void listsDocumentsAndRecentFiles()
    {
        openSnapshot(QStringLiteral("first.heapsnapshot"));
        openSnapshot(QStringLiteral("second.heapsnapshot"));
        m_window->tabs()->closeDocument(m_window->tabs()->documentAt(1));
        openList();
        QVERIFY(textsOf(GoToSection::Documents).contains(QStringLiteral("Start")));
        QTest::keyClicks(field(), QStringLiteral("first.h"));
        QCOMPARE(textsOf(GoToSection::Files), QStringList{QStringLiteral("first.heapsnapshot")});
        QTest::keyClick(field(), Qt::Key_Return);
        QTRY_VERIFY(isReady(document()));
        QCOMPARE(document()->title(), QStringLiteral("first.heapsnapshot"));
    }

    void saysThatNothingWasFound()
    {
        openSnapshot();
        openList();
        QTest::keyClicks(field(), QStringLiteral("qqqxyz"));
        QTRY_COMPARE(list()->findChild<QLabel*>(QStringLiteral("goToHint"))->text(),
                     QStringLiteral("Nothing is called so"));
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(list()->isVisible());
        list()->close();
    }

    // --- pins

    void starShowsAndPins()
    {
        openSnapshot();
        auto* const bar = m_window->findChild<AddressBar*>();
        QVERIFY(bar->pinRect().isEmpty()); // nothing is selected
        QVERIFY(document()->enterAddress(QStringLiteral("@5"), nullptr));
        QTRY_VERIFY(!bar->pinRect().isEmpty());
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->pinRect().center());
        QVERIFY(document()->pins()->contains(5));
        QTRY_VERIFY(popup());
        popup()->close();
        QTRY_VERIFY(!popup());
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->pinRect().center());
        QVERIFY(document()->pins()->list().isEmpty());
    }

    /// By keys alone; and the file was moved meanwhile.
    void reopenAndFindMyPin()
    {
        openSnapshot(QStringLiteral("before.heapsnapshot"));
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto* address = m_window->findChild<QLineEdit*>(QStringLiteral("addressField"));
        QTest::keyClick(address, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(address, QStringLiteral("@5"));
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_COMPARE(document()->link(), QStringLiteral("before.heapsnapshot#@5"));
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QTRY_VERIFY(popup());
        auto* const note = popup()->findChild<QLineEdit*>(QStringLiteral("pinNote"));
        QTest::keyClicks(note, QStringLiteral("never closed"));
        QTest::keyClick(note, Qt::Key_Return);
        QTRY_VERIFY(!popup());
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);

        const QString moved = m_dir.filePath(QStringLiteral("after.heapsnapshot"));
        QVERIFY(QFile::copy(m_dir.filePath(QStringLiteral("before.heapsnapshot")), moved));
        QVERIFY(opens(moved));
        QVERIFY(document()->link().isEmpty());
        m_window->activateWindow(); // as window systems do when a popup closes
        QTRY_VERIFY(m_window->isActiveWindow());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(popup());
        auto* const pins = popup()->findChild<QListWidget*>(QStringLiteral("pinsList"));
        QCOMPARE(pins->count(), 1);
        QCOMPARE(pins->item(0)->text(), QStringLiteral("ServerResponse @5  —  never closed"));
        QTest::keyClick(pins, Qt::Key_Return);
        QTRY_COMPARE(document()->link(), QStringLiteral("after.heapsnapshot#@5"));

        openList();
        QTest::keyClicks(field(), QStringLiteral("never"));
        QCOMPARE(textsOf(GoToSection::Pins), QStringList{QStringLiteral("ServerResponse @5")});
        list()->close();
    }

    void pinsCanBeRemovedFromTheirList()
    {
        openSnapshot();
        for (const char* id : {"@3", "@5"}) {
            QVERIFY(document()->enterAddress(QString::fromLatin1(id), nullptr));
            document()->togglePin();
        }
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(popup());
        auto* const pins = popup()->findChild<QListWidget*>(QStringLiteral("pinsList"));
        QCOMPARE(pins->count(), 2);
        QTest::keyClick(pins, Qt::Key_Delete);
        QCOMPARE(document()->pins()->list().size(), 1);
        QCOMPARE(document()->pins()->list().first().objectId, 5u);
        QTest::keyClick(pins, Qt::Key_Delete);
        QVERIFY(!pins->isVisible());
        QTest::keyClick(popup(), Qt::Key_Escape);
        popup()->close();
    }

    void otherContentHasOtherPins()
    {
        openSnapshot();
        QVERIFY(document()->enterAddress(QStringLiteral("@5"), nullptr));
        document()->togglePin();
        QVERIFY(opens(write(QStringLiteral("other.heapsnapshot"), smallSnapshot())));
        QVERIFY(document()->pins()->list().isEmpty());
    }
};

HEAPWISE_GUI_TEST_MAIN(TestGoTo)
#include "tst_goto.moc"
