// What queries find: on random heaps against a plain evaluation of each condition, on real ones against what
// is known of them.
#include <QTest>

#include "core/analysis/paths.h"
#include "core/analysis/query/complete.h"
#include "core/analysis/query/parser.h"
#include "core/analysis/query/propertypath.h"
#include "core/analysis/query/run.h"
#include "core/heap/fields/links.h"
#include "tests/support/heapbuilder.h"
#include "tests/support/randomheap.h"

#include <map>
#include <random>

using namespace heapwise;
using query::FieldId;
using query::Term;

namespace {

using Nodes = std::vector<std::uint32_t>;

std::variant<query::BoundQueryPtr, query::QueryError> bound(const Heap& heap, const QString& text,
                                                            const query::ComparedSnapshots& snapshots = {},
                                                            query::Purpose purpose = query::Purpose::Tests)
{
    auto parsed = query::parse(text.toStdString());
    if (auto* error = std::get_if<query::QueryError>(&parsed))
        return *error;
    return query::bind(std::get<query::Query>(parsed), heap, Progress(), snapshots, purpose);
}

Nodes find(const Heap& heap, const QString& text, unsigned threads = 2)
{
    const auto query = bound(heap, text);
    if (std::holds_alternative<query::QueryError>(query)) {
        qWarning("%s: error %d", qPrintable(text), int(std::get<query::QueryError>(query).code));
        return {};
    }
    Progress progress;
    const Nodes found = query::findAll(*std::get<query::BoundQueryPtr>(query), progress, threads);
    // Bound for a search it may go another way, to the same objects.
    const auto forSearch = bound(heap, text, {}, query::Purpose::Search);
    if (query::findAll(*std::get<query::BoundQueryPtr>(forSearch), progress, threads) != found)
        qWarning("%s: a search finds other objects", qPrintable(text));
    return found;
}

/// Answers each condition for one object by looking at whatever it takes, without anything worked out before.
class PlainEvaluation {
public:
    explicit PlainEvaluation(const Heap& heap)
        : m_heap(heap)
        , m_snapshot(*heap.snapshot)
    {}

    Nodes find(const query::Query& query)
    {
        m_all = asksForAll(query.root);
        Nodes nodes;
        for (std::uint32_t n = 0; n < m_snapshot.nodeCount(); ++n)
            if ((m_all || m_heap.objects->shallowSize(NodeId{n}) != 0) && test(query.root, NodeId{n}))
                nodes.push_back(n);
        return nodes;
    }

private:
    static bool asksForAll(const Term& term)
    {
        bool asks = term.kind == Term::Kind::Object ||
                    (term.kind == Term::Kind::Field && term.field == FieldId::Size && term.bounds.contains(0));
        for (const Term& part : term.terms)
            asks = asks || asksForAll(part);
        return asks;
    }

    bool test(const Term& term, NodeId n)
    {
        switch (term.kind) {
        case Term::Kind::And:
            return std::all_of(term.terms.begin(), term.terms.end(), [&](const Term& t) { return test(t, n); });
        case Term::Kind::Or:
            return std::any_of(term.terms.begin(), term.terms.end(), [&](const Term& t) { return test(t, n); });
        case Term::Kind::Not:
            return !test(term.terms.front(), n);
        case Term::Kind::Name:
            return isNamedLike(term, n);
        case Term::Kind::Object:
            return m_snapshot.objectId(n) == term.object;
        case Term::Kind::Property:
            return testProperty(term, n);
        case Term::Kind::Field:
            break;
        }
        return testField(term, n);
    }

    bool isNamedLike(const Term& term, NodeId n) const
    {
        return term.pattern.matches(m_heap.classes->nameOf(n)) ||
               (m_snapshot.type(n) == NodeType::Closure && term.pattern.matches(m_snapshot.name(n)));
    }
    bool isSubject(const Term& term, NodeId n) const
    {
        return term.object.isValid() ? m_snapshot.objectId(n) == term.object : isNamedLike(term, n);
    }
    bool within(const Term& term, double value) const
    {
        const double factor = term.bounds.isPercent ? double(m_heap.totalSize()) / 100 : 1;
        query::Bounds bounds = term.bounds;
        bounds.least *= factor;
        bounds.most *= factor;
        return bounds.contains(value);
    }

