// Which objects are the program's own, whose the internals are, and classes by file, package, place and shape.
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/regroup.h"
#include "core/analysis/userobjects.h"
#include "core/heap/logicalsizes.h"
#include "tests/support/heapbuilder.h"

#include <map>

using namespace heapwise;

namespace {

HeapPtr regrouped(const HeapPtr& heap, GroupOptions options)
{
    Progress progress;
    return regroup(heap, scriptNames(*heap->snapshot, progress), options, progress);
}

/// Name -> count of the groups that are shown.
std::map<std::string, std::uint64_t> groups(const Heap& heap)
{
    std::map<std::string, std::uint64_t> result;
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c)
        if ((*heap.classes)[ClassId{c}].count > 0)
            result[(*heap.classes)[ClassId{c}].name] += (*heap.classes)[ClassId{c}].count;
    return result;
}

Size sumOf(const Heap& heap)
{
    Size sum = 0;
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c)
        sum += (*heap.classes)[ClassId{c}].shallow;
    return sum;
}

} // namespace

class TestRegroup : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void emptyProgramHasNothingOfItsOwn_data();
    void emptyProgramHasNothingOfItsOwn();
    void programsObjectsAreFound_data();
    void programsObjectsAreFound();
    void whatNodeReachesToo();
    void groupsAddUpToTheHeap_data();
    void groupsAddUpToTheHeap();
    void logicalSizesByDefinition_data();
    void logicalSizesByDefinition();
    void packages();
    void packagesOfAnExpressServer();
    void shapesAndLocations();
    void functionsByPlace();
    void sameClassesAsBefore();
    void stops();
};

void TestRegroup::emptyProgramHasNothingOfItsOwn_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"bare-18", "bare-20", "bare-22", "bare-24", "bare-26"})
        QTest::newRow(name) << QString("%1.heapsnapshot.gz").arg(name);
}

void TestRegroup::emptyProgramHasNothingOfItsOwn()
{
    QFETCH(QString, fixture);
    const HeapPtr heap = test::fixture(fixture);
    QVERIFY(heap && heap->snapshot->nodeCount() > 30'000);
    const Progress progress;
    const BitSet mine = findUserObjects(*heap->snapshot, scriptNames(*heap->snapshot, progress), progress);
    QStringList found;
    for (std::uint32_t n = 0; n < heap->snapshot->nodeCount(); ++n)
        if (mine.test(n))
            found << QString::fromStdString(heap->snapshot->name(NodeId{n})).left(60);
    QVERIFY2(found.isEmpty(), qPrintable(found.join("; ")));
    QVERIFY(groups(*regrouped(heap, {Grouping::Class, true, false, false})).empty());
}

void TestRegroup::programsObjectsAreFound_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"nonglobalroots-18.heapsnapshot.gz", "samples-20.heaptimeline.gz",
                             "numeric-22.heapsnapshot.gz", "zoo-24.heapsnapshot.gz", "alloc-24.heaptimeline.gz"})
        QTest::newRow(name) << name;
}

/// zoo.js keeps these on the global object; Node has none of them.
void TestRegroup::programsObjectsAreFound()
{
    QFETCH(QString, fixture);
    const HeapPtr heap = test::fixture(fixture);
    QVERIFY(heap);
    const HeapPtr mine = regrouped(heap, {Grouping::Class, true, false, false});
    const auto own = groups(*mine), all = groups(*heap);
    for (const char* name : {"Tram", "Bike", "Twin"})
        QCOMPARE(own.at(name), all.at(name));
    QVERIFY(own.at("Map") >= 4);
    QVERIFY(own.at("Map") < all.at("Map")); // Node has Maps of its own
    QVERIFY(own.at("Function") < all.at("Function") / 4);
    QVERIFY(own.count("(system)") == 0 && own.count("(compiled code)") == 0);
    QVERIFY(sumOf(*mine) < heap->totalSize() / 2);
}

