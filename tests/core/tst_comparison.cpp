// Snapshots compared: real moments of one process against DevTools' own comparison, other runs, and random heaps
// against a comparison by definition.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/analysis/comparison/aligneddominators.h"
#include "core/analysis/comparison/chosenobjects.h"
#include "core/analysis/comparison/classchanges.h"
#include "core/analysis/comparison/comparison.h"
#include "core/analysis/comparison/growth.h"
#include "core/analysis/comparison/objectindex.h"
#include "core/analysis/comparison/projectpaths.h"
#include "tests/support/devtoolsarrays.h"
#include "tests/support/heapbuilder.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace heapwise;
using test::HeapBuilder;

namespace {

HeapPtr moment(const QString& name)
{
    static QHash<QString, HeapPtr> known;
    HeapPtr& heap = known[name];
    if (!heap)
        heap = test::fixture("moments/" + name + ".heapsnapshot.gz");
    return heap;
}

ComparisonPtr compared(const std::vector<HeapPtr>& heaps, const CompareOptions& options = {})
{
    Progress progress;
    return compare(heaps, options, progress);
}

std::uint32_t classNamed(const Comparison& comparison, const std::string& name)
{
    for (std::uint32_t c = 0; c < comparison.classes().size(); ++c)
        if (comparison.classes()[c].name == name)
            return c;
    return JoinedClasses::kNone;
}

std::vector<int> idsOf(const Comparison& comparison, ChangeSet set, std::uint32_t joinedClass)
{
    std::vector<int> ids;
    const Snapshot& snapshot = *comparison.heap(comparison.snapshotOf(set))->snapshot;
    for (const std::uint32_t n : comparison.objects(set, joinedClass))
        ids.push_back(int(snapshot.objectId(NodeId{n}).value));
    std::ranges::sort(ids);
    return ids;
}

std::vector<int> sorted(const QJsonArray& values)
{
    std::vector<int> result;
    for (const auto& value : values)
        result.push_back(value.toInt());
    std::ranges::sort(result);
    return result;
}

/// What is wrong with A + new - freed = B, in every class and in all; empty when nothing is.
QString identityError(const Comparison& comparison)
{
    const auto holds = [&](auto&& sumsOf) {
        const ObjectSums a = sumsOf(std::size_t(0)), b = sumsOf(std::size_t(1)), fresh = sumsOf(ChangeSet::New),
                         freed = sumsOf(ChangeSet::Freed), survived = sumsOf(ChangeSet::Survived);
        return a.count + fresh.count - freed.count == b.count && survived.count + freed.count == a.count &&
               survived.count + fresh.count == b.count && survived.shallow + fresh.shallow == b.shallow;
    };
    for (std::uint32_t c = 0; c < comparison.classes().size(); ++c)
        if (!holds([&](auto what) { return comparison.sums(what, c); }))
            return QString::fromStdString(comparison.classes()[c].name);
    return holds([&](auto what) { return comparison.sums(what); }) ? QString() : "all classes";
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void equalsDevTools_data();
    void equalsDevTools();
    void momentsOfOneProcess();
    void embedderNodesArePairedByTheirWrappers();
    void otherRunsAreComparedByClass();
    void whatIsRecordedDecides();
    void randomHeapsByDefinition();
    void chosenObjectsByDefinition();
    void groupsAndPartialFiles();
    void classesThatMoved();
    void damagedIds();
    void growthIsSteadyOrWarmUp();
    void dominatorsSideBySide();
    void stops();
    void projectPaths();
};

void TestComparison::equalsDevTools_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("current");
    for (const QString pair : {"12", "23", "13"})
        QTest::newRow(qPrintable(pair)) << pair.left(1) << pair.right(1);
}

