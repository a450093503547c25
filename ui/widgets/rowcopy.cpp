#include "ui/widgets/rowcopy.h"

#include "ui/models/cellroles.h"

#include <QAbstractItemModel>

namespace heapwise::ui {

QList<TableWriter::Column> writerColumns(const QAbstractItemModel& model, const QList<int>& columns)
{
    QList<TableWriter::Column> list;
    for (const int column : columns) {
        const int alignment = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        list.append(
            {model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), (alignment & Qt::AlignRight) != 0});
    }
    return list;
}

QString cellText(const QModelIndex& cell)
{
    const QVariant exact = cell.data(CopyRole);
    return exact.isValid() ? exact.toString() : cell.data(Qt::DisplayRole).toString();
}

QString rowsAsText(const QModelIndexList& rows, const QList<int>& columns, CopyFormat format)
{
    if (rows.isEmpty())
        return {};
    TableWriter writer(format, writerColumns(*rows.first().model(), columns));
    QByteArray text = writer.begin();
    for (const auto& row : rows) {
        QStringList cells;
        for (const int column : columns)
            cells.append(cellText(row.siblingAtColumn(column)));
        text += writer.row(cells);
    }
    return QString::fromUtf8(text + writer.end());
}

} // namespace heapwise::ui
