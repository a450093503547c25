// heapwise-cli as a user runs it: the real program, its output, its exit codes.
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/fixtures.h"

#include <csignal>
#include <unistd.h>

using namespace heapwise;

namespace {

struct Run {
    int exitCode = -1; ///< -1: did not end by itself
    QByteArray out;
    QByteArray error;
};

Run run(const QStringList& arguments)
{
    QProcess process;
    process.start(HEAPWISE_CLI, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QJsonObject json(const QStringList& arguments)
{
    const Run result = run(arguments + QStringList{"--format", "json"});
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(result.out, &error);
    return result.exitCode == 0 && error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

/// Records of an RFC 4180 text; empty when it is not one.
QList<QStringList> csvRecords(const QByteArray& text)
{
    QList<QStringList> records;
    QStringList record;
    QByteArray field;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && text.mid(i + 1, 1) == "\"") {
            field += text[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            record.append(QString::fromUtf8(std::exchange(field, {})));
        } else if (!quoted && c == '\r' && text.mid(i + 1, 1) == "\n") {
            record.append(QString::fromUtf8(std::exchange(field, {})));
            records.append(std::exchange(record, {}));
            ++i;
        } else {
            field += c;
        }
    }
    return quoted || !field.isEmpty() || !record.isEmpty() ? QList<QStringList>() : records;
}

void collectKeys(const QJsonValue& value, QSet<QString>& keys)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            keys.insert(it.key());
            collectKeys(it.value(), keys);
        }
    }
    for (const auto& item : value.toArray())
        collectKeys(item, keys);
}

/// True once the process catches SIGINT, by /proc; a signal before that would just end it.
bool catchesInterrupts(qint64 pid)
{
    QFile status("/proc/" + QString::number(pid) + "/status");
    if (!status.open(QIODevice::ReadOnly))
        return false;
    static const QRegularExpression caught("SigCgt:\\s*([0-9a-f]+)");
    return caught.match(status.readAll()).captured(1).toULongLong(nullptr, 16) & (1ull << (SIGINT - 1));
}

const QString kGlobal = "@1"; // the root has this id in all files of V8

} // namespace

class TestCli : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }
    void initTestCase();

    void everyCommandInEveryFormat_data();
    void everyCommandInEveryFormat();
    void summaryEqualsDevTools();
    void classesEqualDevTools();
    void dominatorsAddUp();
    void dominatorsHaveDepthLimitAndRoot();
    void retainersLeadToTheRoot();
    void objectShowsItsReferences();
    void sortsByEveryColumn();
    void helpDescribesAllOfTheJson();
    void helpAndVersion();
    void refusesWrongCommandLines_data();
    void refusesWrongCommandLines();
    void saysWhatIsWrongWithAFile_data();
    void saysWhatIsWrongWithAFile();
    void refusesUnreadableFiles();
    void refusesUnknownObjects();
    void opensPartialFiles();
    void reportsAFullDisk();
    void stopsOnInterrupt();

private:
    QString write(const QString& name, const QByteArray& content);
    QTemporaryDir m_folder;
    QString m_bare;
    QByteArray m_text; ///< of m_bare, uncompressed
};

void TestCli::initTestCase()
{
    m_bare = test::fixture("bare-22.heapsnapshot.gz");
    m_text = test::gunzipped(m_bare);
    QVERIFY(!m_text.isEmpty());
}

QString TestCli::write(const QString& name, const QByteArray& content)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return file.fileName();
}

void TestCli::everyCommandInEveryFormat_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const QStringList& command : QList<QStringList>{{"summary"}, {"classes"}, {"dominators"},
                                                         {"retainers", "@7"}, {"object", "@7"}}) {
        QStringList arguments{command[0], m_bare.isEmpty() ? test::fixture("bare-22.heapsnapshot.gz") : m_bare};
        QTest::newRow(qPrintable(command[0])) << arguments + command.mid(1);
    }
}

