#include "ui/views/comparison/comparisonfilter.h"

#include "core/analysis/query/run.h"

#include <algorithm>

namespace heapwise::ui {

ComparisonFilter::ComparisonFilter(QObject* parent)
    : QObject(parent)
{
    m_job.announce({parent, tr("Filtering"), [this] {
                        m_job.drop();
                        emit changed();
                    }});
}

void ComparisonFilter::setComparison(ComparisonPtr comparison, std::vector<HeapPtr> heaps)
{
    m_comparison = std::move(comparison);
    m_heaps = std::move(heaps);
    m_found.reset();
    m_notes.clear();
    if (!m_typed.text().isEmpty())
        ask(isQuery());
}

bool ComparisonFilter::setText(const QString& text, query::PlainWords words)
{
    const bool wasQuery = isQuery();
    if (m_typed.set(text, words))
        ask(wasQuery);
    return isQuery();
}

void ComparisonFilter::ask(bool wasQuery)
{
    m_error = m_typed.mistake();
    if (!m_typed.isQuery()) {
        m_job.drop();
        m_found.reset();
        m_notes.clear();
        if (wasQuery)
            emit changed();
        return;
    }
    if (m_error) {
        m_job.drop();
        emit changed();
        return;
    }
    if (!m_comparison)
        return m_job.drop(); // asked when there is something to compare
    m_job.start([comparison = m_comparison, heaps = m_heaps, query = *m_typed.query()](
                    const Progress& progress) { return answer(comparison, heaps, query, progress); },
                [this](const Outcome& outcome) { take(outcome); });
}

ComparisonFilter::Outcome ComparisonFilter::answer(const ComparisonPtr& comparison, const std::vector<HeapPtr>& heaps,
                                                   const query::Query& query, const Progress& progress)
{
    Outcome outcome;
    std::vector<std::shared_ptr<const BitSet>> chosen;
    for (std::size_t i = 0; i < heaps.size(); ++i) {
        const auto bound =
            query::bind(query, *heaps[i], progress, query::comparedSnapshots(comparison, i), query::Purpose::Search);
        if (const auto* error = std::get_if<query::QueryError>(&bound))
            return {*error, nullptr, {}};
        const query::BoundQuery& ready = *std::get<query::BoundQueryPtr>(bound);
        auto objects = std::make_shared<BitSet>(heaps[i]->snapshot->nodeCount());
        query::run(
            ready,
            [&](std::span<const std::uint32_t> nodes, std::uint64_t) {
                for (const std::uint32_t n : nodes)
                    objects->set(n);
            },
            progress);
        chosen.push_back(std::move(objects));
        if (i == 0)
            outcome.notes = ready.notes();
        else // an object that is not in one snapshot may be in another
            std::erase_if(outcome.notes, [&](const query::QueryNote& note) {
                return std::ranges::none_of(ready.notes(), [&](const query::QueryNote& other) {
                    return other.code == note.code && other.at.begin == note.at.begin;
                });
            });
    }
    outcome.found = chooseObjects(comparison, std::move(chosen), progress);
    return outcome;
}

void ComparisonFilter::take(const Outcome& outcome)
{
    m_error = outcome.error;
    if (outcome.found) {
        m_found = outcome.found;
        m_notes = outcome.notes;
    }
    emit changed();
}

} // namespace heapwise::ui
