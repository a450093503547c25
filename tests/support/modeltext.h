#pragma once

#include <QAbstractItemModel>
#include <QStringList>

namespace heapwise::test {

/// The first column of the rows below `parent`, one "name" or "name secondary" each.
inline QStringList rows(const QAbstractItemModel& model, const QModelIndex& parent = {}, int column = 0)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row)
        out << model.index(row, column, parent).data().toString();
    return out;
}

/// Loads the children of a row as a tree view does when it is expanded.
inline void open(QAbstractItemModel& model, const QModelIndex& index)
{
    if (model.canFetchMore(index))
        model.fetchMore(index);
}

/// The row below `parent` whose first column is `name`; invalid if there is none.
inline QModelIndex find(const QAbstractItemModel& model, const QString& name, const QModelIndex& parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row)
        if (model.index(row, 0, parent).data().toString() == name)
            return model.index(row, 0, parent);
    return {};
}

} // namespace heapwise::test