void TestCli::everyCommandInEveryFormat()
{
    QFETCH(QStringList, arguments);
    for (const QString format : {"table", "json", "csv"}) {
        const Run first = run(arguments + QStringList{"--format", format});
        QCOMPARE(first.error, QByteArray());
        QCOMPARE(first.exitCode, 0);
        QVERIFY(!first.out.isEmpty());
        QCOMPARE(run(arguments + QStringList{"--format=" + format}).out, first.out);
        if (format == "json") {
            QJsonParseError error;
            const auto object = QJsonDocument::fromJson(first.out, &error).object();
            QCOMPARE(error.error, QJsonParseError::NoError);
            QCOMPARE(object["command"].toString(), arguments[0]);
            QCOMPARE(object["formatVersion"].toInt(), 1);
            QCOMPARE(object["file"].toObject()["complete"].toBool(), true);
        } else if (format == "csv") {
            const auto records = csvRecords(first.out);
            QVERIFY(records.size() > 1);
            for (const auto& record : records)
                QCOMPARE(record.size(), records[0].size());
        } else {
            QVERIFY(!first.out.contains('\x1b'));
        }
    }
}

void TestCli::summaryEqualsDevTools()
{
    const QJsonObject expected = test::expectedFor(m_bare), summary = json({"summary", m_bare});
    const QJsonObject totals = summary["totals"].toObject(), expectedTotals = expected["totals"].toObject();
    QCOMPARE(totals["objects"], expectedTotals["nodes"]);
    QCOMPARE(totals["references"], expectedTotals["edges"]);
    QCOMPARE(totals["strings"], expectedTotals["strings"]);
    QCOMPARE(totals["totalBytes"], expectedTotals["totalSize"]);
    QCOMPARE(summary["statistics"], expected["statistics"]);
    QVERIFY(summary["node"].toObject()["version"].toString().startsWith("v22."));
    QCOMPARE(summary["classes"].toArray().size(), 10);
    QCOMPARE(summary["dominators"].toArray().size(), 10);
}

void TestCli::classesEqualDevTools()
{
    const QJsonObject document = json({"classes", m_bare, "--limit", "all"});
    const QJsonArray classes = document["classes"].toArray();
    const QJsonArray expected = test::expectedFor(m_bare)["classes"].toArray();
    QCOMPARE(classes.size(), expected.size());
    QCOMPARE(document["classCount"].toInteger(), qint64(classes.size()));

    const auto line = [](const QJsonObject& row, const char* shallow, const char* retained) {
        return QString("%1 %2 %3 %4").arg(row["name"].toString()).arg(row["count"].toInteger())
            .arg(row[shallow].toInteger()).arg(row[retained].toInteger());
    };
    QStringList ours, theirs;
    qint64 shallow = 0, previous = INT64_MAX;
    for (const auto& row : classes) {
        ours.append(line(row.toObject(), "shallowBytes", "retainedBytes"));
        shallow += row.toObject()["shallowBytes"].toInteger();
        QVERIFY(row.toObject()["retainedBytes"].toInteger() <= previous);
        previous = row.toObject()["retainedBytes"].toInteger();
    }
    for (const auto& row : expected)
        theirs.append(line(row.toObject(), "shallow", "retained"));
    ours.sort();
    theirs.sort();
    QCOMPARE(ours, theirs);
    QCOMPARE(shallow, document["totalBytes"].toInteger());
}

void TestCli::dominatorsAddUp()
{
    const QJsonObject document = json({"dominators", m_bare, "--limit", "all", "--depth", "1"});
    const QJsonObject root = document["root"].toObject();
    QCOMPARE(root["retainedBytes"], document["totalBytes"]);
    qint64 bytes = root["shallowBytes"].toInteger(), objects = 1;
    for (const auto& child : root["children"].toArray()) {
        bytes += child.toObject()["retainedBytes"].toInteger();
        objects += child.toObject()["objects"].toInteger();
    }
    QCOMPARE(bytes, root["retainedBytes"].toInteger());
    QCOMPARE(objects, root["objects"].toInteger());
    QCOMPARE(root["children"].toArray().size(), root["childCount"].toInteger());
}

