#pragma once

#include <QAbstractTableModel>

#include "core/analysis/comparison/chosenobjects.h"
#include "core/analysis/comparison/stringgrowth.h"
#include "ui/jobs/latestjob.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// The texts that take more memory in the last snapshot than in the first, with their copies in both. Looked for on a
/// worker when it is first wanted.
class ComparedStrings : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Text, CountBefore, CountAfter, CountChange, SizeAfter, SizeChange, Wasted, ColumnCount };
    static constexpr std::size_t kMostRows = 10'000; ///< those that grew most

    explicit ComparedStrings(QObject* parent = nullptr);

    void show(ComparisonPtr comparison); ///< null: nothing
    void setFilter(const QString& text); ///< texts that hold it, in any case
    /// Texts that a chosen string of the last snapshot has; null: all.
    void setChosen(ChosenObjectsPtr chosen);
    bool isBusy() const { return m_job.isBusy() || m_choosing.isBusy(); }
    bool isFilled() const { return m_growth != nullptr; }
    const StringGrowth* growth() const { return m_growth.get(); }
    NodeId nodeAt(const QModelIndex& index) const; ///< one of the strings, in the last snapshot

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

signals:
    void filled();

private:
    struct Found {
        std::shared_ptr<const StringGrowth> growth;
        QStringList texts;          ///< by row of growth->grown, in one line
        std::vector<bool> isSecret; ///< likewise
    };
    static Found find(const Comparison& comparison, const Progress& progress);
    void arrange();
    void findChosen();
    bool passes(std::size_t grown) const;
    bool isHidden(std::size_t grown) const;
    qint64 value(std::size_t grown, int column) const;
    QVariant textCell(std::size_t grown, int role) const;
    QVariant numberCell(std::size_t grown, int column, int role) const;

    ComparisonPtr m_comparison;
    std::shared_ptr<const StringGrowth> m_growth;
    QStringList m_texts;
    std::vector<bool> m_isSecret;
    std::vector<std::uint32_t> m_rows; ///< of growth->grown, as they are shown
    QString m_filter;
    ChosenObjectsPtr m_chosen;
    std::vector<bool> m_isChosen; ///< by row of growth->grown; empty: all are
    int m_sortColumn = SizeChange;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    LatestJob<Found> m_job;
    LatestJob<std::vector<bool>> m_choosing;
};

} // namespace heapwise::ui
