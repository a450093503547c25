#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

namespace heapwise::ui {

/// Judged by the name alone: dragging over the window must not touch the disk.
struct DropVerdict {
    QStringList paths; ///< what would be opened
    QString text;      ///< what will happen, or why not
    bool accepted() const { return !paths.isEmpty(); }
};
DropVerdict judgeDrop(const QList<QUrl>& urls);

/// Why a file of this name is not opened; empty when it is tried.
QString refusalFor(const QString& path);

/// A timeline rather than a snapshot: a session, a log of --trace-gc, a diagnostic report, metrics. By the name alone.
bool isRecordingName(const QString& path);

/// "Heap snapshots (*.heapsnapshot ...);;All files (*)" for the file dialog.
QString openFileFilter();

/// "FILE#@ID" split into both; the address is empty where there is none.
struct FileAddress {
    QString path;
    QString address;
};
FileAddress splitAddress(const QString& argument);

/// The home folder as "~".
QString displayFolder(const QString& path);

} // namespace heapwise::ui
