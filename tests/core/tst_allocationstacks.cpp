// The stacks of allocation timelines: where each object was made.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/analysis/heap.h"
#include "core/heap/fields/links.h"
#include "core/snapshot/allocationstacks.h"
#include "tests/support/fixtures.h"

using namespace heapwise;

namespace {

HeapPtr open(const QString& path)
{
    Progress progress;
    auto heap = openHeap({path.toStdString()}, progress);
    return heap ? *heap : nullptr;
}

QStringList framesOf(const AllocationStacks& stacks, const Snapshot& snapshot, NodeId n)
{
    QStringList lines;
    for (const AllocationFrame& frame : stacks.framesOf(n))
        lines << QString("%1 %2:%3")
                     .arg(QString::fromStdString(snapshot.strings().text(frame.function)),
                          QString::fromStdString(snapshot.strings().text(frame.script)).section('/', -1))
                     .arg(frame.line);
    return lines;
}

} // namespace

class TestAllocationStacks : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void objectsKnowWhereTheyWereMade_data();
    void objectsKnowWhereTheyWereMade();
    void otherFilesHaveNone();
    void damagedSectionsAreRefused_data();
    void damagedSectionsAreRefused();
    void stops();
};

void TestAllocationStacks::objectsKnowWhereTheyWereMade_data()
{
    QTest::addColumn<QString>("fixture");
    QTest::newRow("18") << "alloc-18.heaptimeline.gz";
    QTest::newRow("24") << "alloc-24.heaptimeline.gz";
}

/// variants.js makes its orders in allocateOrders(), which timeline() and allocateMaps() call.
void TestAllocationStacks::objectsKnowWhereTheyWereMade()
{
    QFETCH(QString, fixture);
    const HeapPtr heap = open(test::fixture(fixture));
    QVERIFY(heap && hasAllocationStacks(*heap->snapshot));
    Progress progress;
    const auto stacks = readAllocationStacks(*heap->snapshot, progress);
    QVERIFY2(stacks, stacks ? "" : stacks.error().detail.c_str());
    const Snapshot& snapshot = *heap->snapshot;
    int orders = 0, withStack = 0, known = 0;
    for (std::uint32_t i = 0; i < snapshot.nodeCount(); ++i) {
        const NodeId n{i};
        const QStringList frames = framesOf(*stacks, snapshot, n);
        known += !frames.isEmpty();
        if (snapshot.type(n) != NodeType::Object || !propertyLink(snapshot, n, "text").isValid() ||
            !QString::fromStdString(snapshot.name(propertyLink(snapshot, n, "text"))).startsWith("order "))
            continue;
        ++orders;
        if (frames.isEmpty())
            continue; // V8 notes no stack for what optimised code makes
        ++withStack;
        const QString stack = frames.join(" < ");
        static const QRegularExpression expected("^ variants\\.js:\\d+ < from :0 < allocateOrders variants\\.js:\\d+ < "
                                                 "(allocateMaps variants\\.js:\\d+ < )?timeline variants\\.js:\\d+ < ");
        QVERIFY2(expected.match(stack).hasMatch(), qPrintable(stack));
    }
    QCOMPARE(orders, 450);
    QVERIFY(withStack >= 50);
    QVERIFY(known > 3000 && known < int(snapshot.nodeCount()) / 2); // most were there before the recording
}

void TestAllocationStacks::otherFilesHaveNone()
{
    for (const char* name : {"bare-18.heapsnapshot.gz", "bare-24.heapsnapshot.gz", "samples-20.heaptimeline.gz"}) {
        const HeapPtr heap = open(test::fixture(name));
        QVERIFY(heap);
        QVERIFY2(!hasAllocationStacks(*heap->snapshot), name);
    }
}

void TestAllocationStacks::damagedSectionsAreRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("no such function") << QByteArray("\"trace_tree\":[1,0,") << QByteArray("\"trace_tree\":[1,99999,");
    QTest::newRow("a cut entry") << QByteArray("\"trace_tree\":[1,0,9,656,[2,")
                                 << QByteArray("\"trace_tree\":[1,0,9,656,[2],[2,");
    QTest::newRow("children too early") << QByteArray("\"trace_tree\":[1,0,9,656,")
                                        << QByteArray("\"trace_tree\":[1,0,9,");
    QTest::newRow("no tree") << QByteArray("\"trace_tree\":") << QByteArray("\"another\":");
    QTest::newRow("no field") << QByteArray("\"script_name\"") << QByteArray("\"script\"");
}

void TestAllocationStacks::damagedSectionsAreRefused()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray text = test::gunzipped(test::fixture("alloc-18.heaptimeline.gz"));
    const auto at = text.indexOf(from);
    QVERIFY(at > 0);
    text.replace(at, from.size(), to);
    QTemporaryDir folder;
    QFile file(folder.filePath("damaged.heaptimeline"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    file.close();
    const HeapPtr heap = open(file.fileName());
    QVERIFY(heap); // the heap itself is well
    Progress progress;
    const auto stacks = readAllocationStacks(*heap->snapshot, progress);
    QVERIFY(!stacks);
    QVERIFY(stacks.error().code == ErrorCode::Malformed || stacks.error().code == ErrorCode::Truncated);
}

void TestAllocationStacks::stops()
{
    const HeapPtr heap = open(test::fixture("alloc-24.heaptimeline.gz"));
    Progress progress;
    progress.requestStop();
    const auto stacks = readAllocationStacks(*heap->snapshot, progress);
    QVERIFY(!stacks);
    QCOMPARE(stacks.error().code, ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(TestAllocationStacks)
#include "tst_allocationstacks.moc"
