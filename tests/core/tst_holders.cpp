// All retainers of a set of objects, one step up, against every reference of the heap.
#include "core/analysis/retention/holders.h"
#include "tests/support/heapbuilder.h"
#include "tests/support/randomheap.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <set>

using namespace heapwise;
using heapwise::test::HeapBuilder;

class TestHolders : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void groupsByClassAndName();
    void keysOfADictionaryAreOneGroup();
    void countsEveryReference_data();
    void countsEveryReference();
};

void TestHolders::groupsByClassAndName()
{
    HeapBuilder builder("root>global; global>list,a1,a2,weakly; list>#x,#y; weakly>~x");
    builder.name("a1", "Owner").name("a2", "Owner").size("a2", 100);
    builder.edge("a1", "x", "property", "item")
        .edge("a2", "y", "property", "item")
        .edge("a2", "x", "property", "other");
    const HeapPtr heap = builder.open();
    Progress progress;
    const Routes routes(*heap, {}, progress);
    std::vector<std::uint32_t> subjects{builder.node("x").value, builder.node("y").value};
    std::ranges::sort(subjects);
    const Holders holders = findHolders(routes, subjects, progress);
    QCOMPARE(holders.weak, std::uint64_t(1));
    QCOMPARE(holders.fromRoot, std::uint64_t(0));
    QStringList texts;
    for (const HolderGroup& group : holders.groups)
        texts << QString("%1.%2 x%3 of %4")
                     .arg(QString::fromStdString((*heap->classes)[group.type].name),
                          group.anyName ? QString("*") : QString::fromStdString(heap->snapshot->edgeName(group.edge)))
                     .arg(group.references)
                     .arg(group.holders.size());
    texts.sort();
    QCOMPARE(texts, QStringList({"Owner.item x2 of 2", "Owner.other x1 of 1", "list.* x2 of 1"}));
}

void TestHolders::keysOfADictionaryAreOneGroup()
{
    HeapBuilder builder("root>dictionary");
    std::vector<std::uint32_t> subjects;
    for (int i = 0; i < 30; ++i)
        builder.edge("dictionary", "v" + QString::number(i), "property", "key" + QString::number(i));
    const HeapPtr heap = builder.open();
    for (int i = 0; i < 30; ++i)
        subjects.push_back(builder.node("v" + QString::number(i)).value);
    Progress progress;
    const Holders holders = findHolders(Routes(*heap, {}, progress), subjects, progress);
    QCOMPARE(holders.groups.size(), std::size_t(1));
    QCOMPARE(holders.groups[0].references, std::uint64_t(30));
    QCOMPARE(holders.groups[0].holders, std::vector<std::uint32_t>{builder.node("dictionary").value});
    QVERIFY(holders.groups[0].anyName && holders.groups[0].isNearer);
}

void TestHolders::countsEveryReference_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 40; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestHolders::countsEveryReference()
{
    QFETCH(unsigned, seed);
    const HeapPtr heap = test::randomHeap(seed);
    const Snapshot& s = *heap->snapshot;
    Progress progress;
    const Routes routes(*heap, {}, progress);
    std::vector<std::uint32_t> subjects;
    for (std::uint32_t n = 1; n < s.nodeCount(); n += 3)
        subjects.push_back(n);
    std::uint64_t followed = 0, weak = 0;
    std::set<std::uint32_t> sources;
    for (EdgeIndex e = 0; e < s.edgeCount(); ++e) {
        if (!std::ranges::binary_search(subjects, s.edgeTarget(e).value))
            continue;
        if (routes.isFollowed(s.edgeSource(e), e)) {
            ++followed;
            sources.insert(s.edgeSource(e).value);
        } else {
            weak += s.edgeType(e) == EdgeType::Weak;
        }
    }
    const Holders holders = findHolders(routes, subjects, progress);
    std::uint64_t counted = 0;
    std::set<std::uint32_t> found;
    for (const HolderGroup& group : holders.groups) {
        counted += group.references;
        found.insert(group.holders.begin(), group.holders.end());
        QVERIFY(s.edgeSource(group.edge) == group.representative);
    }
    QCOMPARE(counted, followed);
    QCOMPARE(holders.weak, weak);
    QCOMPARE(found, sources);
}

QTEST_APPLESS_MAIN(TestHolders)
#include "tst_holders.moc"
