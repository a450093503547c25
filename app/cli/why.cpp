#include "app/cli/command.h"
#include "app/cli/cutrows.h"
#include "app/cli/document.h"
#include "app/cli/objectrows.h"
#include "app/cli/steptext.h"
#include "app/cli/subject.h"
#include "core/analysis/retention/accumulation.h"
#include "core/analysis/retention/rootpaths.h"
#include "core/analysis/retention/steps.h"
#include "core/analysis/retention/suggestedcuts.h"
#include "core/graph/topmost.h"
#include "core/report/numbers.h"

#include <algorithm>

namespace heapwise::cli {

namespace {

/// A key path with what is said about it.
struct Reason {
    KeyPath path;
    std::vector<RetentionStep> steps;
    std::optional<AccumulationPoint> gathering;
};

struct Answer {
    Subject subject;
    ScriptNames scripts;
    std::vector<Reason> reasons;
    std::vector<SuggestedCut> cuts;
};

Answer findAnswer(const Heap& heap, Subject subject, RouteOptions options)
{
    Progress progress;
    const Routes routes(heap, std::move(options), progress);
    Answer answer{std::move(subject), scriptNames(*heap.snapshot, progress), {}, {}};
    for (KeyPath& path : keyPaths(routes, answer.subject.nodes, progress)) {
        auto steps = describePath(heap, path.subject, path.path, progress);
        const std::string text = pathText(steps, answer.scripts); // ways may differ in what is not told
        if (std::ranges::any_of(answer.reasons,
                                [&](const Reason& r) { return pathText(r.steps, answer.scripts) == text; }))
            continue;
        const auto gathering = accumulationOn(heap, path.subject, path.path);
        answer.reasons.push_back({std::move(path), std::move(steps), gathering});
    }
    answer.cuts = suggestionsFor(heap, answer.subject.nodes);
    return answer;
}

std::string gatheringText(const Heap& heap, const AccumulationPoint& point)
{
    return objectTitle(heap, point.holder) + " @" + std::to_string(heap.snapshot->objectId(point.holder).value) +
           " keeps " + countText(point.count) + " " + heap.classes->nameOf(point.member) + ", " +
           bytesText(point.bytes);
}

/// How many are held by the way that is told, and by those that were left out because they are like it.
std::string heldText(const KeyPath& path)
{
    const std::string text = countText(path.subjects - path.nearby) + " of them";
    return path.nearby == 0 ? text : text + " in this way and " + countText(path.nearby) + " in ways like it";
}

std::string reasonText(const Heap& heap, const Answer& answer, std::size_t i)
{
    const Reason& reason = answer.reasons[i];
    std::string text = "  " + std::to_string(i + 1) + ". ";
    if (answer.subject.nodes.size() > 1)
        text += heldText(reason.path) + ", " + bytesText(reason.path.subjectBytes) + ": ";
    text += pathText(reason.steps, answer.scripts) + "\n";
    if (reason.gathering)
        text += "     Memory gathers here: " + gatheringText(heap, *reason.gathering) + "\n";
    return text;
}

std::string tableText(const Heap& heap, const Answer& answer)
{
    std::string text = answer.subject.title + ", " +
                       bytesText(retainedTogether(*heap.dominators, answer.subject.nodes)) + " retained\n\n";
    if (answer.reasons.empty())
        return text + "Nothing strong holds " + (answer.subject.isClass ? "them. They" : "it. It") +
               " will be collected.\n";
    text += "Alive because of\n";
    for (std::size_t i = 0; i < answer.reasons.size(); ++i)
        text += reasonText(heap, answer, i);
    if (!answer.cuts.empty())
        text += "\nTo free memory\n";
    for (const SuggestedCut& cut : answer.cuts)
        text += "  " + suggestionText(heap, cut, answer.subject.nodes.size()) + "\n";
    return text;
}

ReportTable stepTable(const Heap& heap, const std::vector<RetentionStep>& steps, const ScriptNames& scripts)
{
    ReportTable table{{{"kind", "", ColumnKind::Text},
                       {"held", "", ColumnKind::Text},
                       {"name", "", ColumnKind::Text},
                       {"text", "", ColumnKind::Text},
                       {"location", "", ColumnKind::Text},
                       {"delayMs", "", ColumnKind::Number},
                       {"repeats", "", ColumnKind::Number},
                       {"id", "", ColumnKind::Id}},
                      {}};
    for (const RetentionStep& step : steps)
        table.rows.push_back({std::string(kindWord(step.kind)), std::string(heldWord(step.held)), step.name, step.text,
                              locationCell(scripts, step.location), step.delay ? ReportCell(*step.delay) : ReportCell(),
                              std::uint64_t(step.repeats), std::uint64_t(heap.snapshot->objectId(step.object).value)});
    return table;
}

void writeGathering(JsonWriter& json, const Heap& heap, const std::optional<AccumulationPoint>& point)
{
    json.key("accumulation");
    if (!point) {
        json.null();
        return;
    }
    json.beginObject()
        .member("id", heap.snapshot->objectId(point->holder).value)
        .member("class", heap.classes->nameOf(point->member))
        .member("count", point->count)
        .member("bytes", point->bytes)
        .endObject();
}

std::string jsonText(const Heap& heap, const Answer& answer)
{
    JsonWriter json = beginDocument("why", heap);
    writeSubject(json, heap, answer.subject);
    json.key("reasons").beginArray();
    for (const Reason& reason : answer.reasons) {
        json.beginObject()
            .member("sentence", pathText(reason.steps, answer.scripts))
            .member("subjects", reason.path.subjects)
            .member("nearby", reason.path.nearby)
            .member("subjectBytes", reason.path.subjectBytes)
            .key("steps");
        writeJsonRows(json, stepTable(heap, reason.steps, answer.scripts));
        writeGathering(json, heap, reason.gathering);
        json.endObject();
    }
    json.endArray();
    writeSuggestions(json, heap, answer.cuts);
    json.endObject();
    return json.take();
}

std::string csvSteps(const Heap& heap, const Answer& answer)
{
    ReportTable all;
    all.columns = stepTable(heap, {}, answer.scripts).columns;
    all.columns.insert(all.columns.begin(), {"reason", "", ColumnKind::Number});
    for (std::size_t i = 0; i < answer.reasons.size(); ++i)
        for (auto row : stepTable(heap, answer.reasons[i].steps, answer.scripts).rows) {
            row.insert(row.begin(), std::uint64_t(i + 1));
            all.rows.push_back(std::move(row));
        }
    return csvText(all);
}

} // namespace

Outcome runWhy(const Heap& heap, const Arguments& arguments, const Output&)
{
    Outcome outcome;
    if (!requireReferences(heap, outcome.failure))
        return outcome;
    Subject subject = findSubject(heap, arguments, outcome.failure);
    RouteOptions options = routeOptions(heap, arguments, outcome.failure);
    if (!outcome.failure.empty())
        return outcome;
    const Answer answer = findAnswer(heap, std::move(subject), std::move(options));
    if (arguments.format == Format::Csv)
        outcome.text = csvSteps(heap, answer);
    else
        outcome.text = arguments.format == Format::Json ? jsonText(heap, answer) : tableText(heap, answer);
    return outcome;
}

} // namespace heapwise::cli
