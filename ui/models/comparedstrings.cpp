#include "ui/models/comparedstrings.h"

#include "core/analysis/strings/stringholders.h"
#include "ui/format.h"
#include "ui/models/cellroles.h"
#include "ui/models/changeroles.h"
#include "ui/models/comparisonclasses.h"
#include "ui/models/objecttext.h"
#include "ui/models/secrets.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr qsizetype kComparedStringsCharacters = 200;

bool isBytes(int column)
{
    return column >= ComparedStrings::SizeAfter;
}

bool isChange(int column)
{
    return column == ComparedStrings::CountChange || column == ComparedStrings::SizeChange;
}

QString shownText(const Heap& heap, const StringGroups& strings, std::uint32_t group)
{
    const QString text = escaped(QString::fromStdString(textOf(heap, strings, group, 4 * kComparedStringsCharacters)),
                                 kComparedStringsCharacters);
    const StringGroup& of = strings[group];
    return of.kind == StringKind::Sliced ? ComparedStrings::tr("slices of %1").arg(text)
           : of.isCut && of.isCopied()   ? QStringLiteral("≈ ") + text
                                         : text;
}

} // namespace

ComparedStrings::ComparedStrings(QObject* parent)
    : QAbstractTableModel(parent)
{
    m_job.announce({this, tr("Comparing strings")});
}

ComparedStrings::Found ComparedStrings::find(const Comparison& comparison, const Progress& progress)
{
    Found found;
    const auto growth = std::make_shared<const StringGrowth>(findGrownStrings(comparison, kMostRows, progress));
    const Heap& heap = *comparison.heap(comparison.snapshotCount() - 1);
    for (const GrownString& grown : growth->grown) {
        if (progress.stopRequested())
            break;
        found.texts << shownText(heap, growth->last, grown.group);
        found.isSecret.push_back(isLikelySecret(heap, growth->last.anyOf(grown.group)));
    }
    found.growth = growth;
    return found;
}

void ComparedStrings::show(ComparisonPtr comparison)
{
    m_job.drop();
    m_choosing.drop();
    beginResetModel();
    if (m_chosen && m_chosen->comparison() != comparison)
        m_chosen.reset();
    m_comparison = std::move(comparison);
    m_growth.reset();
    m_isChosen.clear();
    m_rows.clear();
    endResetModel();
    if (!m_comparison || !m_comparison->hasRetained())
        return;
    m_job.start([comparison = m_comparison](const Progress& progress) { return find(*comparison, progress); },
                [this](const Found& found) {
                    beginResetModel();
                    m_growth = found.growth;
                    m_texts = found.texts;
                    m_isSecret = found.isSecret;
                    arrange();
                    endResetModel();
                    findChosen();
                    emit filled();
                });
}

void ComparedStrings::setChosen(ChosenObjectsPtr chosen)
{
    if (chosen == m_chosen || (chosen && chosen->comparison() != m_comparison))
        return;
    m_chosen = std::move(chosen);
    findChosen();
}

void ComparedStrings::findChosen()
{
    m_choosing.drop();
    if (!m_growth)
        return;
    const auto show = [this](const std::vector<bool>& isChosen) {
        beginResetModel();
        m_isChosen = isChosen;
        arrange();
        endResetModel();
        emit filled();
    };
    if (!m_chosen) {
        if (!m_isChosen.empty())
            show({});
        return;
    }
    m_choosing.start(
        [growth = m_growth, chosen = m_chosen](const Progress&) {
            const std::size_t last = chosen->comparison()->snapshotCount() - 1;
            std::vector<bool> isChosen;
            for (const GrownString& grown : growth->grown) {
                const auto nodes = growth->last.nodes(grown.group);
                isChosen.push_back(
                    std::ranges::any_of(nodes, [&](std::uint32_t n) { return chosen->contains(last, NodeId{n}); }));
            }
            return isChosen;
        },
        show);
}

bool ComparedStrings::passes(std::size_t grown) const
{
    if (!m_isChosen.empty() && !m_isChosen[grown])
        return false;
    return m_filter.isEmpty() ||
           (!isHidden(grown) && m_texts[qsizetype(grown)].contains(m_filter, Qt::CaseInsensitive));
}

void ComparedStrings::setFilter(const QString& text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    arrange();
    endResetModel();
}

