// The commands that compare snapshots: diff and check.
#include <QJsonArray>
#include <QTest>

#include "tests/cli/program.h"
#include "tests/support/fixtures.h"

using namespace heapwise;
using test::json;
using test::run;
using test::Run;

namespace {

QStringList moments(const QStringList& names)
{
    QStringList files;
    for (const QString& name : names)
        files.append(test::fixture("moments/" + name + ".heapsnapshot.gz"));
    return files;
}

const QStringList kTwo{"first-1", "first-2"};
const QStringList kThree{"first-1", "first-2", "first-3"};

QJsonObject rowNamed(const QJsonArray& rows, const QString& name)
{
    for (const auto& row : rows)
        if (row.toObject()["name"] == name)
            return row.toObject();
    return {};
}

} // namespace

class TestCliCompare : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void diffOfTwo();
    void diffOfThree();
    void diffOfOtherProcesses();
    void diffSortsAndGroups();
    void diffOfStrings();
    void checkKeepsAndExceeds_data();
    void checkKeepsAndExceeds();
    void checkNamesTheCulprit();
    void refusals_data();
    void refusals();
    void namesTheFileThatFailed();
};

void TestCliCompare::diffOfTwo()
{
    const QJsonObject diff = json(QStringList("diff") + moments(kTwo) + QStringList{"--limit", "all"});
    QCOMPARE(diff["matchedBy"].toString(), QString("id"));
    QCOMPARE(diff["files"].toArray().size(), 2);
    const QJsonArray classes = diff["classes"].toArray();
    QCOMPARE(classes.size(), diff["classCount"].toInt());
    const QJsonObject session = rowNamed(classes, "Session");
    QCOMPARE(session["count1"].toInt(), 40);
    QCOMPARE(session["count2"].toInt(), 80);
    QCOMPARE(session["countChange"].toInt(), 40);
    QCOMPARE(session["newCount"].toInt(), 40);
    QCOMPARE(session["freedCount"].toInt(), 0);
    QVERIFY(session["script"].toString().endsWith("moments.js"));
    QVERIFY(session["aliveCount"].isNull());
    for (const auto& value : classes) {
        const QJsonObject row = value.toObject();
        QCOMPARE(row["count1"].toInt() + row["newCount"].toInt() - row["freedCount"].toInt(), row["count2"].toInt());
    }
    const QJsonObject sets = diff["sets"].toObject();
    const QJsonArray snapshots = diff["snapshots"].toArray();
    QCOMPARE(snapshots[0]["count"].toInt() + sets["new"]["count"].toInt() - sets["freed"]["count"].toInt(),
             snapshots[1]["count"].toInt());
    const Run table = run(QStringList("diff") + moments(kTwo));
    QVERIFY(table.out.contains("Same process") && table.out.contains("Session") && table.out.contains("+40"));
}

void TestCliCompare::diffOfThree()
{
    const QJsonObject diff = json(QStringList("diff") + moments(kThree) + QStringList{"--limit", "all"});
    const QJsonObject session = rowNamed(diff["classes"].toArray(), "Session");
    QCOMPARE(session["count3"].toInt(), 120);
    QCOMPARE(session["aliveCount"].toInt(), 40);
    QVERIFY(session["aliveRetainedBytes"].toInt() > session["aliveBytes"].toInt());
    QCOMPARE(rowNamed(diff["classes"].toArray(), "Job")["aliveCount"].toInt(), 0);
}

void TestCliCompare::diffOfOtherProcesses()
{
    const QStringList arguments = QStringList("diff") + moments({"first-1", "other-2"});
    const QJsonObject diff = json(arguments);
    QCOMPARE(diff["matchedBy"].toString(), QString("class"));
    QVERIFY(diff["evidence"][0]["changedIds"].toInt() > 100);
    QVERIFY(diff["sets"]["new"].isNull());
    QVERIFY(rowNamed(diff["classes"].toArray(), "Session")["newCount"].isNull());
    QVERIFY(run(arguments).out.contains("Different processes"));
}

