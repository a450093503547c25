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
