#include "tests/support/heapbuilder.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace heapwise::test {
namespace {

const QStringList kNodeTypes{"hidden",
                             "array",
                             "string",
                             "object",
                             "code",
                             "closure",
                             "regexp",
                             "number",
                             "native",
                             "synthetic",
                             "concatenated string",
                             "sliced string",
                             "symbol",
                             "bigint",
                             "object shape"};
const QStringList kEdgeTypes{"context", "element", "property", "internal", "hidden", "shortcut", "weak"};

QByteArray quoted(const QString& text)
{
    QByteArray out("\"");
    for (const QChar c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c == '\n' ? QByteArray("\\n") : QString(c).toUtf8();
    }
    return out + '"';
}

QByteArray quotedList(const QStringList& texts)
{
    QByteArrayList out;
    for (const QString& text : texts)
        out << quoted(text);
    return '[' + out.join(',') + ']';
}

/// Collects strings and the three arrays of numbers of a snapshot.
class SnapshotText {
public:
    int string(const QString& text)
    {
        const auto at = m_ids.constFind(text);
        if (at != m_ids.cend())
            return *at;
        m_strings << text;
        return m_ids[text] = int(m_strings.size()) - 1;
    }
    void addNode(int type, int name, quint32 id, quint64 size, qsizetype edges)
    {
        add(m_nodes, {quint64(type), quint64(name), id, size, quint64(edges), 0});
        ++m_nodeCount;
    }
    void addEdge(int type, quint64 name, int to)
    {
        add(m_edges, {quint64(type), name, quint64(to) * kNodeFields});
        ++m_edgeCount;
    }
    void addLocation(int node, const QString& location)
    {
        m_locations +=
            (m_locations.isEmpty() ? "" : ",") + QByteArray::number(node * kNodeFields) + ',' + location.toLatin1();
    }
    QByteArray text() const
    {
        return R"({"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","detachedness"],)"
               R"("node_types":[)" +
               quotedList(kNodeTypes) +
               R"(,"string","number","number","number","number"],)"
               R"("edge_fields":["type","name_or_index","to_node"],"edge_types":[)" +
               quotedList(kEdgeTypes) +
               R"(,"string_or_number","node"],"trace_function_info_fields":[],"trace_node_fields":[],"sample_fields":[],)"
               R"("location_fields":["object_index","script_id","line","column"]},"node_count":)" +
               QByteArray::number(m_nodeCount) + ",\"edge_count\":" + QByteArray::number(m_edgeCount) +
               ",\"trace_function_count\":0},\n\"nodes\":[" + m_nodes + "],\n\"edges\":[" + m_edges +
               "],\n\"trace_function_infos\":[],\n\"trace_tree\":[],\n\"samples\":[],\n\"locations\":[" + m_locations +
               "],\n\"strings\":" + quotedList(m_strings) + "}\n";
    }

private:
    static constexpr int kNodeFields = 6;
    static void add(QByteArray& to, std::initializer_list<quint64> numbers)
    {
        for (const quint64 number : numbers) {
            if (!to.isEmpty())
                to += ',';
            to += QByteArray::number(number);
        }
        to += '\n';
    }

    QHash<QString, int> m_ids;
    QStringList m_strings;
    QByteArray m_nodes, m_edges, m_locations;
    int m_nodeCount = 0, m_edgeCount = 0;
};

enum { kString = 2, kObject = 3, kSynthetic = 9, kElement = 1, kProperty = 2 };

} // namespace

static std::string fileOf(const QByteArray& json)
{
    // The strings of a snapshot stay in the mapped file: it must be there as long as the program runs.
    static QTemporaryDir directory;
    static int number = 0;
    const QString path = directory.filePath(QStringLiteral("test-%1.heapsnapshot").arg(++number));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size())
        qFatal("cannot write %s", qPrintable(path));
    return path.toStdString();
}

std::vector<HeapPtr> openJson(const QByteArray& json)
{
    std::vector<HeapPtr> stages;
    Progress progress;
    auto opened = openHeap({fileOf(json), false, 1}, progress, [&](HeapPtr heap) { stages.push_back(heap); });
    if (!opened)
        qFatal("cannot open the heap: %s", opened.error().detail.c_str());
    stages.push_back(*opened);
    return stages;
}

HeapPtr openPartial(const QByteArray& json)
{
    Progress progress;
    auto opened = openHeap({fileOf(json), true, 1}, progress);
    return opened ? *opened : nullptr;
}

