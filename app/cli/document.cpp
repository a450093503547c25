#include "app/cli/document.h"

#include "core/report/numbers.h"
#include "core/report/utf8.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

constexpr int kFormatVersion = 1;

/// What a section counts, in the words of people.
std::string_view itemsOf(std::string_view section)
{
    if (section == "nodes")
        return "objects";
    if (section == "edges")
        return "references";
    return section;
}

const char* stateWord(LoadReport::State state)
{
    switch (state) {
    case LoadReport::State::Complete:
        return "complete";
    case LoadReport::State::Cut:
        return "cut";
    case LoadReport::State::Missing:
        break;
    }
    return "missing";
}

void writeSections(JsonWriter& json, const LoadReport& report)
{
    json.beginArray();
    for (const auto& section : report.sections) {
        json.beginObject()
            .member("name", section.name)
            .member("state", stateWord(section.state))
            .member("read", section.read)
            .member("expected", section.expected)
            .endObject();
    }
    json.endArray();
}

void writeFile(JsonWriter& json, const Heap& heap)
{
    const SnapshotInfo& info = heap.snapshot->info();
    json.beginObject()
        .member("path", info.path)
        .member("bytes", info.fileBytes)
        .member("textBytes", info.textBytes)
        .member("compressed", info.compressed)
        .member("complete", heap.report->isComplete());
    json.key("sections");
    writeSections(json, *heap.report);
    json.key("warnings").beginArray();
    for (const auto& warning : heap.report->warnings)
        json.value(warning);
    json.endArray().endObject();
}

} // namespace

JsonWriter beginDocument(std::string_view command, const Heap& heap)
{
    JsonWriter json;
    json.beginObject().member("command", command).member("formatVersion", kFormatVersion).key("file");
    writeFile(json, heap);
    return json;
}

JsonWriter beginDocument(std::string_view command, std::span<const HeapPtr> heaps)
{
    JsonWriter json;
    json.beginObject().member("command", command).member("formatVersion", kFormatVersion).key("files").beginArray();
    for (const HeapPtr& heap : heaps)
        writeFile(json, *heap);
    json.endArray();
    return json;
}

std::string factLines(const std::vector<Fact>& facts)
{
    std::size_t width = 0;
    for (const auto& [title, text] : facts)
        width = std::max(width, displayWidth(title));
    std::string out;
    for (const auto& [title, text] : facts)
        out.append(title).append(width - displayWidth(title) + 2, ' ').append(printable(text)).append("\n");
    return out;
}

std::string shownOf(std::uint64_t shown, std::uint64_t all, std::string_view what)
{
    const std::string count = shown == all ? countText(all) : countText(shown) + " of " + countText(all);
    return count + " " + std::string(what) + "\n";
}

std::vector<std::string> partialWarnings(const LoadReport& report)
{
    std::vector<std::string> sentences;
    for (const auto& section : report.sections) {
        const std::string items(itemsOf(section.name));
        if (section.state == LoadReport::State::Missing)
            sentences.push_back("The file is partial: it has no " + items + ".");
        else if (section.state == LoadReport::State::Cut)
            sentences.push_back("The file is partial: it ends within the " + items + ", after " +
                                countText(section.read) +
                                (section.expected > 0 ? " of " + countText(section.expected) : "") + ".");
    }
    return sentences;
}

} // namespace heapwise::cli