    bool testField(const Term& term, NodeId n)
    {
        switch (term.field) {
        case FieldId::Class:
            return term.pattern.matches(m_heap.classes->nameOf(n));
        case FieldId::Kind: {
            const bool isArray = m_snapshot.name(n) == "Array";
            const NodeType type = m_snapshot.type(n);
            const QString kind = QString::fromStdString(term.text);
            return kind == "object"   ? type == NodeType::Object && !isArray
                   : kind == "array"  ? type == NodeType::Array || (type == NodeType::Object && isArray)
                   : kind == "system" ? type == NodeType::Hidden || type == NodeType::Synthetic
                                      : false;
        }
        case FieldId::Size:
            return within(term, double(m_heap.objects->shallowSize(n)));
        case FieldId::Retained:
            return within(term, double(m_heap.dominators->retainedSize(n)));
        case FieldId::Distance: {
            const std::int32_t distance = (*m_heap.distances)[n];
            return Distances::isFinite(distance) && within(term, distance);
        }
        case FieldId::Refs:
            return within(term, double(m_snapshot.endEdge(n) - m_snapshot.firstEdge(n)));
        case FieldId::Retainers:
            return within(term, double(countRetainers(m_heap, n).strong));
        case FieldId::Has:
            for (EdgeIndex e = m_snapshot.firstEdge(n); e < m_snapshot.endEdge(n); ++e)
                if (isNamedReference(e) && term.pattern.matches(m_snapshot.edgeName(e)))
                    return true;
            return false;
        case FieldId::Under:
            for (NodeId above = n; above != m_snapshot.root();) {
                above = m_heap.dominators->immediateDominator(above);
                if (isSubject(term, above))
                    return true;
            }
            return false;
        case FieldId::Via:
            return isVia(term, n);
        default:
            return false;
        }
    }

    bool isNamedReference(EdgeIndex e) const
    {
        return m_snapshot.edgeType(e) == EdgeType::Property || m_snapshot.edgeType(e) == EdgeType::Context;
    }

    /// Some object one step nearer is one of the subjects, or has one nearer still.
    bool isVia(const Term& term, NodeId n)
    {
        const std::int32_t distance = (*m_heap.distances)[n];
        for (std::uint32_t m = 0; m < m_snapshot.nodeCount(); ++m) {
            const NodeId source{m};
            const std::int32_t nearer = (*m_heap.distances)[source];
            const bool isRoot = source == m_snapshot.root();
            const bool isStep = isRoot ? distance == 1 || distance == Distances::kSystem + 1 : false;
            if (!isStep && !(nearer != Distances::kUnreached && nearer + 1 == distance))
                continue;
            for (EdgeIndex e = m_snapshot.firstEdge(source); e < m_snapshot.endEdge(source); ++e)
                if (m_snapshot.edgeTarget(e) == n && m_snapshot.edgeType(e) != EdgeType::Weak &&
                    (isSubject(term, source) || (!isRoot && isVia(term, source))))
                    return true;
        }
        return false;
    }

    bool testProperty(const Term& term, NodeId n) const
    {
        for (const query::PathStep& step : term.path) {
            NodeId next;
            for (EdgeIndex e = m_snapshot.firstEdge(n); e < m_snapshot.endEdge(n) && !next.isValid(); ++e) {
                const bool isIt =
                    step.kind == query::PathStep::Kind::Index
                        ? m_snapshot.edgeType(e) == EdgeType::Element && m_snapshot.edgeNameOrIndex(e) == step.index
                        : isNamedReference(e) && m_snapshot.edgeName(e) == step.name;
                if (isIt)
                    next = m_snapshot.edgeTarget(e);
            }
            if (!next.isValid())
                return false;
            n = next;
        }
        const bool isLike = term.operand == query::Operand::Object  ? m_snapshot.objectId(n) == term.object
                            : term.operand == query::Operand::Class ? isNamedLike(term, n)
                                                                    : true;
        return isLike != term.isUnequal;
    }

