#include "ui/indexsettings.h"

#include "ui/settings/settings.h"

#include <QFile>
#include <QSettings>
#include <QStandardPaths>

namespace heapwise::ui {

IndexCache::Options indexOptions()
{
    IndexCache::Options options;
    if (!settings::kKeepsIndex.value())
        return options;
    options.folder = QFile::encodeName(indexFolder()).toStdString();
    options.limitBytes = settings::kIndexLimit.value();
    options.smallestSnapshot =
        QSettings().value(QStringLiteral("index/smallestSnapshot"), quint64(options.smallestSnapshot)).toULongLong();
    return options;
}

QString indexFolder()
{
    const QString chosen = settings::kIndexFolder.value();
    const QString caches = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
    return chosen.isEmpty() ? caches + QStringLiteral("/heapwise/index") : chosen;
}

} // namespace heapwise::ui