void ComparedStrings::sort(int column, Qt::SortOrder order)
{
    beginResetModel(); // rows have nothing that would have to be kept but the selection, which DataTree keeps
    m_sortColumn = column;
    m_sortOrder = order;
    arrange();
    endResetModel();
}

/// What the filter leaves, in order: at most kMostRows.
void ComparedStrings::arrange()
{
    m_rows.clear();
    for (std::size_t i = 0; m_growth && i < m_growth->grown.size(); ++i)
        if (passes(i))
            m_rows.push_back(std::uint32_t(i));
    const bool isDescending = m_sortOrder == Qt::DescendingOrder;
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::uint32_t first = isDescending ? b : a, second = isDescending ? a : b;
        return m_sortColumn == Text ? m_texts[first] < m_texts[second]
                                    : value(first, m_sortColumn) < value(second, m_sortColumn);
    });
}

bool ComparedStrings::isHidden(std::size_t grown) const
{
    return m_isSecret[grown] && hidesSecrets();
}

NodeId ComparedStrings::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? m_growth->last.anyOf(m_growth->grown[m_rows[std::size_t(index.row())]].group) : NodeId();
}

int ComparedStrings::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ComparedStrings::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

qint64 ComparedStrings::value(std::size_t grown, int column) const
{
    const GrownString& of = m_growth->grown[grown];
    switch (column) {
    case CountBefore:
        return qint64(of.countBefore);
    case CountAfter:
        return qint64(of.countAfter);
    case CountChange:
        return qint64(of.countAfter) - qint64(of.countBefore);
    case SizeAfter:
        return qint64(of.bytesAfter);
    case SizeChange:
        return qint64(of.growth());
    case Wasted:
        return qint64(of.wastedAfter);
    default:
        return 0;
    }
}

QVariant ComparedStrings::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Text ? Qt::AlignLeft : Qt::AlignRight));
    const std::size_t grown = m_rows[std::size_t(index.row())];
    return index.column() == Text ? textCell(grown, role) : numberCell(grown, index.column(), role);
}

QVariant ComparedStrings::textCell(std::size_t grown, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return isHidden(grown) ? hiddenText() : m_texts[qsizetype(grown)];
    case Qt::ToolTipRole:
        return isHidden(grown) ? QVariant(tr("Likely a secret: it is held by a name such as \"password\"."))
                               : QVariant();
    case KindRole:
        return int(ObjectKind::String);
    default:
        return {};
    }
}

QVariant ComparedStrings::numberCell(std::size_t grown, int column, int role) const
{
    const qint64 number = value(grown, column);
    if (role == CopyRole)
        return QString::number(number);
    if (role == Qt::ToolTipRole && isBytes(column))
        return formatExactBytes(quint64(number));
    if (isChange(column)) {
        if (role == SignedRole)
            return number;
        if (role == IsBytesRole)
            return isBytes(column);
        if (role == Qt::DisplayRole)
            return isBytes(column) ? formatBytesDelta(number) : formatCountDelta(number);
        return {};
    }
    if (role == (isBytes(column) ? int(BytesRole) : int(CountRole)))
        return quint64(number);
    if (role == Qt::DisplayRole)
        return isBytes(column) ? formatBytes(quint64(number)) : formatCount(quint64(number));
    return {};
}

QVariant ComparedStrings::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Text ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole) {
        const QString tips[] = {
            tr("Texts whose strings take more memory than before"), tr("Strings with this text in the first snapshot"),
            tr("Strings with this text in the last snapshot"),      tr("So many strings more"),
            tr("Shallow size of all of them in the last snapshot"), tr("What it grew by"),
            tr("All copies but one, in the last snapshot")};
        return tips[section];
    }
    if (role != Qt::DisplayRole || !m_comparison)
        return {};
    const std::size_t count = m_comparison->snapshotCount();
    const QString first = ComparisonClasses::snapshotName(0, count),
                  last = ComparisonClasses::snapshotName(count - 1, count);
    const QString names[] = {tr("Text"),     tr("Copies %1").arg(first), tr("Copies %1").arg(last),
                             tr("Δ copies"), tr("Size %1").arg(last),    tr("Δ size"),
                             tr("Wasted")};
    return names[section];
}

} // namespace heapwise::ui
