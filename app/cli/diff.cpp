#include "app/cli/command.h"
#include "app/cli/comparing.h"
#include "app/cli/document.h"
#include "app/cli/grownstrings.h"
#include "app/cli/objectrows.h"
#include "core/report/numbers.h"

#include <algorithm>
#include <cstdlib>

namespace heapwise::cli {

namespace {

using enum ReportColumn::Audience;

std::int64_t difference(std::uint64_t before, std::uint64_t after)
{
    return std::int64_t(after) - std::int64_t(before);
}

/// The joined classes as rows: which, in what order, with what cells.
class DiffRows {
public:
    explicit DiffRows(const Comparison& comparison)
        : m_comparison(comparison)
        , m_last(comparison.snapshotCount() - 1)
    {
        for (std::size_t i = 0; i <= m_last; ++i)
            m_scripts.push_back(scriptNames(*comparison.heap(i)->snapshot, Progress()));
    }

    /// Without those that stayed as they were.
    std::vector<std::uint32_t> sorted(std::string_view column) const
    {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t c = 0; c < m_comparison.classes().size(); ++c)
            if (hasChanged(c))
                rows.push_back(c);
        std::ranges::sort(rows, [&](std::uint32_t a, std::uint32_t b) {
            const std::uint64_t left = key(a, column), right = key(b, column);
            const std::string &leftName = m_comparison.classes()[a].name, &rightName = m_comparison.classes()[b].name;
            return left != right ? left > right : leftName != rightName ? leftName < rightName : a < b;
        });
        return rows;
    }

    ReportTable table(const std::vector<std::uint32_t>& rows, std::uint64_t limit) const
    {
        ReportTable table{columns(), {}};
        for (std::size_t i = 0; i < rows.size() && i < limit; ++i)
            table.rows.push_back(cells(rows[i]));
        return table;
    }

private:
    bool hasChanged(std::uint32_t c) const
    {
        for (std::size_t i = 0; i < m_last; ++i) {
            const ObjectSums before = m_comparison.sums(i, c), after = m_comparison.sums(i + 1, c);
            if (before.count != after.count || before.shallow != after.shallow || before.retained != after.retained)
                return true;
        }
        return m_comparison.sums(ChangeSet::New, c).count > 0 || m_comparison.sums(ChangeSet::Freed, c).count > 0;
    }

    /// Largest first.
    std::uint64_t key(std::uint32_t c, std::string_view column) const
    {
        const ObjectSums first = m_comparison.sums(0, c), last = m_comparison.sums(m_last, c);
        if (column == "new")
            return m_comparison.sums(ChangeSet::New, c).count;
        if (column == "freed")
            return m_comparison.sums(ChangeSet::Freed, c).count;
        if (column == "objects")
            return std::uint64_t(std::abs(difference(first.count, last.count)));
        if (column == "retained")
            return std::uint64_t(std::abs(difference(first.retained, last.retained)));
        if (column == "alive" || (column == "growth" && m_comparison.has(ChangeSet::NewAndAlive)))
            return m_comparison.sums(ChangeSet::NewAndAlive, c).retained;
        return column == "name" ? 0 : std::uint64_t(std::abs(difference(first.shallow, last.shallow)));
    }

    std::vector<ReportColumn> columns() const
    {
        const bool isPair = m_last == 1;
        std::vector<ReportColumn> columns{{"name", "Class", ColumnKind::Text, Everyone, true},
                                          {"type", "", ColumnKind::Text, Programs}};
        for (std::size_t i = 0; i <= m_last; ++i) {
            const std::string number = std::to_string(i + 1);
            columns.push_back({"count" + number, isPair ? (i == 0 ? "Objects A" : "Objects B") : "In #" + number,
                               ColumnKind::Number});
            columns.push_back({"shallowBytes" + number, "", ColumnKind::Bytes, Programs});
            columns.push_back({"retainedBytes" + number, "", ColumnKind::Bytes, Programs});
        }
        append(columns, changeColumns(isPair ? Everyone : Programs));
        append(columns, setColumns(isPair));
        append(columns, {{"script", "", ColumnKind::Text, Programs},
                         {"line", "", ColumnKind::Text, Programs},
                         {"column", "", ColumnKind::Text, Programs},
                         {"location", "Constructor at", ColumnKind::Text, People, true}});
        return columns;
    }

