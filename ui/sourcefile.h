#pragma once

#include <QString>
#include <QStringList>

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
    QString file;       ///< where it was found; empty: nowhere
    int firstLine = 0;
    QStringList lines;  ///< empty when the file is shorter than the snapshot says
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

/// Seven lines at most. Reads the file up to them, 64 MiB at most; for worker threads.
SourceExcerpt readExcerpt(const SourcePlace& place, const QList<QPair<QString, QString>>& roots);

/// Program and arguments of the editor, from the settings key "editor/command", by default
/// "code -g {file}:{line}:{column}". Empty when that is no command.
QStringList editorCommand(const QString& file, int line, int column);
/// Starts it; what failed in one sentence, or an empty text.
QString openInEditor(const QString& file, int line, int column);

} // namespace heapwise::ui
