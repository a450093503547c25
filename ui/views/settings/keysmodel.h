#pragma once

#include <QAbstractTableModel>

namespace heapwise::ui {

/// One row for each command, with the keys it has.
class KeysModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Where, Keys, ColumnCount };

    explicit KeysModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace heapwise::ui
