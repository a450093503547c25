// What a heap is made of, by kind.
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/composition.h"
#include "tests/support/heapbuilder.h"

#include <algorithm>

using namespace heapwise;

class TestComposition : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }
    void kindsAddUpToTheHeap_data();
    void kindsAddUpToTheHeap();
    void arraysAndBuffersAreTheirOwnKinds();
};

void TestComposition::kindsAddUpToTheHeap_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"bare-18", "express-20", "zoo-24", "internals-26"})
        QTest::newRow(name) << QString("%1.heapsnapshot.gz").arg(name);
}

void TestComposition::kindsAddUpToTheHeap()
{
    QFETCH(QString, file);
    const HeapPtr heap = test::fixture(file);
    QVERIFY(heap);
    const Composition composition = compositionOf(*heap, Progress());
    Size bytes = 0;
    std::uint64_t objects = 0;
    for (const Composition::Part& part : composition.kinds) {
        bytes += part.bytes;
        objects += part.objects;
    }
    QCOMPARE(bytes, heap->totalSize());
    std::uint64_t listed = 0;
    for (std::uint32_t c = 0; c < heap->classes->size(); ++c)
        listed += (*heap->classes)[ClassId{c}].count;
    QCOMPARE(objects, listed);
    const auto types = heap->snapshot->edgeTypes();
    QCOMPARE(composition.weakReferences, std::uint64_t(std::count(types.begin(), types.end(), EdgeType::Weak)));
}

/// An array is an object to V8; what a person calls one is told by its name.
void TestComposition::arraysAndBuffersAreTheirOwnKinds()
{
    test::HeapBuilder heap("root>list,plain,block,text,run");
    heap.name("list", "Array").size("list", 100).size("plain", 30);
    heap.type("block", "native").name("block", "system / JSArrayBufferData").size("block", 4000);
    heap.type("text", "string").size("text", 50).type("run", "closure").size("run", 64);
    const Composition composition = compositionOf(*heap.open(), Progress());
    QCOMPARE(composition[ObjectKind::Array].bytes, Size(100));
    QCOMPARE(composition[ObjectKind::Object].objects, std::uint64_t(1)); // the root is no object
    QCOMPARE(composition[ObjectKind::Native].bytes, Size(4000));
    QCOMPARE(composition[ObjectKind::String].bytes, Size(50));
    QCOMPARE(composition[ObjectKind::Closure].objects, std::uint64_t(1));
    QCOMPARE(composition.bufferBlocks, std::uint64_t(1));
    QCOMPARE(composition.weakReferences, std::uint64_t(0));
}

QTEST_APPLESS_MAIN(TestComposition)
#include "tst_composition.moc"
