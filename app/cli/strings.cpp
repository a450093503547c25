#include "app/cli/command.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "core/analysis/strings/stringfilter.h"
#include "core/analysis/strings/stringholders.h"
#include "core/analysis/userobjects.h"
#include "core/report/numbers.h"
#include "core/report/utf8.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

constexpr std::size_t kShownBytes = 240;

std::string kindWord(StringKind kind)
{
    static constexpr const char* kWords[kStringKinds] = {"flat", "external", "thin", "sliced", "concatenated"};
    return kWords[int(kind)];
}

StringOrder orderOf(StringList list)
{
    return list == StringList::Largest ? StringOrder::Retained
           : list == StringList::All   ? StringOrder::Total
                                       : StringOrder::Wasted;
}

std::string textFor(const Heap& heap, const StringGroups& strings, std::uint32_t group)
{
    const StringGroup& of = strings[group];
    const std::string text = quoted(textOf(heap, strings, group, kShownBytes));
    return (of.kind == StringKind::Sliced ? "slices of " : of.isCut && of.isCopied() ? "≈ " : "") + text;
}

std::string propertyOf(const Heap& heap, const StringHolder& holder)
{
    return holder.anyName ? "[...]" : heap.snapshot->edgeName(holder.edge);
}

/// "Session.token ×1,024"
std::string heldByText(const Heap& heap, const StringHolder& holder)
{
    const std::string times = holder.copies > 1 ? " ×" + countText(holder.copies) : "";
    const char* const joint = holder.anyName                                               ? ""
                              : heap.snapshot->edgeType(holder.edge) == EdgeType::Property ? "."
                                                                                           : " ";
    return heap.classes->nameOf(holder.node) + joint + propertyOf(heap, holder) + times;
}

std::vector<ReportColumn> columns(StringList list)
{
    using enum ReportColumn::Audience;
    const auto byMode = [list](bool isFor) { return isFor ? Everyone : Programs; };
    return {{"shown", "Text", ColumnKind::Text, People, true},
            {"text", "", ColumnKind::Text, Programs},
            {"secret", "", ColumnKind::Text, Programs},
            {"kind", "Kind", ColumnKind::Text, byMode(list != StringList::Duplicates)},
            {"length", "", ColumnKind::Number, Programs},
            {"cut", "", ColumnKind::Text, Programs},
            {"copies", "Copies", ColumnKind::Number},
            {"eachBytes", "Each", ColumnKind::Bytes},
            {"totalBytes", "Total", ColumnKind::Bytes},
            {"wastedBytes", "Wasted", ColumnKind::Bytes, byMode(list == StringList::Duplicates)},
            {"retainedBytes", "Retained", ColumnKind::Bytes, byMode(list == StringList::Largest)},
            {"heldBy", "Held by", ColumnKind::Text, People, true},
            {"holderClass", "", ColumnKind::Text, Programs},
            {"holderProperty", "", ColumnKind::Text, Programs},
            {"holderCopies", "", ColumnKind::Number, Programs},
            {"id", "One of them", ColumnKind::Id}};
}

std::vector<ReportCell> cells(const Heap& heap, const StringGroups& strings, std::uint32_t group,
                              const StringHolder& holder, bool showsSecrets)
{
    const auto word = [](bool yes) { return ReportCell(std::string(yes ? "true" : "false")); };
    const StringGroup& of = strings[group];
    const bool isHidden = holder.isSecret && !showsSecrets, isHeld = holder.node.isValid();
    return {isHidden ? "(likely a secret, hidden)" : textFor(heap, strings, group),
            isHidden ? ReportCell() : ReportCell(textOf(heap, strings, group)),
            word(holder.isSecret),
            kindWord(of.kind),
            std::uint64_t(of.length),
            word(of.isCut),
            std::uint64_t(of.count),
            of.each,
            of.total(),
            of.wasted(),
            of.retained,
            isHeld ? ReportCell(heldByText(heap, holder)) : ReportCell(),
            isHeld ? ReportCell(heap.classes->nameOf(holder.node)) : ReportCell(),
            isHeld ? ReportCell(propertyOf(heap, holder)) : ReportCell(),
            std::uint64_t(holder.copies),
            std::uint64_t(heap.snapshot->objectId(strings.anyOf(group)).value)};
}

/// "31.7 MiB wasted in 214,330 copies, 6.5 % of the heap"
std::string wasteText(const Heap& heap, const StringSums& sums)
{
    std::string text = bytesText(sums.wasted) + " wasted in " + countText(sums.copies) + " copies, " +
                       shareText(sums.wasted, heap.totalSize()) + " of the heap\n";
    if (sums.possiblyWasted > 0)
        text += "≈ " + bytesText(sums.possiblyWasted) + " more in " + countText(sums.possibleCopies) +
                " strings that are alike in the " + countText(kStoredCharacters) + " characters V8 stored\n";
    return text;
}

std::string listWord(StringList list)
{
    return list == StringList::Largest ? "largest" : list == StringList::All ? "all" : "duplicates";
}

} // namespace

Outcome runStrings(const Heap& heap, const Arguments& arguments, const Output& output)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    Progress progress;
    const BitSet mine = arguments.mineOnly
                            ? findUserObjects(*heap.snapshot, scriptNames(*heap.snapshot, progress), progress)
                            : BitSet();
    const StringGroups strings = groupStrings(heap, {arguments.mineOnly ? &mine : nullptr}, progress);
    StringFilter filter;
    filter.part = arguments.filter;
    filter.minLength = std::uint32_t(arguments.minLength);
    filter.copiedOnly = arguments.strings == StringList::Duplicates;
    std::vector<std::uint32_t> listed = filterStrings(heap, strings, filter, progress);
    const std::uint64_t all = listed.size();
    std::ranges::sort(listed, [&](std::uint32_t a, std::uint32_t b) {
        return comesBefore(strings, orderOf(arguments.strings), true, a, b);
    });
    listed.resize(std::min<std::uint64_t>(all, arguments.limit));
    const auto holders = mainHolders(heap, strings, listed, progress);
    ReportTable table{columns(arguments.strings), {}};
    for (std::size_t i = 0; i < listed.size(); ++i)
        table.rows.push_back(cells(heap, strings, listed[i], holders[i], arguments.secrets));
    if (arguments.format == Format::Csv)
        return {csvText(table), {}};
    if (arguments.format == Format::Table)
        return {wasteText(heap, strings.sums()) + shownOf(table.rows.size(), all, "texts") + "\n" +
                    alignedText(table, output.width),
                {}};
    JsonWriter json = beginDocument("strings", heap);
    const StringSums& sums = strings.sums();
    json.member("list", listWord(arguments.strings)).member("mine", arguments.mineOnly);
    json.member("totalBytes", heap.totalSize()).member("stringCount", sums.strings).member("stringBytes", sums.bytes);
    json.member("copies", sums.copies).member("wastedBytes", sums.wasted);
    json.member("possibleCopies", sums.possibleCopies).member("possiblyWastedBytes", sums.possiblyWasted);
    json.member("textCount", all).key("texts");
    writeJsonRows(json, table);
    json.endObject();
    return {json.take(), {}};
}

} // namespace heapwise::cli
