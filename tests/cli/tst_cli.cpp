// heapwise-cli as a user runs it: the real program and its answers. What it refuses is in
// tst_clifailures.cpp.
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <limits>

#include "tests/cli/program.h"
#include "tests/support/fixtures.h"

using namespace heapwise;
using test::json;
using test::run;
using test::Run;

namespace {

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

/// Of the object that the program of tests/data/fields keeps all of its objects in: the root's first child.
qint64 probeId(const QString& file)
{
    const auto references = json({"object", file, "@1", "--limit", "1"})["references"].toArray();
    return references.at(0).toObject()["id"].toInteger();
}

const QString kRoot = "@1"; // the root has this id in all files of V8

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
    void retainersOfAClassAreMerged();
    void keyPathsOfAClass();
    void ignoredObjectsAreNotGoneThrough();
    void cutFreesWhatIsRetained();
    void suggestedCutsOfAServer();
    void objectShowsItsReferences();
    void objectShowsWhatIsInIt();
    void classesInGroups();
    void findingsOfAServer();
    void queriesFindObjects();
    void queriesOfSeveralFiles();
    void stringsAreListed();
    void sortsByEveryColumn();
    void helpDescribesAllOfTheJson();
    void helpAndVersion();

private:
    QString m_bare;
};

void TestCli::initTestCase()
{
    m_bare = test::fixture("bare-22.heapsnapshot.gz");
    QVERIFY(QFile::exists(m_bare));
}

void TestCli::everyCommandInEveryFormat_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const QStringList& command : QList<QStringList>{{"summary"},
                                                         {"classes"},
                                                         {"findings"},
                                                         {"strings"},
                                                         {"query", "kind:closure"},
                                                         {"dominators"},
                                                         {"retainers", "@7"},
                                                         {"retainers", "Function"},
                                                         {"why", "@7"},
                                                         {"cut", "@7"},
                                                         {"object", "@7"}}) {
        QStringList arguments{command[0], m_bare};
        QTest::newRow(qPrintable(command.join(' '))) << arguments + command.mid(1);
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
            QVERIFY(records.size() > (arguments[0] == "findings" ? 0 : 1)); // an empty program has none
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
        return QString("%1 %2 %3 %4")
            .arg(row["name"].toString())
            .arg(row["count"].toInteger())
            .arg(row[shallow].toInteger())
            .arg(row[retained].toInteger());
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
    QCOMPARE(shortest.size(), deepest["distance"].toInteger());
    QCOMPARE(shortest.last().toObject()["id"].toInt(), 1); // the root
    QCOMPARE(shortest[shortest.size() - 2].toObject()["distance"].toInt(), 1);
    QCOMPARE(document["retainers"].toArray().size(), document["retainerCounts"].toObject()["strong"].toInteger());

    // Each step is a reference its object really has.
    QJsonValue held = deepest["id"];
    for (const auto& step : shortest) {
        const QString holder = "@" + QString::number(step.toObject()["id"].toInteger());
        bool found = false;
        for (const auto& reference : json({"object", m_bare, holder, "--limit", "all"})["references"].toArray())
            found = found || (reference.toObject()["id"] == held &&
                              reference.toObject()["reference"] == step.toObject()["reference"]);
        QVERIFY2(found, qPrintable(holder));
        held = step.toObject()["id"];
    }
    const Run table = run({"retainers", m_bare, id});
    QVERIFY(table.out.contains("Path 1 to the roots"));
    QVERIFY(run({"retainers", m_bare, kRoot}).out.contains("This is the root of all objects."));
}

