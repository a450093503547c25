#include "ui/views/start/recentmodel.h"

#include "ui/filekinds.h"
#include "ui/format.h"
#include "ui/indexsettings.h"

#include <QFileInfo>

namespace heapwise::ui {

RecentModel::RecentModel(RecentFiles* recent, QObject* parent)
    : QAbstractListModel(parent)
    , m_recent(recent)
{
    connect(recent, &RecentFiles::changed, this, [this] {
        rebuild();
        checkFiles();
    });
    rebuild();
}

int RecentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant RecentModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size())
        return {};
    const RecentFile& file = m_shown[index.row()];
    const bool missing = m_found.missing.contains(file.path);
    switch (role) {
    case Qt::DisplayRole:
        return QFileInfo(file.path).fileName();
    case Qt::ToolTipRole:
        return missing ? tr("%1 does not exist any more.").arg(file.path) : toolTip(file);
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3")
            .arg(QFileInfo(file.path).fileName(), displayFolder(file.path), formatRelativeDate(file.when));
    case PathRole:
        return file.path;
    case FolderRole:
        return displayFolder(file.path);
    case HeapBytesRole:
        return file.heapBytes;
    case ObjectCountRole:
        return file.objects;
    case WhenRole:
        return file.when;
    case PinnedRole:
        return file.pinned;
    case MissingRole:
        return missing;
    case IndexedRole:
        return m_found.indexed.contains(file.path);
    default:
        return {};
    }
}

QString RecentModel::toolTip(const RecentFile& file) const
{
    return m_found.indexed.contains(file.path) ? file.path + QLatin1Char('\n') + tr("Indexed: it opens at once.")
                                               : file.path;
}

void RecentModel::setFilter(const QString& text)
{
    m_filter = text.trimmed();
    rebuild();
}

void RecentModel::rebuild()
{
    beginResetModel();
    m_shown.clear();
    for (const auto& file : m_recent->files())
        if (m_filter.isEmpty() || file.path.contains(m_filter, Qt::CaseInsensitive))
            m_shown.append(file);
    endResetModel();
}

void RecentModel::checkFiles()
{
    QStringList paths;
    for (const auto& file : m_recent->files())
        paths.append(file.path);
    const auto look = [paths, cache = IndexCache(indexOptions())](const Progress& progress) {
        Findings found;
        for (const auto& path : paths) {
            if (progress.stopRequested())
                break;
            if (!QFileInfo::exists(path))
                found.missing.insert(path);
            else if (cache.has(path.toStdString()))
                found.indexed.insert(path);
        }
        return found;
    };
    m_checking.start(look, [this](const Findings& found) {
        if (found.missing == m_found.missing && found.indexed == m_found.indexed)
            return;
        m_found = found;
        if (!m_shown.isEmpty())
            emit dataChanged(index(0), index(int(m_shown.size()) - 1));
    });
}

} // namespace heapwise::ui
