#pragma once

#include <QByteArray>
#include <QString>

namespace heapwise::ui {

/// Bytes of `path` around `offset`, eight to a line: "07C0 A7B0  31 2C 34 30 2C 30 2C 31  1,40,0,1". The line
/// with `offset` in it is followed by a mark under the byte. Empty where there is nothing to show: the file
/// cannot be read, is empty, or is compressed (offsets count in the text). Reads the file: not on the GUI thread.
QString hexDumpAround(const QString& path, quint64 offset);

/// The same of bytes in memory, the first of which stands at `begin`.
QString hexDump(const QByteArray& bytes, quint64 begin, quint64 mark);

} // namespace heapwise::ui
