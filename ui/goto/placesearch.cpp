#include "ui/goto/placesearch.h"

#include "core/analysis/objectkind.h"
#include "ui/format.h"
#include "ui/models/classesmodel.h"
#include "ui/models/objecttext.h"
#include "ui/models/secrets.h"

namespace heapwise::ui {
namespace {

constexpr std::size_t kMostClasses = 8, kMostFunctions = 6, kMostTexts = 6;
constexpr qsizetype kShortestText = 3;
constexpr qsizetype kShownCharacters = 120;

QString countText(std::uint64_t count)
{
    return QChar(0x00d7) + formatCount(count);
}

/// "@48211" also where the @ was left out.
std::optional<ObjectId> idIn(const QString& typed)
{
    const QString text = typed.trimmed();
    return ClassesModel::objectIdIn(text.startsWith(QLatin1Char('@')) ? text : QLatin1Char('@') + text);
}

} // namespace

std::shared_ptr<const SearchIndex> PlaceSearch::Shared::get(const Heap& heap, const Progress& progress)
{
    const std::lock_guard lock(mutex);
    if (index)
        return index;
    auto made = std::make_shared<const SearchIndex>(heap, progress);
    if (!progress.stopRequested())
        index = made;
    return made;
}

PlaceSearch::PlaceSearch(HeapPtr heap, Go go, QObject* parent)
    : QObject(parent)
    , m_heap(std::move(heap))
    , m_go(std::move(go))
    , m_shared(std::make_shared<Shared>())
{}

void PlaceSearch::search(const QString& typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty()) {
        m_names.drop();
        m_functions.drop();
        showNames({});
        show(GoToSection::Functions, {});
    } else {
        m_names.start(
            [heap = m_heap, text](const Progress&) {
                const auto id = idIn(text);
                return Names{findClasses(*heap->classes, NameMatch(text.toStdString()), kMostClasses),
                             id ? heap->snapshot->findObject(*id) : NodeId()};
            },
            [this](const Names& names) { showNames(names); });
        m_functions.start(
            [heap = m_heap, shared = m_shared, text](const Progress& progress) {
                const auto index = shared->get(*heap, progress);
                return Nodes{index,
                             index->findFunctions(*heap, NameMatch(text.toStdString()), kMostFunctions, progress)};
            },
            [this](const Nodes& nodes) { show(GoToSection::Functions, nodes); });
    }
    if (text.size() < kShortestText) {
        m_texts.drop();
        show(GoToSection::Strings, {});
        return;
    }
    m_texts.start(
        [heap = m_heap, shared = m_shared, text](const Progress& progress) {
            const auto index = shared->get(*heap, progress);
            return Nodes{index, index->findStrings(*heap, text.toStdString(), kMostTexts, progress)};
        },
        [this](const Nodes& nodes) { show(GoToSection::Strings, nodes); });
}

void PlaceSearch::showNames(const Names& names)
{
    GoToRows classes, objects;
    for (const FoundName& name : names.classes)
        classes << classRow(name);
    if (names.object.isValid()) {
        const ObjectLabel label = describeObject(*m_heap, names.object);
        GoToRow row;
        row.text = nameWithId(label);
        row.detail = label.detail;
        row.kind = label.kind;
        row.address = QLatin1Char('@') + QString::number(label.id);
        row.open = [go = m_go, node = names.object](GoToHow how) { go(Subject::object(node), false, how); };
        objects << row;
    }
    emit found(GoToSection::Classes, classes);
    emit found(GoToSection::Objects, objects);
}

void PlaceSearch::show(GoToSection section, const Nodes& nodes)
{
    GoToRows rows;
    for (const FoundName& name : nodes.found)
        rows << nodesRow(nodes.index, name, section == GoToSection::Strings);
    emit found(section, rows);
}

GoToRow PlaceSearch::classRow(const FoundName& name) const
{
    const HeapClass& heapClass = (*m_heap->classes)[name.classId];
    GoToRow row;
    row.text = QString::fromStdString(heapClass.name);
    row.detail = heapClass.count == 1 ? tr("1 object") : tr("%1 objects").arg(formatCount(heapClass.count));
    row.kind = kindOf(heapClass);
    row.address = row.text;
    row.open = [go = m_go, classId = name.classId](GoToHow how) { go(Subject::heapClass(classId), false, how); };
    return row;
}

/// All functions of a name, or all strings of a text.
GoToRow PlaceSearch::nodesRow(const std::shared_ptr<const SearchIndex>& index, const FoundName& name, bool isText) const
{
    const auto nodes = isText ? index->strings(name.text) : index->functions(name.text);
    const NodeId first{nodes.front()};
    GoToRow row;
    row.kind = isText ? ObjectKind::String : ObjectKind::Closure;
    row.isMono = isText;
    const QString stored = escaped(
        QString::fromStdString(m_heap->snapshot->strings().text(name.text, 4 * kShownCharacters)), kShownCharacters);
    row.text = !isText ? stored + QLatin1String("()") : isHiddenSecret(*m_heap, first) ? hiddenText() : stored;
    row.detail = nodes.size() > 1 ? countText(nodes.size()) : QString();
    row.address = QLatin1Char('@') + QString::number(m_heap->snapshot->objectId(first).value);
    row.open = [go = m_go, index, nodes, first, isText, title = row.text](GoToHow how) {
        if (nodes.size() == 1)
            go(Subject::object(first), isText, how);
        else
            go(Subject::objects(std::make_shared<const ObjectSet>(ObjectSet{title, {}, {nodes.begin(), nodes.end()}})),
               isText, how);
    };
    return row;
}

} // namespace heapwise::ui
