#include "app/cli/command.h"
#include "app/cli/comparing.h"
#include "app/cli/document.h"
#include "app/cli/foundrows.h"
#include "app/cli/objectrows.h"
#include "app/cli/querytext.h"
#include "app/cli/subject.h"
#include "core/analysis/query/run.h"
#include "core/analysis/settotals.h"
#include "core/report/numbers.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

/// What was found, and what it adds up to.
struct Found {
    query::BoundQueryPtr query;
    std::vector<std::uint32_t> nodes; ///< in the order asked for, as many as are to be shown
    SetTotals totals;
};

Found search(query::BoundQueryPtr bound, const Arguments& arguments)
{
    Progress progress;
    Found found{std::move(bound), {}, {}};
    found.nodes = query::findAll(*found.query, progress);
    found.totals = sumUpSet(found.query->heap(), found.nodes, progress);
    const ObjectOrder order(found.query->heap(), arguments.sort);
    const std::size_t shown = std::size_t(std::min<std::uint64_t>(arguments.limit, found.nodes.size()));
    std::partial_sort(found.nodes.begin(), found.nodes.begin() + std::ptrdiff_t(shown), found.nodes.end(),
                      [&](std::uint32_t a, std::uint32_t b) { return order(NodeId{a}, NodeId{b}); });
    found.nodes.resize(shown);
    return found;
}

std::string peopleText(const Found& found, const ReportTable& table, std::size_t width)
{
    const Heap& heap = found.query->heap();
    std::string text;
    for (const query::QueryNote& note : found.query->notes())
        text += queryNoteText(note) + "\n";
    text += objectsText(found.totals.count) + ", " + bytesText(found.totals.shallow) + " shallow";
    if (heap.dominators)
        text += ", " + bytesText(found.totals.retained) + " retained";
    text += "\n";
    return table.rows.empty()
               ? text
               : text + shownOf(table.rows.size(), found.totals.count, "objects") + "\n" + alignedText(table, width);
}

std::string jsonText(const Found& found, const ReportTable& table, std::span<const HeapPtr> heaps,
                     const Arguments& arguments)
{
    JsonWriter json = heaps.size() == 1 ? beginDocument("query", *heaps.front()) : beginDocument("query", heaps);
    json.member("query", arguments.query.text).key("notes").beginArray();
    for (const query::QueryNote& note : found.query->notes())
        json.value(queryNoteText(note));
    json.endArray()
        .member("count", found.totals.count)
        .member("shallowBytes", found.totals.shallow)
        .key("retainedBytes");
    if (found.query->heap().dominators)
        json.value(found.totals.retained);
    else
        json.null();
    json.key("objects");
    writeJsonRows(json, table);
    json.endObject();
    return json.take();
}

} // namespace

Outcome runQuery(std::span<const HeapPtr> heaps, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    query::ComparedSnapshots snapshots;
    HeapPtr heap = heaps.back();
    if (heaps.size() > 1) {
        const ComparisonPtr comparison = compareFiles(heaps, arguments, outcome.failure);
        if (!comparison)
            return outcome;
        heap = comparison->heap(heaps.size() - 1);
        snapshots = query::comparedSnapshots(comparison, heaps.size() - 1);
    }
    auto bound = query::bind(arguments.query, *heap, Progress(), snapshots, query::Purpose::Search);
    if (const auto* problem = std::get_if<query::QueryError>(&bound)) {
        outcome.failure = queryErrorText(*problem);
        return outcome;
    }
    const Found found = search(std::get<query::BoundQueryPtr>(std::move(bound)), arguments);
    const ReportTable table = foundTable(found.query->heap(), found.nodes, arguments.select, arguments.query);
    if (arguments.format == Format::Table)
        outcome.text = peopleText(found, table, output.width);
    else
        outcome.text = arguments.format == Format::Csv ? csvText(table) : jsonText(found, table, heaps, arguments);
    return outcome;
}

} // namespace heapwise::cli