    const Heap& m_heap;
    const Snapshot& m_snapshot;
    bool m_all = false;
};

/// Conditions joined at random.
QString randomQuery(std::mt19937& numbers, int depth = 0)
{
    static const QStringList kConditions{"A",
                                         "b",
                                         "B*",
                                         "\"C\"",
                                         "/^[AB]$/",
                                         "class:a",
                                         "class!=B",
                                         "class~c",
                                         "kind:object",
                                         "kind:system",
                                         "kind:array",
                                         "size>40",
                                         "size=0",
                                         "size<=80",
                                         "size!=8..64",
                                         "retained>=200",
                                         "retained<50%",
                                         "retained>1.5%",
                                         "distance<=2",
                                         "distance=1..3",
                                         "refs>2",
                                         "refs=0",
                                         "retainers=1",
                                         "retainers>2",
                                         "retainers=0",
                                         "has:a",
                                         "has:B",
                                         "has:n*",
                                         ".a",
                                         ".a:B",
                                         ".next.a",
                                         ".b.next:A",
                                         ".a!=@5",
                                         ".a=@7",
                                         ".a.b.next",
                                         "[5]",
                                         "[7]:A",
                                         "under:@%1",
                                         "under:A",
                                         "under:@1",
                                         "via:@%1",
                                         "via:B",
                                         "via:@1",
                                         "@%1"};
    const auto next = [&](unsigned below) { return unsigned(numbers()) % below; };
    if (depth > 3 || next(3) == 0) {
        const QString condition = kConditions[int(next(unsigned(kConditions.size())))];
        return (next(4) == 0 ? "-" : "") + (condition.contains("%1") ? condition.arg(2 * next(24) + 1) : condition);
    }
    QStringList parts;
    for (unsigned i = 0; i <= next(3); ++i)
        parts << randomQuery(numbers, depth + 1);
    return (next(5) == 0 ? "-(" : "(") + parts.join(next(2) == 0 ? " or " : " ") + ")";
}

/// V8's names of the kinds, each object in one.
const QStringList kKinds{"object", "closure", "array", "string", "code", "number", "native", "system"};

Size shallowSum(const Heap& heap, const Nodes& nodes)
{
    Size sum = 0;
    for (const std::uint32_t n : nodes)
        sum += heap.objects->shallowSize(NodeId{n});
    return sum;
}

} // namespace

class TestQueryFind : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }
    void asAPlainEvaluation();
    void realHeaps_data();
    void realHeaps();
    void fieldsOfPrograms_data();
    void fieldsOfPrograms();
    void functionsByTheirNames();
    void textsOfParts();
    void valuesOfProperties();
    void filesOfFunctions();
    void stagesThatAreNotThere();
    void comparisons();
    void notes();
    void completions_data();
    void completions();
};