void TestComparison::equalsDevTools()
{
    QFETCH(QString, base);
    QFETCH(QString, current);
    CompareOptions options;
    options.pairEmbedder = false;
    const auto comparison = compared({moment("first-" + base), moment("first-" + current)}, options);
    QVERIFY(comparison->hasIdentity());
    QCOMPARE(identityError(*comparison), QString());
    QHash<QString, std::uint32_t> byKey;
    for (std::uint32_t c = 0; c < comparison->classes().size(); ++c) {
        const JoinedClass& row = comparison->classes()[c];
        byKey[QString::fromStdString(test::devtoolsKey({row.name, row.type, row.location, 0, 0}))] = c;
    }
    QFile answers(HEAPWISE_TEST_DATA "/moments/diff-" + base + current + ".jsonl");
    QVERIFY(answers.open(QIODevice::ReadOnly));
    int seen = 0;
    for (const QByteArray& line : answers.readAll().split('\n')) {
        const QJsonObject theirs = QJsonDocument::fromJson(line).object();
        if (theirs["k"] != "diff")
            continue;
        const QByteArray key = theirs["key"].toString().toUtf8();
        QVERIFY2(byKey.contains(QString::fromUtf8(key)), key.constData());
        const std::uint32_t c = byKey.take(QString::fromUtf8(key));
        const ObjectSums fresh = comparison->sums(ChangeSet::New, c), freed = comparison->sums(ChangeSet::Freed, c);
        QVERIFY2(int(fresh.count) == theirs["added"].toInt(), key.constData());
        QVERIFY2(int(freed.count) == theirs["removed"].toInt(), key.constData());
        QVERIFY2(int(fresh.shallow) == theirs["addedSize"].toInt(), key.constData());
        QVERIFY2(int(freed.shallow) == theirs["removedSize"].toInt(), key.constData());
        if (fresh.count <= 20) // their list is cut there
            QCOMPARE(idsOf(*comparison, ChangeSet::New, c), sorted(theirs["addedIds"].toArray()));
        if (freed.count <= 20)
            QCOMPARE(idsOf(*comparison, ChangeSet::Freed, c), sorted(theirs["removedIds"].toArray()));
        ++seen;
    }
    QVERIFY(seen > 40);
    for (const std::uint32_t c : byKey) // DevTools leaves out what has neither
        QVERIFY(comparison->sums(ChangeSet::New, c).count == 0 && comparison->sums(ChangeSet::Freed, c).count == 0);
}

void TestComparison::momentsOfOneProcess()
{
    const auto comparison = compared({moment("first-1"), moment("first-2"), moment("first-3")});
    QVERIFY(comparison->hasIdentity() && comparison->hasRetained());
    QCOMPARE(comparison->evidence(0).changed, 0u);
    QVERIFY(comparison->evidence(0).checked > 10'000);
    QCOMPARE(identityError(*comparison), QString());
    const std::uint32_t session = classNamed(*comparison, "Session"), job = classNamed(*comparison, "Job");
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(comparison->sums(i, session).count, 40 * (i + 1));
    QCOMPARE(comparison->sums(ChangeSet::New, session).count, 40u);
    QCOMPARE(comparison->sums(ChangeSet::NewAndAlive, session).count, 40u);
    QVERIFY(comparison->sums(ChangeSet::NewAndAlive, session).retained >
            comparison->sums(ChangeSet::NewAndAlive, session).shallow);
    QCOMPARE(comparison->sums(ChangeSet::New, job).count, 60u);
    QCOMPARE(comparison->sums(ChangeSet::Freed, job).count, 60u);
    QCOMPARE(comparison->sums(ChangeSet::NewAndAlive, job).count, 0u);

    const auto alive = comparison->objects(ChangeSet::NewAndAlive, session);
    QCOMPARE(alive.size(), std::size_t(40));
    for (const std::uint32_t n : alive) {
        const NodeId before = comparison->follow(NodeId{n}, 2, 1);
        QVERIFY(before.isValid() && comparison->contains(ChangeSet::New, before));
        QVERIFY(!comparison->follow(NodeId{n}, 2, 0).isValid());
    }
    const auto all = comparison->objects(ChangeSet::NewAndAlive);
    QVERIFY(std::ranges::is_sorted(all) && all.size() == comparison->sums(ChangeSet::NewAndAlive).count);
}

void TestComparison::embedderNodesArePairedByTheirWrappers()
{
    const auto comparison = compared({moment("first-1"), moment("first-2")});
    const std::uint32_t sockets = classNamed(*comparison, "Node / TCPSocketWrap");
    QVERIFY(sockets != JoinedClasses::kNone);
    QCOMPARE(comparison->sums(0, sockets).count, 8u); // four connections, two ends each
    QCOMPARE(comparison->sums(ChangeSet::Survived, sockets).count, 8u);
    QCOMPARE(comparison->sums(ChangeSet::New, sockets).count, 8u);
    QCOMPARE(comparison->sums(ChangeSet::Freed, sockets).count, 0u);
}

void TestComparison::otherRunsAreComparedByClass()
{
    const auto comparison = compared({moment("first-1"), moment("other-2")});
    QVERIFY(!comparison->hasIdentity());
    QVERIFY(comparison->evidence(0).changed > 100);
    QVERIFY(!comparison->has(ChangeSet::New) && !comparison->has(ChangeSet::Freed));
    const std::uint32_t session = classNamed(*comparison, "Session");
    QCOMPARE(comparison->sums(0, session).count, 40u);
    QCOMPARE(comparison->sums(1, session).count, 80u);
    QVERIFY(comparison->objects(ChangeSet::New, session).empty());
}

void TestComparison::whatIsRecordedDecides()
{
    CompareOptions options;
    options.sameIds = {false};
    QVERIFY(!compared({moment("first-1"), moment("first-2")}, options)->hasIdentity());
    const HeapPtr a = HeapBuilder("root>X,Y").open(), b = HeapBuilder("root>Y,Z").open();
    options.sameIds = {true};
    QVERIFY(compared({a, b}, options)->hasIdentity());
    QVERIFY(!compared({a, b})->hasIdentity());
}

void TestComparison::randomHeapsByDefinition()
{
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 random(seed);
        struct Object {
            int id, kind, size;
        };
        std::vector<std::map<int, Object>> moments(3);
        std::vector<HeapPtr> heaps;
        for (int m = 0; m < 3; ++m) {
            HeapBuilder builder("root>anchor");
            for (int id = 0; id < 60; ++id) {
                if (random() % 3 == 0)
                    continue;
                const Object object{5 + 2 * id, int((unsigned(id) + (random() % 11 == 0)) % 5),
                                    random() % 6 == 0 ? 0 : 16};
                const QString name = QString("n%1").arg(id);
                builder.name(name, QString("K%1").arg(object.kind))
                    .id(name, quint32(object.id))
                    .size(name, quint64(object.size));
                builder.edge("root", name, "property", name);
                if (object.size > 0)
                    moments[std::size_t(m)][object.id] = object;
            }
            heaps.push_back(builder.open());
        }
        CompareOptions options;
        options.sameIds = {true, true};
        const auto comparison = compared(heaps, options);
        QCOMPARE(identityError(*comparison), QString());
        const auto isSame = [&](std::size_t m, const Object& object) {
            const auto at = moments[m].find(object.id);
            return at != moments[m].end() && at->second.kind == object.kind;
        };
        for (int kind = 0; kind < 5; ++kind) {
            const std::uint32_t c = classNamed(*comparison, "K" + std::to_string(kind));
            std::vector<int> fresh, freed, alive;
            for (const auto& [id, object] : moments[1])
                if (object.kind == kind && !isSame(0, object)) {
                    fresh.push_back(id);
                    if (isSame(2, object))
                        alive.push_back(id);
                }
            for (const auto& [id, object] : moments[0])
                if (object.kind == kind && !isSame(1, object))
                    freed.push_back(id);
            QCOMPARE(idsOf(*comparison, ChangeSet::New, c), fresh);
            QCOMPARE(idsOf(*comparison, ChangeSet::Freed, c), freed);
            QCOMPARE(idsOf(*comparison, ChangeSet::NewAndAlive, c), alive);
            // In a flat heap nothing keeps anything else.
            QCOMPARE(comparison->sums(ChangeSet::New, c).retained, comparison->sums(ChangeSet::New, c).shallow);
        }
    }
}

