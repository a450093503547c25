#include "app/cli/classrows.h"
#include "app/cli/command.h"
#include "app/cli/comparing.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "core/analysis/regroup.h"
#include "core/report/numbers.h"

#include <algorithm>
#include <tuple>

namespace heapwise::cli {

namespace {

using Key = std::int64_t;

/// What the column compares, smaller first. A partial file has no retained sizes: then the shallow ones stand
/// in.
Key sortKey(const Heap& heap, ClassId c, std::string_view column)
{
    const HeapClass& cls = (*heap.classes)[c];
    const bool hasTotals = heap.classTotals != nullptr;
    if (column == "count")
        return -Key(cls.count);
    if (column == "shallow" || (column == "retained" && !hasTotals))
        return -Key(cls.shallow);
    if (column == "retained")
        return -Key(heap.classTotals->retained[c.value]);
    if (column == "name" || !hasTotals)
        return 0;
    const std::int32_t distance = heap.classTotals->distance[c.value];
    return distance < 0 ? INT64_MAX : distance;
}

/// Ties by name, then by place in the source, then by first appearance.
void sortClasses(const Heap& heap, std::vector<ClassId>& classes, std::string_view column)
{
    const auto place = [](const HeapClass& cls) {
        const Location at = cls.location.value_or(Location{});
        return std::tuple(at.scriptId, at.line, at.column);
    };
    std::ranges::sort(classes, [&](ClassId a, ClassId b) {
        const HeapClass &left = (*heap.classes)[a], &right = (*heap.classes)[b];
        const Key leftKey = sortKey(heap, a, column), rightKey = sortKey(heap, b, column);
        if (leftKey != rightKey)
            return leftKey < rightKey;
        if (left.name != right.name)
            return left.name < right.name;
        if (place(left) != place(right))
            return place(left) < place(right);
        return a < b;
    });
}

std::vector<ReportColumn> columns()
{
    using enum ReportColumn::Audience;
    return {{"name", "Class", ColumnKind::Text, Everyone, true},
            {"type", "", ColumnKind::Text, Programs},
            {"count", "Objects", ColumnKind::Number},
            {"shallowBytes", "Shallow", ColumnKind::Bytes},
            {"retainedBytes", "Retained", ColumnKind::Bytes},
            {"share", "Share", ColumnKind::Number, People},
            {"distance", "Distance", ColumnKind::Number},
            {"script", "", ColumnKind::Text, Programs},
            {"scriptId", "", ColumnKind::Text, Programs},
            {"line", "", ColumnKind::Text, Programs},
            {"column", "", ColumnKind::Text, Programs},
            {"location", "Constructor at", ColumnKind::Text, People, true}};
}

std::vector<ReportCell> cells(const Heap& heap, const ScriptNames& scripts, ClassId c)
{
    const HeapClass& cls = (*heap.classes)[c];
    const ClassTotals* totals = heap.classTotals.get();
    const auto& at = cls.location;
    return {cls.name,
            heap.snapshot->typeName(cls.type),
            cls.count,
            cls.shallow,
            totals ? ReportCell(totals->retained[c.value]) : ReportCell(),
            totals ? ReportCell(shareText(totals->retained[c.value], heap.totalSize())) : ReportCell(),
            totals ? distanceCell(totals->distance[c.value]) : ReportCell(),
            scriptCell(scripts, at),
            at ? ReportCell(std::uint64_t(at->scriptId)) : ReportCell(),
            at ? ReportCell(std::uint64_t(at->line) + 1) : ReportCell(),
            at ? ReportCell(std::uint64_t(at->column) + 1) : ReportCell(),
            locationCell(scripts, at)};
}

} // namespace

std::vector<ClassId> sortedClasses(const Heap& heap, std::string_view column)
{
    std::vector<ClassId> classes;
    for (std::uint32_t i = 0; i < heap.classes->size(); ++i)
        if ((*heap.classes)[ClassId{i}].count > 0)
            classes.push_back(ClassId{i});
    sortClasses(heap, classes, column);
    return classes;
}

ReportTable classTable(const Heap& heap, const std::vector<ClassId>& classes, std::uint64_t limit)
{
    ReportTable table{columns(), {}};
    const ScriptNames scripts = scriptNames(*heap.snapshot, Progress());
    for (std::size_t i = 0; i < classes.size() && i < limit; ++i)
        table.rows.push_back(cells(heap, scripts, classes[i]));
    return table;
}

namespace {

Outcome listClasses(const Heap& heap, const Arguments& arguments, const Output& output)
{
    const auto classes = sortedClasses(heap, arguments.sort);
    const ReportTable table = classTable(heap, classes, arguments.limit);
    if (arguments.format == Format::Csv)
        return {csvText(table), {}};
    if (arguments.format == Format::Table)
        return {shownOf(table.rows.size(), classes.size(), "classes") + "\n" + alignedText(table, output.width), {}};

    JsonWriter json = beginDocument("classes", heap);
    json.member("group", arguments.group.empty() ? "class" : arguments.group)
        .member("mine", arguments.mineOnly)
        .member("logical", arguments.logical)
        .member("splitFunctions", arguments.splitFunctions)
        .member("totalBytes", heap.totalSize())
        .member("classCount", classes.size())
        .key("classes");
    writeJsonRows(json, table);
    json.endObject();
    return {json.take(), {}};
}

} // namespace

Outcome runClasses(const Heap& heap, const Arguments& arguments, const Output& output)
{
    const GroupOptions options = groupOptions(arguments);
    if (options == GroupOptions())
        return listClasses(heap, arguments, output);
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    Progress progress;
    const HeapPtr grouped =
        regroup(std::make_shared<const Heap>(heap), scriptNames(*heap.snapshot, progress), options, progress);
    return listClasses(*grouped, arguments, output);
}

} // namespace heapwise::cli
