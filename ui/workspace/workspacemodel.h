#pragma once

#include <QDateTime>
#include <QStandardItemModel>

#include "ui/pins/pins.h"

namespace heapwise::ui {

/// What the Workspace lists: live sessions with the snapshots and samplings taken in them, comparisons,
/// files, and below what is open its pins. Each row knows enough to open it again; labels that the user gave are kept
/// apart from the names.
class WorkspaceModel : public QStandardItemModel {
    Q_OBJECT
public:
    enum class Kind { Section, Session, Snapshot, Sampling, Comparison, File, Pin };
    enum Section { Live, Comparisons, Files, SectionCount };
    enum Role {
        KindRole = Qt::UserRole + 1, ///< int(Kind)
        NameRole,                    ///< QString: what is shown, unless the user gave it a label
        SecondaryRole,               ///< QString: after the name
        PathRole,                    ///< QString: of a session its recording
        BytesRole,                   ///< qint64: heap size, of a comparison what it grew by; invalid when not known
        WhenRole,                    ///< QDateTime: when it was taken
        EpochRole,                   ///< QString: snapshots with the same one have the same ids
        PathsRole,                   ///< QStringList: of a comparison
        EpochsRole,                  ///< QStringList, by path
        OwnRole,                     ///< bool: Heapwise wrote the file, and nobody saved it elsewhere
        LiveRole,                    ///< bool: the session goes on
        ActiveRole,                  ///< bool: its document is in front; not kept
        AddressRole,                 ///< QString: of a pin
    };
    using Values = QMap<int, QVariant>;

    explicit WorkspaceModel(QObject* parent = nullptr);

    /// Adds a row, below a session or to the section of its kind.
    QModelIndex add(Kind kind, const Values& values, const QModelIndex& session = {});
    /// The pins of the snapshot in this row, while it is open: kept with the file, and not here.
    void setPins(const QModelIndex& file, const QList<Pin>& pins);
    /// Overwrites what is given; a label that the user gave stays.
    void update(const QModelIndex& index, const Values& values);
    void remove(const QModelIndex& index);
    /// By the path of the row itself.
    QModelIndex find(const QString& path) const;
    QModelIndex findComparison(const QStringList& paths) const;
    QModelIndex section(Section section) const { return index(section, 0); }
    bool isEmpty() const;
    void setActive(const QModelIndex& index);
    QModelIndex active() const { return m_active; }

    static Kind kindOf(const QModelIndex& index) { return Kind(index.data(KindRole).toInt()); }
    /// True for what can be compared.
    static bool isSnapshot(const QModelIndex& index);

    /// All rows, for the settings.
    QVariantList saved() const;
    void restore(const QVariantList& saved);

    QVariant data(const QModelIndex& index, int role) const override;
    /// An empty label gives the name back.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;
    Qt::DropActions supportedDropActions() const override { return Qt::CopyAction; }
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

signals:
    /// Snapshots `dragged` were let go over another snapshot, or over a comparison that lacks them.
    void dropped(const QStringList& dragged, const QModelIndex& onto);

private:
    void restoreBelow(QStandardItem* parent, const QVariantList& rows);
    QModelIndex findBelow(const QModelIndex& parent, const QString& path) const;

    QPersistentModelIndex m_active;
};

} // namespace heapwise::ui
