// The index cache in the window: written after opening, used the next time, shown on the start page, thrown away when
// it is damaged.
#include "tests/support/mainwindowtest.h"

#include <QDir>

#include "core/index/seal.h"
#include "ui/indexsettings.h"
#include "ui/recentfiles.h"
#include "ui/views/start/recentlist.h"
#include "ui/views/start/recentmodel.h"
#include "ui/views/start/startpage.h"

#include <fcntl.h>

using namespace heapwise;
using namespace heapwise::ui;

class TestIndexing : public test::MainWindowTest {
    Q_OBJECT

    QString folder() const { return m_dir.filePath(QStringLiteral("index")); }
    QStringList indexes() const { return QDir(folder()).entryList({QStringLiteral("*.hwindex")}, QDir::Files); }
    bool isWritten() const { return QDir(folder()).entryList({QStringLiteral("*.seal")}, QDir::Files).size() == 1; }
    QModelIndex recent(int row) const
    {
        return m_window->findChild<RecentList*>(QStringLiteral("recentList"))->model()->index(row, 0);
    }
    /// Opens in a tab of its own, waits for all of it, and closes the tab.
    bool openedFromIndex(const QString& path)
    {
        auto* opened = open(path);
        if (!QTest::qWaitFor([&] { return isReady(opened); }, 30'000))
            return false;
        const bool isIndexed = opened->heap()->index != nullptr;
        m_window->tabs()->closeDocument(opened);
        return isIndexed;
    }

    /// Opens for the first time, waits for the index, and closes the tab.
    bool makeIndexOf(const QString& path)
    {
        auto* opened = open(path);
        if (!QTest::qWaitFor([&] { return isReady(opened) && isWritten(); }, 30'000))
            return false;
        m_window->tabs()->closeDocument(opened);
        return true;
    }

    void switchOn()
    {
        QDir(folder()).removeRecursively();
        QSettings settings;
        settings.setValue(QStringLiteral("index/enabled"), true);
        settings.setValue(QStringLiteral("index/folder"), folder());
        settings.setValue(QStringLiteral("index/smallestSnapshot"), 0);
    }

private slots:
    void secondOpeningUsesTheIndex()
    {
        switchOn();
        const QString path = write(QStringLiteral("a.heapsnapshot"), smallSnapshot());
        auto* opened = open(path);
        QTRY_VERIFY(isReady(opened));
        QVERIFY(!opened->heap()->index);
        QTRY_VERIFY(isWritten());
        m_window->tabs()->closeDocument(opened);
        QVERIFY(openedFromIndex(path));
        QSettings().setValue(QStringLiteral("index/enabled"), false);
        QVERIFY(!openedFromIndex(path));
    }

    void startPageShowsIt()
    {
        switchOn();
        auto* opened = open(write(QStringLiteral("b.heapsnapshot"), smallSnapshot()));
        QTRY_VERIFY(isReady(opened));
        QTRY_VERIFY(isWritten());
        m_window->tabs()->setCurrentIndex(0);
        QTRY_VERIFY(recent(0).data(RecentModel::IndexedRole).toBool());
        QVERIFY(recent(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Indexed")));
        QVERIFY(QDir(folder()).removeRecursively());
        m_window->tabs()->setCurrentIndex(1);
        m_window->tabs()->setCurrentIndex(0);
        QTRY_VERIFY(!recent(0).data(RecentModel::IndexedRole).toBool());
    }

    /// The disk changed it below the file system: the first reading through finds out, and the file is read instead.
    void damagedIndexIsReplaced()
    {
        switchOn();
        const QString path = write(QStringLiteral("c.heapsnapshot"), smallSnapshot());
        QVERIFY(makeIndexOf(path));
        const QString index = QDir(folder()).filePath(indexes().first());
        QFile file(index);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 1) && file.write("?") == 1 && file.flush());
        const Descriptor changed(::open(QFile::encodeName(index).constData(), O_RDONLY));
        QString seal = index;
        seal.replace(QStringLiteral(".hwindex"), QStringLiteral(".seal"));
        QVERIFY(writeSeal(seal.toStdString(), changed, path.toStdString()));
        auto* opened = open(path);
        QTRY_VERIFY(isReady(opened) && !opened->heap()->index);
        QTRY_VERIFY(isWritten());
        m_window->tabs()->closeDocument(opened);
        QVERIFY(openedFromIndex(path));
    }

    /// Somebody cuts it while it is open: what is asked next meets zeros, and the file is read instead.
    void lostPagesAreNoticed()
    {
        switchOn();
        const QString path = write(QStringLiteral("d.heapsnapshot"), smallSnapshot());
        QVERIFY(makeIndexOf(path));
        auto* opened = open(path);
        QTRY_VERIFY(isReady(opened) && opened->heap()->index);
        const QString index = QDir(folder()).filePath(indexes().first());
        QVERIFY(QFile::resize(index, 0));
        QVERIFY(opened->heap()->snapshot->objectIds()[0] == 0);
        QTRY_VERIFY(isReady(opened) && !opened->heap()->index);
        QVERIFY(opened->heap()->snapshot->objectIds()[0] != 0);
        QTRY_VERIFY(isWritten());
    }
};

HEAPWISE_GUI_TEST_MAIN(TestIndexing)
#include "tst_indexing.moc"
