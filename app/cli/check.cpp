#include "app/cli/budgets.h"
#include "app/cli/command.h"
#include "app/cli/comparing.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "app/cli/querytext.h"
#include "core/analysis/paths.h"
#include "core/analysis/query/run.h"
#include "core/report/numbers.h"
#include "core/report/utf8.h"

#include <algorithm>
#include <map>

namespace heapwise::cli {

namespace {

/// One class that is over a budget, or one of those that make the heap grow.
struct Culprit {
    std::uint32_t joinedClass = 0;
    std::uint64_t before = 0; ///< objects, or bytes for the budget of the heap
    std::uint64_t growth = 0;
};

struct Verdict {
    const Budget* budget = nullptr;
    std::uint64_t before = 0;
    std::uint64_t growth = 0; ///< or the count, for Budget::Kind::Count
    bool isExceeded = false;
    std::vector<Culprit> culprits;    ///< largest first
    std::vector<std::uint32_t> found; ///< by a query, in the last snapshot
};

/// Measures budgets. With three snapshots growth is what came with the second and is still there in the third, so
/// that work under way at one moment does not count.
class Checker {
public:
    explicit Checker(ComparisonPtr comparison)
        : m_owner(std::move(comparison))
        , m_comparison(*m_owner)
        , m_last(m_comparison.snapshotCount() - 1)
    {}

    /// Where a query cannot be answered, `failure` says why.
    Verdict verdict(const Budget& budget, std::string& failure) const
    {
        if (budget.kind == Budget::Kind::Found)
            return verdictOfQuery(budget, failure);
        Verdict verdict{&budget, 0, 0, false, {}, {}};
        for (std::uint32_t c = 0; c < m_comparison.classes().size(); ++c) {
            if (budget.kind != Budget::Kind::Growth && !isLike(m_comparison.classes()[c].name, budget.pattern))
                continue;
            const Culprit culprit = measure(budget.kind, c);
            verdict.before += culprit.before;
            if (isOver(budget, culprit.before, culprit.growth) ||
                (budget.kind == Budget::Kind::Growth && culprit.growth > 0))
                verdict.culprits.push_back(culprit);
            if (budget.kind == Budget::Kind::Count)
                verdict.growth += culprit.growth;
        }
        if (budget.kind == Budget::Kind::Growth)
            verdict.growth = heapGrowth();
        else if (budget.kind == Budget::Kind::ClassGrowth)
            for (const Culprit& culprit : verdict.culprits)
                verdict.growth += culprit.growth;
        verdict.isExceeded = budget.kind == Budget::Kind::ClassGrowth ? !verdict.culprits.empty()
                                                                      : isOver(budget, verdict.before, verdict.growth);
        std::ranges::stable_sort(verdict.culprits, std::greater(), &Culprit::growth);
        return verdict;
    }

    /// The one nearest to the roots of those by which the class grew, or which were found; of all where there are none.
    /// A node of the last snapshot: sets of growth are.
    NodeId example(const Verdict& verdict, std::uint32_t joinedClass) const
    {
        if (verdict.budget->kind == Budget::Kind::Found)
            return nearest(membersOf(joinedClass, verdict.found));
        const bool hasGrown = m_comparison.sums(grownSet(), joinedClass).count > 0;
        const ChangeSet set = hasGrown ? grownSet() : ChangeSet::All;
        return nearest(m_comparison.objects(set, joinedClass));
    }
    const Heap& lastHeap() const { return *m_comparison.heap(m_last); }

private:
    NodeId nearest(const std::vector<std::uint32_t>& nodes) const
    {
        NodeId best;
        for (const std::uint32_t n : nodes)
            if (!best.isValid() || distance(lastHeap(), NodeId{n}) < distance(lastHeap(), best))
                best = NodeId{n};
        return best;
    }

    std::uint32_t joinedClassOf(std::uint32_t node, std::size_t snapshot) const
    {
        return m_comparison.classes().of(snapshot, m_comparison.heap(snapshot)->classes->classOf(NodeId{node}));
    }
    std::vector<std::uint32_t> membersOf(std::uint32_t joinedClass, const std::vector<std::uint32_t>& nodes) const
    {
        std::vector<std::uint32_t> members;
        for (const std::uint32_t n : nodes)
            if (joinedClassOf(n, m_last) == joinedClass)
                members.push_back(n);
        return members;
    }

