#include "tests/support/guitest.h"

#include <QAbstractButton>
#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>

#include "ui/filekinds.h"
#include "ui/recentfiles.h"
#include "ui/sample.h"
#include "ui/views/start/recentlist.h"
#include "ui/views/start/recentmodel.h"
#include "ui/views/start/startpage.h"

using namespace heapwise::ui;

class TestStartPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<RecentFiles> m_recent;
    std::unique_ptr<StartPage> m_page;

    QString touch(const QString& name)
    {
        QFile file(m_dir.filePath(name));
        const bool opened = file.open(QIODevice::WriteOnly);
        Q_ASSERT(opened);
        return file.fileName();
    }
    RecentList* list() const { return m_page->findChild<RecentList*>(QStringLiteral("recentList")); }
    QModelIndex entry(int row) const { return list()->model()->index(row, 0); }

private slots:
    void init()
    {
        heapwise::test::failOnWarnings();
        QSettings().clear();
        m_recent = std::make_unique<RecentFiles>();
        m_page = std::make_unique<StartPage>(m_recent.get());
        m_page->resize(1400, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        heapwise::test::slowEvents();
    }
    void cleanup()
    {
        m_page.reset();
        const QString slow = heapwise::test::slowEvents();
        QVERIFY2(slow.isEmpty(), qPrintable(slow));
    }

    void newestFirstPinnedOnTop()
    {
        for (const char* name : {"a", "b", "c"})
            m_recent->add(touch(QString::fromLatin1(name)), 0, 0);
        m_recent->setPinned(m_dir.filePath(QStringLiteral("a")), true);
        QCOMPARE(list()->model()->rowCount(), 3);
        QCOMPARE(entry(0).data().toString(), QStringLiteral("a"));
        QCOMPARE(entry(1).data().toString(), QStringLiteral("c"));
        m_recent->add(m_dir.filePath(QStringLiteral("b")), 0, 0);
        QCOMPARE(entry(1).data().toString(), QStringLiteral("b"));
    }

    void thirtyAreKeptAndStored()
    {
        for (int i = 0; i < 35; ++i)
            m_recent->add(QStringLiteral("/nowhere/%1.heapsnapshot").arg(i), 1000, 10);
        QCOMPARE(m_recent->files().size(), 30);
        RecentFiles again;
        QCOMPARE(again.files().size(), 30);
        QCOMPARE(again.files().first().path, QStringLiteral("/nowhere/34.heapsnapshot"));
        QCOMPARE(again.files().first().objects, quint64(10));
    }

    void missingFilesAreFoundOut()
    {
        m_recent->add(touch(QStringLiteral("here")), 0, 0);
        m_recent->add(QStringLiteral("/nowhere/gone.heapsnapshot"), 0, 0);
        QTRY_VERIFY(entry(0).data(RecentModel::MissingRole).toBool());
        QVERIFY(!entry(1).data(RecentModel::MissingRole).toBool());
        QSignalSpy opened(m_page.get(), &StartPage::openRequested);
        QSignalSpy located(m_page.get(), &StartPage::locateRequested);
        list()->setCurrentIndex(entry(0));
        QTest::keyClick(list(), Qt::Key_Return);
        QCOMPARE(opened.count(), 0);
        QCOMPARE(located.count(), 1);
    }

    void clickOpensDeleteRemoves()
    {
        m_recent->add(touch(QStringLiteral("one")), 0, 0);
        m_recent->add(touch(QStringLiteral("two")), 0, 0);
        QSignalSpy opened(m_page.get(), &StartPage::openRequested);
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualRect(entry(1)).center() - QPoint(200, 0));
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].toString(), m_dir.filePath(QStringLiteral("one")));
        list()->setCurrentIndex(entry(0));
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(m_recent->files().first().path, m_dir.filePath(QStringLiteral("one")));
    }

    void clickOnThePinPins()
    {
        m_recent->add(touch(QStringLiteral("one")), 0, 0);
        const QRect row = list()->visualRect(entry(0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, QPoint(row.right() - 20, row.center().y()));
        QTRY_VERIFY(m_recent->files().first().pinned);
    }

    void filterNarrows()
    {
        m_recent->add(QStringLiteral("/a/worker.heapsnapshot"), 0, 0);
        m_recent->add(QStringLiteral("/a/server.heapsnapshot"), 0, 0);
        m_page->focusFilter();
        QTest::keyClicks(m_page->findChild<QLineEdit*>(QStringLiteral("recentFilter")), QStringLiteral("serv"));
        QCOMPARE(list()->model()->rowCount(), 1);
        QTest::keyClick(m_page->findChild<QLineEdit*>(QStringLiteral("recentFilter")), Qt::Key_Escape);
        QCOMPARE(list()->model()->rowCount(), 2);
    }

    void actionsAsk()
    {
        QSignalSpy open(m_page.get(), &Document::openFilesRequested);
        QSignalSpy keys(m_page.get(), &StartPage::shortcutsRequested);
        QTest::mouseClick(m_page->findChild<QAbstractButton*>(QStringLiteral("startOpen")), Qt::LeftButton);
        QTest::mouseClick(m_page->findChild<QAbstractButton*>(QStringLiteral("startShortcuts")), Qt::LeftButton);
        QCOMPARE(open.count(), 1);
        QCOMPARE(keys.count(), 1);
    }

    void sampleIsWrittenOnce()
    {
        if (!hasSample())
            QSKIP("built without the sample");
        const QString path = extractSample();
        QCOMPARE(quint64(QFileInfo(path).size()), sampleBytes());
        const QDateTime written = QFileInfo(path).lastModified();
        QCOMPARE(extractSample(), path);
        QCOMPARE(QFileInfo(path).lastModified(), written);
        QFile::remove(path);
    }

    void namesAreJudgedBeforeOpening_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("opens");
        QTest::newRow("snapshot") << "/a/x.heapsnapshot" << true;
        QTest::newRow("compressed") << "/a/x.heapsnapshot.gz" << true;
        QTest::newRow("timeline") << "/a/x.heaptimeline" << true;
        QTest::newRow("json") << "/a/x.json" << true;
        QTest::newRow("no ending") << "/a/snapshot" << true;
        QTest::newRow("profile") << "/a/x.heapprofile" << false;
        QTest::newRow("picture") << "/a/x.png" << false;
        QTest::newRow("zstd") << "/a/x.heapsnapshot.zst" << true;
        QTest::newRow("other archive") << "/a/x.heapsnapshot.xz" << false;
    }
    void namesAreJudgedBeforeOpening()
    {
        QFETCH(QString, name);
        QTEST(judgeDrop({QUrl::fromLocalFile(name)}).accepted(), "opens");
        QVERIFY(!judgeDrop({QUrl::fromLocalFile(name)}).text.isEmpty());
    }

    void addressesAreSplitOff()
    {
        QCOMPARE(splitAddress(QStringLiteral("a.heapsnapshot#@17")).address, QStringLiteral("@17"));
        QCOMPARE(splitAddress(QStringLiteral("a.heapsnapshot#@17")).path, QStringLiteral("a.heapsnapshot"));
        QCOMPARE(splitAddress(QStringLiteral("odd#@name.heapsnapshot")).path, QStringLiteral("odd#@name.heapsnapshot"));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestStartPage)
#include "tst_startpage.moc"