void TestCli::dominatorsHaveDepthLimitAndRoot()
{
    const QJsonObject root = json({"dominators", m_bare, "--limit", "3", "--depth", "2"})["root"].toObject();
    QCOMPARE(root["children"].toArray().size(), 3);
    const QJsonObject largest = root["children"].toArray()[0].toObject();
    QCOMPARE(largest["children"].toArray().size(), 3);
    QVERIFY(largest["children"].toArray()[0].toObject()["children"].toArray().isEmpty());

    const QString id = QString::number(largest["id"].toInteger());
    const QJsonObject inner = json({"dominators", m_bare, "--of", "@" + id, "--limit", "3"})["root"].toObject();
    QCOMPARE(inner["id"], largest["id"]);
    QCOMPARE(inner["retainedBytes"], largest["retainedBytes"]);

    const Run table = run({"dominators", m_bare, "--limit", "3", "--depth", "1"});
    QCOMPARE(table.out.count('\n'), 1 + 1 + 3 + 1); // titles, root, children, what is not shown
    const auto records = csvRecords(run({"dominators", m_bare, "--limit", "3", "--depth", "1", "--format", "csv"}).out);
    QCOMPARE(records.size(), 1 + 1 + 3);
    QCOMPARE(records[0].mid(0, 2), QStringList({"depth", "parentId"}));
    QCOMPARE(records[2].mid(0, 2), QStringList({"1", "1"}));
}

void TestCli::retainersLeadToTheRoot()
{
    const QJsonObject classes = json({"dominators", m_bare, "--limit", "1", "--depth", "4"});
    QJsonObject deepest = classes["root"].toObject();
    while (!deepest["children"].toArray().isEmpty())
        deepest = deepest["children"].toArray()[0].toObject();
    const QString id = "@" + QString::number(deepest["id"].toInteger());

    const QJsonObject document = json({"retainers", m_bare, id, "--paths", "3", "--limit", "all"});
    QCOMPARE(document["object"].toObject()["id"], deepest["id"]);
    const QJsonArray paths = document["paths"].toArray();
    QVERIFY(!paths.isEmpty() && paths.size() <= 3);
    const QJsonArray shortest = paths[0].toArray();
    QCOMPARE(shortest.size(), deepest["distance"].toInteger() - 1);
    QCOMPARE(shortest.last().toObject()["distance"].toInt(), 1);
    QCOMPARE(document["retainers"].toArray().size(), document["retainerCounts"].toObject()["strong"].toInteger());

    // Each step is a reference its object really has.
    QJsonValue held = deepest["id"];
    for (const auto& step : shortest) {
        const QString holder = "@" + QString::number(step.toObject()["id"].toInteger());
        bool found = false;
        for (const auto& reference : json({"object", m_bare, holder, "--limit", "all"})["references"].toArray())
            found = found
                    || (reference.toObject()["id"] == held
                        && reference.toObject()["reference"] == step.toObject()["reference"]);
        QVERIFY2(found, qPrintable(holder));
        held = step.toObject()["id"];
    }
    const Run table = run({"retainers", m_bare, id});
    QVERIFY(table.out.contains("Path 1 to the roots"));
    QVERIFY(run({"retainers", m_bare, kGlobal}).out.contains("This is the root of all objects."));
}

void TestCli::objectShowsItsReferences()
{
    const QJsonObject document = json({"object", m_bare, kGlobal, "--limit", "all"});
    QCOMPARE(document["references"].toArray().size(), document["referenceCount"].toInteger());
    QCOMPARE(json({"object", m_bare, "1", "--limit", "2"})["references"].toArray().size(), 2); // @ may be left out
}