    static std::vector<ReportColumn> changeColumns(ReportColumn::Audience audience)
    {
        return {{"countChange", "Δ objects", ColumnKind::Number, audience},
                {"shallowChange", "Δ shallow", ColumnKind::Bytes, Everyone},
                {"retainedChange", "Δ retained", ColumnKind::Bytes, Everyone}};
    }

    static std::vector<ReportColumn> setColumns(bool isPair)
    {
        const auto audience = isPair ? Everyone : Programs, aliveAudience = isPair ? Programs : Everyone;
        return {{"newCount", isPair ? "New" : "New in #2", ColumnKind::Number, Everyone},
                {"newBytes", "", ColumnKind::Bytes, Programs},
                {"freedCount", "Freed", ColumnKind::Number, audience},
                {"freedBytes", "", ColumnKind::Bytes, Programs},
                {"survivedCount", "", ColumnKind::Number, Programs},
                {"aliveCount", "Still alive", ColumnKind::Number, aliveAudience},
                {"aliveBytes", "", ColumnKind::Bytes, Programs},
                {"aliveRetainedBytes", "They retain", ColumnKind::Bytes, aliveAudience}};
    }

    std::vector<ReportCell> cells(std::uint32_t c) const
    {
        const JoinedClass& row = m_comparison.classes()[c];
        std::size_t where = m_last; // the last snapshot that has the class
        while (!row.in[where].isValid())
            --where;
        std::vector<ReportCell> cells{row.name, m_comparison.heap(where)->snapshot->typeName(row.type)};
        for (std::size_t i = 0; i <= m_last; ++i) {
            const ObjectSums sums = m_comparison.sums(i, c);
            append(cells, {sums.count, sums.shallow, hasRetained() ? ReportCell(sums.retained) : ReportCell()});
        }
        append(cells, changeCells(c));
        append(cells, setCells(c));
        const auto& at = row.location;
        append(cells,
               {scriptCell(m_scripts[where], at), at ? ReportCell(std::uint64_t(at->line) + 1) : ReportCell(),
                at ? ReportCell(std::uint64_t(at->column) + 1) : ReportCell(), locationCell(m_scripts[where], at)});
        return cells;
    }

    std::vector<ReportCell> changeCells(std::uint32_t c) const
    {
        const ObjectSums first = m_comparison.sums(0, c), last = m_comparison.sums(m_last, c);
        return {ReportCell::change(difference(first.count, last.count)),
                ReportCell::change(difference(first.shallow, last.shallow)),
                hasRetained() ? ReportCell::change(difference(first.retained, last.retained)) : ReportCell()};
    }

    std::vector<ReportCell> setCells(std::uint32_t c) const
    {
        if (!m_comparison.hasIdentity())
            return std::vector<ReportCell>(8);
        const ObjectSums fresh = m_comparison.sums(ChangeSet::New, c), freed = m_comparison.sums(ChangeSet::Freed, c);
        std::vector<ReportCell> cells{fresh.count, fresh.shallow, freed.count, freed.shallow,
                                      m_comparison.sums(ChangeSet::Survived, c).count};
        if (!m_comparison.has(ChangeSet::NewAndAlive))
            append(cells, std::vector<ReportCell>(3));
        else if (const ObjectSums alive = m_comparison.sums(ChangeSet::NewAndAlive, c); true)
            append(cells, {alive.count, alive.shallow, hasRetained() ? ReportCell(alive.retained) : ReportCell()});
        return cells;
    }

