// What is in an object, from real snapshots of each line of Node (tests/data/fields/fields.js names the objects).
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include "core/analysis/describe.h"
#include "core/heap/fields/decode.h"
#include "core/heap/fields/links.h"
#include "tests/support/heapbuilder.h"

#include <map>

using namespace heapwise;

namespace {

const char* const kFixtures[] = {"fields/fields-18.heapsnapshot.gz", "fields/fields-20.heapsnapshot.gz",
                                 "fields/fields-22.heapsnapshot.gz", "fields/fields-24.heapsnapshot.gz",
                                 "fields/fields-26.heapsnapshot.gz"};

/// The object that path leads to from the program's own: "collections.map", "buffers.views.0".
NodeId at(const Heap& heap, const QString& path)
{
    const Snapshot& snapshot = *heap.snapshot;
    NodeId n;
    for (std::uint32_t i = 0; i < snapshot.nodeCount() && !n.isValid(); ++i)
        if (propertyLink(snapshot, NodeId{i}, "isFieldsProbe").isValid())
            n = NodeId{i};
    for (const QString& step : path.split('.')) {
        bool isIndex = false;
        const uint index = step.toUInt(&isIndex);
        NodeId next = isIndex ? NodeId{} : propertyLink(snapshot, n, step.toStdString());
        if (isIndex && n.isValid())
            forEachEdge(snapshot, n, [&](EdgeIndex e) {
                if (snapshot.edgeType(e) == EdgeType::Element && snapshot.edgeNameOrIndex(e) == index)
                    next = snapshot.edgeTarget(e);
            });
        n = next;
    }
    return n;
}

QString valueText(const Heap& heap, NodeId n, Absence absence)
{
    static const std::map<Absence, QString> kAbsences{
        {Absence::SmallInteger, "?int"},   {Absence::Double, "?double"},         {Absence::Number, "?number"},
        {Absence::IntegerOrHole, "?hole"}, {Absence::BooleanOrNull, "?oddball"}, {Absence::Primitive, "?primitive"},
        {Absence::Collected, "?gone"},     {Absence::NeverWritten, "?never"}};
    if (!n.isValid())
        return absence == Absence::None ? "nothing" : kAbsences.at(absence);
    if (const std::string value = primitiveText(*heap.snapshot, n); !value.empty())
        return QString::fromStdString(value);
    if (heap.snapshot->type(n) == NodeType::String)
        return '"' + QString::fromStdString(heap.snapshot->name(n)).left(40) + '"';
    return QString::fromStdString(heap.snapshot->name(n));
}

struct Decoded {
    DecodedObject object;
    QStringList lines; ///< "name=value", "key->value"

    bool has(const QString& line) const { return lines.contains(line); }
    std::uint64_t number(ObjectFact::Kind kind) const
    {
        const ObjectFact* fact = object.fact(kind);
        return fact ? fact->number : UINT64_MAX;
    }
    QString word(ObjectFact::Kind kind) const
    {
        const ObjectFact* fact = object.fact(kind);
        return fact ? QString::fromStdString(fact->word) : "none";
    }
    QString all() const { return lines.join(" ; "); }
};

Decoded decoded(const Heap& heap, const QString& path, std::size_t limit = 1000)
{
    Decoded result;
    const NodeId n = at(heap, path);
    if (!n.isValid())
        return result;
    result.object = decodeObject(*heap.snapshot, heap.retainers.get(), n, limit, Progress());
    for (const Field& field : result.object.fields) {
        const QString value = valueText(heap, field.value, field.absence);
        if (field.kind == Field::Kind::Entry)
            result.lines << valueText(heap, field.key, field.keyAbsence) + "->" + value;
        else
            result.lines << QString::fromStdString(field.name) + "=" + value;
    }
    return result;
}

using Kind = ObjectFact::Kind;

} // namespace

class TestFields : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }
    void initTestCase();

    void collections_data() { lines(); }
    void collections();
    void weakCollections_data() { lines(); }
    void weakCollections();
    void arrays_data() { lines(); }
    void arrays();
    void propertiesWithoutValue_data() { lines(); }
    void propertiesWithoutValue();
    void scopes_data() { lines(); }
    void scopes();
    void promises_data() { lines(); }
    void promises();
    void timers_data() { lines(); }
    void timers();
    void errors_data() { lines(); }
    void errors();
    void listeners_data() { lines(); }
    void listeners();
    void buffers_data() { lines(); }
    void buffers();
    void values_data() { lines(); }
    void values();
    void streams_data() { lines(); }
    void streams();
    void recordedNumbers();
    void countsAllAndReturnsTheFirst();
    void survivesCircles();
    void everyObjectOfRealHeaps_data();
    void everyObjectOfRealHeaps();

