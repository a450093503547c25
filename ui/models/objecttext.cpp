#include "ui/models/objecttext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QThread>

#include "core/analysis/describe.h"
#include "core/analysis/objectkind.h"
#include "ui/models/secrets.h"
#include "ui/translate.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kCachedLabels = 4096;
constexpr qsizetype kPreviewCharacters = 120;
constexpr EdgeIndex kEdgesLookedAt = 256;

/// The target of the internal reference `name`, where it is among the first edges.
NodeId internalTarget(const Snapshot& snapshot, NodeId node, std::string_view name)
{
    const EdgeIndex end = std::min(snapshot.endEdge(node), snapshot.firstEdge(node) + kEdgesLookedAt);
    for (EdgeIndex e = snapshot.firstEdge(node); e < end; ++e)
        if (snapshot.edgeType(e) == EdgeType::Internal &&
            snapshot.strings().equals(StringId{snapshot.edgeNameOrIndex(e)}, name))
            return snapshot.edgeTarget(e);
    return {};
}

QString storedName(const Snapshot& snapshot, NodeId node)
{
    return QString::fromStdString(snapshot.strings().text(snapshot.nameId(node), 4 * kPreviewCharacters));
}

QString quotedText(const Snapshot& snapshot, NodeId node)
{
    const auto text = QString::fromStdString(stringText(snapshot, node, 4 * kPreviewCharacters));
    return QLatin1Char('"') + escaped(text, kPreviewCharacters) + QLatin1Char('"');
}

/// "[18,412]": one more than the last index that holds a reference; the length itself is not in the file.
QString arrayDetail(const Snapshot& snapshot, NodeId node)
{
    const EdgeIndex begin = snapshot.firstEdge(node);
    const EdgeIndex stop =
        snapshot.endEdge(node) - begin > kEdgesLookedAt ? snapshot.endEdge(node) - kEdgesLookedAt : begin;
    for (EdgeIndex e = snapshot.endEdge(node); e-- > stop;)
        if (snapshot.edgeType(e) == EdgeType::Element)
            return QLatin1Char('[') + QLocale().toString(qulonglong(snapshot.edgeNameOrIndex(e)) + 1) +
                   QLatin1Char(']');
    return {};
}

QString plainObjectDetail(const Heap& heap, NodeId node)
{
    const Snapshot& snapshot = *heap.snapshot;
    if (!heap.classes || snapshot.endEdge(node) - snapshot.firstEdge(node) > kEdgesLookedAt)
        return {};
    const auto shape = QString::fromStdString(displayName(heap, node, kPreviewCharacters));
    return shape.startsWith(QLatin1Char('{')) ? escaped(shape, kPreviewCharacters) : QString();
}

void describePlainObject(const Heap& heap, NodeId node, ObjectLabel& label)
{
    if (label.kind == ObjectKind::Array)
        label.detail = arrayDetail(*heap.snapshot, node);
    else if (label.name == QLatin1String("Object"))
        label.detail = plainObjectDetail(heap, node);
}

/// What a "system / Oddball" stands for: the string that its first unnamed slot refers to.
QString oddballText(const Snapshot& snapshot, NodeId node)
{
    for (EdgeIndex e = snapshot.firstEdge(node); e < snapshot.endEdge(node); ++e)
        if (snapshot.edgeType(e) == EdgeType::Hidden && snapshot.type(snapshot.edgeTarget(e)) == NodeType::String)
            return storedName(snapshot, snapshot.edgeTarget(e));
    return {};
}

/// true, false, null, undefined: nodes of their own name since Node 24, before it "system / Oddball".
void describeOddball(const Snapshot& snapshot, NodeId node, ObjectLabel& label)
{
    static const QStringList values{QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("null"),
                                    QStringLiteral("undefined")};
    const bool isOddball = label.name == QLatin1String("system / Oddball");
    const QString name = isOddball ? oddballText(snapshot, node) : label.name;
    label.isValue = values.contains(name);
    if (label.isValue)
        label.name = name;
}

void describeNumber(const Snapshot& snapshot, NodeId node, ObjectLabel& label)
{
    const NodeId value = internalTarget(snapshot, node, "value");
    label.name = value.isValid() ? storedName(snapshot, value) : tr("not recorded: number");
    label.isValue = true;
}

bool isIdentifier(const QString& name)
{
    const auto part = [](QChar c) { return c.isLetterOrNumber() || c == QLatin1Char('_') || c == QLatin1Char('$'); };
    return !name.isEmpty() && !name.front().isDigit() && std::all_of(name.begin(), name.end(), part);
}

QString edgeName(const Snapshot& snapshot, EdgeIndex edge)
{
    const std::uint32_t name = snapshot.edgeNameOrIndex(edge);
    if (hasIndexName(snapshot.edgeType(edge)))
        return QString::number(name);
    return escaped(QString::fromStdString(snapshot.strings().text(StringId{name}, 1024)), 512);
}

} // namespace

