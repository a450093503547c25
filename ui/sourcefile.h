#pragma once

#include <QString>
#include <QStringList>

#include "core/base/progress.h"

namespace heapwise::ui {

/// A place in a program's source as a snapshot names it, counted from 1.
struct SourcePlace {
    QString script; ///< "/srv/app/orders.js", "file:///srv/app/orders.mjs", "node:events"
    int line = 0;
    int column = 0;

    bool isValid() const { return !script.isEmpty() && line > 0; }
    /// Part of Node itself, whose source is inside its program file.
    bool isNodes() const { return script.startsWith(QLatin1String("node:")); }
    QString path() const; ///< without "file://" and what it escapes
    QString text() const; ///< "/srv/app/orders.js:48:15"
    friend bool operator==(const SourcePlace& a, const SourcePlace& b)
    {
        return a.script == b.script && a.line == b.line && a.column == b.column;
    }
};

/// Lines around a place, read from this computer's disk.
struct SourceExcerpt {
    QString file; ///< where it was found; empty: nowhere
    int firstLine = 0;
    QStringList lines; ///< empty when the file is shorter than the snapshot says
    int line = 0;      ///< of the place in the file
    int column = 0;
    /// Where a source map says that it was written: "src/user.ts:12:3", and under which name. Empty without a map. Then
    /// the lines are those of the original; `file` is, too, unless only the map has its text.
    QString original;
    QString originalName;
    QString map;        ///< the map's file
    int markedLine = 0; ///< among the lines shown
};

/// Folders of the snapshot's computer that are elsewhere here: pairs of "from" and "to" in the settings, longest
/// "from" first.
QList<QPair<QString, QString>> sourceRoots();
/// Kept, and told as a change of the setting "sourceRoots".
void setSourceRoots(const QList<QPair<QString, QString>>& roots);
/// Remembers that `path` of a snapshot is `file` here: what the two end in alike is not part of the root.
void addSourceRoot(const QString& path, const QString& file);

/// The file that `path` names here, by the roots; `path` itself where none fits.
QString mappedPath(const QString& path, const QList<QPair<QString, QString>>& roots);

/// Seven lines at most: of the original where the file has a source map that knows the place, else of the file. Reads
/// the file up to them, 64 MiB at most, and its map; for worker threads.
SourceExcerpt readExcerpt(const SourcePlace& place, const QList<QPair<QString, QString>>& roots,
                          const Progress& progress);

/// Program and arguments of the editor, from the settings key "editor/command", by default
/// "code -g {file}:{line}:{column}". Empty when that is no command.
QStringList editorCommand(const QString& file, int line, int column);
/// Starts it; what failed in one sentence, or an empty text.
QString openInEditor(const QString& file, int line, int column);

} // namespace heapwise::ui