void TestCli::retainersOfAClassAreMerged()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const QJsonObject document = json({"retainers", express, "AuditEntry", "--limit", "all"});
    QCOMPARE(document["subject"].toObject()["count"].toInteger(), 120);
    const QJsonArray groups = document["groups"].toArray();
    QCOMPARE(groups.size(), document["groupCount"].toInteger());
    QMap<qint64, QJsonObject> byNumber;
    for (const auto& group : groups)
        byNumber[group.toObject()["group"].toInteger()] = group.toObject();
    qint64 ends = 0;
    for (const QJsonObject& group : byNumber) {
        ends += group["ends"].toInteger();
        const auto holder = byNumber.value(group["heldBy"].toInteger());
        QVERIFY(group["heldBy"].isNull() || holder["subjects"].toInteger() >= group["subjects"].toInteger());
    }
    QCOMPARE(ends + document["unreached"].toInteger(), 120);
    QCOMPARE(byNumber[0]["subjects"].toInteger(), ends);
    const QByteArray table = run({"retainers", express, "AuditEntry"}).out;
    QVERIFY2(table.contains("AuditEntry x120"), table);
}

void TestCli::keyPathsOfAClass()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const QJsonArray paths = json({"retainers", express, "AuditEntry", "--key"})["paths"].toArray();
    QVERIFY(!paths.isEmpty() && paths.size() <= 5);
    const QByteArray table = run({"retainers", express, "AuditEntry", "--key"}).out;
    QVERIFY2(table.contains("of 120 objects with "), table);
}

void TestCli::ignoredObjectsAreNotGoneThrough()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const auto holderOf = [&](const QStringList& options) {
        const auto groups =
            json(QStringList{"retainers", express, "AuditEntry", "--limit", "all"} + options)["groups"].toArray();
        for (const auto& group : groups)
            if (group.toObject()["ends"].toInteger() > 0)
                return groups[group.toObject()["heldBy"].toInt()].toObject();
        return QJsonObject();
    };
    const QJsonObject holder = holderOf({});
    QVERIFY(!holder.isEmpty());
    const QString id = "@" + QString::number(holder["id"].toInteger());
    QVERIFY(holderOf({"--ignore", id})["id"] != holder["id"]);
}

void TestCli::cutFreesWhatIsRetained()
{
    const QJsonObject document = json({"dominators", m_bare, "--limit", "3", "--depth", "3"});
    QJsonObject object = document["root"].toObject();
    while (!object["children"].toArray().isEmpty())
        object = object["children"].toArray()[0].toObject();
    const QString id = "@" + QString::number(object["id"].toInteger());
    const QJsonObject cut = json({"cut", m_bare, id, "--of", id});
    QCOMPARE(cut["freedBytes"], object["retainedBytes"]);
    QCOMPARE(cut["freedObjects"], object["objects"]);
    QCOMPARE(cut["subjectsFreed"].toInteger(), 1);
    QCOMPARE(cut["objectIds"].toArray()[0], object["id"]);
    QVERIFY(run({"cut", m_bare, id}).out.startsWith("Frees "));
}

void TestCli::suggestedCutsOfAServer()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const QJsonArray cuts = json({"cut", express, "--suggest", "AuditEntry"})["suggestedCuts"].toArray();
    QVERIFY(!cuts.isEmpty());
    const QJsonObject best = cuts[0].toObject();
    QCOMPARE(best["subjectsFreed"].toInteger(), 120);
    QVERIFY(best["isPrograms"].toBool());
    const QJsonObject reference = best["references"].toArray()[0].toObject();
    const QString word =
        QString("@%1->@%2").arg(reference["sourceId"].toInteger()).arg(reference["targetId"].toInteger());
    QCOMPARE(json({"cut", express, word})["freedBytes"], best["freedBytes"]);
    QVERIFY(run({"why", express, "AuditEntry"}).out.contains("Memory gathers here: Array @"));
}

void TestCli::objectShowsItsReferences()
{
    const QJsonObject document = json({"object", m_bare, kRoot, "--limit", "all"});
    QCOMPARE(document["references"].toArray().size(), document["referenceCount"].toInteger());
    QCOMPARE(json({"object", m_bare, "1", "--limit", "2"})["references"].toArray().size(),
             2); // @ may be left out
}