private:
    void lines() const;
    const Heap& heap() const;
    std::map<QString, HeapPtr> m_heaps;
};

void TestFields::initTestCase()
{
    for (const char* name : kFixtures)
        m_heaps[name] = test::fixture(name);
}

void TestFields::lines() const
{
    QTest::addColumn<QString>("fixture");
    for (const char* name : kFixtures)
        QTest::newRow(qPrintable(QFileInfo(name).baseName())) << name;
}

const Heap& TestFields::heap() const
{
    QFETCH(QString, fixture);
    return *m_heaps.at(fixture);
}

void TestFields::collections()
{
    const auto map = decoded(heap(), "collections.map");
    QCOMPARE(map.object.form, ObjectForm::Map);
    QVERIFY2(map.has("\"object\"->Object"), qPrintable(map.all()));
    QVERIFY2(map.has("\"true\"->?primitive"), qPrintable(map.all()));
    QVERIFY2(map.has("\"integer\"->?primitive"), qPrintable(map.all()));
    QVERIFY2(map.has("?primitive->\"seven\""), qPrintable(map.all()));
    QVERIFY2(map.has("Object->heap number"), qPrintable(map.all()));
    QCOMPARE(map.number(Kind::Entries), 5u); // what was deleted is no entry
    QCOMPARE(map.number(Kind::Capacity), 8u);
    QCOMPARE(map.number(Kind::UnusedBytes), 3 * 24u);

    const auto large = decoded(heap(), "collections.large");
    QCOMPARE(large.number(Kind::Entries), 100u);
    QCOMPARE(large.number(Kind::Capacity), 128u);
    QCOMPARE(large.lines.first(), "\"key 0\"->Object");
    QCOMPARE(large.lines[99], "\"key 99\"->Object");

    const auto set = decoded(heap(), "collections.set");
    QCOMPARE(set.object.form, ObjectForm::Set);
    QVERIFY2(set.has("0=\"a\"") && set.has("1=Object"), qPrintable(set.all()));

    QCOMPARE(decoded(heap(), "collections.cache").object.form, ObjectForm::Map); // a subclass
    QCOMPARE(decoded(heap(), "collections.emptyMap").number(Kind::Entries), 0u);
    QCOMPARE(decoded(heap(), "collections.emptyMap").number(Kind::Capacity), 4u);
    QCOMPARE(decoded(heap(), "collections.emptySet").object.form, ObjectForm::Set);
}

void TestFields::weakCollections()
{
    const auto weakMap = decoded(heap(), "collections.weakMap");
    QCOMPARE(weakMap.object.form, ObjectForm::WeakMap);
    QCOMPARE(weakMap.number(Kind::Entries), 1u);
    QVERIFY2(weakMap.has("Object->Object"), qPrintable(weakMap.all()));
    QCOMPARE(weakMap.object.fields.front().key, at(heap(), "key"));
    QVERIFY2(decoded(heap(), "collections.weakSet").has("Object->true"), "weakSet");
    QVERIFY(decoded(heap(), "collections.live").has("target=Object"));
    const auto registry = decoded(heap(), "collections.registry");
    QCOMPARE(registry.object.form, ObjectForm::FinalizationRegistry);
    QCOMPARE(registry.number(Kind::Cells), 1u);
    QVERIFY2(registry.has("callback=cleanUp") && registry.has("Object->Object"), qPrintable(registry.all()));
}

