// heapwise-cli on wrong command lines, broken files, a full disk and an interrupt: what it says, how it ends.
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "tests/cli/program.h"
#include "tests/support/fixtures.h"
#include "tests/support/patience.h"

#include <csignal>
#include <unistd.h>

using namespace heapwise;
using test::json;
using test::run;
using test::Run;

namespace {

/// True once the process catches SIGINT, by /proc; a signal before that would just end it.
bool catchesInterrupts(qint64 pid)
{
    QFile status("/proc/" + QString::number(pid) + "/status");
    if (!status.open(QIODevice::ReadOnly))
        return false;
    static const QRegularExpression caught("SigCgt:\\s*([0-9a-f]+)");
    return caught.match(status.readAll()).captured(1).toULongLong(nullptr, 16) & (1ull << (SIGINT - 1));
}

} // namespace

class TestCliFailures : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }
    void initTestCase();

    void refusesWrongCommandLines_data();
    void refusesWrongCommandLines();
    void saysWhatIsWrongWithAFile_data();
    void saysWhatIsWrongWithAFile();
    void refusesUnreadableFiles();
    void refusesUnknownObjects();
    void refusesUnknownClassesAndReferences();
    void opensPartialFiles();
    void reportsAFullDisk();
    void stopsOnInterrupt();

private:
    QString write(const QString& name, const QByteArray& content);
    QTemporaryDir m_folder;
    QString m_bare;
    QByteArray m_text; ///< of m_bare, uncompressed
};

void TestCliFailures::initTestCase()
{
    m_bare = test::fixture("bare-22.heapsnapshot.gz");
    m_text = test::gunzipped(m_bare);
    QVERIFY(!m_text.isEmpty());
}

QString TestCliFailures::write(const QString& name, const QByteArray& content)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return file.fileName();
}

void TestCliFailures::refusesWrongCommandLines_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{"explode", "x"};
    QTest::newRow("no file") << QStringList{"summary"};
    QTest::newRow("empty file name") << QStringList{"summary", ""};
    QTest::newRow("two files") << QStringList{"summary", "a", "b"};
    QTest::newRow("no object") << QStringList{"retainers", "a"};
    QTest::newRow("object is no number") << QStringList{"object", "a", "@x"};
    QTest::newRow("object is too large") << QStringList{"object", "a", "@4294967295"};
    QTest::newRow("unknown option") << QStringList{"summary", "a", "--frobnicate"};
    QTest::newRow("option of another command") << QStringList{"summary", "a", "--depth", "2"};
    QTest::newRow("option without value") << QStringList{"summary", "a", "--format"};
    QTest::newRow("unknown format") << QStringList{"summary", "a", "--format", "xml"};
    QTest::newRow("limit is no number") << QStringList{"classes", "a", "--limit", "-1"};
    QTest::newRow("limit of nothing") << QStringList{"classes", "a", "--limit", "0"};
    QTest::newRow("depth too great") << QStringList{"dominators", "a", "--depth", "1001"};
    QTest::newRow("unknown column") << QStringList{"classes", "a", "--sort", "colour"};
    QTest::newRow("neither object nor class") << QStringList{"why", "a"};
    QTest::newRow("class that looks like an id") << QStringList{"why", "a", "@x"};
    QTest::newRow("nothing to cut") << QStringList{"cut", "a"};
    QTest::newRow("no reference") << QStringList{"cut", "a", "name"};
    QTest::newRow("reference without a name") << QStringList{"cut", "a", "@1."};
    QTest::newRow("reference to nothing") << QStringList{"cut", "a", "@1->name"};
    QTest::newRow("cut and suggestion") << QStringList{"cut", "a", "@1", "--suggest", "Map"};
    QTest::newRow("class for one object") << QStringList{"object", "a", "Map"};
    QTest::newRow("no query") << QStringList{"query", "a"};
    QTest::newRow("unknown column of a query") << QStringList{"query", "a", "Map", "--select", "id,colour"};
    QTest::newRow("columns of nothing") << QStringList{"query", "a", "Map", "--select", ","};
    QTest::newRow("unknown help") << QStringList{"help", "explode"};
}

void TestCliFailures::refusesWrongCommandLines()
{
    QFETCH(QStringList, arguments);
    const Run result = run(arguments);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.error.count('\n'), 1);
    QVERIFY(result.error.startsWith("heapwise-cli: "));
}

