#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace heapwise::ui {

enum class TableFormat { Tsv, Csv, Json, Markdown };

/// A table as text, row by row, in UTF-8. Numbers are as the cells have them: plain, in bytes. Any thread;
/// O(row).
class TableWriter {
public:
    struct Column {
        QString title;
        bool isNumber = false;
    };

    TableWriter(TableFormat format, QList<Column> columns);

    QByteArray begin() const;
    /// One cell for each column. In JSON a number is a number, and an empty one null.
    QByteArray row(const QStringList& cells);
    QByteArray end() const;

private:
    TableFormat m_format;
    QList<Column> m_columns;
    QList<QByteArray> m_keys; ///< of JSON: no two alike
    bool m_isFirst = true;
};

} // namespace heapwise::ui
