#pragma once

#include <QAbstractTableModel>

namespace heapwise::ui {

class LiveData;
struct LiveEvent;

/// Snapshots and events of a live session, newest first.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Event, Heap, Change, ColumnCount };

    explicit EventsModel(const LiveData* data, QObject* parent = nullptr);

    const LiveEvent& at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void update();

    const LiveData* m_data;
    int m_rows = 0;
};

} // namespace heapwise::ui