    bool hasRetained() const { return m_comparison.hasRetained(); }

    const Comparison& m_comparison;
    std::size_t m_last;
    std::vector<ScriptNames> m_scripts; ///< by snapshot
};

void writeEvidence(JsonWriter& json, const Comparison& comparison)
{
    json.member("matchedBy", comparison.hasIdentity() ? "id" : "class").key("evidence").beginArray();
    for (std::size_t i = 0; i + 1 < comparison.snapshotCount(); ++i) {
        const IdEvidence& evidence = comparison.evidence(i);
        json.beginObject()
            .member("commonIds", evidence.common)
            .member("checkedIds", evidence.checked)
            .member("changedIds", evidence.changed)
            .endObject();
    }
    json.endArray();
}

void writeSums(JsonWriter& json, const ObjectSums& sums, bool hasRetained)
{
    json.beginObject().member("count", sums.count).member("shallowBytes", sums.shallow);
    hasRetained ? json.member("retainedBytes", sums.retained) : json.nullMember("retainedBytes");
    json.endObject();
}

void writeTotals(JsonWriter& json, const Comparison& comparison)
{
    json.key("snapshots").beginArray();
    for (std::size_t i = 0; i < comparison.snapshotCount(); ++i)
        writeSums(json, comparison.sums(i), comparison.hasRetained());
    json.endArray().key("sets").beginObject();
    constexpr std::pair<const char*, ChangeSet> kSets[] = {{"new", ChangeSet::New},
                                                           {"freed", ChangeSet::Freed},
                                                           {"survived", ChangeSet::Survived},
                                                           {"newAndAlive", ChangeSet::NewAndAlive}};
    for (const auto& [name, set] : kSets) {
        json.key(name);
        comparison.has(set) ? writeSums(json, comparison.sums(set), comparison.hasRetained()) : void(json.null());
    }
    json.endObject();
}

std::string heading(const Comparison& comparison)
{
    std::string text = matchingText(comparison) + "\n";
    for (std::size_t i = 0; i < comparison.snapshotCount(); ++i) {
        const ObjectSums sums = comparison.sums(i);
        text += (comparison.snapshotCount() == 2 ? (i == 0 ? "A  " : "B  ") : "#" + std::to_string(i + 1) + "  ") +
                bytesText(sums.shallow) + ", " + countText(sums.count) + " objects\n";
    }
    if (comparison.has(ChangeSet::NewAndAlive)) {
        const ObjectSums fresh = comparison.sums(ChangeSet::New), alive = comparison.sums(ChangeSet::NewAndAlive);
        text += shareText(alive.count, fresh.count) + " of what is new in #2 is still alive in #" +
                std::to_string(comparison.snapshotCount()) + ": " + countText(alive.count) + " objects, " +
                bytesText(alive.shallow) + "\n";
    }
    return text + "\n";
}

} // namespace

Outcome runDiff(std::span<const HeapPtr> heaps, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    const ComparisonPtr comparison = compareFiles(heaps, arguments, outcome.failure);
    if (!comparison)
        return outcome;
    if (arguments.grownStrings)
        return runGrownStrings(*comparison, heaps, arguments, output);
    const DiffRows rows(*comparison);
    const auto changed = rows.sorted(arguments.sort);
    const ReportTable table = rows.table(changed, arguments.limit);
    if (arguments.format == Format::Csv)
        return {csvText(table), {}};
    if (arguments.format == Format::Table)
        return {heading(*comparison) + shownOf(table.rows.size(), changed.size(), "classes that changed") + "\n" +
                    alignedText(table, output.width),
                {}};
    JsonWriter json = beginDocument("diff", heaps);
    writeEvidence(json, *comparison);
    writeTotals(json, *comparison);
    json.member("classCount", changed.size()).key("classes");
    writeJsonRows(json, table);
    json.endObject();
    return {json.take(), {}};
}

} // namespace heapwise::cli
