#include "ui/sample.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace heapwise::ui {

namespace {
const QString kResource = QStringLiteral(":/demo/shop-api.heapsnapshot.gz");
const QString kFileName = QStringLiteral("shop-api.heapsnapshot.gz");
} // namespace

bool hasSample()
{
    return QFile::exists(kResource);
}

quint64 sampleBytes()
{
    return quint64(QFileInfo(kResource).size());
}

QString extractSample()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    const QString path = folder + QLatin1Char('/') + kFileName;
    QFile resource(kResource);
    if (!resource.open(QIODevice::ReadOnly) || !QDir().mkpath(folder))
        return {};
    // The size tells a sample of another version of the program apart well enough.
    if (QFileInfo(path).size() == resource.size())
        return path;
    QSaveFile file(path); // another window may be reading or writing it
    if (!file.open(QIODevice::WriteOnly) || file.write(resource.readAll()) < 0 || !file.commit())
        return {};
    return path;
}

} // namespace heapwise::ui
