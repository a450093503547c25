// Files that are too large for the memory, are still being written, or change while they are open.
#include "tests/support/mainwindowtest.h"

#include <QPushButton>

#include "tests/support/gzip.h"
#include "ui/jobs/filewatch.h"
#include "ui/views/snapshot/loadingpanel.h"
#include "ui/widgets/messagebar.h"

using namespace heapwise::ui;

class TestAdmission : public heapwise::test::MainWindowTest {
    Q_OBJECT

    const QByteArray m_text = smallSnapshot();

    MessageBar* note() const { return child<MessageBar>("documentNote"); }
    QPushButton* choice(const QString& text) const
    {
        for (auto* button : note()->findChildren<QPushButton*>("messageChoice"))
            if (button->text() == text && button->isVisible())
                return button;
        return nullptr;
    }
    QPushButton* action() const { return note()->findChild<QPushButton*>("messageAction"); }
    /// A snapshot whose header promises far more than any computer has room for.
    QByteArray boastful() const
    {
        QByteArray text = m_text;
        const auto at = text.indexOf("\"node_count\":") + 13;
        return text.replace(at, text.indexOf(',', at) - at, "1000000000000000");
    }
    static void append(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        if (!file.open(QIODevice::Append) || file.write(content) != content.size())
            qFatal("cannot write the test file");
    }

private slots:
    void asksBeforeItTakesMoreMemoryThanThereIs()
    {
        auto* opened = open(write("boast.heapsnapshot", boastful()));
        QTRY_VERIFY(note() && note()->isVisible());
        QVERIFY2(note()->text().startsWith("Needs about "), qPrintable(note()->text()));
        QVERIFY(!opened->heap());
        QTest::mouseClick(choice("Counts only"), Qt::LeftButton);
        QTRY_VERIFY(opened->heap() && opened->heap()->countsOnly && opened->progress() < 0);
        QVERIFY2(note()->text().contains("references were left out"), qPrintable(note()->text()));
        QTest::mouseClick(action(), Qt::LeftButton);
        QTRY_VERIFY(choice("Open anyway"));
        QTest::mouseClick(choice("Open anyway"), Qt::LeftButton);
        QTRY_VERIFY(isReady(opened));
        QVERIFY(!opened->heap()->countsOnly);
    }

    void noIsAnAnswerToo()
    {
        open(write("boast2.heapsnapshot", boastful()));
        QTRY_VERIFY(note() && choice("Cancel"));
        QTest::mouseClick(choice("Cancel"), Qt::LeftButton);
        QTRY_COMPARE(m_window->tabs()->count(), 1);
    }

    void waitsForAFileThatIsBeingWritten()
    {
        const QString path = m_dir.filePath("growing.heapsnapshot");
        append(path, m_text.left(100));
        auto* opened = open(path);
        QSignalSpy notOpened(opened, &SnapshotDocument::notOpened);
        // A few bytes at a time until the window has noticed, and then the rest.
        QTimer writer;
        qsizetype written = 100;
        connect(&writer, &QTimer::timeout, &writer, [&] {
            const bool isSeen = opened->stateText().startsWith("The file is still being written");
            const qsizetype part =
                isSeen ? m_text.size() - written : std::clamp<qsizetype>(m_text.size() - 100 - written, 0, 5);
            append(path, m_text.mid(written, part));
            written += part;
        });
        writer.start(100);
        QTRY_VERIFY(isReady(opened));
        QVERIFY(notOpened.isEmpty());
        QCOMPARE(written, m_text.size());
    }

    void waitsForAnEmptyFile()
    {
        const QString path = m_dir.filePath("soon.heapsnapshot");
        append(path, {});
        auto* opened = open(path);
        QTRY_VERIFY(opened->stateText().startsWith("The file is empty so far"));
        QVERIFY(opened->findChild<LoadingPanel*>()->isVisible());
        append(path, m_text);
        QTRY_VERIFY(isReady(opened));
    }

    void waitingCanBeCancelled()
    {
        const QString path = m_dir.filePath("never.heapsnapshot");
        append(path, {});
        auto* opened = open(path);
        QTRY_VERIFY(opened->stateText().startsWith("The file is empty so far"));
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_COMPARE(m_window->tabs()->count(), 1);
    }

    void changedFileOffersReload()
    {
        const QString path = write("changing.heapsnapshot", m_text);
        auto* opened = open(path);
        QTRY_VERIFY(isReady(opened));
        const heapwise::HeapPtr before = opened->heap();
        QVERIFY(opened->enterAddress("@5", nullptr));
        append(path, "\n");
        QTRY_VERIFY(note()->isVisible());
        QVERIFY(note()->text().startsWith("The file changed on disk. "));
        QTest::mouseClick(action(), Qt::LeftButton);
        QTRY_VERIFY(isReady(opened) && opened->heap() != before);
        QTRY_COMPARE(opened->link(), QString("changing.heapsnapshot#@5"));
    }

    void shorterFileIsReadAgain()
    {
        const QString path = write("shorter.heapsnapshot", m_text + QByteArray(5000, ' '));
        auto* opened = open(path);
        QTRY_VERIFY(isReady(opened));
        const heapwise::HeapPtr before = opened->heap();
        QVERIFY(QFile::resize(path, m_text.size()));
        QTRY_VERIFY(isReady(opened) && opened->heap() != before);
    }

    void readablePartOfDamagedGzipOpens()
    {
        // A member that is whole, and one that cannot be decompressed.
        const std::string text = m_text.toStdString();
        const auto cut = text.find("\"edges\"") + 12;
        std::string second = heapwise::test::gzip(text.substr(cut));
        second[2] = 0;
        const std::string damaged = heapwise::test::gzip(text.substr(0, cut)) + second;
        auto* opened = open(write("damaged.heapsnapshot.gz", QByteArray::fromStdString(damaged)));
        QTRY_VERIFY(opened->hasError());
        QCOMPARE(labelText("errorTitle"), QString("The compression of this file is damaged"));
        QTest::mouseClick(child<QPushButton>("openPartial"), Qt::LeftButton);
        QTRY_VERIFY(opened->heap() && opened->heap()->countsOnly && opened->progress() < 0);
        QVERIFY(note()->isVisible());
    }
};

HEAPWISE_GUI_TEST_MAIN(TestAdmission)
#include "tst_admission.moc"
