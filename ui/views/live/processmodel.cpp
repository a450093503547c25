#include "ui/views/live/processmodel.h"

#include "ui/format.h"
#include "ui/views/live/livetext.h"

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr qsizetype kPoints = 30; ///< a minute at one per 2 s
constexpr double kGrows = 1.2;

bool comesFirst(const inspector::ProcessInfo& a, const inspector::ProcessInfo& b)
{
    if (a.isTool != b.isTool)
        return b.isTool;
    return a.residentBytes > b.residentBytes;
}

bool matches(const inspector::ProcessInfo& process, const QString& filter)
{
    return filter.isEmpty() || process.name.contains(filter, Qt::CaseInsensitive) ||
           process.commandLine.contains(filter, Qt::CaseInsensitive) ||
           process.directory.contains(filter, Qt::CaseInsensitive) || QString::number(process.identity.pid) == filter;
}

} // namespace

ProcessModel::ProcessModel(QObject* parent)
    : QAbstractTableModel(parent)
{}

void ProcessModel::update(QList<inspector::ProcessInfo> processes)
{
    QHash<qint64, QList<quint64>> history;
    for (const auto& process : processes) {
        // A pid given to another process begins anew.
        const bool isSame =
            std::any_of(m_all.begin(), m_all.end(), [&](const auto& old) { return old.identity == process.identity; });
        auto& points = history[process.identity.pid];
        points = isSame ? m_history.value(process.identity.pid) : QList<quint64>();
        points.append(process.residentBytes);
        if (points.size() > kPoints)
            points.removeFirst();
    }
    m_history = history;
    m_all = std::move(processes);
    arrange();
}

void ProcessModel::setFilter(const QString& text)
{
    m_filter = text.trimmed();
    arrange();
}

int ProcessModel::rowOf(const inspector::ProcessIdentity& process) const
{
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].identity == process)
            return row;
    return -1;
}

// The same rows in the same order are updated in place, so that selection and pointer stay where they are.
void ProcessModel::arrange()
{
    QList<inspector::ProcessInfo> rows;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(rows),
                 [this](const auto& p) { return matches(p, m_filter); });
    if (m_held)
        std::stable_sort(rows.begin(), rows.end(), [this](const auto& a, const auto& b) {
            return uint(rowOf(a.identity)) < uint(rowOf(b.identity)); // new ones, at -1, last
        });
    else
        std::stable_sort(rows.begin(), rows.end(), comesFirst);
    const bool same = rows.size() == m_rows.size() &&
                      std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                 [](const auto& a, const auto& b) { return a.identity == b.identity; });
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ProcessModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ProcessModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProcessModel::text(const inspector::ProcessInfo& process, int column) const
{
    switch (column) {
    case Process:
        return process.name;
    case Pid:
        return QString::number(process.identity.pid);
    case Version:
        return process.version.isEmpty() ? noValue() : process.version;
    case Rss:
        return formatBytes(process.residentBytes);
    case Uptime:
        return formatDuration(process.uptimeSeconds);
    case Inspector:
        return LiveText::access(process);
    default:
        return {};
    }
}

QVariant ProcessModel::data(const QModelIndex& index, int role) const
{
    const auto& process = m_rows[index.row()];
    const auto points = m_history.value(process.identity.pid);
    switch (role) {
    case Qt::DisplayRole:
        return text(process, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter |
                   (index.column() >= Pid && index.column() < Inspector ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole: {
        const QString why = LiveText::whyNoAccess(process);
        return (why.isEmpty() ? process.commandLine : process.commandLine + QStringLiteral("\n\n") + why)
            .toHtmlEscaped()
            .replace(QLatin1Char('\n'), QLatin1String("<br>"));
    }
    case HistoryRole:
        return QVariant::fromValue(points);
    case GrowsRole:
        return points.size() > 5 && double(points.last()) > kGrows * double(points.first());
    case CommandRole:
        return process.commandLine;
    case FolderRole:
        return process.directory;
    case CanAttachRole:
        return process.canAttach();
    default:
        return {};
    }
}

QVariant ProcessModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter |
                   (section == Pid || section == Version || section == Rss || section == Uptime ? Qt::AlignRight
                                                                                                : Qt::AlignLeft));
    if (role == Qt::ToolTipRole) {
        const QString tips[] = {tr("The program and the folder it runs in"),
                                tr("Number of the process"),
                                tr("Version of Node.js"),
                                tr("Resident memory during the last minute"),
                                tr("Resident memory: all of the process that is in the machine's memory"),
                                tr("Time since it was started"),
                                tr("Where its inspector listens, or what attaching will do")};
        return tips[section];
    }
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Process"), tr("PID"),         tr("Node"),     tr("Last minute"),
                             tr("RSS"),     tr("Running for"), tr("Inspector")};
    return names[section];
}

} // namespace heapwise::ui