void TestRegroup::whatNodeReachesToo()
{
    // A function of the program and Node both hold `shared`; `own` only the function does.
    test::HeapBuilder builder("root>node,f; node>shared; f>own,shared; f>!info; info>!script; script>!name");
    builder.type("f", "closure").type("info", "code").type("script", "code").type("name", "string");
    builder.name("name", "/srv/app.js").location("f", 7, 3, 1);
    builder.edge("f", "shared2", "property", "x");
    builder.edge("f", "info", "internal", "shared").edge("info", "script", "internal", "script");
    builder.edge("script", "name", "internal", "name");
    const HeapPtr heap = builder.open();
    const Progress progress;
    const BitSet mine = findUserObjects(*heap->snapshot, scriptNames(*heap->snapshot, progress), progress);
    QVERIFY(mine.test(builder.node("f").value));
    QVERIFY(mine.test(builder.node("own").value));
    QVERIFY(!mine.test(builder.node("shared").value));
    QVERIFY(!mine.test(builder.node("node").value));
}

void TestRegroup::groupsAddUpToTheHeap_data()
{
    QTest::addColumn<int>("by");
    QTest::addColumn<bool>("logical");
    const char* const names[] = {"class", "file", "package", "location", "shape"};
    for (int by = 0; by < 5; ++by)
        for (const bool logical : {false, true})
            QTest::addRow("%s%s", names[by], logical ? ", logical" : "") << by << logical;
}

void TestRegroup::groupsAddUpToTheHeap()
{
    QFETCH(int, by);
    QFETCH(bool, logical);
    for (const char* name : {"zoo-24.heapsnapshot.gz", "express-20.heapsnapshot.gz", "internals-26.heapsnapshot.gz"}) {
        const HeapPtr heap = test::fixture(name);
        const HeapPtr result = regrouped(heap, {Grouping(by), false, logical, false});
        QCOMPARE(sumOf(*result), heap->objects->totalShallowSize());
        QCOMPARE(result->totalSize(), heap->totalSize());
        std::uint64_t instances = 0;
        for (std::uint32_t c = 0; c < result->classes->size(); ++c) {
            const HeapClass& group = (*result->classes)[ClassId{c}];
            QCOMPARE(result->classes->instances(ClassId{c}).size(), group.count);
            QVERIFY(result->classTotals->retained[c] >= (group.count > 0 ? 1 : 0));
            QVERIFY(result->classTotals->retained[c] <= heap->totalSize());
            instances += group.count;
        }
        QVERIFY(instances > 1000);
    }
}

void TestRegroup::logicalSizesByDefinition_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : {"bare-18.heapsnapshot.gz", "zoo-24.heapsnapshot.gz"})
        QTest::newRow(name) << name;
}

/// Every object's size is that of the internals whose nearest object above in the tree it is, and its own.
void TestRegroup::logicalSizesByDefinition()
{
    QFETCH(QString, fixture);
    const HeapPtr heap = test::fixture(fixture);
    std::map<std::uint32_t, Size> expected;
    for (std::uint32_t n = 0; n < heap->snapshot->nodeCount(); ++n) {
        NodeId owner{n};
        while (owner != heap->snapshot->root() && isEngineType(heap->snapshot->type(owner)))
            owner = heap->dominators->immediateDominator(owner);
        expected[owner == heap->snapshot->root() ? n : owner.value] += heap->objects->shallowSize(NodeId{n});
    }
    const HeapObjects logical = logicalSizes(heap->snapshot, *heap->objects, *heap->dominators, Progress());
    for (std::uint32_t n = 0; n < heap->snapshot->nodeCount(); ++n)
        QCOMPARE(logical.shallowSize(NodeId{n}), expected.count(n) ? expected.at(n) : 0);
}

void TestRegroup::packages()
{
    QCOMPARE(packageOf(""), "(no script)");
    QCOMPARE(packageOf("node:internal/timers"), "Node.js");
    QCOMPARE(packageOf("/srv/app/orders.js"), "(program)");
    QCOMPARE(packageOf("/srv/node_modules/express/lib/router/index.js"), "express");
    QCOMPARE(packageOf("/srv/node_modules/a/node_modules/@scope/name/x.js"), "@scope/name");
    QCOMPARE(packageOf("file:///srv/node_modules/single"), "single");
    QCOMPARE(packageOf("/srv/node_modules/"), "");
}

