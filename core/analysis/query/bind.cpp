#include "core/analysis/query/bind.h"

#include "core/analysis/query/fieldpredicates.h"
#include "core/analysis/query/words.h"
#include "core/base/parallel.h"
#include "core/heap/fields/links.h"

#include <algorithm>

namespace heapwise::query {

namespace {
constexpr std::size_t kPieceOfSubjects = 65'536; ///< objects one thread takes at a time
} // namespace

class Binder {
public:
    Binder(const Heap& heap, const Progress& progress, const ComparedSnapshots& snapshots)
        : m_bound(std::make_shared<BoundQuery>())
        , m_progress(progress)
        , m_snapshots(snapshots)
    {
        m_bound->m_heap = std::make_shared<const Heap>(heap);
    }

    std::variant<BoundQueryPtr, QueryError> run(const Query& query, Purpose purpose)
    {
        const Term* const walked = purpose == Purpose::Search ? walkedTerm(query.root) : nullptr;
        m_bound->m_predicate = walked ? allOf(predicates(query.root.terms, walked)) : predicate(query.root);
        if (walked && walked->field == FieldId::Via)
            m_bound->m_starts = subjects(*walked);
        else if (walked)
            m_bound->m_tops = namePredicate(heap(), walked->pattern);
        if (m_error)
            return *m_error;
        if (!walked)
            m_bound->m_candidates = candidates(query.root);
        return BoundQueryPtr(std::move(m_bound));
    }

private:
    const Heap& heap() const { return *m_bound->m_heap; }

    PredicatePtr failed(QueryError::Code code, Span at, std::string_view text, Stage stage = Stage::Objects)
    {
        if (!m_error)
            m_error = QueryError{code, at, std::string(text), {}, stage};
        return nothing();
    }
    static PredicatePtr nothing()
    {
        return makePredicate(Cost::Nothing, [](NodeId) { return false; });
    }
    void note(QueryNote::Code code, Span at, std::string text, std::string suggestion = {})
    {
        m_bound->m_notes.push_back({code, at, std::move(text), std::move(suggestion)});
    }

    /// As deep as brackets are, which is limited.
    PredicatePtr predicate(const Term& term)
    {
        switch (term.kind) {
        case Term::Kind::And:
            return allOf(predicates(term.terms));
        case Term::Kind::Or:
            return oneOf(predicates(term.terms));
        case Term::Kind::Not:
            return notOf(predicate(term.terms.front()));
        case Term::Kind::Name:
            return namePredicate(heap(), term.pattern);
        case Term::Kind::Object:
            m_bound->m_listsAll = true;
            return makePredicate(Cost::Look, [n = find(term)](NodeId other) { return n == other; });
        case Term::Kind::Property:
            noteNumbers(term);
            return propertyPredicate(heap(), term);
        case Term::Kind::Field:
            break;
        }
        return field(term);
    }
    std::vector<PredicatePtr> predicates(const std::vector<Term>& terms, const Term* without = nullptr)
    {
        std::vector<PredicatePtr> parts;
        for (const Term& term : terms)
            if (&term != without)
                parts.push_back(predicate(term));
        return parts;
    }

    /// An `under:` or `via:` that all that is found has to meet, where the heap has what it needs. What is under a
    /// single object is told without a search; what is under nothing at all has to be noted.
    const Term* walkedTerm(const Term& root) const
    {
        const Term* const under = requiredTerm(root, FieldId::Under);
        return under && !under->object.isValid() && isClass(under->pattern) ? under : requiredTerm(root, FieldId::Via);
    }
    const Term* requiredTerm(const Term& root, FieldId field) const
    {
        const auto isIt = [field](const Term& term) { return term.kind == Term::Kind::Field && term.field == field; };
        if (!heap().has(fieldInfo(field).stage))
            return nullptr;
        if (isIt(root))
            return &root;
        const auto at = root.kind == Term::Kind::And ? std::ranges::find_if(root.terms, isIt) : root.terms.end();
        return at == root.terms.end() ? nullptr : &*at;
    }

    PredicatePtr field(const Term& term)
    {
        const FieldInfo& info = fieldInfo(term.field);
        if (!heap().has(info.stage) || m_error)
            return failed(heap().countsOnly ? QueryError::Code::NotInFile : QueryError::Code::NotReady, term.at,
                          info.name, info.stage);
        switch (term.field) {
        case FieldId::Class:
            noteClass(term);
            return classPredicate(heap(), term.pattern);
        case FieldId::Kind:
            return kindPredicate(heap(), *term.nodeKind);
        case FieldId::Text:
            return textPredicate(heap(), term.pattern);
        case FieldId::File:
            return filePredicate(heap(), term.pattern, m_progress);
        case FieldId::Has:
            return hasPredicate(heap(), term.pattern);
        case FieldId::Under:
            return underPredicate(heap(), subjects(term));
        case FieldId::Via:
            return viaPredicate(heap(), subjects(term), m_progress);
        case FieldId::New:
        case FieldId::Alive:
            return changed(term);
        default:
            m_bound->m_listsAll |= term.field == FieldId::Size && term.bounds.contains(0);
            return numberPredicate(heap(), term.field, term.bounds, m_progress);
        }
    }