void TestFields::arrays()
{
    const auto mixed = decoded(heap(), "collections.mixed");
    QCOMPARE(mixed.object.form, ObjectForm::Array);
    QVERIFY2(mixed.lines.mid(0, 6) ==
                 QStringList({"1=true", "2=null", "3=\"s\"", "4=Object", "5=heap number", "6=undefined"}),
             qPrintable(mixed.all()));
    QCOMPARE(mixed.number(Kind::Elements), 7u);
    QCOMPARE(mixed.number(Kind::Capacity), 7u);
    QCOMPARE(mixed.number(Kind::Unseen), 1u);
    const auto doubles = decoded(heap(), "collections.doubles");
    QCOMPARE(doubles.number(Kind::Unseen), 3u);
    QCOMPARE(doubles.object.fact(Kind::Unseen)->absence, Absence::Number);
    QVERIFY(decoded(heap(), "collections.integers").number(Kind::Unseen) >= 3);
    QVERIFY(!decoded(heap(), "collections.empty").object.fact(Kind::Unseen));
    QVERIFY(decoded(heap(), "collections.sparse").object.fact(Kind::Sparse));
}

void TestFields::propertiesWithoutValue()
{
    const auto shape = decoded(heap(), "shape");
    for (const char* line : {"object=Object", "yes=true", "first=?number", "ratio=?number", "last=?number"})
        QVERIFY2(shape.has(line), qPrintable(QString(line) + " in " + shape.all()));
    QVERIFY2(shape.has("#hidden=Object"), qPrintable(shape.all()));
    const auto integers = decoded(heap(), "numbersOnly");
    for (const char* line : {"text=\"some\"", "count=?int", "size=?int"})
        QVERIFY2(integers.has(line), qPrintable(QString(line) + " in " + integers.all()));
}

void TestFields::scopes()
{
    // for (...) { const list, owner }: no integer among them, so the names are certain.
    const auto certain = decoded(heap(), "scopes.inBlocks.0");
    QCOMPARE(certain.object.form, ObjectForm::Function);
    QVERIFY2(certain.has("list=Array") && certain.has("owner=Object"), qPrintable(certain.all()));
    // { const integer, flag, object }: the integer has no slot that can be seen, and true is left out.
    const auto uncertain = decoded(heap(), "scopes.inBlocks.2");
    QVERIFY2(uncertain.has("flag | object=Object"), qPrintable(uncertain.all()));
    QVERIFY2(uncertain.has("integer=?primitive"), qPrintable(uncertain.all()));
    const auto inner = decoded(heap(), "scopes.inFunction");
    QCOMPARE(inner.word(Kind::FunctionName), "inner");
    for (const char* line : {"argument=Object", "local=Object", "nothing=null", "number=?int"})
        QVERIFY2(inner.has(line), qPrintable(QString(line) + " in " + inner.all()));
    QVERIFY2(decoded(heap(), "scopes.caught").has("problem=Error"), "a catch block");
    const auto bound = decoded(heap(), "scopes.bound");
    QVERIFY2(bound.has("bound_this=Object") && bound.has("bound_function=outer") &&
                 bound.has("bound_argument_0=\"first argument\""),
             qPrintable(bound.all()));
    const auto started = decoded(heap(), "scopes.started");
    QCOMPARE(started.object.form, ObjectForm::Generator);
    QCOMPARE(started.word(Kind::FunctionName), "numbers");
    QCOMPARE(started.word(Kind::State), "suspended");
}

void TestFields::promises()
{
    const auto pending = decoded(heap(), "promises.pending");
    QCOMPARE(pending.word(Kind::State), "pending");
    QCOMPARE(pending.number(Kind::Reactions), 2u);
    for (const char* line :
         {"on fulfilled=onValue", "on rejected=onError", "derived promise=Promise", "awaited by=waits"})
        QVERIFY2(pending.has(line), qPrintable(QString(line) + " in " + pending.all()));
    const auto fulfilled = decoded(heap(), "promises.fulfilled");
    QCOMPARE(fulfilled.word(Kind::State), "settled");
    QVERIFY2(fulfilled.has("result=Object"), qPrintable(fulfilled.all()));
    QVERIFY(decoded(heap(), "promises.rejected").has("result=Error"));
    const auto untouched = decoded(heap(), "promises.untouched");
    QCOMPARE(untouched.object.form, ObjectForm::Promise);
    QCOMPARE(untouched.object.fact(Kind::State)->absence, Absence::NeverWritten);
}

