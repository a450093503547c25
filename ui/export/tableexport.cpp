#include "ui/export/tableexport.h"

#include "ui/translate.h"
#include <QIODevice>

namespace heapwise::ui {

namespace {

TableFormat formatOf(const QString& suffix)
{
    return suffix == QLatin1String("tsv")    ? TableFormat::Tsv
           : suffix == QLatin1String("json") ? TableFormat::Json
           : suffix == QLatin1String("md")   ? TableFormat::Markdown
                                             : TableFormat::Csv;
}

} // namespace

QList<ExportFormat> tableFormats()
{
    return {{QStringLiteral("csv"), tr("CSV")},
            {QStringLiteral("tsv"), tr("TSV, tab separated")},
            {QStringLiteral("json"), tr("JSON")},
            {QStringLiteral("md"), tr("Markdown table")}};
}

ExportWork tableWork(std::shared_ptr<const RowSource> rows, const QList<TableWriter::Column>& columns,
                     const QString& suffix)
{
    return [rows = std::move(rows), columns, suffix](QIODevice& to, const Progress& progress) {
        const bool isTree = rows->isTree();
        QList<TableWriter::Column> all = columns;
        if (isTree)
            all.prepend({tr("Level"), true});
        TableWriter writer(formatOf(suffix), all);
        to.write(writer.begin());
        const QString problem = rows->read(
            [&](int depth, const QStringList& cells) {
                return to.write(writer.row(isTree ? QStringList(QString::number(depth)) + cells : cells)) >= 0;
            },
            progress);
        to.write(writer.end());
        return problem;
    };
}

} // namespace heapwise::ui
