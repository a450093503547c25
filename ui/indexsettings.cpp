#include "ui/indexsettings.h"

#include <QFile>
#include <QSettings>
#include <QStandardPaths>

namespace heapwise::ui {

IndexCache::Options indexOptions()
{
    const QSettings settings;
    IndexCache::Options options;
    if (!settings.value(QStringLiteral("index/enabled"), true).toBool())
        return options;
    const QString caches = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    const QString folder = settings.value(QStringLiteral("index/folder"), caches + QStringLiteral("/heapwise/index")).toString();
    options.folder = QFile::encodeName(folder).toStdString();
    options.limitBytes = settings.value(QStringLiteral("index/limitBytes"), quint64(options.limitBytes)).toULongLong();
    options.smallestSnapshot =
        settings.value(QStringLiteral("index/smallestSnapshot"), quint64(options.smallestSnapshot)).toULongLong();
    return options;
}

} // namespace heapwise::ui
