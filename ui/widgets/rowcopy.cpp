#include "ui/widgets/rowcopy.h"

#include "ui/models/cellroles.h"

#include <QAbstractItemModel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace heapwise::ui {

namespace {

QString headerText(const QAbstractItemModel& model, int column)
{
    return model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
}

QString cellText(const QModelIndex& cell)
{
    const QVariant exact = cell.data(CopyRole);
    return exact.isValid() ? exact.toString() : cell.data(Qt::DisplayRole).toString();
}

// One line per row and one cell per column, whatever the text holds.
QString flat(QString text)
{
    return text.replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QStringList cellsOf(const QModelIndex& row, const QList<int>& columns)
{
    QStringList cells;
    for (const int column : columns)
        cells.append(cellText(row.siblingAtColumn(column)));
    return cells;
}

QStringList headersOf(const QAbstractItemModel& model, const QList<int>& columns)
{
    QStringList headers;
    for (const int column : columns)
        headers.append(headerText(model, column));
    return headers;
}

QString tsvLine(const QStringList& cells)
{
    QStringList flatCells;
    for (const auto& cell : cells)
        flatCells.append(flat(cell));
    return flatCells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString markdownLine(const QStringList& cells)
{
    QStringList escaped;
    for (const auto& cell : cells)
        escaped.append(flat(cell).replace(QLatin1Char('|'), QLatin1String("\\|")));
    return QStringLiteral("| ") + escaped.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
}

QString markdownRule(const QAbstractItemModel& model, const QList<int>& columns)
{
    QStringList rules;
    for (const int column : columns) {
        const int alignment = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        rules.append((alignment & Qt::AlignRight) ? QStringLiteral("---:") : QStringLiteral("---"));
    }
    return QStringLiteral("| ") + rules.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
}

QJsonValue jsonValue(const QString& text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue(text);
}

QString asJson(const QModelIndexList& rows, const QList<int>& columns, const QStringList& headers)
{
    QJsonArray array;
    for (const auto& row : rows) {
        QJsonObject object;
        const QStringList cells = cellsOf(row, columns);
        for (qsizetype i = 0; i < cells.size(); ++i)
            object.insert(headers[i], jsonValue(cells[i]));
        array.append(object);
    }
    return QString::fromUtf8(QJsonDocument(array).toJson());
}

} // namespace

QString rowsAsText(const QModelIndexList& rows, const QList<int>& columns, CopyFormat format)
{
    if (rows.isEmpty())
        return {};
    const auto& model = *rows.first().model();
    const QStringList headers = headersOf(model, columns);
    if (format == CopyFormat::Json)
        return asJson(rows, columns, headers);
    const auto line = format == CopyFormat::Tsv ? tsvLine : markdownLine;
    QString text = line(headers);
    if (format == CopyFormat::Markdown)
        text += markdownRule(model, columns);
    for (const auto& row : rows)
        text += line(cellsOf(row, columns));
    return text;
}

} // namespace heapwise::ui
