#include "ui/sourcemapping.h"

#include "core/sourcemap/sourcemap.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QUrl>

#include <algorithm>
#include <memory>

namespace heapwise::ui {
namespace {

constexpr qint64 kSourceMappingMostBytes = 128 * 1024 * 1024;
constexpr int kSourceMappingLinesAround = 3;

/// The whole of a plain file; empty when it is none or too large.
QByteArray contentOf(const QString& path)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || info.size() > kSourceMappingMostBytes || !file.open(QIODevice::ReadOnly))
        return {};
    return file.read(kSourceMappingMostBytes);
}

/// What the last comment "//# sourceMappingURL=..." names; "//@" is how it was written once.
QByteArray mapUrl(const QByteArray& generated)
{
    const QByteArray key = "sourceMappingURL=";
    const qsizetype at = generated.lastIndexOf(key);
    if (at < 4)
        return {};
    const QByteArray before = generated.mid(at - 4, 4);
    if (before != "//# " && before != "//@ " && before != "/*# ")
        return {};
    qsizetype end = at + key.size();
    while (end < generated.size() && generated[end] > ' ' && generated[end] != '*')
        ++end;
    return generated.mid(at + key.size(), end - at - key.size());
}

struct FoundMap {
    QString path; ///< empty: inside the file
    QByteArray json;
};

FoundMap readMap(const QString& file)
{
    const QByteArray url = mapUrl(contentOf(file));
    if (url.startsWith("data:")) {
        const qsizetype comma = url.indexOf(',');
        const bool isBase64 = url.left(comma).endsWith(";base64");
        const QByteArray data = comma < 0 ? QByteArray() : url.mid(comma + 1);
        return {{}, isBase64 ? QByteArray::fromBase64(data) : QByteArray::fromPercentEncoding(data)};
    }
    const QDir folder = QFileInfo(file).dir();
    QStringList paths;
    if (const QUrl target(QString::fromUtf8(url));
        !url.isEmpty() && target.isRelative() && !target.path().startsWith(QLatin1Char('/')))
        paths << folder.filePath(target.path());
    else if (!url.isEmpty()) // of a server: the file of that name may be here
        paths << folder.filePath(target.fileName());
    paths << file + QStringLiteral(".map");
    for (const QString& path : paths)
        if (const QByteArray json = contentOf(path); !json.isEmpty())
            return {QDir::cleanPath(path), json};
    return {};
}

/// A map that was read, as long as its files stay as they were. The last one is kept: what is looked at next
/// is mostly in the same bundle.
struct ParsedMap {
    QString file, path;
    QDateTime fileTime, pathTime;
    std::shared_ptr<const SourceMap> map; ///< null: there is none

    bool isOf(const QString& other) const
    {
        return map && file == other && fileTime == QFileInfo(file).lastModified() &&
               (path.isEmpty() || pathTime == QFileInfo(path).lastModified());
    }
};

ParsedMap mapOf(const QString& file)
{
    static QMutex mutex;
    static ParsedMap last;
    {
        const QMutexLocker locker(&mutex);
        if (last.isOf(file))
            return last;
    }
    ParsedMap parsed{file, {}, QFileInfo(file).lastModified(), {}, nullptr};
    const FoundMap found = readMap(file);
    parsed.path = found.path;
    parsed.pathTime = QFileInfo(found.path).lastModified();
    if (!found.json.isEmpty())
        if (auto map = SourceMap::parse({found.json.constData(), std::size_t(found.json.size())}))
            parsed.map = std::make_shared<const SourceMap>(std::move(*map));
    const QMutexLocker locker(&mutex);
    last = parsed;
    return parsed;
}

/// Bundlers name sources by addresses of their own: "webpack://shop/./src/user.ts".
QString withoutScheme(const QString& source)
{
    const qsizetype scheme = source.indexOf(QLatin1String("://"));
    if (scheme < 0)
        return source;
    if (source.startsWith(QLatin1String("file://")))
        return QUrl(source).toLocalFile();
    const qsizetype host = source.indexOf(QLatin1Char('/'), scheme + 3);
    return host < 0 ? source.mid(scheme + 3) : source.mid(host + 1);
}

/// The source on this computer: from where the map is, or from a folder further up for what a bundler named
/// from the folder of the project.
QString findFile(const QString& source, const QString& from)
{
    const QString path = QDir::cleanPath(source);
    if (QFileInfo(path).isAbsolute())
        return QFileInfo(path).isFile() ? path : QString();
    QDir folder = QFileInfo(from).dir();
    for (int up = 0; up < 4; ++up) {
        const QString there = QDir::cleanPath(folder.filePath(path));
        if (QFileInfo(there).isFile())
            return there;
        if (!folder.cdUp())
            break;
    }
    return {};
}

/// Without the steps up that lead from the folder of the map to it.
QString readableName(QString source)
{
    source = QDir::cleanPath(source);
    while (source.startsWith(QLatin1String("../")))
        source.remove(0, 3);
    return source;
}

} // namespace

std::optional<MappedSource> mapSource(const QString& file, int line, int column, const Progress& progress)
{
    const ParsedMap parsed = mapOf(file);
    if (!parsed.map || line < 1 || column < 1)
        return std::nullopt;
    const auto place = parsed.map->find(std::uint32_t(line - 1), std::uint32_t(column - 1), progress);
    if (!place)
        return std::nullopt;
    const QString source = withoutScheme(QString::fromStdString(place->source));
    MappedSource mapped;
    mapped.map = parsed.path;
    mapped.source = readableName(source);
    mapped.file = findFile(source, parsed.path.isEmpty() ? file : parsed.path);
    if (const std::string* content = parsed.map->content(place->source))
        mapped.text = QString::fromStdString(*content);
    mapped.name = QString::fromStdString(place->name);
    mapped.line = int(place->line) + 1;
    mapped.column = int(place->column) + 1;
    return mapped;
}

LinesAround linesAround(const QString& text, int line)
{
    LinesAround around;
    around.first = std::max(1, line - kSourceMappingLinesAround);
    qsizetype begin = 0;
    for (int number = 1; begin <= text.size() && number <= line + kSourceMappingLinesAround; ++number) {
        qsizetype end = text.indexOf(QLatin1Char('\n'), begin);
        end = end < 0 ? text.size() : end;
        if (number >= around.first)
            around.lines << text.mid(begin, std::min<qsizetype>(end - begin, 4096)).remove(QLatin1Char('\r'));
        begin = end + 1;
    }
    if (around.first + around.lines.size() <= line)
        around.lines.clear();
    return around;
}

} // namespace heapwise::ui
