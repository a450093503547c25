#include <QTemporaryDir>
#include <QTest>

#include "core/analysis/describe.h"
#include "core/analysis/heap.h"
#include "core/analysis/paths.h"
#include "tests/support/fixtures.h"
#include "tests/support/largesnapshot.h"
#include "tests/support/snapshottext.h"

#include <map>
#include <queue>
#include <set>

using namespace heapwise;
using heapwise::test::SnapshotText;

class TestHeap : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    HeapPtr open(const SnapshotText& text)
    {
        QFile file(m_folder.filePath("file.heapsnapshot"));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write the test file");
        file.write(QByteArray::fromStdString(text.text()));
        file.close();
        return openPath(file.fileName());
    }
    static HeapPtr openPath(const QString& path)
    {
        Progress progress;
        const auto heap = openHeap({path.toStdString()}, progress);
        return heap ? *heap : nullptr;
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void stagesArriveInOrder()
    {
        Progress progress;
        std::vector<HeapPtr> published;
        const auto heap = openHeap({test::fixture("bare-22.heapsnapshot.gz").toStdString()}, progress,
                                   [&](HeapPtr stage) { published.push_back(std::move(stage)); });
        QVERIFY(heap);
        QVERIFY(published.size() >= 2);
        QCOMPARE(published.front()->reached, Stage::Read);
        for (std::size_t i = 1; i < published.size(); ++i)
            QVERIFY(int(published[i]->reached) > int(published[i - 1]->reached));
        for (const HeapPtr& stage : published) {
            QVERIFY(stage->snapshot == (*heap)->snapshot);
            QCOMPARE(bool(stage->classes), stage->has(Stage::Objects));
            QVERIFY(!stage->has(Stage::Retainers) || stage->retainers);
            QVERIFY(!stage->has(Stage::Retainers) || stage->distances);
            QVERIFY(!stage->dominators && !stage->classTotals);
        }
        QVERIFY((*heap)->has(Stage::Retained) && (*heap)->dominators && (*heap)->classTotals);
    }

    void generatedHeapsOpen_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char* shape : {"heap", "random", "list", "wide", "tangle", "strings", "longstrings"})
            QTest::newRow(shape) << shape;
    }
    void generatedHeapsOpen()
    {
        QFETCH(QString, shape);
        const QString path = m_folder.filePath("generated.heapsnapshot");
        QVERIFY(test::writeLargeSnapshot(path.toStdString(), 1'000'000, *test::heapShape(shape.toStdString()), 7));
        Progress progress;
        const auto one = openHeap({path.toStdString(), false, 1}, progress);
        const auto many = openHeap({path.toStdString(), false, 3}, progress);
        QVERIFY(one && many);
        QVERIFY((*one)->report->warnings.empty());
        QVERIFY((*one)->snapshot->nodeCount() > 4);
        for (std::uint32_t n = 0; n < (*one)->snapshot->nodeCount(); ++n) {
            const NodeId node{n};
            QCOMPARE((*one)->dominators->immediateDominator(node), (*many)->dominators->immediateDominator(node));
            QCOMPARE((*one)->dominators->retainedSize(node), (*many)->dominators->retainedSize(node));
            QCOMPARE((*one)->distances->values()[n], (*many)->distances->values()[n]);
            QVERIFY(n == 0 || Distances::isFinite((*one)->distances->values()[n]));
        }
    }

    /// Stopping after any stage was published ends the work without a result.
    void stopsInEveryStage_data()
    {
        QTest::addColumn<int>("stage");
        for (int stage = 0; stage + 1 < kStageCount; ++stage)
            QTest::addRow("%d", stage) << stage;
    }
    void stopsInEveryStage()
    {
        QFETCH(int, stage);
        for (const unsigned threads : {1u, 2u}) {
            Progress progress;
            const auto heap = openHeap({test::fixture("bare-22.heapsnapshot.gz").toStdString(), false, threads},
                                       progress, [&](const HeapPtr& partial) {
                                           if (int(partial->reached) >= stage)
                                               progress.requestStop();
                                       });
            QVERIFY(!heap);
            QCOMPARE(heap.error().code, ErrorCode::Cancelled);
        }
    }

    void sumsAgree()
    {
        const HeapPtr heap = openPath(test::fixture("express-20.heapsnapshot.gz"));
        QVERIFY(heap);
        Size raw = 0, classes = 0, children = 0;
        for (std::uint32_t n = 0; n < heap->snapshot->nodeCount(); ++n)
            raw += heap->snapshot->selfSize(NodeId{n});
        for (std::uint32_t c = 0; c < heap->classes->size(); ++c) {
            const HeapClass& row = (*heap->classes)[ClassId{c}];
            classes += row.shallow;
            QCOMPARE(std::uint64_t(heap->classes->instances(ClassId{c}).size()), row.count);
            QVERIFY(heap->classTotals->retained[c] >= row.shallow || row.count == 0);
        }
        heap->dominators->forEachChild(heap->snapshot->root(),
                                       [&](NodeId child) { children += heap->dominators->retainedSize(child); });
        QCOMPARE(heap->objects->totalShallowSize(), raw);
        QCOMPARE(classes, raw);
        QCOMPARE(children + heap->objects->shallowSize(heap->snapshot->root()), raw);
    }

    void classWithNestedInstancesIsNotCountedTwice()
    {
        // global -> Node 2 -> Node 4, both of one class: retained by the class is what the upper one retains.
        SnapshotText text;
        text.nodes = "9,0,1,0,1,0,0\n,3,1,3,24,1,0,0\n,3,2,5,32,1,0,0\n,2,3,7,16,0,0,0\n,3,2,9,40,1,0,0\n";
        text.edges = "5,5,7\n,2,6,14\n,2,6,28\n,1,0,21\n";
        text.counts = R"("node_count":5,"edge_count":4)";
        text.locations.clear();
        const HeapPtr heap = open(text);
        QVERIFY(heap);
        const ClassId c = heap->classes->classOf(NodeId{2});
        QVERIFY(c == heap->classes->classOf(NodeId{4}));
        QCOMPARE((*heap->classes)[c].count, std::uint64_t(2));
        QCOMPARE(heap->classTotals->retained[c.value], Size(32 + 40 + 16));
        QCOMPARE(heap->classTotals->distance[c.value], 2);
    }

    void retainersInTheOrderOfDistance()
    {
        const HeapPtr heap = open({});
        QVERIFY(heap);
        const NodeId array{2};
        QCOMPARE(heap->retainers->count(array), 2u);
        const RetainerCounts counts = countRetainers(*heap, array);
        QCOMPARE(counts.strong, 1u);
        QCOMPARE(counts.weak, 1u);
        const auto ranked = rankedRetainers(*heap, array, 10);
        QCOMPARE(ranked.size(), std::size_t(1));
        QCOMPARE(ranked[0].source.value, 1u);
        QCOMPARE(heap->snapshot->edgeName(ranked[0].edge), std::string("list"));
        const auto page = retainersOf(*heap, array, 1, 1);
        QCOMPARE(page.size(), std::size_t(1));
        QCOMPARE(heap->snapshot->edgeType(page[0].edge), EdgeType::Weak);
        QVERIFY(retainersOf(*heap, array, 2, 5).empty());
        const auto path = retainingPath(*heap, NodeId{3});
        QCOMPARE(path.size(), std::size_t(2));
        QCOMPARE(path[0].source.value, 2u);
        QCOMPARE(path[1].source.value, 1u);
        QVERIFY(retainingPath(*heap, NodeId{1}).empty());
    }

    void retainersOfASetAreCountedLikeThoseOfEach()
    {
        const HeapPtr heap = openPath(test::fixture("zoo-24.heapsnapshot.gz"));
        QVERIFY(heap);
        std::vector<std::uint32_t> nodes;
        RetainerCounts sum;
        for (std::uint32_t n = 0; n < heap->snapshot->nodeCount(); n += 3) {
            nodes.push_back(n);
            const RetainerCounts one = countRetainers(*heap, NodeId{n});
            sum.strong += one.strong;
            sum.weak += one.weak;
            sum.fromRoot += one.fromRoot;
        }
        QVERIFY(sum.strong > 0 && sum.weak > 0 && sum.fromRoot > 0);
        const RetainerCounts together = countRetainers(*heap, nodes, Progress());
        QCOMPARE(together.strong, sum.strong);
        QCOMPARE(together.weak, sum.weak);
        QCOMPARE(together.fromRoot, sum.fromRoot);
    }

    /// Each edge into an object is listed once, also when one object holds another several times.
    void retainersListEveryEdgeOnce()
    {
        const HeapPtr heap = openPath(test::fixture("zoo-24.heapsnapshot.gz"));
        QVERIFY(heap);
        const Snapshot& s = *heap->snapshot;
        std::map<std::uint32_t, std::set<EdgeIndex>> byTarget;
        for (EdgeIndex e = 0; e < s.edgeCount(); ++e)
            byTarget[s.edgeTarget(e).value].insert(e);
        for (std::uint32_t n = 0; n < s.nodeCount(); n += 97) {
            if (heap->retainers->count(NodeId{n}) > 2000)
                continue;
            std::set<EdgeIndex> listed;
            for (std::uint64_t begin = 0; begin < heap->retainers->count(NodeId{n}); begin += 3)
                for (const Retainer& r : retainersOf(*heap, NodeId{n}, begin, 3)) {
                    QVERIFY(s.edgeSource(r.edge) == r.source);
                    QVERIFY(listed.insert(r.edge).second);
                }
            QVERIFY(listed == byTarget[n]);
        }
    }

    /// A path is made of real, strong references, is as long as the distance says and does not turn back.
    void pathsLeadToTheRoots()
    {
        const HeapPtr heap = openPath(test::fixture("express-20.heapsnapshot.gz"));
        QVERIFY(heap);
        const Snapshot& s = *heap->snapshot;
        int checked = 0;
        for (std::uint32_t n = 1; n < s.nodeCount(); n += 211) {
            const std::int32_t distance = (*heap->distances)[NodeId{n}];
            if (!Distances::isFinite(distance))
                continue;
            NodeId at{n};
            std::set<std::uint32_t> seen{n};
            for (const Retainer& step : retainingPath(*heap, at)) {
                QVERIFY(s.edgeTarget(step.edge) == at && s.edgeSource(step.edge) == step.source);
                QVERIFY(s.edgeType(step.edge) != EdgeType::Weak);
                QVERIFY(seen.insert(step.source.value).second);
                at = step.source;
            }
            QVERIFY((*heap->distances)[at] <= 1);
            ++checked;
        }
        QVERIFY(checked > 100);
    }

    void displayNames()
    {
        SnapshotText text;
        text.nodeTypes.replace(text.nodeTypes.find("\"regexp\""), 8, "\"concatenated string\"");
        // 2: a plain object with two properties; 4: a string put together from 3 and 3.
        text.strings = R"x("","global","Object","hel","(concatenated string)","1","first","second","a, b")x";
        text.nodes = "9,0,1,0,1,0,0\n,3,1,3,24,1,0,0\n,3,2,5,32,2,0,0\n,2,3,7,16,0,0,0\n,6,4,9,40,2,0,0\n";
        text.edges = "5,5,7\n,2,6,14\n,2,6,21\n,2,8,28\n,3,6,21\n,3,7,21\n";
        text.counts = R"("node_count":5,"edge_count":6)";
        text.locations.clear();
        const HeapPtr heap = open(text);
        QVERIFY(heap);
        QCOMPARE(displayName(*heap, NodeId{2}), std::string("{first, \"a, b\"}"));
        QCOMPARE(displayName(*heap, NodeId{4}), std::string("helhel"));
        QCOMPARE(displayName(*heap, NodeId{4}, 4), std::string("helh"));
        QCOMPARE(stringText(*heap->snapshot, NodeId{3}), std::string("hel"));
        QVERIFY(!isProbablyCut(*heap->snapshot, NodeId{3}));
    }

    /// `s += "x"` ten thousand times: a chain of parts whose text begins at its far end.
    void textOfAStringBuiltInALoop()
    {
        constexpr int kParts = 10'000;
        SnapshotText text;
        text.nodeTypes.replace(text.nodeTypes.find("\"regexp\""), 8, "\"concatenated string\"");
        text.strings = "\"\",\"global\",\"x\",\"first\",\"second\"";
        text.nodes = "9,0,1,0,1,0,0,3,1,3,24,1,0,0,2,2,5,16,0,0,0";
        text.edges = "5,1,7,2,3,21";
        for (int i = 0; i < kParts; ++i) {
            const bool isLast = i + 1 == kParts;
            text.nodes += ",6,0," + std::to_string(2 * i + 7) + ",32,2,0,0";
            text.edges += ",3,3," + std::to_string(isLast ? 14 : 7 * (i + 4)) + ",3,4,14";
        }
        text.locations.clear();
        const HeapPtr heap = open(text);
        QVERIFY(heap);
        QCOMPARE(stringText(*heap->snapshot, NodeId{3}), std::string(1024, 'x'));
    }

    void countsOnlyOfACutFile()
    {
        std::string whole = SnapshotText().text();
        QFile file(m_folder.filePath("cut.heapsnapshot"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(whole.substr(0, whole.find("\"edges\""))));
        file.close();
        Progress progress;
        const auto heap = openHeap({file.fileName().toStdString(), true}, progress);
        QVERIFY(heap);
        QVERIFY((*heap)->countsOnly);
        QCOMPARE((*heap)->reached, Stage::Objects);
        std::map<std::string, std::uint64_t> counts;
        for (std::uint32_t c = 0; c < (*heap)->classes->size(); ++c)
            counts[(*(*heap)->classes)[ClassId{c}].name] = (*(*heap)->classes)[ClassId{c}].count;
        QCOMPARE(counts["(object)"], std::uint64_t(3));
        QCOMPARE(counts["(string)"], std::uint64_t(1));
    }
};

QTEST_APPLESS_MAIN(TestHeap)
#include "tst_heap.moc"