void TestFields::timers()
{
    const auto interval = decoded(heap(), "timers.interval");
    QCOMPARE(interval.word(Kind::TimerKind), "interval");
    QCOMPARE(interval.word(Kind::State), "active");
    QCOMPARE(interval.number(Kind::Delay), 1234u);
    QVERIFY(!interval.object.fact(Kind::Unreferenced));
    const auto timeout = decoded(heap(), "timers.timeout");
    QCOMPARE(timeout.word(Kind::TimerKind), "timeout");
    QCOMPARE(timeout.number(Kind::Delay), 5678u);
    QVERIFY(timeout.object.fact(Kind::Unreferenced));
    QVERIFY2(timeout.has("_onTimeout=late"), qPrintable(timeout.all()));
    QVERIFY2(timeout.lines.filter("_idleTimeout=?").size() == 1, qPrintable(timeout.all()));
    QCOMPARE(decoded(heap(), "timers.immediate").word(Kind::TimerKind), "immediate");
    QCOMPARE(decoded(heap(), "timers.cleared").word(Kind::State), "cleared");
}

void TestFields::errors()
{
    const auto unread = decoded(heap(), "errors.unread");
    QCOMPARE(unread.object.form, ObjectForm::Error);
    QCOMPARE(unread.word(Kind::Message), "unread");
    QVERIFY2(unread.number(Kind::Frames) >= 2 && unread.has("call 0=errors"), qPrintable(unread.all()));
    const auto read = decoded(heap(), "errors.read");
    QVERIFY(!read.object.fact(Kind::Frames));
    QVERIFY2(read.lines.filter(QRegularExpression("^stack=")).size() >= 1, qPrintable(read.all()));
    QCOMPARE(decoded(heap(), "errors.own").object.form, ObjectForm::Error);
    QCOMPARE(decoded(heap(), "errors.own").word(Kind::Message), "own");
}

void TestFields::listeners()
{
    const auto emitter = decoded(heap(), "listeners.emitter");
    QCOMPARE(emitter.object.form, ObjectForm::Emitter);
    QCOMPARE(emitter.number(Kind::Listeners), 22u);
    QCOMPARE(emitter.number(Kind::DistinctFunctions), 3u);
    QCOMPARE(emitter.lines.filter("many=repeated").size(), 20);
    QVERIFY2(emitter.has("one=single") && emitter.has("once=wrapped"), qPrintable(emitter.all()));
    const auto target = decoded(heap(), "listeners.target");
    QCOMPARE(target.object.form, ObjectForm::EventTarget);
    QVERIFY2(target.has("change=changed") && target.has("change=again"), qPrintable(target.all()));
    QVERIFY(decoded(heap(), "listeners.signal").has("abort=aborted"));
}

void TestFields::buffers()
{
    const auto memory = decoded(heap(), "buffers.memory");
    QCOMPARE(memory.object.form, ObjectForm::ArrayBuffer);
    QCOMPARE(memory.number(Kind::ByteLength), 4096u);
    QCOMPARE(memory.number(Kind::Views), 2u);
    QCOMPARE(decoded(heap(), "buffers.views.0").object.form, ObjectForm::View);
    QCOMPARE(decoded(heap(), "buffers.views.1").number(Kind::ByteLength), 4096u);
    QCOMPARE(decoded(heap(), "buffers.part").number(Kind::ByteLength), 20000u); // what the slice keeps alive
    QCOMPARE(decoded(heap(), "buffers.part").number(Kind::Views), 2u);
    QVERIFY(decoded(heap(), "buffers.pooled").number(Kind::ByteLength) >= 8192);
    const auto small = decoded(heap(), "buffers.small");
    QVERIFY(small.object.fact(Kind::OnHeap));
    QCOMPARE(small.number(Kind::ByteLength), 8u);
}

void TestFields::values()
{
    const auto rope = decoded(heap(), "values.rope");
    QVERIFY2(rope.object.fields.size() == 2 && rope.lines[0].startsWith("first="), qPrintable(rope.all()));
    const auto slice = decoded(heap(), "values.slice");
    QCOMPARE(slice.object.fields.front().value, at(heap(), "values.text"));
    QVERIFY(slice.has("offset=?never"));
    QVERIFY(decoded(heap(), "values.text").object.fact(Kind::Cut));
    QVERIFY(!decoded(heap(), "values.short").object.fact(Kind::Cut));
    const auto all = decoded(heap(), "values");
    for (const char* line : {"yes=true", "no=false", "nothing=null", "missing=undefined"})
        QVERIFY2(all.has(line), qPrintable(QString(line) + " in " + all.all()));
    QCOMPARE(decoded(heap(), "values.symbol").word(Kind::Description), "described");
    QVERIFY(decoded(heap(), "values.boxed").has("value=\"boxed text\""));
    QVERIFY(decoded(heap(), "values.boxedNumber").has("value=?primitive"));
    QCOMPARE(decoded(heap(), "values.expression").word(Kind::Description), "a(b+)c");
    QVERIFY(decoded(heap(), "values.proxy").has("target=Object"));
    QVERIFY(decoded(heap(), "values.accessor").lines.first().startsWith("get now="));
    QVERIFY(decoded(heap(), "values.big").has("value=?never"));
}