    PredicatePtr changed(const Term& term)
    {
        if (m_snapshots.count == 0)
            return failed(QueryError::Code::NeedsComparison, term.at, fieldInfo(term.field).name);
        if (term.snapshot > m_snapshots.count)
            return failed(QueryError::Code::NoSuchSnapshot, term.valueAt, std::to_string(term.snapshot));
        const auto& test = term.field == FieldId::New ? m_snapshots.isNew : m_snapshots.isAlive;
        return makePredicate(Cost::Search, [test, in = term.snapshot - 1](NodeId n) { return test(n, in); });
    }

    NodeId find(const Term& term)
    {
        const NodeId n = heap().snapshot->findObject(term.object);
        if (!n.isValid())
            note(QueryNote::Code::UnknownObject, term.valueAt, std::to_string(term.object.value));
        return n;
    }

    /// The object, or all objects of the name, that a term is about.
    std::vector<std::uint32_t> subjects(const Term& term)
    {
        if (term.object.isValid()) {
            const NodeId n = find(term);
            return n.isValid() ? std::vector<std::uint32_t>{n.value} : std::vector<std::uint32_t>();
        }
        const PredicatePtr isLike = namePredicate(heap(), term.pattern);
        const std::size_t count = heap().snapshot->nodeCount();
        std::vector<std::vector<std::uint32_t>> pieces((count + kPieceOfSubjects - 1) / kPieceOfSubjects);
        parallelFor(threadCount(0), pieces.size(), [&](std::size_t piece) {
            const std::size_t begin = piece * kPieceOfSubjects, end = std::min(count, begin + kPieceOfSubjects);
            for (std::size_t n = begin; n < end && !m_progress.stopRequested(); ++n)
                if (isLike->test(NodeId{std::uint32_t(n)}))
                    pieces[piece].push_back(std::uint32_t(n));
        });
        std::vector<std::uint32_t> nodes;
        for (const auto& piece : pieces)
            nodes.insert(nodes.end(), piece.begin(), piece.end());
        if (nodes.empty())
            noteClass(term);
        return nodes;
    }

    void noteClass(const Term& term)
    {
        if (isClass(term.pattern))
            return;
        NearestWord nearest(term.text);
        for (const HeapClass* row : rows())
            if (!row->name.starts_with('{'))
                nearest.offer(row->name);
        note(QueryNote::Code::UnknownClass, term.valueAt, term.text, nearest.name());
    }
    bool isClass(const TextPattern& pattern) const
    {
        return std::ranges::any_of(rows(), [&](const HeapClass* row) { return pattern.matches(row->name); });
    }
    /// Classes that have objects.
    std::vector<const HeapClass*> rows() const
    {
        std::vector<const HeapClass*> rows;
        for (std::uint32_t c = 0; c < heap().classes->size(); ++c)
            if ((*heap().classes)[ClassId{c}].count > 0)
                rows.push_back(&(*heap().classes)[ClassId{c}]);
        return rows;
    }

    void noteNumbers(const Term& term)
    {
        if (term.operand != Operand::Number || recordsNumbers())
            return;
        note(QueryNote::Code::NumbersNotRecorded, term.valueAt, term.text);
    }
    bool recordsNumbers() const
    {
        constexpr int kLooked = 64;
        const auto types = heap().snapshot->types();
        int looked = 0;
        for (std::uint32_t n = 0; n < types.size() && looked < kLooked; ++n)
            if (types[n] == NodeType::Number && ++looked > 0 && !recordedNumber(*heap().snapshot, NodeId{n}).empty())
                return true;
        return false;
    }

    /// What a term leaves to look at; of several that all have to be true, the one that leaves least.
    std::optional<std::vector<std::uint32_t>> candidates(const Term& term)
    {
        if (term.kind == Term::Kind::Object) {
            const NodeId n = heap().snapshot->findObject(term.object);
            return n.isValid() ? std::vector<std::uint32_t>{n.value} : std::vector<std::uint32_t>();
        }
        std::optional<std::vector<std::uint32_t>> fewest;
        if (term.kind == Term::Kind::Field && term.field == FieldId::Class && !m_bound->m_listsAll)
            fewest = instances(term.pattern);
        if (term.kind == Term::Kind::And)
            for (const Term& part : term.terms)
                if (auto nodes = candidates(part); nodes && (!fewest || nodes->size() < fewest->size()))
                    fewest = std::move(nodes);
        return fewest;
    }

    std::optional<std::vector<std::uint32_t>> instances(const TextPattern& pattern)
    {
        constexpr std::uint32_t kWorth = 8; // fewer than one object in this many
        const ClassTable& classes = *heap().classes;
        const BitSet like = classesLike(classes, pattern);
        std::vector<std::uint32_t> nodes;
        for (std::uint32_t c = 0; c < classes.size(); ++c) {
            if (!like.test(c))
                continue;
            const auto members = classes.instances(ClassId{c});
            if (nodes.size() + members.size() > heap().snapshot->nodeCount() / kWorth)
                return std::nullopt;
            nodes.insert(nodes.end(), members.begin(), members.end());
        }
        std::ranges::sort(nodes);
        return nodes;
    }

    std::shared_ptr<BoundQuery> m_bound;
    const Progress& m_progress;
    const ComparedSnapshots& m_snapshots;
    std::optional<QueryError> m_error;
};

std::variant<BoundQueryPtr, QueryError> bind(const Query& query, const Heap& heap, const Progress& progress,
                                             const ComparedSnapshots& snapshots, Purpose purpose)
{
    return Binder(heap, progress, snapshots).run(query, purpose);
}

} // namespace heapwise::query