void TestCli::objectShowsWhatIsInIt()
{
    // fields.js: its Map has 'object' -> an object and 'integer' -> 5, which the file lacks.
    const QString file = test::fixture("fields/fields-24.heapsnapshot.gz");
    const QJsonArray top =
        json({"object", file, "@" + QString::number(probeId(file)), "--limit", "all"})["fields"].toArray();
    const auto idOf = [](const QJsonArray& fields, const QString& name) {
        for (const auto& field : fields)
            if (field.toObject()["field"] == name)
                return "@" + QString::number(field.toObject()["id"].toInteger());
        return QString();
    };
    const auto collections = json({"object", file, idOf(top, "collections"), "--limit", "all"});
    const QString map = idOf(collections["fields"].toArray(), "map");
    const QJsonObject document = json({"object", file, map});
    QCOMPARE(document["form"].toString(), "map");
    QCOMPARE(document["facts"].toObject()["entries"].toInteger(), 5);
    QCOMPARE(document["facts"].toObject()["capacity"].toInteger(), 8);
    QStringList entries;
    for (const auto& value : document["fields"].toArray()) {
        const QJsonObject field = value.toObject();
        entries << field["field"].toString() + " " + field["class"].toString() + field["missing"].toString();
    }
    QVERIFY2(entries.contains("\"object\" -> {v}") || entries.contains("\"object\" -> Object"),
             qPrintable(entries.join("; ")));
    QVERIFY2(entries.contains("\"integer\" -> primitive"), qPrintable(entries.join("; ")));
    const QByteArray table = run({"object", file, map}).out;
    QVERIFY2(table.contains("Map, 5 entries, 1 deleted, room for 8"), table);
    QVERIFY2(table.contains("(an integer, a boolean, null or undefined, not recorded)"), table);
    QVERIFY(json({"object", file, map})["allocationStack"].toArray().isEmpty());
    const auto csv = csvRecords(run({"object", file, map, "--format", "csv"}).out);
    QCOMPARE(csv[0][0], "list");
    QCOMPARE(csv[1][0], "field");
    QCOMPARE(csv.back()[0], "reference");
}

void TestCli::classesInGroups()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const auto all = json({"classes", express, "--limit", "all"});
    for (const QString by : {"file", "package", "location", "shape"}) {
        const auto document = json({"classes", express, "--limit", "all", "--group", by, "--logical"});
        QCOMPARE(document["group"].toString(), by);
        QCOMPARE(document["totalBytes"], all["totalBytes"]);
        qint64 sum = 0;
        for (const auto& group : document["classes"].toArray())
            sum += group.toObject()["shallowBytes"].toInteger();
        QCOMPARE(sum, all["totalBytes"].toInteger());
    }
    const QByteArray packages = run({"classes", express, "--limit", "all", "--group=package"}).out;
    QVERIFY(packages.contains("\nexpress ") && packages.contains("\nrouter ") && packages.contains("\nNode.js "));
    QCOMPARE(json({"classes", m_bare, "--mine"})["classCount"].toInteger(), 0);
    QCOMPARE(run({"classes", m_bare, "--group", "colour"}).exitCode, 2);
    QCOMPARE(run({"summary", m_bare, "--mine"}).exitCode, 2);
}

void TestCli::findingsOfAServer()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const auto document = json({"findings", express});
    QCOMPARE(document["findingCount"].toInteger(), document["findings"].toArray().size());
    const QJsonObject first = document["suspects"].toArray()[0].toObject();
    QCOMPARE(first["pattern"].toString(), "accumulation");
    QCOMPARE(first["confidence"].toString(), "low");
    QVERIFY(first["title"].toString().startsWith("120 AuditEntry in Array"));
    QCOMPARE(first["count"].toInteger(), 120);
    QVERIFY(first["script"].toString().endsWith("express-app.js"));
    QVERIFY(!first["evidence"].toArray().isEmpty());
    const QString holder = "@" + QString::number(first["id"].toInteger());
    QCOMPARE(json({"object", express, holder})["object"].toObject()["retainedBytes"], first["retainedBytes"]);
    const Run table = run({"findings", express});
    QVERIFY(table.out.contains("Accumulation, ") && table.out.contains("One snapshot cannot prove growth"));
}

