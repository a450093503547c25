// Paths as their program sees them, and where memory gathers on them. What real programs look like is in
// tests/e2e/tst_why.cpp.
#include "core/analysis/retention/accumulation.h"
#include "core/analysis/retention/nodecore.h"
#include "core/analysis/retention/steps.h"
#include "core/analysis/userobjects.h"
#include "core/heap/scripts.h"
#include "tests/support/heapbuilder.h"

#include <QRegularExpression>
#include <QTest>

using namespace heapwise;
using heapwise::test::HeapBuilder;

using Kind = RetentionStep::Kind;
using Held = RetentionStep::Held;

namespace {

RootPath pathOf(const Heap& heap, NodeId n)
{
    Progress progress;
    return shortestPath(Routes(heap, {}, progress), n, progress);
}

std::vector<RetentionStep> stepsTo(const Heap& heap, NodeId n)
{
    return describePath(heap, n, pathOf(heap, n), Progress());
}

} // namespace

class TestSteps : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void scopesAndStoresAreNoSteps();
    void timersBeginPaths();
    void listenersOfAnEvent();
    void chainsAreCounted();
    void theSubjectIsTheLastStep();
    void memoryGathersInTheHolder();
    void nothingGathersOnTheWayToOne();
    void avoidingNodesOwnFiles_data();
    void avoidingNodesOwnFiles();
};

void TestSteps::scopesAndStoresAreNoSteps()
{
    HeapBuilder builder("root>global; global>globalThis; global>f; f>!context; context>^cache; cache>!table");
    builder.name("globalThis", "global").type("f", "closure").name("context", "system / Context").name("cache", "Map");
    // Room for four entries: a header of three words, two buckets, three words an entry.
    builder.type("table", "array").size("table", 8 * (5 + 14)).name("table", "");
    builder.edge("table", "key", "internal", "5")
        .edge("table", "value", "internal", "6")
        .type("key", "string")
        .name("key", "user:1");
    builder.location("f", 7, 11, 0);
    const HeapPtr heap = builder.open();
    const auto steps = stepsTo(*heap, builder.node("value"));
    QCOMPARE(steps.size(), std::size_t(4));
    QCOMPARE(steps[0].kind, Kind::Global);
    QCOMPARE(steps[1].kind, Kind::Function);
    QCOMPARE(steps[1].held, Held::Property);
    QCOMPARE(steps[1].location->line, 11u);
    QCOMPARE(steps[2].held, Held::Variable);
    QCOMPARE(steps[2].name, std::string("cache"));
    QCOMPARE(steps[2].text, std::string("Map"));
    QCOMPARE(steps[3].held, Held::Value);
    QCOMPARE(steps[3].name, std::string("user:1"));
    QVERIFY(steps[3].object == builder.node("value"));
}

void TestSteps::timersBeginPaths()
{
    HeapBuilder builder("root>lists; lists>list");
    builder.edge("lists", "list", "element", "250").name("list", "TimersList");
    builder.edge("list", "timer", "property", "_idleNext")
        .name("timer", "Timeout")
        .edge("timer", "list", "property", "_idleNext");
    builder.edge("timer", "f", "property", "_onTimeout").type("f", "closure").name("f", "poll");
    builder.edge("f", "context", "internal", "context").name("context", "system / Context");
    builder.edge("context", "job", "context", "this").name("job", "Job");
    const HeapPtr heap = builder.open();
    const auto steps = stepsTo(*heap, builder.node("job"));
    QCOMPARE(steps.size(), std::size_t(3));
    QCOMPARE(steps[0].kind, Kind::Interval);
    QCOMPARE(steps[0].held, Held::Start);
    QCOMPARE(steps[0].delay.value_or(0), std::uint64_t(250));
    QCOMPARE(steps[1].held, Held::Callback);
    QCOMPARE(steps[1].text, std::string("poll"));
    QCOMPARE(steps[2].name, std::string("this"));
}

void TestSteps::listenersOfAnEvent()
{
    HeapBuilder builder("root>bus; list>#f");
    builder.edge("bus", "events", "property", "_events")
        .edge("events", "list", "property", "data")
        .name("list", "Array");
    builder.type("f", "closure").name("f", "onData").name("bus", "Bus");
    const HeapPtr heap = builder.open();
    const auto steps = stepsTo(*heap, builder.node("f"));
    QCOMPARE(steps.size(), std::size_t(3)); // the root, the emitter, the function
    QCOMPARE(steps[2].held, Held::Listener);
    QCOMPARE(steps[2].name, std::string("data"));
}