void TestCliFailures::saysWhatIsWrongWithAFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const QByteArray text = test::gunzipped(test::fixture("bare-22.heapsnapshot.gz"));
    QTest::newRow("empty") << QByteArray("") << "is empty";
    QTest::newRow("html") << QByteArray("<html><body>404</body></html>") << "not a heap snapshot";
    QTest::newRow("other json") << QByteArray(R"({"name":"x","version":"1"})") << "not a heap snapshot";
    QTest::newRow("cut in the objects") << text.left(text.size() / 8) << "incomplete";
    QTest::newRow("cut in the references") << text.left(text.size() / 2) << "incomplete";
    QTest::newRow("broken gzip") << QByteArray::fromHex("1f8b0800000000000003ffffffffffffffff") << "damaged";
}

void TestCliFailures::saysWhatIsWrongWithAFile()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const QString path = write("file with spaces.heapsnapshot", content);
    const Run result = run({"summary", path});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.error.contains(says.toUtf8()), result.error);
    QVERIFY2(result.error.contains(path.toUtf8()), result.error);
    QCOMPARE(result.error.count('\n'), 1);
}

void TestCliFailures::refusesUnreadableFiles()
{
    const Run missing = run({"summary", m_folder.filePath("missing.heapsnapshot")});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY(missing.error.contains("There is no file"));

    const Run folder = run({"summary", m_folder.path()});
    QCOMPARE(folder.exitCode, 1);
    QVERIFY(folder.error.contains("is a directory"));

    if (geteuid() == 0)
        return; // root may read everything
    const QString secret = write("secret.heapsnapshot", m_text);
    QVERIFY(QFile::setPermissions(secret, QFileDevice::WriteOwner));
    const Run refused = run({"summary", secret});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(refused.error.contains("no permission"));
}

void TestCliFailures::refusesUnknownObjects()
{
    for (const QStringList& arguments : QList<QStringList>{{"object", m_bare, "@999999999"},
                                                           {"retainers", m_bare, "@999999999"},
                                                           {"why", m_bare, "@1", "--ignore", "@999999999"},
                                                           {"cut", m_bare, "@1->@999999999"},
                                                           {"dominators", m_bare, "--of", "@999999999"}}) {
        const Run result = run(arguments);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.out, QByteArray());
        QVERIFY(result.error.contains("There is no object @999999999"));
    }
}

void TestCliFailures::refusesUnknownClassesAndReferences()
{
    const Run noClass = run({"why", m_bare, "NoSuchClass"});
    QCOMPARE(noClass.exitCode, 1);
    QVERIFY(noClass.error.contains("There is no class \"NoSuchClass\""));
    const Run noReference = run({"cut", m_bare, "@1.noSuchName"});
    QCOMPARE(noReference.exitCode, 1);
    QVERIFY(noReference.error.contains("has no reference called \"noSuchName\""));
}

void TestCliFailures::opensPartialFiles()
{
    const QString path = write("cut.heapsnapshot", m_text.left(m_text.size() / 2));
    const Run table = run({"summary", path, "--partial"});
    QCOMPARE(table.exitCode, 0);
    QVERIFY(table.error.contains("The file is partial"));
    QVERIFY(table.out.contains("Partial"));

    const QJsonObject summary = json({"summary", path, "--partial"});
    QCOMPARE(summary["file"].toObject()["complete"].toBool(true), false);
    const QJsonObject full = json({"summary", m_bare});
    QCOMPARE(summary["totals"].toObject()["objects"], full["totals"].toObject()["objects"]);
    QVERIFY(!json({"classes", path, "--partial"})["classes"].toArray().isEmpty());

    const Run dominators = run({"dominators", path, "--partial"});
    QCOMPARE(dominators.exitCode, 1);
    QVERIFY(dominators.error.contains("incomplete"));
    QCOMPARE(run({"object", path, "@7", "--partial"}).exitCode, 0);
}

void TestCliFailures::reportsAFullDisk()
{
    if (!QFile::exists("/dev/full"))
        QSKIP("this system has no /dev/full");
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(HEAPWISE_CLI, {"summary", m_bare});
    QVERIFY(process.waitForFinished(test::kPatienceMs));
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("could not be written"));
}

/// A file large enough to be still opening when the signal comes: one snapshot's objects many times over.
void TestCliFailures::stopsOnInterrupt()
{
    const QString path = m_folder.filePath("large.heapsnapshot");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const qsizetype nodes = m_text.indexOf("\"nodes\":[") + 9, end = m_text.indexOf("],", nodes);
    file.write(m_text.left(nodes));
    for (int i = 0; i < 100; ++i) {
        file.write(m_text.mid(nodes, end - nodes));
        file.write(",");
    }
    file.close();

    QProcess process;
    process.start(HEAPWISE_CLI, {"summary", path});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY(catchesInterrupts(process.processId()) || process.state() == QProcess::NotRunning);
    kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(test::kPatienceMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

QTEST_GUILESS_MAIN(TestCliFailures)
#include "tst_clifailures.moc"
