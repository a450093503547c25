#include "app/cli/suspecttext.h"

#include "core/analysis/detectors/pathlabels.h"
#include "core/report/numbers.h"

namespace heapwise::cli {

namespace {

struct Words {
    const char* word;
    const char* text;
};

/// By LeakPattern.
constexpr Words kPatterns[kLeakPatternCount] = {
    {"listenerAccumulation", "Listener accumulation"},
    {"unboundedCache", "Unbounded cache"},
    {"forgottenInterval", "Forgotten interval"},
    {"closureScope", "Closure keeps a large scope"},
    {"unclosedStream", "Unclosed stream or socket"},
    {"streamBacklog", "Stream backlog"},
    {"deadWeakRefs", "Dead WeakRefs"},
    {"largeBuffer", "Large buffer"},
    {"duplicateStrings", "Duplicate strings"},
    {"pinnedStrings", "Pieces that keep long strings"},
    {"growingArray", "Growing array"},
    {"promiseChain", "Promise chain"},
    {"moduleCopy", "Detached module copy"},
    {"asyncContext", "Kept async context"},
    {"unclosedPort", "Unclosed message port"},
    {"retainedErrors", "Retained errors"},
    {"accumulation", "Accumulation"},
};

/// By Evidence::Kind; of a text %n is count, %o the other count, %b bytes, %t text.
constexpr Words kEvidence[] = {
    {"similar", "%n of %o are %t"},
    {"keyPattern", "keys are made from data: %t"},
    {"onePlace", "all come from one place in the source"},
    {"places", "they come from %o places in the source"},
    {"eachKeeps", "each keeps %b on average"},
    {"wrappedOnce", "%n were added with once() and wait for an event that has not come"},
    {"warned", "Node has printed MaxListenersExceededWarning"},
    {"signals", "%n dependent signals refer to it"},
    {"repeats", "%n of %o repeat"},
    {"delay", "delay %n ms"},
    {"unreferenced", "%n do not keep the process alive"},
    {"byId", "%n are known by their number alone"},
    {"variable", "variable %t keeps %b in %n scopes"},
    {"scopeChain", "%n scopes, each kept by the next"},
    {"open", "%n are open"},
    {"closed", "%n are closed, and still referenced"},
    {"path", "one of the files: %t"},
    {"chunks", "%n chunks wait in the stream"},
    {"unanswered", "%n of %o responses were not ended"},
    {"queued", "%n wait for %t"},
    {"collected", "the targets of %n are gone"},
    {"native", "%b of it are outside the heap"},
    {"shared", "%n blocks have several views"},
    {"copies", "%n copies of \"%t\""},
    {"texts", "%n texts have copies"},
    {"pieces", "%n pieces of %o characters together keep %b"},
    {"unused", "room of %b is not used"},
    {"reactions", "%n reactions wait for one promise"},
    {"suspended", "%n calls of %t() are suspended"},
    {"copy", "%t was loaded %n times"},
    {"keptBy", "%n of %o are kept by %t"},
    {"messages", "%n messages were not received; their content is not in the file"},
    {"workers", "%n workers run"},
    {"frames", "%n calls of stacks that nobody has read"},
};

std::string filled(std::string_view pattern, const Evidence& evidence)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%') {
            text += pattern[i];
            continue;
        }
        switch (pattern[++i]) {
        case 'n':
            text += countText(evidence.count);
            break;
        case 'o':
            text += countText(evidence.of);
            break;
        case 'b':
            text += bytesText(evidence.bytes);
            break;
        default:
            text += evidence.text;
        }
    }
    return text;
}

std::string holderName(const Heap& heap, const Suspect& suspect)
{
    const std::string& className = heap.classes->nameOf(suspect.holder);
    return suspect.variable.empty() ? className : className + " " + suspect.variable;
}

} // namespace

const char* patternWord(LeakPattern pattern)
{
    return kPatterns[std::size_t(pattern)].word;
}

const char* patternName(LeakPattern pattern)
{
    return kPatterns[std::size_t(pattern)].text;
}

const char* evidenceWord(Evidence::Kind kind)
{
    return kEvidence[std::size_t(kind)].word;
}

const char* confidenceWord(Confidence confidence)
{
    constexpr const char* kWords[] = {"low", "medium", "high"};
    return kWords[std::size_t(confidence)];
}

std::string suspectTitle(const Heap& heap, const Suspect& suspect)
{
    const std::string members = countText(suspect.count) + " " + suspect.name + (suspect.areFunctions ? "()" : "");
    switch (suspect.pattern) {
    case LeakPattern::ListenerAccumulation:
        return suspect.find(Evidence::Kind::Signals)
                   ? countText(suspect.count) + " signals that depend on one " + holderName(heap, suspect)
                   : members + " listeners on one " + holderName(heap, suspect);
    case LeakPattern::ForgottenInterval:
        return members + " kept by timers";
    case LeakPattern::ClosureScope:
        return members + " with large scopes";
    default:
        return suspect.isHeldByRoots() ? members : members + " in " + holderName(heap, suspect);
    }
}

std::string evidenceText(const Evidence& evidence)
{
    if (evidence.kind == Evidence::Kind::KeyPattern && evidence.text.empty())
        return "keys are numbers or objects";
    return filled(kEvidence[std::size_t(evidence.kind)].text, evidence);
}

std::string placeText(const Suspect& suspect)
{
    if (!suspect.place || suspect.script.empty())
        return {};
    return suspect.script + ":" + std::to_string(std::uint64_t(suspect.place->line) + 1) + ":" +
           std::to_string(std::uint64_t(suspect.place->column) + 1);
}

std::string pathText(const Heap& heap, const Suspect& suspect)
{
    std::string text;
    for (const PathLabel& label : pathLabels(heap, suspect))
        text += (text.empty() ? "" : " \u203a ") + label.text;
    return text;
}

} // namespace heapwise::cli
