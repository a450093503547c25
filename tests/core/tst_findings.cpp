// What the Overview lists besides suspects: what is wasted, and what is large.
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/diagnosis.h"
#include "core/analysis/userobjects.h"
#include "core/heap/fields/links.h"
#include "core/snapshot/jsonstring.h"
#include "tests/support/programtext.h"

#include <map>

using namespace heapwise;

namespace {

const Finding* find(const std::vector<Finding>& findings, Finding::Kind kind)
{
    for (const Finding& finding : findings)
        if (finding.kind == kind)
            return &finding;
    return nullptr;
}

std::vector<Finding> all(const HeapPtr& heap)
{
    Progress progress;
    return diagnose(*heap, progress).findings;
}

} // namespace

class TestFindings : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void emptyProgramHasNone_data();
    void emptyProgramHasNone();
    void duplicatesByDefinition_data();
    void duplicatesByDefinition();
    void emptyAndOversized();
    void closedHandles();
    void nativeMemory();
    void largestFirst();
    void stops();
};

void TestFindings::emptyProgramHasNone_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"bare-18", "bare-20", "bare-22", "bare-24", "bare-26"})
        QTest::newRow(name) << QString("%1.heapsnapshot.gz").arg(name);
}

void TestFindings::emptyProgramHasNone()
{
    QFETCH(QString, fixture);
    const auto findings = all(test::fixture(fixture));
    QVERIFY(findings.empty() || (findings.size() == 1 && findings[0].kind == Finding::Kind::NativeMemory));
}

void TestFindings::duplicatesByDefinition_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"zoo-24.heapsnapshot.gz", "express-20.heapsnapshot.gz", "numeric-22.heapsnapshot.gz"})
        QTest::newRow(name) << name;
}

/// Against texts in a map. Of zoo.js, six strings of 3,000 characters are alike in the 1,024 a file holds, and differ
/// after them: none of those may be listed.
void TestFindings::duplicatesByDefinition()
{
    QFETCH(QString, fixture);
    const HeapPtr heap = test::fixture(fixture);
    const Snapshot& snapshot = *heap->snapshot;
    Progress progress;
    const BitSet mine = findUserObjects(snapshot, scriptNames(snapshot, progress), progress);
    std::map<std::pair<std::string, Size>, std::uint64_t> copies;
    for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n)
        if (mine.test(n) && snapshot.type(NodeId{n}) == NodeType::String && snapshot.selfSize(NodeId{n}) > 0 &&
            utf16Length(snapshot.name(NodeId{n})) < 1024)
            ++copies[{snapshot.name(NodeId{n}), snapshot.selfSize(NodeId{n})}];
    std::uint64_t count = 0, distinct = 0;
    Size bytes = 0;
    for (const auto& [copy, times] : copies)
        if (times > 1) {
            ++distinct;
            count += times;
            bytes += (times - 1) * copy.second;
        }
    const auto found = findDuplicateStrings({*heap, mine, groupStrings(*heap, {&mine}, progress), progress});
    if (bytes < findings::kWorthSaying) {
        QVERIFY(found.empty());
        return;
    }
    QCOMPARE(found.size(), 1u);
    QCOMPARE(found[0].count, count);
    QCOMPARE(found[0].distinct, distinct);
    QCOMPARE(found[0].bytes, bytes);
    for (const std::uint32_t n : found[0].objects)
        QVERIFY(utf16Length(snapshot.name(NodeId{n})) < 1024);
}