HeapBuilder::HeapBuilder(const QString& graph)
{
    for (const QString& part : graph.split(';', Qt::SkipEmptyParts)) {
        const QString from = part.section('>', 0, 0).trimmed();
        nodeIndex(from);
        int element = 0;
        for (QString to : part.section('>', 1).split(',', Qt::SkipEmptyParts)) {
            to = to.trimmed();
            const QString marks = QStringLiteral("#!~^");
            const auto mark = marks.indexOf(to.front());
            const QString target = mark < 0 ? to : to.mid(1);
            const QStringList types{"element", "internal", "weak", "context"};
            const QString type = mark < 0 ? QStringLiteral("property") : types[mark];
            edge(from, target, type, mark == 0 ? QString::number(element++) : target);
        }
    }
    m_nodes.front().type = QStringLiteral("synthetic");
    m_nodes.front().name.clear();
    m_nodes.front().size = 0;
}

int HeapBuilder::nodeIndex(const QString& name)
{
    const auto at = m_indices.constFind(name);
    if (at != m_indices.cend())
        return *at;
    m_nodes.push_back({QStringLiteral("object"), name, 16, {}, {}, 0});
    return m_indices[name] = int(m_nodes.size()) - 1;
}

HeapBuilder& HeapBuilder::type(const QString& node, const QString& v8Type)
{
    m_nodes[nodeIndex(node)].type = v8Type;
    return *this;
}

HeapBuilder& HeapBuilder::name(const QString& node, const QString& storedName)
{
    m_nodes[nodeIndex(node)].name = storedName;
    return *this;
}

HeapBuilder& HeapBuilder::id(const QString& node, quint32 objectId)
{
    m_nodes[nodeIndex(node)].id = objectId;
    return *this;
}

HeapBuilder& HeapBuilder::size(const QString& node, quint64 bytes)
{
    m_nodes[nodeIndex(node)].size = bytes;
    return *this;
}

HeapBuilder& HeapBuilder::edge(const QString& from, const QString& to, const QString& type, const QString& name)
{
    const int target = nodeIndex(to);
    m_nodes[nodeIndex(from)].edges.push_back({type, name, target});
    return *this;
}

HeapBuilder& HeapBuilder::location(const QString& node, quint32 script, quint32 line, quint32 column)
{
    m_nodes[nodeIndex(node)].location = QStringLiteral("%1,%2,%3").arg(script).arg(line).arg(column);
    return *this;
}

NodeId HeapBuilder::node(const QString& name) const
{
    return NodeId{std::uint32_t(m_indices.value(name, -1))};
}

QByteArray HeapBuilder::json() const
{
    SnapshotText text;
    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        const Node& node = m_nodes[n];
        text.addNode(int(kNodeTypes.indexOf(node.type)), text.string(node.name),
                     node.id != 0 ? node.id : quint32(2 * n + 1), node.size, qsizetype(node.edges.size()));
        for (const Edge& edge : node.edges) {
            const auto type = kEdgeTypes.indexOf(edge.type);
            const bool isIndex = edge.type == "element" || edge.type == "hidden";
            text.addEdge(int(type), isIndex ? edge.name.toULongLong() : quint64(text.string(edge.name)), edge.to);
        }
        if (!node.location.isEmpty())
            text.addLocation(int(n), node.location);
    }
    return text.text();
}

std::vector<HeapPtr> HeapBuilder::openStages() const
{
    return openJson(json());
}

HeapPtr HeapBuilder::open() const
{
    return openStages().back();
}

HeapPtr wideHeap(int children)
{
    SnapshotText text;
    text.addNode(kSynthetic, text.string({}), 1, 0, 1);
    text.addEdge(kProperty, text.string("holder"), 1);
    text.addNode(kObject, text.string("Holder"), 3, 32, children);
    const int hub = 2 + children;
    for (int i = 0; i < children; ++i)
        text.addEdge(kElement, i, 2 + i);
    for (int i = 0; i < children; ++i) {
        const bool isLarge = i % 10 == 9;
        text.addNode(kObject, text.string(isLarge ? "Large" : "Small"), 5 + 2 * i, isLarge ? 48 : 16, 1);
        text.addEdge(kProperty, text.string("hub"), hub);
    }
    text.addNode(kString, text.string("shared by all"), 5 + 2 * children, 24, 0);
    return openJson(text.text()).back();
}

HeapPtr deepHeap(int depth)
{
    SnapshotText text;
    text.addNode(kSynthetic, text.string({}), 1, 0, 1);
    text.addEdge(kProperty, text.string("first"), 1);
    for (int i = 1; i <= depth; ++i) {
        const bool isLast = i == depth;
        text.addNode(kObject, text.string("Link"), 1 + 2 * i, 16, isLast ? 0 : 1);
        if (!isLast)
            text.addEdge(kProperty, text.string("next"), i + 1);
    }
    return openJson(text.text()).back();
}

HeapPtr fixture(const QString& name)
{
    const QString path = QStringLiteral(HEAPWISE_TEST_DATA "/") + name;
    if (!QFileInfo::exists(path))
        return nullptr;
    Progress progress;
    auto opened = openHeap({path.toStdString(), false, 1}, progress);
    return opened ? *opened : nullptr;
}

} // namespace heapwise::test
