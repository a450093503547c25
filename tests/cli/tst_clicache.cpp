// heapwise-cli and what it leaves and finds: the index cache, and the memory it may have.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "tests/cli/program.h"
#include "tests/support/largesnapshot.h"

using namespace heapwise;
using test::json;
using test::run;
using test::Run;

class TestCliCache : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }
    void initTestCase();
    void cleanup() { QVERIFY(run({"cache", "clear"}).exitCode == 0); }

    void secondCommandUsesTheIndex();
    void cacheIsListedAndCleared();
    void otherFolderOrNone();
    void failureToKeepIsNoFailure();
    void wrongCommandLines_data();
    void wrongCommandLines();
    void tooLittleMemoryIsSaidBefore();
    void anyMemoryLimitEndsInAnAnswer();

private:
    QStringList indexes(const QString& folder) const { return QDir(folder).entryList({"*.hwindex"}, QDir::Files); }
    QTemporaryDir m_folder;
    QString m_file;
    QString m_cache;
};

void TestCliCache::initTestCase()
{
    qputenv("XDG_CACHE_HOME", QFile::encodeName(m_folder.filePath("caches")));
    m_cache = m_folder.filePath("caches/heapwise/index");
    m_file = m_folder.filePath("large.heapsnapshot");
    QVERIFY(test::writeLargeSnapshot(m_file.toStdString(), 24u << 20));
}

void TestCliCache::secondCommandUsesTheIndex()
{
    const Run first = run({"dominators", m_file, "--format", "json"});
    QCOMPARE(first.exitCode, 0);
    QCOMPARE(indexes(m_cache).size(), 1);
    const Run second = run({"dominators", m_file, "--format", "json"});
    QCOMPARE(second.exitCode, 0);
    QCOMPARE(second.out, first.out);
    const Run without = run({"dominators", m_file, "--format", "json", "--no-cache"});
    QCOMPARE(without.out, first.out);
    QVERIFY(run({"summary", m_file}).out == run({"summary", m_file, "--no-cache"}).out);
}

void TestCliCache::cacheIsListedAndCleared()
{
    QCOMPARE(run({"cache", "path"}).out.trimmed(), QFile::encodeName(m_cache));
    QCOMPARE(json({"cache"})["indexes"].toArray().size(), 0);
    QCOMPARE(run({"classes", m_file}).exitCode, 0);
    const QJsonObject list = json({"cache", "list"});
    QCOMPARE(list["indexes"].toArray().size(), 1);
    const QJsonObject index = list["indexes"].toArray().first().toObject();
    QCOMPARE(index["snapshot"].toString(), m_file);
    QCOMPARE(index["state"].toString(), QString("ready"));
    QCOMPARE(index["bytes"], list["bytes"]);
    QVERIFY(run({"cache"}).out.contains("large.heapsnapshot"));
    QVERIFY(run({"cache", "clear"}).out.contains("freed"));
    QCOMPARE(indexes(m_cache).size(), 0);
    QCOMPARE(json({"cache"})["bytes"].toInt(-1), 0);
}

void TestCliCache::otherFolderOrNone()
{
    const QString other = m_folder.filePath("other");
    QCOMPARE(run({"classes", m_file, "--cache", other}).exitCode, 0);
    QCOMPARE(indexes(other).size(), 1);
    QCOMPARE(run({"classes", m_file, "--no-cache"}).exitCode, 0);
    QCOMPARE(indexes(m_cache).size(), 0);
    QVERIFY(run({"cache", "list", "--cache=" + other}).out.startsWith("1 index, "));
}

void TestCliCache::failureToKeepIsNoFailure()
{
    const Run result = run({"classes", m_file, "--cache", m_file + "/below"});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(!result.out.isEmpty());
    QVERIFY2(result.error.contains("index of") && result.error.contains("could not be written"), result.error);
}

void TestCliCache::wrongCommandLines_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown word") << QStringList{"cache", "explode"};
    QTest::newRow("two words") << QStringList{"cache", "list", "clear"};
    QTest::newRow("no folder") << QStringList{"cache", "--cache"};
    QTest::newRow("empty folder") << QStringList{"cache", "--cache="};
    QTest::newRow("no cache of a cache") << QStringList{"cache", "--no-cache"};
    QTest::newRow("partial") << QStringList{"cache", "--partial"};
    QTest::newRow("limit") << QStringList{"cache", "--limit", "3"};
}

void TestCliCache::wrongCommandLines()
{
    QFETCH(QStringList, arguments);
    QCOMPARE(run(arguments).exitCode, 2);
}

/// A file that promises more objects than any machine has room for.
void TestCliCache::tooLittleMemoryIsSaidBefore()
{
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    const qsizetype count = text.indexOf("\"node_count\":") + 13;
    text.replace(count, text.indexOf(',', count) - count, "2000000000000");
    QFile boastful(m_folder.filePath("boastful.heapsnapshot"));
    QVERIFY(boastful.open(QIODevice::WriteOnly) && boastful.write(text) == text.size());
    boastful.close();
    const Run refused = run({"classes", boastful.fileName(), "--no-cache"});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.error.contains("not enough memory") && refused.error.contains("TiB, "), refused.error);
    const Run counts = run({"classes", boastful.fileName(), "--no-cache", "--counts"});
    QCOMPARE(counts.exitCode, 0);
    QVERIFY(counts.out.contains("(object)"));
    QVERIFY(run({"dominators", boastful.fileName(), "--counts"}).error.contains("read without its references"));
    QCOMPARE(run({"classes", boastful.fileName(), "--no-cache", "--anyway"}).exitCode, 0);
}

/// Whatever of the file fits, the program ends with an answer or with the one sentence about memory.
void TestCliCache::anyMemoryLimitEndsInAnAnswer()
{
    bool sawTooLittle = false, sawEnough = false;
    for (int kilobytes = 30'000; kilobytes < 1'500'000 && !sawEnough; kilobytes = kilobytes * 23 / 20) {
        QProcess process;
        process.start("/bin/sh", {"-c", QString("ulimit -v %1; exec \"$0\" \"$@\"").arg(kilobytes), HEAPWISE_CLI,
                                  "classes", m_file, "--no-cache", "--anyway"});
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray error = process.readAllStandardError();
        if (error.contains("error while loading shared libraries"))
            continue; // the program itself does not fit
        QVERIFY2(process.exitStatus() == QProcess::NormalExit,
                 qPrintable(QString("%1 KB: %2").arg(kilobytes).arg(error)));
        sawEnough = process.exitCode() == 0;
        if (sawEnough)
            continue;
        QCOMPARE(process.exitCode(), 1);
        QVERIFY2(error.contains("not enough memory"), error);
        sawTooLittle = sawTooLittle || error.contains("it needs about");
    }
    QVERIFY(sawTooLittle && sawEnough);
}

QTEST_GUILESS_MAIN(TestCliCache)
#include "tst_clicache.moc"