void TestQueryFind::asAPlainEvaluation()
{
    std::mt19937 numbers(7);
    std::size_t found = 0;
    for (unsigned seed = 0; seed < 150; ++seed) {
        const HeapPtr heap = test::randomHeap(seed);
        QVERIFY(heap);
        for (int i = 0; i < 30; ++i) {
            const QString text = randomQuery(numbers);
            auto parsed = query::parse(text.toStdString());
            QVERIFY2(std::holds_alternative<query::Query>(parsed), qPrintable(text));
            const Nodes expected = PlainEvaluation(*heap).find(std::get<query::Query>(parsed));
            const Nodes nodes = find(*heap, text, 1 + unsigned(i) % 2);
            QVERIFY2(nodes == expected, qPrintable(QString("seed %1: %2").arg(seed).arg(text)));
            found += nodes.size();
        }
    }
    QVERIFY(found > 10'000); // the conditions are true of something
}

void TestQueryFind::realHeaps_data()
{
    QTest::addColumn<QString>("file");
    for (const char* const name : {"bare-18", "bare-20", "bare-22", "bare-26", "express-20", "zoo-24"})
        QTest::newRow(name) << QString(name) + ".heapsnapshot.gz";
}

/// Numbers agree with the class table and the dominator tree.
void TestQueryFind::realHeaps()
{
    QFETCH(QString, file);
    const HeapPtr heap = test::fixture(file);
    QVERIFY(heap);
    std::map<std::string, Nodes> classes;
    for (std::uint32_t c = 0; c < heap->classes->size(); ++c)
        for (const std::uint32_t n : heap->classes->instances(ClassId{c}))
            classes[(*heap->classes)[ClassId{c}].name].push_back(n);
    int checked = 0;
    for (auto& [name, nodes] : classes) {
        if (name.find('"') != name.npos || name.find('\\') != name.npos || ++checked > 60)
            continue;
        std::sort(nodes.begin(), nodes.end());
        QCOMPARE(find(*heap, QString("class=\"%1\"").arg(QString::fromStdString(name))), nodes);
    }
    Size sum = 0;
    for (const QString& kind : kKinds)
        sum += shallowSum(*heap, find(*heap, "kind:" + kind));
    QCOMPARE(sum + heap->snapshot->info().extraNativeBytes, heap->totalSize());

    const NodeId map{classes.at("Map").front()};
    const auto below = find(*heap, QString("under:@%1 or @%1").arg(heap->snapshot->objectId(map).value));
    QCOMPARE(shallowSum(*heap, below), heap->dominators->retainedSize(map));
    QCOMPARE(find(*heap, "distance>=0 -via:@1"), Nodes());
    QCOMPARE(find(*heap, "size>=0").size(), std::size_t(heap->snapshot->nodeCount()));
}

void TestQueryFind::fieldsOfPrograms_data()
{
    QTest::addColumn<QString>("file");
    for (const char* const version : {"18", "20", "22", "24", "26"})
        QTest::newRow(version) << QString("fields/fields-%1.heapsnapshot.gz").arg(version);
}

/// tests/data/fields/fields.js makes the objects.
void TestQueryFind::fieldsOfPrograms()
{
    QFETCH(QString, file);
    const HeapPtr heap = test::fixture(file);
    QVERIFY(heap);
    const Nodes shape = find(*heap, "class=Shape has:first -.constructor");
    QCOMPARE(shape.size(), std::size_t(1));
    QCOMPARE(find(*heap, "class=Shape .yes=true"), shape);
    QCOMPARE(find(*heap, "class=Shape .yes=false"), Nodes());
    QCOMPARE(find(*heap, "class=Shape .yes!=false"), shape);
    QCOMPARE(find(*heap, "class=Shape has:last"), shape); // an integer: only the shape has its name
    QCOMPARE(find(*heap, "class=Shape .#hidden"), shape);
    QCOMPARE(find(*heap, "class=Integers .text=some has:count has:size -has:other").size(), std::size_t(1));
    QCOMPARE(find(*heap, ".isFieldsProbe=yes .values.nothing=null .values.missing=undefined .values.no=false").size(),
             std::size_t(1));
    QCOMPARE(find(*heap, ".isFieldsProbe=yes .shape:Shape .shape.object:Object").size(), std::size_t(1));
    QCOMPARE(find(*heap, R"(.isFieldsProbe .collections.large["key 42"])").size(), std::size_t(1));
    QCOMPARE(find(*heap, R"(.isFieldsProbe .collections.large["key 420"])"), Nodes());
    QCOMPARE(find(*heap, ".isFieldsProbe .buffers.views[1]:DataView").size(), std::size_t(1));
    QCOMPARE(find(*heap, ".isFieldsProbe .scopes.inFunction.argument").size(), std::size_t(1));
    QVERIFY(!find(*heap, "inner .local").empty()); // a variable of the function around it
    QCOMPARE(find(*heap, "class:ReadStream .fd=null -.constructor").size(), std::size_t(1));
    QVERIFY(!find(*heap, "text:\"start of a concatenated string, 0, 1\" kind:concatenated").empty());
    QVERIFY(!find(*heap, "file:fields.js kind:closure inner").empty());
}

void TestQueryFind::functionsByTheirNames()
{
    test::HeapBuilder builder("root>app; app>onTick,other,text,Timer");
    builder.type("onTick", "closure").type("other", "closure").type("text", "string").name("text", "onTick in a text");
    const HeapPtr heap = builder.open();
    const Nodes onTick{builder.node("onTick").value};
    QCOMPARE(find(*heap, "ontick"), onTick);
    QCOMPARE(find(*heap, "/^on[A-Z]/"), onTick);
    QCOMPARE(find(*heap, "class:Function").size(), std::size_t(2));
    QCOMPARE(find(*heap, "class:onTick"), Nodes());
    QCOMPARE(find(*heap, "text:onTick"), Nodes{builder.node("text").value});
    QCOMPARE(find(*heap, "via:onTick"), Nodes());
    QCOMPARE(find(*heap, "via:app class:Timer"), Nodes{builder.node("Timer").value});
}

void TestQueryFind::textsOfParts()
{
    test::HeapBuilder builder("root>rope,loop; rope>!first,!second; loop>!first");
    builder.type("rope", "concatenated string").type("loop", "concatenated string");
    builder.type("first", "string").name("first", "Bearer ey").type("second", "string").name("second", "Jabc");
    builder.edge("loop", "loop", "internal", "second");
    const HeapPtr heap = builder.open();
    QCOMPARE(find(*heap, "text:\"eyJ\""), Nodes{builder.node("rope").value});
    QCOMPARE(find(*heap, "text:/^Bearer eyJ/"), Nodes{builder.node("rope").value});
    QCOMPARE(find(*heap, "text:bearer kind:concatenated").size(), std::size_t(2)); // one is a circle
}

void TestQueryFind::valuesOfProperties()
{
    test::HeapBuilder builder("root>one,two,three; one>null,text; two>true; three>number");
    builder.type("null", "hidden").type("true", "hidden").type("text", "string").name("text", "GET /api/users");
    builder.type("number", "number").name("number", "heap number").type("digits", "string").name("digits", "2.5");
    builder.edge("number", "digits", "internal", "value");
    builder.edge("one", "three", "property", "<symbol kOwner>");
    builder.edge("two", "text", "property", "true");
    const HeapPtr heap = builder.open();
    const Nodes one{builder.node("one").value}, two{builder.node("two").value}, three{builder.node("three").value};
    QCOMPARE(find(*heap, ".null=null"), one);
    QCOMPARE(find(*heap, ".null=undefined"), Nodes());
    QCOMPARE(find(*heap, ".true=true"), two);
    QCOMPARE(find(*heap, ".text~\"/api\""), one);
    QCOMPARE(find(*heap, ".text~/^get/i"), one);
    QCOMPARE(find(*heap, ".text=\"GET /api/users\""), one);
    QCOMPARE(find(*heap, ".text=\"GET\""), Nodes());
    QCOMPARE(find(*heap, ".number=2.5"), three);
    QCOMPARE(find(*heap, ".number>2"), three);
    QCOMPARE(find(*heap, ".number<2.5"), Nodes());
    QCOMPARE(find(*heap, ".number!=2.5"), Nodes());
    QCOMPARE(find(*heap, ".kOwner.number>=2.5"), one);
    QCOMPARE(find(*heap, ".\"<symbol kOwner>\":three"), one);
    QCOMPARE(find(*heap, "has:kOwner"), one);
}

void TestQueryFind::filesOfFunctions()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    QVERIFY(heap);
    const Nodes entries = find(*heap, "class=AuditEntry -has:constructor");
    QVERIFY(entries.size() >= 100);
    QCOMPARE(find(*heap, "class=AuditEntry -has:constructor file:express-app.js"), entries);
    QCOMPARE(find(*heap, "class=AuditEntry -has:constructor file:node_modules/*"), Nodes());
    QVERIFY(!find(*heap, "file:node_modules/express/* kind:function").empty());
    QCOMPARE(find(*heap, "class=AuditEntry -has:constructor .req:IncomingMessage .req.url~/^.users/"),
             find(*heap, "class=AuditEntry -has:constructor"));
}

