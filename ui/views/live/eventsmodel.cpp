#include "ui/views/live/eventsmodel.h"

#include "ui/format.h"
#include "ui/models/cellroles.h"
#include "ui/views/live/livedata.h"

#include <QDateTime>

#include <cmath>

namespace heapwise::ui {

EventsModel::EventsModel(const LiveData* data, QObject* parent)
    : QAbstractTableModel(parent)
    , m_data(data)
{
    connect(data, &LiveData::eventsChanged, this, &EventsModel::update);
}

// One event more, at the top; when the oldest fell out, all is new.
void EventsModel::update()
{
    const int rows = int(m_data->events().size());
    if (rows == m_rows + 1) {
        beginInsertRows({}, 0, 0);
        m_rows = rows;
        endInsertRows();
    } else {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
}

const LiveEvent& EventsModel::at(int row) const
{
    return m_data->events()[m_data->events().size() - 1 - std::size_t(row)];
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int EventsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    const LiveEvent& event = at(index.row());
    const bool hasHeap = !std::isnan(event.heap), hasChange = !std::isnan(event.change);
    switch (index.column()) {
    case Time:
        if (role == Qt::DisplayRole)
            return QDateTime::fromMSecsSinceEpoch(qint64(event.time * 1000)).toString(QStringLiteral("HH:mm:ss"));
        break;
    case Event:
        if (role == Qt::DisplayRole)
            return event.text;
        if (role == SecondaryRole)
            return event.detail;
        if (role == Qt::ToolTipRole && !event.file.isEmpty())
            return event.file;
        break;
    case Heap:
        if (role == Qt::DisplayRole)
            return hasHeap ? formatBytes(quint64(event.heap)) : noValue();
        if (role == BytesRole && hasHeap)
            return quint64(event.heap);
        break;
    case Change:
        if (role == Qt::DisplayRole)
            return hasChange ? formatBytesDelta(qint64(event.change)) : noValue();
        break;
    default:
        break;
    }
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Event ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Event ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole) {
        const QString tips[] = {tr("When it happened, on this computer's clock"), tr("What happened"),
                                tr("Heap in use at that moment"), tr("Against the snapshot before")};
        return tips[section];
    }
    const QString names[] = {tr("Time"), tr("Event"), tr("Heap"), tr("Change")};
    return role == Qt::DisplayRole ? names[section] : QVariant();
}

} // namespace heapwise::ui
