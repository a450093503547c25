#pragma once

#include <QObject>
#include <QString>

#include "core/analysis/comparison/chosenobjects.h"
#include "ui/jobs/latestjob.h"
#include "ui/typedquery.h"

#include <optional>
#include <vector>

namespace heapwise::ui {

/// The query in the filter of a comparison, answered in each of its snapshots on a worker: as ObjectFilter is for one
/// snapshot. While an answer is awaited the one of before stays, as long as the comparison does.
class ComparisonFilter : public QObject {
    Q_OBJECT
public:
    explicit ComparisonFilter(QObject* parent);

    /// `heaps` by snapshot, with the classes that queries are about, however the comparison groups objects.
    void setComparison(ComparisonPtr comparison, std::vector<HeapPtr> heaps);
    /// True when the text is a query, right or wrong.
    bool setText(const QString& text, query::PlainWords words);
    bool isQuery() const { return m_typed.isQuery(); }
    bool isBusy() const { return m_job.isBusy(); }
    /// Null where nothing is asked, and before the first answer.
    const ChosenObjectsPtr& found() const { return m_found; }
    const std::optional<query::QueryError>& error() const { return m_error; }
    /// Why less was found than one might expect, in all of the snapshots.
    const std::vector<query::QueryNote>& notes() const { return m_notes; }

signals:
    void changed(); ///< another answer or mistake, or none any more

private:
    struct Outcome {
        std::optional<query::QueryError> error;
        ChosenObjectsPtr found;
        std::vector<query::QueryNote> notes;
    };
    static Outcome answer(const ComparisonPtr& comparison, const std::vector<HeapPtr>& heaps, const query::Query& query,
                          const Progress& progress);
    void ask(bool wasQuery);
    void take(const Outcome& outcome);

    ComparisonPtr m_comparison;
    std::vector<HeapPtr> m_heaps;
    TypedQuery m_typed;
    std::optional<query::QueryError> m_error; ///< in the text, or found by asking
    ChosenObjectsPtr m_found;
    std::vector<query::QueryNote> m_notes;
    LatestJob<Outcome> m_job;
};

} // namespace heapwise::ui