void TestCli::queriesFindObjects()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const QString text = "class=AuditEntry -has:constructor .req.url~/users.*5/";
    const auto all = json({"query", express, "class=AuditEntry -has:constructor", "--limit", "1"});
    const auto document = json({"query", express, text, "--limit", "all"});
    QCOMPARE(document["query"].toString(), text);
    QCOMPARE(document["notes"].toArray().size(), 0);
    QVERIFY(document["count"].toInteger() > 0 && document["count"].toInteger() < all["count"].toInteger());
    QCOMPARE(all["objects"].toArray().size(), 1);
    QCOMPARE(document["objects"].toArray().size(), document["count"].toInteger());
    qint64 shallow = 0, before = std::numeric_limits<qint64>::max();
    for (const auto& value : document["objects"].toArray()) {
        const QJsonObject object = value.toObject();
        QCOMPARE(object["class"].toString(), "AuditEntry");
        QVERIFY(QRegularExpression("users.*5").match(object[".req.url"].toString()).hasMatch());
        QVERIFY(object["retainedBytes"].toInteger() <= before);
        before = object["retainedBytes"].toInteger();
        shallow += object["shallowBytes"].toInteger();
    }
    QCOMPARE(document["shallowBytes"].toInteger(), shallow);

    const auto selected =
        json({"query", express, text, "--select", "id,.req.method,.nothing", "--sort", "id"})["objects"].toArray();
    QCOMPARE(selected[0].toObject().keys(), QStringList({".nothing", ".req.method", "id"}));
    QVERIFY(selected[0].toObject()[".nothing"].isNull());
    QCOMPARE(json({"query", express, "class:AuditEntri"})["notes"].toArray()[0].toString(),
             "No class is called \"AuditEntri\". The nearest name is AuditEntry.");
    const Run wrong = run({"query", "no file", "Map retaind>5"});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY(wrong.error.contains("character 5"));
    QVERIFY(wrong.error.contains("Did you mean retained?"));
    QVERIFY(wrong.error.endsWith("\n  Map retaind>5\n      ^^^^^^^\n"));
    QCOMPARE(run({"query", express, "--", "-size>=0"}).out, QByteArray("no object, 0 B shallow, 0 B retained\n"));
}

void TestCli::queriesOfSeveralFiles()
{
    QStringList files;
    for (const QString moment : {"1", "2", "3"})
        files << test::fixture("moments/first-" + moment + ".heapsnapshot.gz");
    const auto alive = json(QStringList("diff") + files)["sets"].toObject()["newAndAlive"].toObject();
    const auto found = json(QStringList("query") + files + QStringList{"new:#2 alive:#3"});
    QCOMPARE(found["files"].toArray().size(), 3);
    QCOMPARE(found["count"], alive["count"]);
    QCOMPARE(found["shallowBytes"], alive["shallowBytes"]);
    const Run alone = run({"query", files[0], "new:#2"});
    QCOMPARE(alone.exitCode, 1);
    QVERIFY(alone.error.contains("needs several snapshots"));
}

