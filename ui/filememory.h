#pragma once

#include <QString>
#include <QVariant>

#include "core/analysis/heap.h"

namespace heapwise::ui {

/// What the user has decided about one file (pins, what is no leak, which retainers to ignore), kept in the settings
/// under what the file contains: it is there again when the file was moved, renamed or copied.
class FileMemory {
public:
    FileMemory() = default; ///< of no file: nothing is kept
    explicit FileMemory(const Heap& heap);

    QVariant value(const QString& name) const;
    /// An invalid value removes what was kept under the name.
    void setValue(const QString& name, const QVariant& value) const;
    friend bool operator==(const FileMemory& a, const FileMemory& b) { return a.m_group == b.m_group; }

private:
    QString m_group;
};

} // namespace heapwise::ui
