#include "core/inspector/nodebinary.h"

#include <QFile>

#include <algorithm>
#include <cstring>

#include <sys/stat.h>

namespace heapwise::inspector {

namespace {

constexpr qsizetype kMaxKnown = 128;
constexpr qint64 kStubBytes = 1 << 20; ///< Debian's node is a few KiB that load libnode.so

/// "22.11.0" at the beginning of the text; empty when it is something else.
QString versionAt(const char* text, const char* end)
{
    const char* at = text;
    int dots = 0;
    while (at < end && at - text < 16 && ((*at >= '0' && *at <= '9') || (*at == '.' && dots < 2))) {
        dots += *at == '.' ? 1 : 0;
        ++at;
    }
    const bool isWhole = dots == 2 && at > text && at[-1] != '.' && text[0] != '.';
    return isWhole ? QString::fromLatin1(text, at - text) : QString();
}

QString libnodeOf(const QByteArray& maps)
{
    const qsizetype at = maps.indexOf("/libnode.so");
    if (at < 0)
        return {};
    const qsizetype line = maps.lastIndexOf('\n', at) + 1;
    const qsizetype begin = maps.indexOf('/', line);
    const qsizetype end = maps.indexOf('\n', at);
    return QFile::decodeName(maps.mid(begin, (end < 0 ? maps.size() : end) - begin));
}

} // namespace

QString findNodeVersion(const char* bytes, qsizetype size)
{
    const char* const end = bytes + size;
    for (const char* mark : {"node.js/v", "nodejs.org/download/release/v"}) {
        const std::size_t length = std::strlen(mark);
        for (const char* at = bytes; at < end;) {
            at = static_cast<const char*>(::memmem(at, std::size_t(end - at), mark, length));
            if (!at)
                break;
            at += length;
            if (const QString version = versionAt(at, end); !version.isEmpty())
                return version;
        }
    }
    return {};
}

QString NodeBinaries::versionInFile(const QString& path)
{
    struct ::stat about {};
    if (::stat(QFile::encodeName(path).constData(), &about) != 0 || !S_ISREG(about.st_mode))
        return {};
    const FileKey key{about.st_dev, about.st_ino, about.st_mtime};
    const QMutexLocker lock(&m_mutex);
    const auto known = std::find_if(m_known.begin(), m_known.end(), [&](const Known& k) { return k.key == key; });
    if (known != m_known.end())
        return known->version;
    QFile file(path);
    QString version;
    if (file.open(QIODevice::ReadOnly) && file.size() > 0)
        if (const uchar* bytes = file.map(0, file.size()))
            version = findNodeVersion(reinterpret_cast<const char*>(bytes), file.size());
    if (m_known.size() >= kMaxKnown)
        m_known.removeFirst();
    m_known.append({key, version});
    return version;
}

QString NodeBinaries::versionOf(const ProcFs& proc, qint64 pid)
{
    const QString program = proc.executableLink(pid);
    const QString version = versionInFile(program);
    struct ::stat about {};
    if (!version.isEmpty() || ::stat(QFile::encodeName(program).constData(), &about) != 0 || about.st_size > kStubBytes)
        return version;
    const QString library = libnodeOf(proc.memoryMaps(pid));
    return library.isEmpty() ? QString() : versionInFile(proc.fileOf(pid, library));
}

} // namespace heapwise::inspector
