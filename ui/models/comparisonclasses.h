#pragma once

#include <QAbstractItemModel>

#include "core/analysis/comparison/chosenobjects.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/changeroles.h"
#include "ui/models/classfilter.h"
#include "ui/models/objecttext.h"
#include "ui/models/rowsource.h"

#include <map>
#include <memory>
#include <vector>

namespace heapwise::ui {

/// The classes of a comparison, below each its objects of the chosen set. Which columns there are depends on the
/// set and on how many snapshots are compared.
class ComparisonClasses : public QAbstractItemModel, public HasRowSource {
    Q_OBJECT
public:
    enum class What {
        Class,
        Count, ///< in one snapshot
        CountChange,
        New,
        Freed,
        ShallowFirst,
        ShallowLast,
        ShallowChange,
        RetainedChange,
        InSet,
        SetShare, ///< of the objects there could be in the set
        SetShallow,
        SetRetained,
    };
    struct Column {
        What what;
        std::size_t snapshot = 0; ///< of Count
    };
    static constexpr std::size_t kPage = 100;

    explicit ComparisonClasses(QObject* parent = nullptr);

    void show(ComparisonPtr comparison, ChangeSet set);
    const ComparisonPtr& comparison() const { return m_comparison; }
    ChangeSet set() const { return m_set; }
    void setFilter(const QString& text);
    /// As if there were no other objects; null: all of them. Goes with the comparison.
    void setChosen(ChosenObjectsPtr chosen);
    const ChosenObjectsPtr& chosen() const { return m_chosen; }
    void setUnchangedShown(bool shown);
    /// Of the objects that are chosen.
    ObjectSums sums(std::size_t snapshot) const
    {
        return m_chosen ? m_chosen->sums(snapshot) : m_comparison->sums(snapshot);
    }
    ObjectSums sums(ChangeSet set) const { return m_chosen ? m_chosen->sums(set) : m_comparison->sums(set); }
    ObjectSums sums(std::size_t snapshot, std::uint32_t joinedClass) const
    {
        return m_chosen ? m_chosen->sums(snapshot, joinedClass) : m_comparison->sums(snapshot, joinedClass);
    }
    ObjectSums sums(ChangeSet set, std::uint32_t joinedClass) const
    {
        return m_chosen ? m_chosen->sums(set, joinedClass) : m_comparison->sums(set, joinedClass);
    }

    const std::vector<Column>& columns() const { return m_columns; }
    int columnOf(What what) const;                         ///< -1 if there is none
    int defaultColumn() const;                             ///< to sort by
    std::uint32_t classAt(const QModelIndex& index) const; ///< of the row, or of the class it is below
    int rowOf(std::uint32_t joinedClass) const;            ///< -1 when it is not shown
    struct Object {
        std::size_t snapshot = 0;
        NodeId node; ///< invalid for a class and for a link
    };
    Object objectAt(const QModelIndex& index) const;
    void showMore(const QModelIndex& link);
    static QString snapshotName(std::size_t snapshot, std::size_t count); ///< "A", "#3"

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    std::shared_ptr<const RowSource>
    rowSource(const QList<int>& columns, const std::function<bool(const QModelIndex&)>& isExpanded) const override;

signals:
    void contentChanged();

private:
    class ClassRows;
    struct Children {
        std::vector<Object> objects; ///< most retained first
        std::size_t shown = 0;
        bool hasLink = false; ///< to the objects that follow
    };
    void chooseColumns();
    void fill();
    void order(std::vector<std::uint32_t>& rows) const;
    bool isShown(std::uint32_t joinedClass) const;
    std::uint64_t objectsBelow(std::uint32_t joinedClass) const;
    /// Of all classes, what is new and what was freed, where that is known. Any thread.
    static std::vector<Object> objectsOf(const Comparison& comparison, const ChosenObjectsPtr& chosen, ChangeSet set,
                                         std::uint32_t joinedClass);
    void load(std::uint32_t joinedClass);
    void loadNext();
    qint64 value(std::uint32_t joinedClass, Column column) const;
    QVariant classCell(std::uint32_t joinedClass, Column column, int role) const;
    QVariant className(std::uint32_t joinedClass, int role) const;
    QVariant numberCell(qint64 number, Column column, int role) const;
    QVariant objectCell(const Object& object, Column column, int role) const;
    QVariant linkCell(const Children& children, Column column, int role) const;
    double setShare(std::uint32_t joinedClass) const;

    void resetRows();

    ComparisonPtr m_comparison;
    ChosenObjectsPtr m_chosen;
    ChangeSet m_set = ChangeSet::All;
    std::vector<Column> m_columns{{What::Class}};
    QString m_filter;
    NamePattern m_pattern; ///< the same
    bool m_showsUnchanged = false;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::vector<std::uint32_t> m_rows; ///< joined classes in the order shown
    std::vector<int> m_rowOf;          ///< by joined class
    std::map<std::uint32_t, Children> m_children;
    std::vector<std::uint32_t> m_toLoad;
    LatestJob<std::vector<Object>> m_loading;
    std::vector<std::unique_ptr<ObjectText>> m_texts; ///< by snapshot
    double m_largestChange = 1;                       ///< what a full bar stands for
};

} // namespace heapwise::ui
