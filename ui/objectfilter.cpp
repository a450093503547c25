#include "ui/objectfilter.h"

#include "core/analysis/query/run.h"
#include "ui/models/opencomparisons.h"

namespace heapwise::ui {

namespace {

Size knownSize(const Heap& heap, NodeId n)
{
    return heap.dominators ? heap.dominators->retainedSize(n) : heap.objects->shallowSize(n);
}

} // namespace

std::shared_ptr<const BitSet> objectsOf(const FilteredObjectsPtr& found)
{
    return found ? std::shared_ptr<const BitSet>(found, &found->objects) : nullptr;
}

ObjectFilter::ObjectFilter(QObject* parent)
    : QObject(parent)
{
    m_job.announce({parent, tr("Filtering"), [this] { m_job.drop(); }});
}

/// Answers hold for all stages of a heap; mistakes may be that one was not there.
void ObjectFilter::setHeap(HeapPtr heap)
{
    const bool isSame = m_heap && heap && m_heap->snapshot == heap->snapshot;
    m_heap = std::move(heap);
    if (!isSame)
        m_found.reset();
    if (!m_typed.text().isEmpty() && (!isSame || !m_found))
        ask(isQuery());
}

bool ObjectFilter::setText(const QString& text, query::PlainWords words)
{
    const bool wasQuery = isQuery();
    if (m_typed.set(text, words))
        ask(wasQuery);
    return isQuery();
}

void ObjectFilter::ask(bool wasQuery)
{
    m_error = m_typed.mistake();
    if (!m_typed.isQuery()) {
        m_job.drop();
        m_found.reset();
        if (wasQuery)
            emit changed();
        return;
    }
    if (m_error) {
        m_job.drop();
        emit changed();
        return;
    }
    if (!m_heap || !m_heap->classes)
        return m_job.drop(); // asked when the objects are there
    m_job.start([heap = m_heap, query = *m_typed.query(),
                 text = m_typed.text()](const Progress& progress) { return answer(heap, query, text, progress); },
                [this](const Outcome& outcome) { take(outcome); });
}

ObjectFilter::Outcome ObjectFilter::answer(const HeapPtr& heap, const query::Query& query, const QString& text,
                                           const Progress& progress)
{
    const auto bound = query::bind(query, *heap, progress, comparedSnapshotsOf(*heap), query::Purpose::Search);
    if (const auto* error = std::get_if<query::QueryError>(&bound))
        return {*error, nullptr};
    const query::BoundQuery& ready = *std::get<query::BoundQueryPtr>(bound);
    auto found = std::make_shared<FilteredObjects>();
    found->text = text;
    found->objects = BitSet(heap->snapshot->nodeCount());
    found->notes = ready.notes();
    query::run(
        ready,
        [&](std::span<const std::uint32_t> nodes, std::uint64_t) {
            found->count += nodes.size();
            for (const std::uint32_t n : nodes) {
                found->objects.set(n);
                if (!found->largest.isValid() || knownSize(*heap, NodeId{n}) > knownSize(*heap, found->largest))
                    found->largest = NodeId{n};
            }
        },
        progress);
    return {{}, found};
}

void ObjectFilter::take(const Outcome& outcome)
{
    m_error = outcome.error;
    if (outcome.found)
        m_found = outcome.found;
    emit changed();
}

} // namespace heapwise::ui
