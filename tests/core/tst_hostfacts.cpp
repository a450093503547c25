// Who wrote a snapshot, read from the heap itself.
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/analysis/heap.h"
#include "core/heap/hostfacts.h"
#include "tests/support/fixtures.h"

using namespace heapwise;

namespace {

HeapPtr open(const QString& path)
{
    Progress progress;
    auto heap = openHeap({path.toStdString()}, progress);
    return heap ? *heap : nullptr;
}

/// A heap of a root and objects, written by hand. `nodes` are lines "type,name,id,size,edges", `edges` are
/// "type,name,target", as the file has them.
QByteArray snapshotText(const QByteArray& nodes, const QByteArray& edges, const QByteArray& strings, int nodeCount,
                        int edgeCount)
{
    return R"({"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count"],
"node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic",
"concatenated string","sliced string","symbol","bigint"],"string","number","number","number"],
"edge_fields":["type","name_or_index","to_node"],
"edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"]},
"node_count":)" +
           QByteArray::number(nodeCount) + ",\"edge_count\":" + QByteArray::number(edgeCount) + "},\n\"nodes\":[" +
           nodes + "],\n\"edges\":[" + edges + "],\n\"strings\":[" + strings + "]}";
}

} // namespace

class TestHostFacts : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void readsEveryVersionOfNode_data();
    void readsEveryVersionOfNode();
    void joinsConcatenatedPaths();
    void survivesCyclicStrings();
    void knowsNothingOfOtherPrograms();

private:
    HeapPtr openText(const QByteArray& text);
    QTemporaryDir m_folder;
};

HeapPtr TestHostFacts::openText(const QByteArray& text)
{
    const QString path = m_folder.filePath("hand.heapsnapshot");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return nullptr;
    file.close();
    return open(path);
}

void TestHostFacts::readsEveryVersionOfNode_data()
{
    QTest::addColumn<QString>("path");
    for (const auto& path : test::snapshotFixtures())
        QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
}

void TestHostFacts::readsEveryVersionOfNode()
{
    QFETCH(QString, path);
    const auto heap = open(path);
    QVERIFY(heap);
    const auto facts = readHostFacts(*heap->snapshot);
    QVERIFY(facts);

    // The fixtures are called NAME-MAJOR.
    static const QRegularExpression major("-(\\d+)\\.heap");
    const QString expected = "v" + major.match(path).captured(1) + ".";
    QVERIFY2(facts->version.starts_with(expected.toStdString()), facts->version.c_str());
    QCOMPARE(facts->platform, "linux");
    QCOMPARE(facts->arch, "x64");
    QVERIFY2(QString::fromStdString(facts->execPath).endsWith("node"), facts->execPath.c_str());
    QVERIFY(facts->argv.size() >= 2);
    QCOMPARE(facts->argv[0], facts->execPath);
    QVERIFY2(QString::fromStdString(facts->argv[1]).contains(".js"), facts->argv[1].c_str());
}

void TestHostFacts::joinsConcatenatedPaths()
{
    // root -> process (version, argv); argv[1] is "/srv" + "/app.js", argv[0] is missing.
    const auto heap = openText(snapshotText(
        "9,0,1,0,1, 3,1,3,8,2, 2,3,5,8,0, 3,4,7,8,1, 10,5,9,8,2, 2,6,11,8,0, 2,7,13,8,0",
        "5,0,5, 2,2,10, 2,8,15, 1,1,20, 3,9,25, 3,10,30",
        R"x("","process","version","v22.1.0","Array","(concatenated string)","/srv","/app.js","argv","first","second")x",
        7, 6));
    QVERIFY(heap);
    const auto facts = readHostFacts(*heap->snapshot);
    QVERIFY(facts);
    QCOMPARE(facts->version, "v22.1.0");
    QCOMPARE(facts->platform, "");
    QCOMPARE(facts->argv, (std::vector<std::string>{"", "/srv/app.js"}));
}

void TestHostFacts::survivesCyclicStrings()
{
    // The version is a concatenated string whose parts are itself.
    const auto heap =
        openText(snapshotText("9,0,1,0,1, 3,1,3,8,1, 10,3,5,8,2", "5,0,5, 2,2,10, 3,4,10, 3,5,10",
                              R"x("","process","version","(concatenated string)","first","second")x", 3, 4));
    QVERIFY(heap);
    QVERIFY(!readHostFacts(*heap->snapshot));
}

void TestHostFacts::knowsNothingOfOtherPrograms()
{
    const auto heap = openText(snapshotText("9,0,1,0,1, 3,1,3,8,0", "5,0,5", R"x("","process")x", 2, 1));
    QVERIFY(heap);
    QVERIFY(!readHostFacts(*heap->snapshot));
}

QTEST_APPLESS_MAIN(TestHostFacts)
#include "tst_hostfacts.moc"