void TestFindings::emptyAndOversized()
{
    // 120 empty Maps with a table of four slots; one with a table of 8,192 slots and a single entry.
    QString graph = test::members("f", "map", 120) + "; f>large";
    for (int i = 0; i < 120; ++i)
        graph += QString("; map%1>!t%1").arg(i);
    // And a Map of integers, which do not show, and one with an integer before its last entry.
    auto heap = test::program(graph + "; large>!table; f>integers,mixed");
    heap.name("integers", "Map").type("table of integers", "array").size("table of integers", (5 + 128 * 7 / 2) * 8);
    heap.edge("integers", "table of integers", "internal", "table");
    heap.name("mixed", "Map").type("table of both", "array").size("table of both", (5 + 128 * 7 / 2) * 8);
    heap.edge("mixed", "table of both", "internal", "table");
    heap.edge("table of both", "key", "internal", QString::number(3 + 64 + 3 * 100));
    for (int i = 0; i < 120; ++i) {
        heap.name(QString("map%1").arg(i), "Map").size(QString("map%1").arg(i), 32);
        heap.edge(QString("map%1").arg(i), QString("t%1").arg(i), "internal", "table");
        heap.type(QString("t%1").arg(i), "array").size(QString("t%1").arg(i), 152);
    }
    heap.name("large", "Map").type("table", "array").size("table", (5 + 8192 * 7 / 2) * 8);
    heap.edge("large", "table", "internal", "table").edge("table", "key", "internal", QString::number(3 + 4096));
    const auto findings = all(heap.open());
    const Finding* empty = find(findings, Finding::Kind::EmptyCollections);
    QVERIFY(empty);
    QCOMPARE(empty->count, 120u);
    QCOMPARE(empty->bytes, 120 * (32u + 152u));
    const Finding* oversized = find(findings, Finding::Kind::OversizedCollections);
    QVERIFY(oversized);
    QCOMPARE(oversized->count, 1u);
    QCOMPARE(oversized->holder, heap.node("large"));
    QCOMPARE(oversized->bytes, 8191u * 24u);
}

void TestFindings::closedHandles()
{
    // zoo.js has a server that does not listen; its files are open.
    const auto zoo = all(test::fixture("zoo-24.heapsnapshot.gz"));
    const Finding* server = find(zoo, Finding::Kind::ClosedHandles);
    QVERIFY(server);
    QCOMPARE(server->count, 1u);
    QCOMPARE(server->name, "Server");
    // A socket without a handle, one with, and one that is no emitter.
    auto heap = test::program("f>closed,open,odd");
    for (const char* name : {"closed", "open", "odd"})
        heap.name(name, "Socket");
    heap.type("nothing", "hidden").name("nothing", "null");
    heap.edge("closed", "nothing", "property", "<symbol kHandle>")
        .edge("odd", "nothing", "property", "<symbol kHandle>");
    heap.edge("open", "tcp", "property", "<symbol kHandle>");
    heap.edge("closed", "events", "property", "_events").edge("open", "events", "property", "_events");
    const auto findings = all(heap.open());
    const Finding* found = find(findings, Finding::Kind::ClosedHandles);
    QVERIFY(found);
    QCOMPARE(found->objects, std::vector<std::uint32_t>{heap.node("closed").value});
}

void TestFindings::nativeMemory()
{
    auto heap = test::program("f>a,b,c");
    for (const char* view : {"a", "b"})
        heap.edge(view, "buffer", "internal", "buffer");
    heap.edge("c", "single", "internal", "buffer");
    for (const char* name : {"buffer", "single"}) {
        heap.edge(name, QString("data of %1").arg(name), "internal", "backing_store");
        heap.type(QString("data of %1").arg(name), "native")
            .name(QString("data of %1").arg(name), "system / JSArrayBufferData");
        heap.size(QString("data of %1").arg(name), 200'000);
    }
    const auto findings = all(heap.open());
    const Finding* found = find(findings, Finding::Kind::NativeMemory);
    QVERIFY(found);
    QCOMPARE(found->bytes, 400'000u);
    QCOMPARE(found->count, 2u);
    QCOMPARE(found->distinct, 1u); // one of the blocks has two views
}

void TestFindings::largestFirst()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    const auto findings = all(heap);
    const Finding* largest = find(findings, Finding::Kind::LargeObjects);
    QVERIFY(largest);
    QCOMPARE(largest->objects.size(), findings::kLargest);
    for (std::size_t i = 1; i < largest->objects.size(); ++i)
        QVERIFY(heap->objects->shallowSize(NodeId{largest->objects[i - 1]}) >=
                heap->objects->shallowSize(NodeId{largest->objects[i]}));
    for (std::size_t i = 1; i < findings.size(); ++i)
        QVERIFY(findings[i - 1].bytes >= findings[i].bytes);
}

void TestFindings::stops()
{
    Progress progress;
    progress.requestStop();
    const Diagnosis diagnosis = diagnose(*test::fixture("bare-22.heapsnapshot.gz"), progress);
    QVERIFY(diagnosis.findings.empty() && diagnosis.suspects.empty());
}

QTEST_APPLESS_MAIN(TestFindings)
#include "tst_findings.moc"