QString escaped(const QString& text, qsizetype limit)
{
    QString out;
    out.reserve(std::min(text.size(), limit) + 8);
    for (const QChar c : text) {
        if (out.size() >= limit) {
            out += QChar(0x2026);
            break;
        }
        if (c == QLatin1Char('\n'))
            out += QLatin1String("\\n");
        else if (c == QLatin1Char('\t'))
            out += QLatin1String("\\t");
        else if (c == QLatin1Char('\r'))
            out += QLatin1String("\\r");
        else if (c.category() == QChar::Other_Control)
            out += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

ObjectLabel describeObject(const Heap& heap, NodeId node)
{
    const Snapshot& snapshot = *heap.snapshot;
    ObjectLabel label{kindOf(snapshot, node), {}, {}, snapshot.objectId(node).value};
    switch (snapshot.type(node)) {
    case NodeType::String:
    case NodeType::ConcatenatedString:
    case NodeType::SlicedString:
        label.name = isHiddenSecret(heap, node) ? hiddenText() : quotedText(snapshot, node);
        label.isValue = true;
        // Text of a very deep concatenation is not gathered; quotes around nothing would be wrong.
        if (label.name.size() == 2 && snapshot.type(node) == NodeType::ConcatenatedString)
            label.name = storedName(snapshot, node);
        return label;
    case NodeType::Closure:
        label.name = storedName(snapshot, node);
        label.name = label.name.isEmpty() ? tr("(anonymous)") : label.name + QLatin1String("()");
        return label;
    case NodeType::RegExp:
        label.name = QLatin1Char('/') + escaped(storedName(snapshot, node), kPreviewCharacters) + QLatin1Char('/');
        label.isValue = true;
        return label;
    default:
        break;
    }
    label.name = heap.objects ? escaped(QString::fromStdString(heap.objects->name(node)), kPreviewCharacters)
                              : escaped(storedName(snapshot, node), kPreviewCharacters);
    if (snapshot.type(node) == NodeType::Object)
        describePlainObject(heap, node, label);
    else if (snapshot.type(node) == NodeType::Number)
        describeNumber(snapshot, node, label);
    else if (snapshot.type(node) == NodeType::Hidden)
        describeOddball(snapshot, node, label);
    if (node == snapshot.root() && label.name.isEmpty())
        label.name = tr("(GC roots)");
    else if (label.name.isEmpty())
        label.name = heap.classes ? QString::fromStdString(heap.classes->nameOf(node))
                                  : QString::fromStdString(snapshot.typeName(snapshot.type(node)));
    return label;
}

QString nameWithId(const ObjectLabel& label)
{
    return QStringLiteral("%1 @%2").arg(label.name, QString::number(label.id));
}

QString referenceText(const Snapshot& snapshot, EdgeIndex edge)
{
    const QString name = edgeName(snapshot, edge);
    switch (snapshot.edgeType(edge)) {
    case EdgeType::Element:
        return QLatin1Char('[') + name + QLatin1Char(']');
    case EdgeType::Property:
        return isIdentifier(name) ? QLatin1Char('.') + name : QStringLiteral("[\"%1\"]").arg(name);
    default:
        return name;
    }
}

QString fieldText(const Snapshot& snapshot, EdgeIndex edge)
{
    const QString name = edgeName(snapshot, edge);
    const bool isElement = snapshot.edgeType(edge) == EdgeType::Element;
    return isElement ? QLatin1Char('[') + name + QLatin1Char(']') : name.isEmpty() ? QStringLiteral("\"\"") : name;
}

QString referenceTypeText(const Snapshot& snapshot, EdgeIndex edge)
{
    switch (snapshot.edgeType(edge)) {
    case EdgeType::Context:
        return tr("context");
    case EdgeType::Element:
        return tr("element");
    case EdgeType::Property:
        return tr("property");
    case EdgeType::Internal:
        return tr("internal");
    case EdgeType::Hidden:
        return tr("hidden");
    case EdgeType::Shortcut:
        return tr("shortcut");
    case EdgeType::Weak:
        return tr("weak");
    default:
        return QString::fromStdString(snapshot.edgeTypeName(snapshot.edgeType(edge)));
    }
}

ObjectText::ObjectText(HeapPtr heap)
    : m_heap(std::move(heap))
    , m_labels(kCachedLabels)
{}

ObjectLabel ObjectText::label(NodeId node) const
{
    if (QThread::currentThread() != QCoreApplication::instance()->thread())
        return describeObject(*m_heap, node);
    if (const ObjectLabel* known = m_labels.object(node.value))
        return *known;
    const ObjectLabel label = describeObject(*m_heap, node);
    m_labels.insert(node.value, new ObjectLabel(label));
    return label;
}

} // namespace heapwise::ui
