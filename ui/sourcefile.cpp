#include "ui/sourcefile.h"

#include "ui/settings/settings.h"
#include "ui/sourcemapping.h"
#include "ui/translate.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSettings>
#include <QUrl>

#include <algorithm>

namespace heapwise::ui {
namespace {

const QString kRootsKey = QStringLiteral("sourceRoots");
constexpr int kSourceFileLinesAround = 3;
constexpr qint64 kSourceFileMostBytes = 64 * 1024 * 1024;
constexpr qint64 kLongestLine = 4096;

/// A minified bundle has lines of megabytes: the rest of one is skipped.
QByteArray takeLine(QFile& file)
{
    QByteArray line = file.readLine(kLongestLine);
    while (!line.endsWith('\n') && !file.atEnd() && file.pos() < kSourceFileMostBytes)
        if (file.readLine(kLongestLine).endsWith('\n'))
            break;
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

QString SourcePlace::path() const
{
    return script.startsWith(QLatin1String("file://")) ? QUrl(script).toLocalFile() : script;
}

QString SourcePlace::text() const
{
    return QStringLiteral("%1:%2:%3").arg(path()).arg(line).arg(column);
}

QList<QPair<QString, QString>> sourceRoots()
{
    QList<QPair<QString, QString>> roots;
    QSettings settings;
    const int count = settings.beginReadArray(kRootsKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        roots.append(
            {settings.value(QStringLiteral("from")).toString(), settings.value(QStringLiteral("to")).toString()});
    }
    std::stable_sort(roots.begin(), roots.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return roots;
}

void addSourceRoot(const QString& path, const QString& file)
{
    QStringList from = path.split(QLatin1Char('/')), to = QFileInfo(file).absoluteFilePath().split(QLatin1Char('/'));
    while (from.size() > 1 && to.size() > 1 && from.last() == to.last()) {
        from.removeLast();
        to.removeLast();
    }
    QList<QPair<QString, QString>> roots = sourceRoots();
    const QPair<QString, QString> root{from.join(QLatin1Char('/')), to.join(QLatin1Char('/'))};
    roots.erase(std::remove_if(roots.begin(), roots.end(), [&](const auto& r) { return r.first == root.first; }),
                roots.end());
    roots.prepend(root);
    setSourceRoots(roots);
}

void setSourceRoots(const QList<QPair<QString, QString>>& roots)
{
    QSettings settings;
    settings.remove(kRootsKey);
    settings.beginWriteArray(kRootsKey, int(roots.size()));
    for (int i = 0; i < roots.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("from"), roots[i].first);
        settings.setValue(QStringLiteral("to"), roots[i].second);
    }
    settings.endArray();
    emit SettingChanges::instance().changed(kRootsKey);
}

QString mappedPath(const QString& path, const QList<QPair<QString, QString>>& roots)
{
    for (const auto& [from, to] : roots) {
        const bool fits =
            path.startsWith(from) && (path.size() == from.size() || path[from.size()] == QLatin1Char('/'));
        if (fits && QFile::exists(to + path.mid(from.size())))
            return to + path.mid(from.size());
    }
    return path;
}

namespace {

/// The lines of a file around one of them.
LinesAround readAround(QFile& file, int line)
{
    LinesAround around;
    around.first = std::max(1, line - kSourceFileLinesAround);
    bool isReached = false;
    for (int number = 1; number <= line + kSourceFileLinesAround && !file.atEnd() && file.pos() < kSourceFileMostBytes;
         ++number) {
        const QByteArray text = takeLine(file);
        if (number >= around.first)
            around.lines << QString::fromUtf8(text);
        isReached |= number == line;
    }
    if (!isReached)
        around.lines.clear();
    return around;
}

void showLines(SourceExcerpt& excerpt, const LinesAround& around, int line)
{
    excerpt.firstLine = around.first;
    excerpt.lines = around.lines;
    excerpt.markedLine = line;
}

/// What the map of the generated file says; false when it says nothing that can be shown.
bool readOriginal(SourceExcerpt& excerpt, const SourcePlace& place, const Progress& progress)
{
    const auto mapped = mapSource(excerpt.file, place.line, place.column, progress);
    if (!mapped)
        return false;
    QFile file(mapped->file);
    LinesAround around;
    if (!mapped->text.isEmpty())
        around = linesAround(mapped->text, mapped->line);
    else if (!mapped->file.isEmpty() && file.open(QIODevice::ReadOnly))
        around = readAround(file, mapped->line);
    excerpt.original = QStringLiteral("%1:%2:%3").arg(mapped->source).arg(mapped->line).arg(mapped->column);
    excerpt.originalName = mapped->name;
    excerpt.map = mapped->map;
    if (around.lines.isEmpty())
        return false;
    showLines(excerpt, around, mapped->line);
    if (!mapped->file.isEmpty()) {
        excerpt.file = mapped->file;
        excerpt.line = mapped->line;
        excerpt.column = mapped->column;
    }
    return true;
}

} // namespace

SourceExcerpt readExcerpt(const SourcePlace& place, const QList<QPair<QString, QString>>& roots,
                          const Progress& progress)
{
    SourceExcerpt excerpt;
    const QString path = mappedPath(place.path(), roots);
    QFile file(path);
    // A name that is not a whole path would be looked for where this program was started.
    if (!QFileInfo(path).isAbsolute() || !QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return excerpt;
    excerpt.file = path;
    excerpt.line = place.line;
    excerpt.column = place.column;
    if (!readOriginal(excerpt, place, progress))
        showLines(excerpt, readAround(file, place.line), place.line);
    return excerpt;
}

QStringList editorCommand(const QString& file, int line, int column)
{
    QStringList words = QProcess::splitCommand(settings::kEditorCommand.value());
    for (QString& word : words)
        word.replace(QLatin1String("{line}"), QString::number(line))
            .replace(QLatin1String("{column}"), QString::number(column))
            .replace(QLatin1String("{file}"), file);
    return words;
}

QString openInEditor(const QString& file, int line, int column)
{
    QStringList words = editorCommand(file, line, column);
    if (words.isEmpty())
        return tr("No editor is set. Set one in the Settings, under Source.");
    const QString program = words.takeFirst();
    if (QProcess::startDetached(program, words))
        return {};
    return tr("The editor “%1” could not be started. Set another one in the Settings, under Source.").arg(program);
}

} // namespace heapwise::ui
