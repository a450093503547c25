#pragma once

#include <QObject>
#include <QString>

#include "core/base/bitset.h"
#include "ui/jobs/latestjob.h"
#include "ui/typedquery.h"

#include <memory>
#include <optional>
#include <vector>

namespace heapwise::ui {

/// The objects that meet the condition in a filter field.
struct FilteredObjects {
    QString text;
    BitSet objects; ///< by node
    std::uint64_t count = 0;
    NodeId largest; ///< of them, by what is known: retained, else shallow size
    std::vector<query::QueryNote> notes;
};
using FilteredObjectsPtr = std::shared_ptr<const FilteredObjects>;
/// The objects alone, for as long as anybody needs them.
std::shared_ptr<const BitSet> objectsOf(const FilteredObjectsPtr& found);

/// The query in a filter field, answered on a worker: the same language as on the Query page. A text that is plain
/// words is none; what these mean is the field's affair. While an answer is awaited the one of before stays.
class ObjectFilter : public QObject {
    Q_OBJECT
public:
    explicit ObjectFilter(QObject* parent);

    void setHeap(HeapPtr heap);
    /// True when the text is a query, right or wrong.
    bool setText(const QString& text, query::PlainWords words);
    bool isQuery() const { return m_typed.isQuery(); }
    bool isBusy() const { return m_job.isBusy(); }
    const QString& text() const { return m_typed.text(); }
    /// Null where nothing is asked, and before the first answer.
    const FilteredObjectsPtr& found() const { return m_found; }
    const std::optional<query::QueryError>& error() const { return m_error; }

signals:
    void changed(); ///< another answer or mistake, or none any more

private:
    struct Outcome {
        std::optional<query::QueryError> error;
        FilteredObjectsPtr found;
    };
    static Outcome answer(const HeapPtr& heap, const query::Query& query, const QString& text,
                          const Progress& progress);
    void ask(bool wasQuery);
    void take(const Outcome& outcome);

    HeapPtr m_heap;
    TypedQuery m_typed;
    std::optional<query::QueryError> m_error; ///< in the text, or found by asking
    FilteredObjectsPtr m_found;
    LatestJob<Outcome> m_job;
};

} // namespace heapwise::ui