    std::vector<std::uint32_t> find(const Budget& budget, std::size_t snapshot, std::string& failure) const
    {
        Progress progress;
        const auto bound = query::bind(budget.query, *m_comparison.heap(snapshot), progress,
                                       query::comparedSnapshots(m_owner, snapshot));
        if (const auto* problem = std::get_if<query::QueryError>(&bound)) {
            failure = queryErrorText(*problem);
            return {};
        }
        return query::findAll(*std::get<query::BoundQueryPtr>(bound), progress);
    }

    /// What is forbidden counts in the last snapshot; its classes are those that the objects found belong to.
    Verdict verdictOfQuery(const Budget& budget, std::string& failure) const
    {
        Verdict verdict{&budget, 0, 0, false, {}, find(budget, m_last, failure)};
        const auto before = find(budget, 0, failure);
        verdict.before = before.size();
        verdict.growth = verdict.found.size();
        verdict.isExceeded = isOver(budget, verdict.before, verdict.growth);
        std::map<std::uint32_t, Culprit> classes;
        const auto count = [&](const std::vector<std::uint32_t>& nodes, std::size_t snapshot,
                               std::uint64_t Culprit::*where) {
            for (const std::uint32_t n : nodes)
                if (const std::uint32_t c = joinedClassOf(n, snapshot); c != JoinedClasses::kNone) {
                    classes[c].joinedClass = c;
                    ++(classes[c].*where);
                }
        };
        count(before, 0, &Culprit::before);
        count(verdict.found, m_last, &Culprit::growth);
        for (const auto& [c, culprit] : classes)
            if (culprit.growth > 0)
                verdict.culprits.push_back(culprit);
        std::ranges::stable_sort(verdict.culprits, std::greater(), &Culprit::growth);
        return verdict;
    }

    static std::int32_t distance(const Heap& heap, NodeId n)
    {
        return heap.distances && (*heap.distances)[n] >= 0 ? (*heap.distances)[n] : INT32_MAX;
    }
    static std::uint64_t more(std::uint64_t before, std::uint64_t after) { return after > before ? after - before : 0; }

    static bool isOver(const Budget& budget, std::uint64_t before, std::uint64_t growth)
    {
        return budget.isPercent ? double(growth) * 10'000 > double(before) * double(budget.limit)
                                : growth > budget.limit;
    }

    ChangeSet grownSet() const
    {
        return m_comparison.has(ChangeSet::NewAndAlive) ? ChangeSet::NewAndAlive
               : m_comparison.has(ChangeSet::New)       ? ChangeSet::New
                                                        : ChangeSet::All;
    }

    Culprit measure(Budget::Kind kind, std::uint32_t c) const
    {
        const ObjectSums first = m_comparison.sums(0, c), last = m_comparison.sums(m_last, c);
        const ObjectSums alive = m_comparison.sums(ChangeSet::NewAndAlive, c);
        const bool hasAlive = m_comparison.has(ChangeSet::NewAndAlive);
        switch (kind) {
        case Budget::Kind::Growth:
            return {c, first.shallow, hasAlive ? alive.shallow : more(first.shallow, last.shallow)};
        case Budget::Kind::ClassGrowth:
            return {c, first.count, hasAlive ? alive.count : more(first.count, last.count)};
        case Budget::Kind::Count:
        case Budget::Kind::Found:
            break;
        }
        return {c, first.count, last.count};
    }

    std::uint64_t heapGrowth() const
    {
        return m_comparison.has(ChangeSet::NewAndAlive)
                   ? m_comparison.sums(ChangeSet::NewAndAlive).shallow
                   : more(m_comparison.sums(0).shallow, m_comparison.sums(m_last).shallow);
    }