void TestCli::stringsAreListed()
{
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    const auto duplicates = json({"strings", express, "--limit", "all"});
    qint64 wasted = 0, last = INT64_MAX;
    const QJsonArray listed = duplicates["texts"].toArray();
    for (const QJsonValue& value : listed) {
        const QJsonObject text = value.toObject();
        const qint64 own = text["wastedBytes"].toInteger();
        QCOMPARE(own, (text["copies"].toInteger() - 1) * text["eachBytes"].toInteger());
        QVERIFY(own <= last && text["copies"].toInteger() > 1);
        last = own;
        if (text["cut"].toString() == "false")
            wasted += own;
    }
    QCOMPARE(duplicates["wastedBytes"].toInteger(), wasted);
    QCOMPARE(duplicates["textCount"].toInteger(), listed.size());
    const auto some = json({"strings", express, "--all", "--filter", "EXPRESS", "--min-length", "20", "--limit", "5"});
    QCOMPARE(some["list"].toString(), QString("all"));
    QCOMPARE(some["texts"].toArray().size(), 5);
    for (const QJsonValue& value : some["texts"].toArray()) {
        QVERIFY(value["text"].toString().contains("express", Qt::CaseInsensitive));
        QVERIFY(value["length"].toInteger() >= 20);
    }
    QVERIFY(json({"strings", express, "--mine"})["stringCount"].toInteger() < duplicates["stringCount"].toInteger());
    const Run table = run({"strings", express, "--largest"});
    QVERIFY(table.out.contains(" wasted in ") && table.out.contains("Retained"));
    QCOMPARE(run({"strings", express, "--min-length", "many"}).exitCode, 2);
    QCOMPARE(run({"classes", express, "--filter", "x"}).exitCode, 2);
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
        QVERIFY(byName[i - 1].toObject()["name"].toString().toUtf8() <=
                byName[i].toObject()["name"].toString().toUtf8());
    const QJsonArray byId = json({"object", m_bare, kRoot, "--sort", "id"})["references"].toArray();
    for (qsizetype i = 1; i < byId.size(); ++i)
        QVERIFY(byId[i - 1].toObject()["id"].toInteger() <= byId[i].toObject()["id"].toInteger());
}

void TestCli::helpDescribesAllOfTheJson()
{
    const QByteArray help = run({"help", "json"}).out;
    QSet<QString> keys;
    collectKeys(json({"findings", test::fixture("zoo-24.heapsnapshot.gz")}), keys);
    for (const QString command : {"summary", "classes", "strings", "dominators"})
        collectKeys(json({command, m_bare}), keys);
    for (const QString command : {"retainers", "object", "why", "cut"})
        collectKeys(json({command, m_bare, "@7"}), keys);
    const QString express = test::fixture("express-20.heapsnapshot.gz");
    collectKeys(json({"retainers", express, "AuditEntry"}), keys);
    collectKeys(json({"why", express, "AuditEntry"}), keys);
    collectKeys(json({"cut", express, "@1", "--of", "AuditEntry"}), keys);
    const QString fields = test::fixture("fields/fields-24.heapsnapshot.gz");
    collectKeys(json({"object", fields, "@" + QString::number(probeId(fields))}), keys);
    const QStringList moments{test::fixture("moments/first-1.heapsnapshot.gz"),
                              test::fixture("moments/first-2.heapsnapshot.gz")};
    collectKeys(json(QStringList("diff") + moments), keys);
    collectKeys(json({"query", express, "class:AuditEntry"}), keys);
    collectKeys(json(QStringList("check") + moments + QStringList{"--max-growth", "99%"}), keys);
    QVERIFY(keys.size() > 30);
    for (const auto& key : keys)
        QVERIFY2(QRegularExpression("\\b" + key + "\\b").match(help).hasMatch(), qPrintable(key));
}

void TestCli::helpAndVersion()
{
    const Run help = run({"help"});
    QCOMPARE(help.exitCode, 0);
    for (const QByteArray command : {"summary", "classes", "findings", "strings", "dominators", "retainers", "why",
                                     "cut", "object", "query", "diff", "check"}) {
        QVERIFY(help.out.contains(command));
        const Run own = run({"help", command});
        QCOMPARE(own.exitCode, 0);
        QVERIFY(own.out.contains("--format"));
        QCOMPARE(run({command, "--help"}).out, own.out);
    }
    QVERIFY(QRegularExpression("^heapwise-cli \\d+\\.\\d+\\.\\d+\\n$").match(run({"--version"}).out).hasMatch());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
