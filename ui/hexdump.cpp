#include "ui/hexdump.h"

#include <QFile>

#include "core/snapshot/decompressor.h"

namespace heapwise::ui {

namespace {

constexpr int kPerLine = 8;
constexpr int kLinesBefore = 3;
constexpr int kLinesAfter = 1;

QString address(quint64 offset)
{
    const QString digits = QStringLiteral("%1").arg(offset, 8, 16, QLatin1Char('0')).toUpper();
    return digits.chopped(4) + QLatin1Char(' ') + digits.right(4);
}

QString hexOf(const QByteArray& line)
{
    return QString::fromLatin1(line.toHex(' ').toUpper()).leftJustified(kPerLine * 3 - 1);
}

QString textOf(const QByteArray& line)
{
    QString text;
    for (const char c : line)
        text += c >= 32 && c < 127 ? QChar::fromLatin1(c) : QChar(0x00B7);
    return text;
}

} // namespace

QString hexDump(const QByteArray& bytes, quint64 begin, quint64 mark)
{
    QStringList lines;
    for (qsizetype at = 0; at < bytes.size(); at += kPerLine) {
        const QByteArray line = bytes.mid(at, kPerLine);
        const quint64 offset = begin + quint64(at);
        const QString prefix = address(offset) + QStringLiteral("  ");
        lines.append(prefix + hexOf(line) + QStringLiteral("  ") + textOf(line));
        // The mark may stand one behind the last byte: the end of the file.
        const bool isLast = at + kPerLine >= bytes.size();
        if (mark >= offset && (mark < offset + kPerLine || (isLast && mark == offset + kPerLine)))
            lines.append(QString(prefix.size() + qsizetype(mark - offset) * 3, QLatin1Char(' ')) + QChar(0x25B2));
    }
    return lines.join(QLatin1Char('\n'));
}

QString hexDumpAround(const QString& path, quint64 offset)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.isSequential())
        return {};
    if (compressionOf(file.peek(4).toStdString()) != Compression::None)
        return {};
    const auto size = quint64(file.size());
    const quint64 mark = std::min(offset, size);
    const quint64 back = quint64(kLinesBefore) * kPerLine;
    // Whole lines: the first starts at a multiple of kPerLine.
    quint64 begin = (mark > back ? mark - back : 0) / kPerLine * kPerLine;
    if (begin > 0 && mark == size && mark % kPerLine == 0)
        begin -= kPerLine;
    file.seek(qint64(begin));
    return hexDump(file.read((kLinesBefore + 1 + kLinesAfter) * kPerLine), begin, mark);
}

} // namespace heapwise::ui