void TestQueryFind::stagesThatAreNotThere()
{
    test::HeapBuilder builder("root>a; a>b");
    const auto stages = builder.openStages();
    int refused = 0;
    for (const HeapPtr& heap : stages) {
        if (!heap->has(Stage::Objects))
            continue;
        for (const auto& field : query::fields()) {
            const QString name = QString::fromUtf8(field.name.data(), qsizetype(field.name.size()));
            const QString value = field.value == query::ValueKind::Kind       ? "object"
                                  : field.value == query::ValueKind::Snapshot ? "#1"
                                                                              : "1";
            const auto result = bound(*heap, name + ":" + value);
            const auto* error = std::get_if<query::QueryError>(&result);
            if (field.value == query::ValueKind::Snapshot) {
                QVERIFY(error && error->code == query::QueryError::Code::NeedsComparison);
                continue;
            }
            QCOMPARE(error == nullptr, heap->has(field.stage));
            if (!error)
                continue;
            ++refused;
            QVERIFY(error->code == query::QueryError::Code::NotReady);
            QVERIFY(error->stage == field.stage);
            QCOMPARE(QString::fromStdString(error->text), name);
        }
    }
    QVERIFY(refused >= 4);
}

void TestQueryFind::comparisons()
{
    std::vector<HeapPtr> heaps;
    for (const char* const name : {"1", "2", "3"}) {
        heaps.push_back(test::fixture(QString("moments/first-%1.heapsnapshot.gz").arg(name)));
        QVERIFY(heaps.back());
    }
    const ComparisonPtr comparison = compare(heaps, {}, Progress());
    QVERIFY(comparison->hasIdentity());
    const auto found = [&](std::size_t searched, const QString& text) {
        const auto query = bound(*comparison->heap(searched), text, query::comparedSnapshots(comparison, searched));
        Progress progress;
        return std::holds_alternative<query::BoundQueryPtr>(query)
                   ? query::findAll(*std::get<query::BoundQueryPtr>(query), progress)
                   : Nodes{0, 0};
    };
    QCOMPARE(found(2, "new:#2 alive:#3"), comparison->objects(ChangeSet::NewAndAlive));
    QCOMPARE(found(1, "new:#2"), comparison->objects(ChangeSet::New));
    QCOMPARE(found(1, "alive:#1"), comparison->objects(ChangeSet::Survived));
    QCOMPARE(found(0, "-alive:#2"), comparison->objects(ChangeSet::Freed));
    QCOMPARE(found(2, "new:#1"), Nodes());
    const auto beyond = bound(*heaps[2], "new:#4", query::comparedSnapshots(comparison, 2));
    QCOMPARE(int(std::get<query::QueryError>(beyond).code), int(query::QueryError::Code::NoSuchSnapshot));
}

