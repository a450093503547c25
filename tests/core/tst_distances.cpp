// Distances from the roots, where references repeat.
#include "tests/support/heapbuilder.h"

#include <QtTest>

using namespace heapwise;
using test::HeapBuilder;

class TestDistances : public QObject {
    Q_OBJECT

private slots:
    /// The queue of the search has room for all of them.
    void rootsThatAreReferredToManyTimes()
    {
        constexpr int kTimes = 100'000;
        HeapBuilder builder("root>a; a>b; b>c");
        for (int i = 0; i < kTimes; ++i)
            builder.edge("root", "a", "element", QString::number(i));
        const HeapPtr heap = builder.open();
        const auto distance = [&](const char* node) { return (*heap->distances)[builder.node(node)]; };
        QCOMPARE(distance("a"), 1);
        QCOMPARE(distance("b"), 2);
        QCOMPARE(distance("c"), 3);
    }

    /// Of the two references of a WeakMap's pair the first one met is not followed. A root that is referred to twice is
    /// searched twice in DevTools, and so here: the same reference is the second one, too.
    void aPairIsCompletedByTheSameReferenceOfSuchARoot()
    {
        HeapBuilder builder("root>key; key>other");
        const QString pair = "7 / part of key (Key @3) -> value (Value @7) pair in WeakMap (table @9)";
        builder.edge("key", "value", "internal", pair);
        QVERIFY(!Distances::isFinite((*builder.open()->distances)[builder.node("value")]));
        builder.edge("root", "key", "element", "1");
        const HeapPtr heap = builder.open();
        QCOMPARE((*heap->distances)[builder.node("other")], 2);
        QCOMPARE((*heap->distances)[builder.node("value")], 2);
    }
};

QTEST_APPLESS_MAIN(TestDistances)
#include "tst_distances.moc"
