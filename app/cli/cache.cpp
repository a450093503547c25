#include "app/cli/command.h"
#include "core/report/json.h"
#include "core/report/numbers.h"
#include "core/report/table.h"

#include <ctime>

namespace heapwise::cli {

namespace {

/// "2026-11-26 03:24:10", in the local zone.
ReportCell timeCell(std::int64_t ns)
{
    const std::time_t seconds = std::time_t(ns / 1'000'000'000);
    std::tm parts = {};
    char text[32];
    if (ns <= 0 || !localtime_r(&seconds, &parts) || std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts) == 0)
        return {};
    return std::string(text);
}

ReportTable indexTable(const std::vector<IndexCache::Entry>& entries)
{
    ReportTable table;
    table.columns = {{"bytes", "Size", ColumnKind::Bytes},
                     {"used", "Last used"},
                     {"state", "State"},
                     {"snapshot", "Snapshot", ColumnKind::Text, ReportColumn::Audience::Everyone, true}};
    for (const auto& entry : entries)
        table.rows.push_back(
            {entry.bytes, timeCell(entry.usedNs), std::string(entry.isUsable ? "ready" : "outdated"), entry.snapshot});
    return table;
}

std::string list(const IndexCache& cache, const Arguments& arguments, const Output& output)
{
    const auto entries = cache.entries();
    const ReportTable table = indexTable(entries);
    if (arguments.format == Format::Csv)
        return csvText(table);
    Size bytes = 0;
    for (const auto& entry : entries)
        bytes += entry.bytes;
    if (arguments.format == Format::Json) {
        JsonWriter json;
        json.beginObject().member("command", "cache").member("formatVersion", 1);
        json.member("folder", cache.options().folder).member("limitBytes", cache.options().limitBytes);
        json.member("bytes", bytes).key("indexes");
        writeJsonRows(json, table);
        json.endObject();
        return json.take();
    }
    const std::string sum = countText(entries.size()) + (entries.size() == 1 ? " index, " : " indexes, ") +
                            bytesText(bytes) + " of at most " + bytesText(cache.options().limitBytes) + "\n";
    return entries.empty() ? sum : sum + "\n" + alignedText(table, output.width);
}

} // namespace

Outcome runCache(const Arguments& arguments, const Output& output)
{
    const IndexCache cache(arguments.cache);
    if (!cache.isOn())
        return {{},
                "There is no folder for indexes: neither XDG_CACHE_HOME nor HOME is set. Name one with --cache DIR."};
    if (arguments.topic == "path")
        return {cache.options().folder + "\n", {}};
    if (arguments.topic == "clear")
        return {bytesText(cache.shrinkTo(0)) + " freed\n", {}};
    return {list(cache, arguments, output), {}};
}

} // namespace heapwise::cli