void TestSteps::chainsAreCounted()
{
    HeapBuilder builder("root>p0");
    for (int i = 0; i < 9; ++i) {
        const QString at = QString::number(i), next = QString::number(i + 1);
        builder.edge("p" + at, "f" + at, "property", "then").edge("f" + at, "p" + next, "property", "owner");
        builder.name("p" + at, "Task").name("f" + at, "Link");
    }
    builder.name("p9", "Task").edge("p9", "leaf", "property", "leaf");
    const HeapPtr heap = builder.open();
    const auto steps = stepsTo(*heap, builder.node("leaf"));
    QStringList texts;
    for (const RetentionStep& step : steps)
        texts << QString::fromStdString(step.text) + " x" + QString::number(step.repeats);
    QCOMPARE(texts, QStringList({" x1", "Task x1", "Link x9", "Task x9", "leaf x1"}));
}

void TestSteps::theSubjectIsTheLastStep()
{
    const HeapPtr heap = test::deepHeap(50);
    const NodeId last{heap->snapshot->nodeCount() - 1};
    const auto steps = stepsTo(*heap, last);
    QVERIFY(steps.back().object == last);
    QCOMPARE(steps.back().repeats, 1u);
    QVERIFY(steps.size() <= 4);
}

void TestSteps::memoryGathersInTheHolder()
{
    HeapBuilder builder("root>global; global>cache; cache>!table");
    builder.type("table", "array").name("cache", "Map");
    for (int i = 0; i < 12; ++i)
        builder.edge("table", "r" + QString::number(i), "internal", QString::number(20 + i))
            .name("r" + QString::number(i), "Record");
    const HeapPtr heap = builder.open();
    const NodeId record = builder.node("r3");
    const auto point = accumulationOn(*heap, record, pathOf(*heap, record));
    QVERIFY(point.has_value());
    QVERIFY(point->holder == builder.node("cache"));
    QVERIFY(point->member == record);
    QCOMPARE(point->count, std::uint64_t(12));
    QCOMPARE(point->bytes, Size(12 * 16));
}

void TestSteps::nothingGathersOnTheWayToOne()
{
    HeapBuilder builder("root>global; global>a; a>b,c");
    builder.size("c", 1000);
    const HeapPtr heap = builder.open();
    for (const QString name : {"b", "c"})
        QVERIFY(!accumulationOn(*heap, builder.node(name), pathOf(*heap, builder.node(name))));
}

void TestSteps::avoidingNodesOwnFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("Node 20, a server") << QStringLiteral("express-20.heapsnapshot.gz");
    QTest::newRow("Node 24") << QStringLiteral("zoo-24.heapsnapshot.gz");
}

/// Of the program's objects that Node's functions or scopes lead to first, some are held without these, too; no way
/// that is left goes through them.
void TestSteps::avoidingNodesOwnFiles()
{
    QFETCH(QString, file);
    const HeapPtr heap = heapwise::test::fixture(file);
    QVERIFY(heap);
    const Snapshot& snapshot = *heap->snapshot;
    Progress progress;
    BitSet nodes(snapshot.nodeCount());
    markNodeCore(snapshot, nodes, progress);
    const auto passes = [&](const RootPath& path) {
        return std::ranges::any_of(path, [&](const Retainer& step) { return nodes.test(step.source.value); });
    };
    RouteOptions options;
    options.avoidNode = true;
    const Routes all(*heap, {}, progress), without(*heap, options, progress);
    const BitSet mine = findUserObjects(snapshot, scriptNames(snapshot, progress), progress);
    int through = 0, around = 0;
    for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n) {
        if (!mine.test(n) || nodes.test(n) || !passes(shortestPath(all, NodeId{n}, progress)))
            continue;
        ++through;
        const RootPath path = shortestPath(without, NodeId{n}, progress);
        QVERIFY2(!passes(path), qPrintable(QString::number(snapshot.objectId(NodeId{n}).value)));
        around += !path.empty();
    }
    QVERIFY(through > 0);
    QVERIFY(around > 0);
    QVERIFY(around < through);
}

QTEST_APPLESS_MAIN(TestSteps)
#include "tst_steps.moc"