void TestRegroup::packagesOfAnExpressServer()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    const HeapPtr byPackage = regrouped(heap, {Grouping::Package, false, false, false});
    const auto packages = groups(*byPackage);
    for (const char* name : {"express", "router", "body-parser", "Node.js", "(program)"})
        QVERIFY2(packages.count(name) == 1, name);
    // Nearly every function of a file is attributed to a package.
    std::uint64_t functions = 0, attributed = 0;
    const Snapshot& snapshot = *heap->snapshot;
    for (const NodeLocation& at : snapshot.locations()) {
        if (snapshot.type(NodeId{at.node}) != NodeType::Closure)
            continue;
        ++functions;
        attributed += byPackage->classes->nameOf(NodeId{at.node}) != "(no script)";
    }
    QVERIFY2(attributed * 100 >= functions * 95, qPrintable(QString("%1 of %2").arg(attributed).arg(functions)));
    const auto files = groups(*regrouped(heap, {Grouping::File, false, false, false}));
    QVERIFY(
        std::any_of(files.begin(), files.end(), [](const auto& f) { return f.first.ends_with("/express-app.js"); }));
}

void TestRegroup::shapesAndLocations()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    const auto shapes = groups(*regrouped(heap, {Grouping::Shape, false, false, false}));
    const auto tram =
        std::find_if(shapes.begin(), shapes.end(), [](const auto& s) { return s.first.starts_with("Tram {"); });
    QVERIFY2(tram != shapes.end() && tram->first.find("stops") != std::string::npos, "Tram");
    QVERIFY(shapes.count("{kind, at}") == 1);
    const auto places = groups(*regrouped(heap, {Grouping::Location, true, false, false}));
    QVERIFY(std::any_of(places.begin(), places.end(), [](const auto& place) {
        return QString::fromStdString(place.first).contains(QRegularExpression("^Tram .*/zoo\\.js:\\d+:\\d+$")) &&
               place.second == 40;
    }));
}

void TestRegroup::functionsByPlace()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    const HeapPtr split = regrouped(heap, {Grouping::Class, false, false, true});
    QCOMPARE(sumOf(*split), heap->objects->totalShallowSize());
    const auto before = groups(*heap), after = groups(*split);
    QVERIFY(after.at("Function") < before.at("Function"));
    for (const NodeLocation& at : heap->snapshot->locations()) // what is left are V8's own
        QVERIFY(split->classes->nameOf(NodeId{at.node}) != "Function");
    QCOMPARE(after.at("Tram"), before.at("Tram"));
    // emitter.on('change', () => payload), forty times.
    QVERIFY(std::any_of(after.begin(), after.end(), [](const auto& group) {
        return QString::fromStdString(group.first)
                   .contains(QRegularExpression("^\\(anonymous\\) /.*/zoo\\.js:\\d+:\\d+$")) &&
               group.second == 40;
    }));
}

void TestRegroup::sameClassesAsBefore()
{
    const HeapPtr heap = test::fixture("zoo-24.heapsnapshot.gz");
    const HeapPtr same = regrouped(heap, {});
    for (std::uint32_t c = 0; c < heap->classes->size(); ++c) {
        QCOMPARE((*same->classes)[ClassId{c}].name, (*heap->classes)[ClassId{c}].name);
        QCOMPARE((*same->classes)[ClassId{c}].count, (*heap->classes)[ClassId{c}].count);
        QCOMPARE((*same->classes)[ClassId{c}].shallow, (*heap->classes)[ClassId{c}].shallow);
        QCOMPARE(same->classTotals->retained[c], heap->classTotals->retained[c]);
        QCOMPARE(same->classTotals->distance[c], heap->classTotals->distance[c]);
    }
}

void TestRegroup::stops()
{
    const HeapPtr heap = test::fixture("bare-22.heapsnapshot.gz");
    Progress progress;
    const ScriptNames scripts = scriptNames(*heap->snapshot, progress);
    progress.requestStop();
    for (const Grouping by : {Grouping::Class, Grouping::File, Grouping::Shape})
        QVERIFY(!regroup(heap, scripts, {by, true, true, false}, progress));
}

QTEST_APPLESS_MAIN(TestRegroup)
#include "tst_regroup.moc"