void TestCliCompare::diffSortsAndGroups()
{
    const QJsonArray byNew =
        json(QStringList("diff") + moments(kTwo) + QStringList{"--sort", "new"})["classes"].toArray();
    QVERIFY(byNew.size() > 5);
    for (qsizetype i = 1; i < byNew.size(); ++i)
        QVERIFY(byNew[i]["newCount"].toInt() <= byNew[i - 1]["newCount"].toInt());
    const QJsonArray packages =
        json(QStringList("diff") + moments(kTwo) + QStringList{"--group", "package"})["classes"].toArray();
    QVERIFY(rowNamed(packages, "(program)")["newCount"].toInt() > 0);
    const QByteArray csv = run(QStringList("diff") + moments(kTwo) + QStringList{"--format", "csv"}).out;
    QVERIFY(csv.startsWith("name,type,count1,shallowBytes1,retainedBytes1,count2,"));
    QVERIFY(!csv.contains("\u2212"));
}

void TestCliCompare::diffOfStrings()
{
    const QJsonObject diff = json(QStringList("diff") + moments(kTwo) + QStringList{"--strings", "--limit", "all"});
    const QJsonArray texts = diff["texts"].toArray();
    QCOMPARE(texts.size(), diff["grownTexts"].toInt());
    QVERIFY(texts.size() > 3);
    qint64 sum = 0, last = INT64_MAX;
    for (const auto& value : texts) {
        const QJsonObject row = value.toObject();
        const qint64 change = row["bytesChange"].toInteger();
        QCOMPARE(row["bytes2"].toInteger() - row["bytes1"].toInteger(), change);
        QCOMPARE(row["count2"].toInteger() - row["count1"].toInteger(), row["countChange"].toInteger());
        QVERIFY(change > 0 && change <= last);
        last = change;
        sum += change;
    }
    QCOMPARE(sum, diff["grownBytes"].toInteger());
    QVERIFY(sum >= diff["stringBytes2"].toInteger() - diff["stringBytes1"].toInteger());
    const QStringList three = QStringList("diff") + moments(kTwo) + QStringList{"--strings", "--limit", "3"};
    QCOMPARE(json(three)["texts"].toArray().size(), 3);
    QCOMPARE(json(three)["texts"][0], texts[0]);
    QVERIFY(run(three).out.contains("3 of "));
    const Run table = run(three + QStringList{"--format", "csv"});
    QVERIFY(table.out.startsWith("text,secret,count1,count2,"));
}

void TestCliCompare::checkKeepsAndExceeds_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("budget");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("growth kept") << kTwo << QStringList{"--max-growth", "5%"} << 0;
    QTest::newRow("growth exceeded") << kTwo << QStringList{"--max-growth", "1 %"} << 3;
    QTest::newRow("growth in bytes exceeded") << kTwo << QStringList{"--max-growth=20K"} << 3;
    QTest::newRow("class exceeded") << kTwo << QStringList{"--max-growth-class", "Session=39"} << 3;
    QTest::newRow("class in percent") << kTwo << QStringList{"--max-growth-class", "Sess*n=99.9%"} << 3;
    QTest::newRow("jobs come and go") << kThree << QStringList{"--max-growth-class", "Job=0"} << 0;
    QTest::newRow("sessions stay") << kThree << QStringList{"--max-growth-class", "Session=0"} << 3;
    QTest::newRow("forbidden") << kTwo << QStringList{"--forbid", "Session"} << 3;
    QTest::newRow("forbidden above a count") << kTwo << QStringList{"--forbid", "Session>80"} << 0;
    QTest::newRow("query finds something") << kTwo << QStringList{"--forbid", "class=Session retained>0"} << 3;
    QTest::newRow("query finds nothing") << kTwo << QStringList{"--forbid", "class=Session retained>1G"} << 0;
    QTest::newRow("query finds as many as may be") << kTwo << QStringList{"--forbid", "class=Session size>0 > 80"} << 0;
    QTest::newRow("query finds more") << kTwo << QStringList{"--forbid", "class=Session size>0>79"} << 3;
    QTest::newRow("query about growth") << kThree << QStringList{"--forbid", "class=Session new:#2 alive:#3 > 39"} << 3;
    QTest::newRow("query about what came and went")
        << kThree << QStringList{"--forbid", "class=Job new:#2 alive:#3"} << 0;
    QTest::newRow("one of two") << kTwo << QStringList{"--max-growth", "50%", "--forbid", "Session>79"} << 3;
}

