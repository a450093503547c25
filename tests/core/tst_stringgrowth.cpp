// Texts that take more memory than before, against adding up strings one by one.
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/comparison/stringgrowth.h"
#include "core/snapshot/jsonstring.h"
#include "tests/support/heapbuilder.h"

#include <map>

using namespace heapwise;
using test::HeapBuilder;

namespace {

HeapPtr moment(const QString& name)
{
    return test::fixture("moments/" + name + ".heapsnapshot.gz");
}

StringGrowth growthOf(const HeapPtr& before, const HeapPtr& after, std::size_t most = SIZE_MAX)
{
    Progress progress;
    return findGrownStrings(*compare({before, after}, {}, progress), most, progress);
}

/// So many strings of a text, each of that size, held by one object.
void add(HeapBuilder& heap, const QString& text, int count, int size)
{
    for (int i = 0; i < count; ++i) {
        const QString node = text + QString::number(i);
        heap.edge("holder", node, "property", node).type(node, "string").name(node, text).size(node, size);
    }
}

struct TextSums {
    std::uint64_t count = 0;
    Size bytes = 0;
};

/// Flat texts of a snapshot, one by one.
std::map<std::string, TextSums> textsOf(const Heap& heap)
{
    std::map<std::string, TextSums> texts;
    for (std::uint32_t n = 0; n < heap.snapshot->nodeCount(); ++n) {
        const NodeId node{n};
        if (heap.snapshot->type(node) != NodeType::String || heap.objects->shallowSize(node) == 0)
            continue;
        TextSums& sums = texts[heap.snapshot->name(node)];
        ++sums.count;
        sums.bytes += heap.objects->shallowSize(node);
    }
    return texts;
}

} // namespace

class TestStringGrowth : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void textsByWhatTheySay();
    void realSnapshots_data();
    void realSnapshots();
    void stops();
};

void TestStringGrowth::textsByWhatTheySay()
{
    HeapBuilder before("root>holder"), after("root>holder");
    add(before, "same", 3, 24);
    add(after, "same", 3, 24);
    add(before, "more", 2, 32);
    add(after, "more", 5, 32);
    add(before, "less", 4, 40);
    add(after, "less", 1, 40);
    add(after, "new", 1, 400);
    add(before, "gone", 1, 500);
    const StringGrowth growth = growthOf(before.open(), after.open());
    QCOMPARE(growth.grownTexts, std::uint64_t(2));
    QCOMPARE(growth.grownBytes, Size(400 + 3 * 32));
    QCOMPARE(growth.grown.size(), std::size_t(2));
    const HeapPtr last = after.open();
    QCOMPARE(textOf(*last, growth.last, growth.grown[0].group), std::string("new"));
    QCOMPARE(growth.grown[0].countBefore, std::uint64_t(0));
    const GrownString& more = growth.grown[1];
    QCOMPARE(textOf(*last, growth.last, more.group), std::string("more"));
    QCOMPARE(more.countBefore, std::uint64_t(2));
    QCOMPARE(more.countAfter, std::uint64_t(5));
    QCOMPARE(more.bytesBefore, Size(64));
    QCOMPARE(more.growth(), Size(96));
    QCOMPARE(more.wastedAfter, Size(4 * 32));
    QCOMPARE(growth.before.strings, std::uint64_t(10));
    QCOMPARE(growth.after.strings, std::uint64_t(10));
    QCOMPARE(growthOf(before.open(), after.open(), 1).grown.size(), std::size_t(1));
    QCOMPARE(growthOf(before.open(), after.open(), 1).grownTexts, std::uint64_t(2));
}

void TestStringGrowth::realSnapshots_data()
{
    QTest::addColumn<QString>("after");
    QTest::newRow("of one process") << "first-2";
    QTest::newRow("of two processes") << "other-2";
}

void TestStringGrowth::realSnapshots()
{
    QFETCH(QString, after);
    const HeapPtr first = moment("first-1"), last = moment(after);
    const StringGrowth growth = growthOf(first, last);
    const auto before = textsOf(*first), now = textsOf(*last);
    std::map<std::string, GrownString> found;
    for (const GrownString& grown : growth.grown) {
        const StringGroup& group = growth.last[grown.group];
        if (group.kind == StringKind::Sliced || group.kind == StringKind::Concatenated)
            continue;
        const std::string name = last->snapshot->name(growth.last.anyOf(grown.group));
        QVERIFY2(found.emplace(name, grown).second, name.c_str()); // each text once
    }
    QVERIFY(found.size() > 3);
    for (const auto& [text, sums] : now) {
        const auto was = before.find(text);
        const Size earlier = was == before.end() ? 0 : was->second.bytes;
        const auto at = found.find(text);
        QCOMPARE(at != found.end(), sums.bytes > earlier);
        if (at == found.end())
            continue;
        QCOMPARE(at->second.countAfter, sums.count);
        QCOMPARE(at->second.countBefore, was == before.end() ? 0 : was->second.count);
        QCOMPARE(at->second.growth(), sums.bytes - earlier);
    }
}

void TestStringGrowth::stops()
{
    Progress progress;
    const ComparisonPtr comparison = compare({moment("first-1"), moment("first-2")}, {}, progress);
    progress.requestStop();
    findGrownStrings(*comparison, 10, progress);
}

QTEST_APPLESS_MAIN(TestStringGrowth)
#include "tst_stringgrowth.moc"
