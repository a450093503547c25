#pragma once

#include <QAbstractListModel>
#include <QSet>

#include "ui/jobs/latestjob.h"
#include "ui/recentfiles.h"

namespace heapwise::ui {

/// The recent files that match the filter. Whether they still exist, and have an index, is looked up on a worker.
class RecentModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        PathRole = Qt::UserRole + 1,
        FolderRole,
        HeapBytesRole,
        ObjectCountRole,
        WhenRole,
        PinnedRole,
        MissingRole,
        IndexedRole
    };

    explicit RecentModel(RecentFiles* recent, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    void setFilter(const QString& text);
    /// Looks again which files exist and which are indexed.
    void checkFiles();
    bool hasEntries() const { return !m_recent->files().isEmpty(); }

private:
    void rebuild();
    QString toolTip(const RecentFile& file) const;

    RecentFiles* m_recent;
    QList<RecentFile> m_shown;
    QString m_filter;
    struct Findings {
        QSet<QString> missing;
        QSet<QString> indexed;
    };
    Findings m_found;
    LatestJob<Findings> m_checking;
};

} // namespace heapwise::ui