void TestCliCompare::checkKeepsAndExceeds()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, budget);
    QFETCH(int, exitCode);
    const Run result = run(QStringList("check") + moments(names) + budget + QStringList{"--format", "json"});
    QCOMPARE(result.error, QByteArray());
    QCOMPARE(result.exitCode, exitCode);
    QCOMPARE(QJsonDocument::fromJson(result.out).object()["exceeded"].toBool(), exitCode == 3);
}

void TestCliCompare::checkNamesTheCulprit()
{
    const Run result = run(QStringList("check") + moments(kThree) + QStringList{"--max-growth-class", "Sess*=0"});
    QCOMPARE(result.exitCode, 3);
    QVERIFY(result.out.contains("EXCEEDED  --max-growth-class Sess*=0: 40 more objects"));
    QVERIFY(result.out.contains("Session  +40, before 40"));
    QVERIFY(QRegularExpression("kept alive by .*sessions .* Session @\\d+").match(result.out).hasMatch());
    const Run query =
        run(QStringList("check") + moments(kThree) + QStringList{"--forbid", "class=Session new:#2 alive:#3"});
    QCOMPARE(query.exitCode, 3);
    QVERIFY(query.out.contains("EXCEEDED  --forbid class=Session new:#2 alive:#3: 40 objects"));
    QVERIFY(query.out.contains("Session  40, before 0"));
    QVERIFY(QRegularExpression("kept alive by .*sessions .* Session @\\d+").match(query.out).hasMatch());
}

void TestCliCompare::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    const QString one = moments(kTwo)[0];
    QTest::newRow("one file") << QStringList{"diff", one} << "at least two";
    QTest::newRow("four to check") << QStringList{"check", one, one, one, one, "--max-growth", "1%"}
                                   << "one word too many";
    QTest::newRow("no budget") << QStringList{"check", one, one} << "needs a budget";
    QTest::newRow("budget of diff") << QStringList{"diff", one, one, "--max-growth", "1%"} << "no option";
    QTest::newRow("bad growth") << QStringList{"check", one, one, "--max-growth", "-5%"} << "such as 5%";
    QTest::newRow("huge growth") << QStringList{"check", one, one, "--max-growth", "99999999999999999999G"}
                                 << "such as 5%";
    QTest::newRow("bad class") << QStringList{"check", one, one, "--max-growth-class", "Session"}
                               << "such as Session=0";
    QTest::newRow("no class") << QStringList{"check", one, one, "--max-growth-class", "=5"} << "such as Session=0";
    QTest::newRow("bad query") << QStringList{"check", one, one, "--forbid", "retaind:5 x"} << "Did you mean retained?";
    QTest::newRow("bad count") << QStringList{"check", one, one, "--forbid", "Timeout>many"} << "such as Session";
}

void TestCliCompare::refusals()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    const Run result = run(arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(QString::fromUtf8(result.error).contains(sentence), result.error.constData());
}

void TestCliCompare::namesTheFileThatFailed()
{
    const QString missing = "/nowhere/b.heapsnapshot";
    const Run result = run({"diff", moments(kTwo)[0], missing});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(QString::fromUtf8(result.error).contains(missing));
}

QTEST_GUILESS_MAIN(TestCliCompare)
#include "tst_clicompare.moc"