/// Chosen at random, in real heaps: what is chosen in a set, and what of it no other chosen object dominates.
void TestComparison::chosenObjectsByDefinition()
{
    const auto comparison = compared({moment("first-1"), moment("first-2"), moment("first-3")});
    std::mt19937 random(11);
    std::vector<std::shared_ptr<const BitSet>> chosen;
    for (std::size_t i = 0; i < 3; ++i) {
        auto bits = std::make_shared<BitSet>(comparison->heap(i)->snapshot->nodeCount());
        for (std::uint32_t n = 0; n < comparison->heap(i)->snapshot->nodeCount(); ++n)
            if (random() % 3 == 0)
                bits->set(n);
        chosen.push_back(bits);
    }
    const auto only = chooseObjects(comparison, chosen, Progress());
    const auto sumUp = [&](std::size_t snapshot, const std::vector<std::uint32_t>& nodes) {
        const Heap& heap = *comparison->heap(snapshot);
        const std::set<std::uint32_t> members(nodes.begin(), nodes.end());
        ObjectSums sums;
        for (const std::uint32_t n : nodes) {
            ++sums.count;
            sums.shallow += heap.objects->shallowSize(NodeId{n});
            bool isBelow = false;
            for (NodeId above{n}; above != heap.snapshot->root() && !isBelow;) {
                above = heap.dominators->immediateDominator(above);
                isBelow = members.contains(above.value);
            }
            sums.retained += isBelow ? 0 : heap.dominators->retainedSize(NodeId{n});
        }
        return sums;
    };
    const auto equal = [](const ObjectSums& a, const ObjectSums& b) {
        return a.count == b.count && a.shallow == b.shallow && a.retained == b.retained;
    };
    std::uint64_t found = 0;
    for (int set = 0; set < kChangeSetCount; ++set) {
        const std::size_t snapshot = comparison->snapshotOf(ChangeSet(set));
        const auto leaveChosen = [&](std::vector<std::uint32_t> nodes) {
            std::erase_if(nodes, [&](std::uint32_t n) { return !chosen[snapshot]->test(n); });
            return nodes;
        };
        const auto all = leaveChosen(comparison->objects(ChangeSet(set)));
        QCOMPARE(only->objects(ChangeSet(set)), all);
        QVERIFY(equal(only->sums(ChangeSet(set)), sumUp(snapshot, all)));
        found += all.size();
        for (std::uint32_t c = 0; c < comparison->classes().size(); ++c) {
            const auto nodes = leaveChosen(comparison->objects(ChangeSet(set), c));
            QCOMPARE(only->objects(ChangeSet(set), c), nodes);
            QVERIFY(equal(only->sums(ChangeSet(set), c), sumUp(snapshot, nodes)));
            if (set == 0)
                QVERIFY(equal(only->sums(std::size_t(2), c), only->sums(ChangeSet::All, c)));
        }
    }
    QVERIFY(found > 10'000);
    Progress stopped;
    stopped.requestStop();
    QVERIFY(!chooseObjects(comparison, chosen, stopped));
}

void TestComparison::groupsAndPartialFiles()
{
    CompareOptions options;
    options.group.splitFunctions = true;
    const auto split = compared({moment("first-1"), moment("first-2")}, options);
    QCOMPARE(identityError(*split), QString());
    std::uint64_t listeners = 0;
    for (std::uint32_t c = 0; c < split->classes().size(); ++c)
        if (split->classes()[c].name.starts_with("onPrice() "))
            listeners = split->sums(ChangeSet::New, c).count;
    QCOMPARE(listeners, 40u);
    options.group = {};
    options.group.by = Grouping::Package;
    const auto packages = compared({moment("first-1"), moment("first-2")}, options);
    QCOMPARE(identityError(*packages), QString());
    QVERIFY(classNamed(*packages, "Node.js") != JoinedClasses::kNone);

    QByteArray cut = HeapBuilder("root>A,B").json();
    cut.truncate(cut.indexOf("\"edges\":[") + 12);
    const HeapPtr partial = test::openPartial(cut);
    QVERIFY(partial && partial->countsOnly);
    const auto counts = compared({partial, HeapBuilder("root>A,B,C").open()});
    QVERIFY(!counts->hasRetained());
    QCOMPARE(counts->sums(1, classNamed(*counts, "(object)")).count, 3u);
}

void TestComparison::classesThatMoved()
{
    const auto heap = [](quint32 script, quint32 line, int count) {
        HeapBuilder builder("root>f,s,name");
        builder.type("f", "closure").edge("f", "s", "internal", "shared").location("f", script, 1, 1);
        builder.type("s", "code").edge("s", "script", "internal", "script").type("script", "code");
        builder.edge("script", "name", "internal", "name").type("name", "string");
        builder.name("name", script == 7 ? "/srv/one/shop.js" : "/home/other/shop.js");
        for (int i = 0; i < count; ++i) {
            const QString order = QString("order%1").arg(i);
            builder.name(order, "Order").edge("root", order, "property", order).location(order, script, line, 3);
        }
        return builder.open();
    };
    const auto comparison = compared({heap(7, 10, 2), heap(90, 14, 5)});
    QVERIFY(!comparison->hasIdentity());
    const std::uint32_t order = classNamed(*comparison, "Order");
    QCOMPARE(comparison->sums(0, order).count, 2u); // one class in another folder, four lines further down
    QCOMPARE(comparison->sums(1, order).count, 5u);
}

void TestComparison::damagedIds()
{
    // Several objects with one id, ids far apart and even ones: one is matched, each at most once.
    HeapBuilder a("root>A,B,C"), b("root>A,B,C");
    for (HeapBuilder* builder : {&a, &b})
        builder->name("A", "K")
            .name("B", "K")
            .name("C", "K")
            .id("A", 4'000'000'001u)
            .id("B", 4'000'000'001u)
            .id("C", 8);
    CompareOptions options;
    options.sameIds = {true};
    const auto comparison = compared({a.open(), b.open()}, options);
    QCOMPARE(identityError(*comparison), QString());
    const std::uint32_t k = classNamed(*comparison, "K");
    QCOMPARE(comparison->sums(ChangeSet::Survived, k).count, 2u);
    const HeapPtr heap = a.open();
    const ObjectIndex index(*heap->snapshot);
    QCOMPARE(index.find(ObjectId{8}), a.node("C"));
    QVERIFY(!index.find(ObjectId{9}).isValid() && !index.find(ObjectId{0}).isValid());
}

void TestComparison::growthIsSteadyOrWarmUp()
{
    QCOMPARE(judgeGrowth({10, 20, 30}), GrowthKind::Steady);
    QCOMPARE(judgeGrowth({10, 20}), GrowthKind::Once);           // two moments tell nothing
    QCOMPARE(judgeGrowth({10, 30, 30}), GrowthKind::Once);       // levelled off
    QCOMPARE(judgeGrowth({10, 90, 91}), GrowthKind::Once);       // nearly
    QCOMPARE(judgeGrowth({1000, 1010, 1020}), GrowthKind::Once); // hardly anything
    const auto comparison = compared({moment("first-1"), moment("first-2"), moment("first-3")});
    const auto growing = findGrowingDominators(*comparison, 20, Progress());
    QVERIFY(growing.size() > 1 && growing.size() <= 20);
    std::map<std::pair<std::string, GrowthKind>, int> found; // listeners of sessions at every step, rates once
    const Heap& last = *comparison->heap(2);
    for (std::size_t i = 0; i < growing.size(); ++i) {
        QVERIFY(i == 0 || growing[i].growth() <= growing[i - 1].growth());
        QCOMPARE(growing[i].retained.back(), last.dominators->retainedSize(growing[i].node));
        QVERIFY(comparison->follow(growing[i].node, 2, 0).isValid());
        ++found[{last.snapshot->name(growing[i].node), growing[i].kind}];
    }
    QVERIFY(found.contains({"Array", GrowthKind::Steady}) && found.contains({"Map", GrowthKind::Once}));
    QVERIFY(findGrowingDominators(*compared({moment("first-1"), moment("other-2")}), 20, Progress()).empty());
    // Among a few, these few.
    BitSet only(last.snapshot->nodeCount());
    only.set(growing[1].node.value);
    const auto one = findGrowingDominators(*comparison, 20, Progress(), &only);
    QCOMPARE(one.size(), std::size_t(1));
    QCOMPARE(one.front().node, growing[1].node);
    QCOMPARE(one.front().retained, growing[1].retained);
}

void TestComparison::dominatorsSideBySide()
{
    const HeapPtr a = HeapBuilder("root>X,Y; X>kept,gone; Y>moved").open();
    HeapBuilder later("root>X,Y; X>kept; Y>other; X>moved,fresh");
    later.id("kept", 7).id("moved", 11).id("other", 101).id("fresh", 103);
    const HeapPtr b = later.open();
    CompareOptions options;
    options.sameIds = {true};
    for (const bool byIdentity : {true, false}) {
        if (!byIdentity)
            options.sameIds = {false};
        const auto comparison = compared({a, b}, options);
        const AlignedNode root = alignedRoot(*comparison);
        std::int64_t change = 0;
        const auto top = alignedChildren(*comparison, root, Progress());
        for (const AlignedNode& node : top)
            change += node.change();
        QCOMPARE(change, root.change());
        const auto x =
            std::ranges::find_if(top, [&](const AlignedNode& node) { return b->classes->nameOf(node.after) == "X"; });
        QVERIFY(x != top.end() && x->before.isValid());
        QStringList rows;
        for (const AlignedNode& node : alignedChildren(*comparison, *x, Progress()))
            rows.append(QString::fromStdString((node.before.isValid() ? a->classes->nameOf(node.before) : "-") + "/" +
                                               (node.after.isValid() ? b->classes->nameOf(node.after) : "-")));
        rows.sort();
        QCOMPARE(rows.join(' '), byIdentity ? QString("-/fresh gone/- kept/kept moved/moved")
                                            : QString("-/fresh -/moved gone/- kept/kept"));
    }
}

void TestComparison::stops()
{
    Progress progress;
    progress.requestStop();
    QVERIFY(!compare({moment("first-1"), moment("first-2")}, {}, progress));
}

void TestComparison::projectPaths()
{
    Progress progress;
    const ProjectPaths paths(scriptNames(*moment("first-1")->snapshot, progress));
    QVERIFY(!paths.folder().empty());
    QCOMPARE(paths.relative("onPrice() " + paths.folder() + "moments.js:40:22"),
             std::string("onPrice() moments.js:40:22"));
    QCOMPARE(paths.relative("node:events"), std::string("node:events"));
}

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