void TestCli::sortsByEveryColumn()
{
    const QList<std::pair<QString, QString>> columns{
        {"shallow", "shallowBytes"}, {"count", "count"}, {"retained", "retainedBytes"}, {"distance", "distance"}};
    for (const auto& [column, key] : columns) {
        const QJsonArray classes = json({"classes", m_bare, "--limit", "50", "--sort", column})["classes"].toArray();
        QCOMPARE(classes.size(), 50);
        for (qsizetype i = 1; i < classes.size(); ++i) {
            const qint64 a = classes[i - 1].toObject()[key].toInteger(), b = classes[i].toObject()[key].toInteger();
            QVERIFY(column == "distance" ? a <= b : a >= b);
        }
    }
    const QJsonArray byName = json({"classes", m_bare, "--limit", "all", "--sort", "name"})["classes"].toArray();
    for (qsizetype i = 1; i < byName.size(); ++i)
        QVERIFY(byName[i - 1].toObject()["name"].toString().toUtf8() <= byName[i].toObject()["name"].toString().toUtf8());
    const QJsonArray byId = json({"object", m_bare, kGlobal, "--sort", "id"})["references"].toArray();
    for (qsizetype i = 1; i < byId.size(); ++i)
        QVERIFY(byId[i - 1].toObject()["id"].toInteger() <= byId[i].toObject()["id"].toInteger());
}

void TestCli::helpDescribesAllOfTheJson()
{
    const QByteArray help = run({"help", "json"}).out;
    QSet<QString> keys;
    for (const QString command : {"summary", "classes", "dominators"})
        collectKeys(json({command, m_bare}), keys);
    for (const QString command : {"retainers", "object"})
        collectKeys(json({command, m_bare, "@7"}), keys);
    QVERIFY(keys.size() > 30);
    for (const auto& key : keys)
        QVERIFY2(QRegularExpression("\\b" + key + "\\b").match(help).hasMatch(), qPrintable(key));
}

void TestCli::helpAndVersion()
{
    const Run help = run({"help"});
    QCOMPARE(help.exitCode, 0);
    for (const QByteArray command : {"summary", "classes", "dominators", "retainers", "object"}) {
        QVERIFY(help.out.contains(command));
        const Run own = run({"help", command});
        QCOMPARE(own.exitCode, 0);
        QVERIFY(own.out.contains("--format"));
        QCOMPARE(run({command, "--help"}).out, own.out);
    }
    QVERIFY(QRegularExpression("^heapwise-cli \\d+\\.\\d+\\.\\d+\\n$").match(run({"--version"}).out).hasMatch());
}

void TestCli::refusesWrongCommandLines_data()
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
    QTest::newRow("unknown help") << QStringList{"help", "explode"};
}

void TestCli::refusesWrongCommandLines()
{
    QFETCH(QStringList, arguments);
    const Run result = run(arguments);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.error.count('\n'), 1);
    QVERIFY(result.error.startsWith("heapwise-cli: "));
}

void TestCli::saysWhatIsWrongWithAFile_data()
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

void TestCli::saysWhatIsWrongWithAFile()
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

void TestCli::refusesUnreadableFiles()
{
    const Run missing = run({"summary", m_folder.filePath("missing.heapsnapshot")});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY(missing.error.contains("There is no file"));

    const Run folder = run({"summary", m_folder.path()});
    QCOMPARE(folder.exitCode, 1);
    QVERIFY(folder.error.contains("not a regular file"));

    if (geteuid() == 0)
        return; // root may read everything
    const QString secret = write("secret.heapsnapshot", m_text);
    QVERIFY(QFile::setPermissions(secret, QFileDevice::WriteOwner));
    const Run refused = run({"summary", secret});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY(refused.error.contains("no permission"));
}

void TestCli::refusesUnknownObjects()
{
    for (const QStringList& arguments : QList<QStringList>{{"object", m_bare, "@999999999"},
                                                           {"retainers", m_bare, "@999999999"},
                                                           {"dominators", m_bare, "--of", "@999999999"}}) {
        const Run result = run(arguments);
        QCOMPARE(result.exitCode, 1);
        QCOMPARE(result.out, QByteArray());
        QVERIFY(result.error.contains("There is no object @999999999"));
    }
}

void TestCli::opensPartialFiles()
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

void TestCli::reportsAFullDisk()
{
    if (!QFile::exists("/dev/full"))
        QSKIP("this system has no /dev/full");
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(HEAPWISE_CLI, {"summary", m_bare});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("could not be written"));
}

/// A file large enough to be still opening when the signal comes: one snapshot's objects many times over.
void TestCli::stopsOnInterrupt()
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
    QVERIFY(process.waitForFinished(5000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