void TestQueryFind::notes()
{
    test::HeapBuilder builder("root>Socket,Session; Socket>number");
    builder.type("number", "number");
    const HeapPtr heap = builder.open();
    const auto noteOf = [&](const QString& text) {
        const auto query = std::get<query::BoundQueryPtr>(bound(*heap, text));
        return query->notes().empty() ? query::QueryNote{query::QueryNote::Code::UnknownObject, {}, "none", {}}
                                      : query->notes().front();
    };
    QCOMPARE(QString::fromStdString(noteOf("class:Socket").text), "none");
    QCOMPARE(QString::fromStdString(noteOf("class:Sockt").suggestion), "Socket");
    QCOMPARE(int(noteOf("class:Sockt").code), int(query::QueryNote::Code::UnknownClass));
    QCOMPARE(QString::fromStdString(noteOf("under:@999").text), "999");
    QCOMPARE(int(noteOf(".number>5").code), int(query::QueryNote::Code::NumbersNotRecorded));
}

void TestQueryFind::completions_data()
{
    QTest::addColumn<QString>("text"); // the cursor is at the bar
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("result");
    QTest::newRow("field") << "Map reta|"
                           << "retained"
                           << "Map retained>";
    QTest::newRow("field of names") << "(-cla|"
                                    << "class"
                                    << "(-class:";
    QTest::newRow("kind") << "kind:clo|"
                          << "closure"
                          << "kind:closure";
    QTest::newRow("class") << "Server|"
                           << "ServerResponse"
                           << "ServerResponse";
    QTest::newRow("class of a field") << "-class:incomingm|"
                                      << "IncomingMessage"
                                      << "-class:IncomingMessage";
    QTest::newRow("name in quotes") << "class:\"(str| size>1"
                                    << "(string)"
                                    << "class:\"(string)\" size>1";
    QTest::newRow("property of what is asked for") << "class:AuditEntry .re| size>1"
                                                   << "req"
                                                   << "class:AuditEntry .req size>1";
    QTest::newRow("property behind a property") << "class:AuditEntry .req.ur|"
                                                << "url"
                                                << "class:AuditEntry .req.url";
    QTest::newRow("property that there has to be") << "class=AuditEntry has:re|"
                                                   << "req"
                                                   << "class=AuditEntry has:req";
    QTest::newRow("value") << ".done=t|"
                           << "true"
                           << ".done=true";
    QTest::newRow("within an expression") << "/Serv|"
                                          << ""
                                          << "/Serv";
    QTest::newRow("no such field") << "nofield:Map|"
                                   << ""
                                   << "nofield:Map";
}

void TestQueryFind::completions()
{
    QFETCH(QString, text);
    QFETCH(QString, first);
    QFETCH(QString, result);
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    QVERIFY(heap);
    const std::string query = QString(text).remove('|').toStdString();
    const auto found = query::complete(query, std::size_t(text.indexOf('|')), *heap, Progress());
    QCOMPARE(found.items.empty(), first.isEmpty());
    if (found.items.empty())
        return;
    QCOMPARE(QString::fromStdString(found.items.front().name), first);
    std::string completed = query;
    completed.replace(found.replaces.begin, found.replaces.end - found.replaces.begin, found.items.front().text);
    QCOMPARE(QString::fromStdString(completed), result);
}

QTEST_APPLESS_MAIN(TestQueryFind)
#include "tst_queryfind.moc"