void TestFields::streams()
{
    QCOMPARE(decoded(heap(), "streams.open").word(Kind::State), "open");
    QCOMPARE(decoded(heap(), "streams.closed").word(Kind::State), "closed");
}

void TestFields::recordedNumbers()
{
    const HeapPtr numeric = test::fixture("fields/fields-numeric-22.heapsnapshot.gz");
    QVERIFY(numeric);
    const auto shape = decoded(*numeric, "shape");
    for (const char* line : {"first=1", "ratio=2.5", "last=7"})
        QVERIFY2(shape.has(line), qPrintable(QString(line) + " in " + shape.all()));
    QCOMPARE(decoded(*numeric, "timers.timeout").number(Kind::Delay), 5678u);
    QVERIFY2(decoded(*numeric, "collections.mixed").has("0=1"), "an element");
}

void TestFields::countsAllAndReturnsTheFirst()
{
    const auto large = decoded(*m_heaps.begin()->second, "collections.large", 10);
    QCOMPARE(large.object.fields.size(), 10u);
    QVERIFY(large.object.fieldCount >= 100);
    QCOMPARE(large.number(Kind::Entries), 100u);
}

void TestFields::survivesCircles()
{
    // A list of listeners, a prototype, a scope and a list of timers that lead back to themselves.
    test::HeapBuilder builder("root>target,error,closure,timer; error>error");
    builder.edge("target", "map", "property", "<symbol kEvents>").edge("map", "table", "internal", "table");
    builder.type("table", "array").edge("table", "head", "internal", "5").edge("head", "l", "property", "next");
    builder.edge("l", "l", "property", "next").edge("l", "closure", "property", "listener");
    builder.edge("error", "error", "property", "__proto__");
    builder.type("closure", "closure").name("scope", "system / Context");
    builder.edge("closure", "scope", "internal", "context").edge("scope", "scope", "internal", "previous");
    builder.name("timer", "Timeout").edge("timer", "timer", "property", "_idleNext");
    const HeapPtr heap = builder.open();
    for (std::uint32_t i = 0; i < heap->snapshot->nodeCount(); ++i)
        decodeObject(*heap->snapshot, heap->retainers.get(), NodeId{i}, 100, Progress());
}

void TestFields::everyObjectOfRealHeaps_data()
{
    QTest::addColumn<QString>("fixture");
    for (const char* name :
         {"zoo-24.heapsnapshot.gz", "nonglobalroots-18.heapsnapshot.gz", "internals-26.heapsnapshot.gz",
          "samples-20.heaptimeline.gz", "numeric-22.heapsnapshot.gz"})
        QTest::newRow(name) << name;
}

/// Nothing breaks on any object, fields lead to real objects, and a value is there or has a reason not to be.
void TestFields::everyObjectOfRealHeaps()
{
    QFETCH(QString, fixture);
    const HeapPtr heap = test::fixture(fixture);
    QVERIFY(heap);
    const Snapshot& snapshot = *heap->snapshot;
    std::uint64_t fields = 0;
    for (std::uint32_t i = 0; i < snapshot.nodeCount(); ++i) {
        const auto object = decodeObject(snapshot, heap->retainers.get(), NodeId{i}, 50, Progress());
        QVERIFY(object.fieldCount >= object.fields.size());
        for (const Field& field : object.fields) {
            ++fields;
            QCOMPARE(field.value.isValid(), field.absence == Absence::None);
            if (field.edge != Field::kNoEdge)
                QCOMPARE(snapshot.edgeTarget(field.edge), field.value);
        }
    }
    QVERIFY(fields > 10'000);
}

QTEST_APPLESS_MAIN(TestFields)
#include "tst_fields.moc"
