#include "ui/export/tablewriter.h"

#include <QSet>

#include <algorithm>

namespace heapwise::ui {

namespace {

// One line per row and one cell per column, whatever the text holds.
QString flat(QString text)
{
    for (QChar& c : text)
        if (c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r'))
            c = QLatin1Char(' ');
    return text;
}

// RFC 4180.
QString csvCell(const QString& text)
{
    const bool needsQuotes = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c == QLatin1Char(',') || c == QLatin1Char('"') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    });
    return needsQuotes
               ? QLatin1Char('"') + QString(text).replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"')
               : text;
}

QString markdownCell(const QString& text)
{
    return flat(text).replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('|'), QLatin1String("\\|"));
}

QByteArray jsonText(const QString& text)
{
    QString quoted;
    quoted.reserve(text.size() + 2);
    quoted += QLatin1Char('"');
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            quoted += QLatin1Char('\\') + QString(c);
        else if (c == QLatin1Char('\n'))
            quoted += QLatin1String("\\n");
        else if (c.unicode() < 0x20 || c.isSurrogate()) // half of a pair is no UTF-8; both halves are well as escapes
            quoted += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    return (quoted + QLatin1Char('"')).toUtf8();
}

/// -12 or 0.5, as JSON has them.
bool isPlainNumber(const QString& text)
{
    const auto isDigit = [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); };
    qsizetype at = text.startsWith(QLatin1Char('-')) ? 1 : 0;
    const qsizetype first = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    if (at == first || (text[first] == QLatin1Char('0') && at > first + 1))
        return false;
    if (at < text.size() && text[at] == QLatin1Char('.') && ++at == text.size())
        return false;
    return std::all_of(text.begin() + at, text.end(), isDigit);
}

QByteArray jsonValue(const QString& text, bool isNumber)
{
    if (isNumber && text.isEmpty())
        return QByteArrayLiteral("null");
    return isNumber && isPlainNumber(text) ? text.toLatin1() : jsonText(text);
}

template <typename Cells, typename F>
QByteArray joined(const Cells& cells, const char* before, const char* between, const char* after, F text)
{
    QByteArray line = before;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += between;
        line += text(cells[i]);
    }
    return line + after + '\n';
}

QByteArray line(const QStringList& cells, TableFormat format)
{
    switch (format) {
    case TableFormat::Tsv:
        return joined(cells, "", "\t", "", [](const QString& cell) { return flat(cell).toUtf8(); });
    case TableFormat::Csv:
        return joined(cells, "", ",", "", [](const QString& cell) { return csvCell(cell).toUtf8(); });
    default:
        return joined(cells, "| ", " | ", " |", [](const QString& cell) { return markdownCell(cell).toUtf8(); });
    }
}

} // namespace

TableWriter::TableWriter(TableFormat format, QList<Column> columns)
    : m_format(format)
    , m_columns(std::move(columns))
{
    QSet<QString> used;
    for (const auto& column : m_columns) {
        QString key = column.title;
        for (int n = 2; used.contains(key); ++n)
            key = column.title + QLatin1Char(' ') + QString::number(n);
        used.insert(key);
        m_keys.append(jsonText(key));
    }
}

QByteArray TableWriter::begin() const
{
    if (m_format == TableFormat::Json)
        return "[";
    QStringList titles;
    for (const auto& column : m_columns)
        titles.append(column.title);
    QByteArray head = line(titles, m_format);
    if (m_format == TableFormat::Markdown)
        head += joined(m_columns, "| ", " | ", " |",
                       [](const Column& column) { return QByteArray(column.isNumber ? "---:" : "---"); });
    return head;
}

QByteArray TableWriter::row(const QStringList& cells)
{
    if (m_format != TableFormat::Json)
        return line(cells, m_format);
    QByteArray object = std::exchange(m_isFirst, false) ? "\n{" : ",\n{";
    for (qsizetype i = 0; i < cells.size(); ++i)
        object += (i > 0 ? ", " : "") + m_keys[i] + ": " + jsonValue(cells[i], m_columns[i].isNumber);
    return object + '}';
}

QByteArray TableWriter::end() const
{
    return m_format == TableFormat::Json ? "\n]\n" : QByteArray();
}

} // namespace heapwise::ui
