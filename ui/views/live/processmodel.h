#pragma once

#include <QAbstractTableModel>

#include "core/inspector/processlist.h"

namespace heapwise::ui {

/// The processes of the picker: largest first, tools after the user's own programs, with the resident memory of the
/// last minute of each.
class ProcessModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Process, Pid, Version, Memory, Rss, Uptime, Inspector, ColumnCount };
    enum Role { HistoryRole = Qt::UserRole + 500, GrowsRole, CommandRole, FolderRole, CanAttachRole };

    explicit ProcessModel(QObject* parent = nullptr);

    void update(QList<inspector::ProcessInfo> processes);
    void setFilter(const QString& text);
    /// While true, rows stay where they are: the pointer is over them.
    void setHeld(bool held) { m_held = held; }
    const inspector::ProcessInfo& at(int row) const { return m_rows[row]; }
    int rowOf(const inspector::ProcessIdentity& process) const;
    qsizetype found() const { return m_all.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void arrange();
    QVariant text(const inspector::ProcessInfo& process, int column) const;

    QList<inspector::ProcessInfo> m_all;
    QList<inspector::ProcessInfo> m_rows;
    QHash<qint64, QList<quint64>> m_history; ///< bytes by pid, oldest first
    QString m_filter;
    bool m_held = false;
};

} // namespace heapwise::ui
