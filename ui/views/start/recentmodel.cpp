#include "ui/views/start/recentmodel.h"

#include "ui/filekinds.h"
#include "ui/format.h"

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
    const bool missing = m_missing.contains(file.path);
    switch (role) {
    case Qt::DisplayRole: return QFileInfo(file.path).fileName();
    case Qt::ToolTipRole: return missing ? tr("%1 does not exist any more.").arg(file.path) : file.path;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3").arg(QFileInfo(file.path).fileName(), displayFolder(file.path), formatRelativeDate(file.when));
    case PathRole: return file.path;
    case FolderRole: return displayFolder(file.path);
    case HeapBytesRole: return file.heapBytes;
    case ObjectCountRole: return file.objects;
    case WhenRole: return file.when;
    case PinnedRole: return file.pinned;
    case MissingRole: return missing;
    default: return {};
    }
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
    const auto findMissing = [paths](const Progress& progress) {
        QSet<QString> missing;
        for (const auto& path : paths)
            if (!progress.stopRequested() && !QFileInfo::exists(path))
                missing.insert(path);
        return missing;
    };
    m_checking.start(findMissing, [this](const QSet<QString>& missing) {
        if (missing == m_missing)
            return;
        m_missing = missing;
        if (!m_shown.isEmpty())
            emit dataChanged(index(0), index(int(m_shown.size()) - 1));
    });
}

} // namespace heapwise::ui