    ComparisonPtr m_owner;
    const Comparison& m_comparison;
    std::size_t m_last;
};

/// From the roots to the object: "Map.sessions → Session @123".
std::string pathText(const Heap& heap, NodeId n)
{
    constexpr std::size_t kMostSteps = 12; ///< from the object upwards
    if (!n.isValid() || !heap.distances)
        return {};
    const auto path = retainingPath(heap, n);
    std::string text;
    for (std::size_t i = 0; i < path.size() && i < kMostSteps; ++i)
        text.insert(0, printable(objectTitle(heap, path[i].source)) + "." +
                           printable(heap.snapshot->edgeName(path[i].edge)) + " → ");
    return (path.size() > kMostSteps ? "… → " : "") + text + printable(objectTitle(heap, n)) + " @" +
           std::to_string(heap.snapshot->objectId(n).value);
}

std::string amountText(const Verdict& verdict)
{
    switch (verdict.budget->kind) {
    case Budget::Kind::Growth:
        return "the heap grew by " + bytesText(verdict.growth) + " (" + shareText(verdict.growth, verdict.before) + ")";
    case Budget::Kind::ClassGrowth:
        return countText(verdict.growth) + " more " + (verdict.growth == 1 ? "object" : "objects");
    case Budget::Kind::Count:
    case Budget::Kind::Found:
        break;
    }
    return countText(verdict.growth) + (verdict.growth == 1 ? " object" : " objects");
}

std::string culpritText(const Culprit& culprit, const Budget& budget, const std::string& name)
{
    if (budget.kind == Budget::Kind::Growth)
        return name + "  +" + bytesText(culprit.growth);
    if (budget.kind == Budget::Kind::Count || budget.kind == Budget::Kind::Found)
        return name + "  " + countText(culprit.growth) + ", before " + countText(culprit.before);
    return name + "  +" + countText(culprit.growth) + ", before " + countText(culprit.before);
}

std::string reportText(const Checker& checker, const Comparison& comparison, const std::vector<Verdict>& verdicts,
                       std::uint64_t limit)
{
    std::string text = matchingText(comparison) + "\n\n";
    for (const Verdict& verdict : verdicts) {
        text += (verdict.isExceeded ? "EXCEEDED  " : "ok        ") + printable(verdict.budget->text) + ": " +
                amountText(verdict) + "\n";
        for (std::size_t i = 0; verdict.isExceeded && i < verdict.culprits.size() && i < limit; ++i) {
            const Culprit& culprit = verdict.culprits[i];
            text += "          " +
                    culpritText(culprit, *verdict.budget, printable(comparison.classes()[culprit.joinedClass].name)) +
                    "\n";
            if (const std::string path = pathText(checker.lastHeap(), checker.example(verdict, culprit.joinedClass));
                !path.empty())
                text += "            kept alive by " + path + "\n";
        }
    }
    return text;
}

/// A row per culprit, or one for a budget that is kept.
ReportTable reportTable(const Checker& checker, const Comparison& comparison, const std::vector<Verdict>& verdicts,
                        std::uint64_t limit)
{
    ReportTable table{{{"budget", "Budget"},
                       {"exceeded", "Exceeded"},
                       {"name", "Class"},
                       {"before", "Before", ColumnKind::Number},
                       {"growth", "Growth", ColumnKind::Number},
                       {"id", "Id", ColumnKind::Id},
                       {"path", "Path"}},
                      {}};
    for (const Verdict& verdict : verdicts) {
        const std::string exceeded = verdict.isExceeded ? "true" : "false";
        table.rows.push_back({verdict.budget->text, exceeded, ReportCell(), verdict.before, verdict.growth, {}, {}});
        for (std::size_t i = 0; verdict.isExceeded && i < verdict.culprits.size() && i < limit; ++i) {
            const Culprit& culprit = verdict.culprits[i];
            const Heap& heap = checker.lastHeap();
            const NodeId example = checker.example(verdict, culprit.joinedClass);
            table.rows.push_back(
                {verdict.budget->text, exceeded, comparison.classes()[culprit.joinedClass].name, culprit.before,
                 culprit.growth,
                 example.isValid() ? ReportCell(std::uint64_t(heap.snapshot->objectId(example).value)) : ReportCell(),
                 pathText(heap, example)});
        }
    }
    return table;
}

} // namespace

Outcome runCheck(std::span<const HeapPtr> heaps, const Arguments& arguments, const Output&)
{
    Outcome outcome;
    const ComparisonPtr comparison = compareFiles(heaps, arguments, outcome.failure);
    if (!comparison)
        return outcome;
    const Checker checker(comparison);
    std::vector<Verdict> verdicts;
    for (const Budget& budget : arguments.budgets)
        verdicts.push_back(checker.verdict(budget, outcome.failure));
    if (!outcome.failure.empty())
        return outcome;
    outcome.isExceeded = std::ranges::any_of(verdicts, &Verdict::isExceeded);
    if (arguments.format == Format::Table) {
        outcome.text = reportText(checker, *comparison, verdicts, arguments.limit);
        return outcome;
    }
    const ReportTable table = reportTable(checker, *comparison, verdicts, arguments.limit);
    if (arguments.format == Format::Csv) {
        outcome.text = csvText(table);
        return outcome;
    }
    JsonWriter json = beginDocument("check", heaps);
    json.member("matchedBy", comparison->hasIdentity() ? "id" : "class")
        .member("exceeded", outcome.isExceeded)
        .key("budgets");
    writeJsonRows(json, table);
    json.endObject();
    outcome.text = json.take();
    return outcome;
}

} // namespace heapwise::cli
