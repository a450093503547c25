// heapwise-cli on snapshots that real Node.js programs with known leaks wrote: the holder is found, named and cut.
#include "tests/cli/program.h"
#include "tests/support/nodeprocess.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace heapwise;
using test::json;
using test::run;

class TestWhy : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }
    void initTestCase();

    void namesTheHolder_data();
    void namesTheHolder();
    void namesTheHolderOfEachLeak_data();
    void namesTheHolderOfEachLeak();
    void suggestsWhatFreesThem_data() { nodes(); }
    void suggestsWhatFreesThem();
    void bothReferencesAreNeeded_data() { nodes(); }
    void bothReferencesAreNeeded();
    void listsAreOneStep_data() { nodes(); }
    void listsAreOneStep();

private:
    void nodes();
    QString fileOf(const QString& node) const { return m_folder.filePath(node + ".heapsnapshot"); }

    QTemporaryDir m_folder;
};

void TestWhy::initTestCase()
{
    if (test::nodeBinaries().isEmpty())
        QSKIP("there is no Node.js to test with");
    for (const test::NodeBinary& node : test::nodeBinaries()) {
        QProcess process;
        process.start(node.path, {QStringLiteral(HEAPWISE_SOURCE_DIR "/tests/e2e/leaks.js"), fileOf(node.name)});
        QVERIFY2(process.waitForFinished(60'000) && process.exitCode() == 0, process.readAllStandardError());
    }
}

void TestWhy::nodes()
{
    QTest::addColumn<QString>("file");
    for (const test::NodeBinary& node : test::nodeBinaries())
        QTest::newRow(qPrintable(node.name)) << fileOf(node.name);
}

void TestWhy::namesTheHolder_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    const QList<std::pair<QString, QString>> holders{
        {"Cached", "closure variable `cache` -> Map -> value of key \"key:\\d+\" -> Cached$"},
        {"Registered", "^global variable `registry` -> .* -> property `name\\d+` -> Registered$"},
        {"Polled",
         "^setInterval \\(1,234 ms\\) -> anonymous function at leaks.js:8 -> closure variable `this` -> Polled$"},
        {"Listening", "-> EventEmitter -> listener of \"data\" -> function onData at leaks.js:23 -> closure variable "
                      "`subject` -> Listening$"},
        {"Waiting", "suspended function wait -> .*Waiting$"},
    };
    for (const test::NodeBinary& node : test::nodeBinaries())
        for (const auto& [name, sentence] : holders)
            QTest::newRow(qPrintable(node.name + ' ' + name)) << fileOf(node.name) << name << sentence;
}

void TestWhy::namesTheHolder()
{
    QFETCH(QString, file);
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    const QJsonObject answer = json({"why", file, name});
    QCOMPARE(answer["subject"].toObject()["count"].toInteger(), 300);
    const QJsonArray reasons = answer["reasons"].toArray();
    QVERIFY(!reasons.isEmpty());
    const QString found = reasons[0].toObject()["sentence"].toString();
    QVERIFY2(QRegularExpression(sentence).match(found).hasMatch(), qPrintable(found));
    QVERIFY(reasons[0].toObject()["subjects"].toInteger() >= 290); // young objects may still be on the stack
}

void TestWhy::namesTheHolderOfEachLeak_data()
{
    QTest::addColumn<QString>("node");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("cut"); ///< what a suggested cut drops; empty where several references hold it
    struct Leak {
        const char *program, *name, *sentence, *cut;
    };
    const Leak leaks[] = {
        {"cache", "Session", "property `(byName|sessions)` -> (Object|Map) -> .*Session$", "`(byName|sessions)` of "},
        {"listeners", "Session",
         "property `feed` -> EventEmitter -> listener of \"\\w+\" -> function on\\w+ at leaks.js:\\d+ -> closure "
         "variable "
         "`order` -> Session$",
         "`leakProbe` of global"},
        {"intervals", "Poller",
         "^setInterval \\(5,000 ms\\) -> anonymous function at leaks.js:\\d+ -> closure variable `this` -> Poller$",
         "`\\[5000\\]` of "},
        {"streams", "ReadStream", "property `files` -> Array -> element \\d+ -> ReadStream$", "`files` of "},
        {"backlog", "Slow", "property `out` -> Slow$", "`out` of "},
        {"weakRefs", "WeakRef", "property `cache` -> Map -> value of key \"k\\d+\" -> WeakRef$", "`cache` of "},
        {"buffers", "Buffer", "property `pages` -> Array -> element \\d+ -> Buffer$", "`pages` of "},
        {"queue", "Session", "property `jobs` -> Array -> element \\d+ -> Session$", "`jobs` of "},
        {"promises", "Session", "`shutdown` -> Promise -> waiting for it -> suspended function serve -> .*Session$",
         "`shutdown` of "},
        {"modules", "Module", "property `children` -> Array -> element \\d+ -> module plugin.js$", "of Array"},
        {"stores", "Session", "Session$", ""},
        {"requests", "ServerResponse", "property `open` -> Array -> element \\d+ -> ServerResponse$", ""},
        {"ports", "MessagePort",
         "property `channels` -> Array -> element \\d+ -> MessageChannel -> property `port\\d` -> MessagePort$", ""},
        {"signals", "AbortSignal", "property `kept` -> Array -> element \\d+ -> ", ""},
        {"errors", "Error", "property `failures` -> Array -> element \\d+ -> Error$", "`failures` of "},
    };
    for (const test::NodeBinary& node : test::nodeBinaries())
        for (const Leak& leak : leaks)
            QTest::addRow("%s %s", qPrintable(node.name), leak.program)
                << node.path << leak.program << leak.name << leak.sentence << leak.cut;
}

/// The little programs by whose mistakes leak detectors are tested: what they keep is explained without knowing any
/// pattern.
void TestWhy::namesTheHolderOfEachLeak()
{
    QFETCH(QString, node);
    QFETCH(QString, program);
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    QFETCH(QString, cut);
    const QString file = m_folder.filePath(program + ".heapsnapshot");
    QProcess process;
    process.start(node, {"--expose-gc", HEAPWISE_TEST_DATA "/leaks/leaks.js", program, file});
    QVERIFY2(process.waitForFinished(60'000) && process.exitCode() == 0, process.readAllStandardError());
    const QJsonObject answer = json({"why", "--no-cache", file, name});
    QVERIFY(QFile::remove(file));
    const auto texts = [&](const char* list) {
        QStringList sentences;
        for (const auto& one : answer[QLatin1String(list)].toArray())
            sentences << one.toObject()["sentence"].toString();
        return sentences;
    };
    const QStringList reasons = texts("reasons"), cuts = texts("suggestedCuts");
    QVERIFY2(!reasons.filter(QRegularExpression(sentence)).isEmpty(), qPrintable(reasons.join('\n')));
    if (!cut.isEmpty())
        QVERIFY2(!cuts.filter(QRegularExpression(cut)).isEmpty(), qPrintable(cuts.join('\n')));
}

/// Cutting what is suggested frees what it says, and nearly all of the objects.
void TestWhy::suggestsWhatFreesThem()
{
    QFETCH(QString, file);
    const QJsonObject best = json({"cut", file, "--suggest", "Cached"})["suggestedCuts"].toArray()[0].toObject();
    QVERIFY2(best["sentence"].toString().startsWith("`cache` of system / Context @"),
             qPrintable(best["sentence"].toString()));
    QVERIFY(best["isPrograms"].toBool());
    QVERIFY(best["subjectsFreed"].toInteger() >= 290);
    const QJsonObject reference = best["references"].toArray()[0].toObject();
    const QString word = "@" + QString::number(reference["sourceId"].toInteger()) + ".cache";
    const QJsonObject cut = json({"cut", file, word, "--of", "Cached"});
    QCOMPARE(cut["freedBytes"], best["freedBytes"]);
    QCOMPARE(cut["subjectsFreed"], best["subjectsFreed"]);
    const QString map = "@" + QString::number(best["targetId"].toInteger());
    QCOMPARE(json({"object", file, map})["object"].toObject()["retainedBytes"], cut["freedBytes"]);
    QVERIFY(run({"cut", file, word, "--of", "Cached"}).out.contains("of 300 Cached go"));
}

void TestWhy::bothReferencesAreNeeded()
{
    QFETCH(QString, file);
    const QJsonArray cuts = json({"why", file, "Shared"})["suggestedCuts"].toArray();
    QVERIFY(!cuts.isEmpty());
    QCOMPARE(cuts[0].toObject()["dropped"].toInteger(), 2);
    const QJsonArray references = cuts[0].toObject()["references"].toArray();
    const QJsonObject first = references[0].toObject();
    const QString holder = "@" + QString::number(first["sourceId"].toInteger()) + "." + first["reference"].toString();
    const QJsonObject alone = json({"cut", file, holder, "--of", "Shared"});
    QCOMPARE(alone["subjectsFreed"].toInteger(), 0);
    QCOMPARE(alone["kept"].toInteger(), 1);
    QCOMPARE(alone["holders"].toArray().size(), 1);
}

void TestWhy::listsAreOneStep()
{
    QFETCH(QString, file);
    const QJsonArray groups = json({"retainers", file, "Payload"})["groups"].toArray();
    bool isFolded = false;
    for (const auto& group : groups) {
        const QJsonObject g = group.toObject();
        isFolded |= g["class"].toString() == "ListNode" && g["chain"].toInteger() > 200;
    }
    QVERIFY(isFolded);
    QVERIFY(groups.size() < 30);
}

QTEST_GUILESS_MAIN(TestWhy)
#include "tst_why.moc"
