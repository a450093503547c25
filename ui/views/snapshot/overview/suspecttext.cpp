#include "ui/views/snapshot/overview/suspecttext.h"

#include "core/analysis/detectors/pathlabels.h"
#include "core/analysis/detectors/thresholds.h"
#include "ui/format.h"
#include "ui/translate.h"

namespace heapwise::ui {
namespace {

QString qt(const std::string& text)
{
    return QString::fromStdString(text);
}

/// "onTick()" or "UserRecord".
QString memberName(const Suspect& suspect)
{
    return suspect.areFunctions ? qt(suspect.name) + QStringLiteral("()") : qt(suspect.name);
}

/// "Map sessionCache".
QString holderName(const Heap& heap, const Suspect& suspect)
{
    const QString name = qt(heap.classes->nameOf(suspect.holder));
    return suspect.variable.empty() ? name : QStringLiteral("%1 %2").arg(name, qt(suspect.variable));
}

} // namespace

QString patternName(LeakPattern pattern)
{
    switch (pattern) {
    case LeakPattern::ListenerAccumulation:
        return tr("Listener accumulation");
    case LeakPattern::UnboundedCache:
        return tr("Unbounded cache");
    case LeakPattern::ForgottenInterval:
        return tr("Forgotten interval");
    case LeakPattern::ClosureScope:
        return tr("Closure keeps a large scope");
    case LeakPattern::UnclosedStream:
        return tr("Unclosed stream or socket");
    case LeakPattern::StreamBacklog:
        return tr("Stream backlog");
    case LeakPattern::DeadWeakRefs:
        return tr("Dead WeakRefs");
    case LeakPattern::LargeBuffer:
        return tr("Large buffer");
    case LeakPattern::DuplicateStrings:
        return tr("Duplicate strings");
    case LeakPattern::PinnedStrings:
        return tr("Pieces that keep long strings");
    case LeakPattern::GrowingArray:
        return tr("Growing array");
    case LeakPattern::PromiseChain:
        return tr("Promise chain");
    case LeakPattern::ModuleCopy:
        return tr("Detached module copy");
    case LeakPattern::AsyncContext:
        return tr("Kept async context");
    case LeakPattern::UnclosedPort:
        return tr("Unclosed message port");
    case LeakPattern::RetainedErrors:
        return tr("Retained errors");
    case LeakPattern::Accumulation:
        break;
    }
    return tr("Accumulation");
}

QString confidenceName(Confidence confidence)
{
    switch (confidence) {
    case Confidence::High:
        return tr("High confidence");
    case Confidence::Medium:
        return tr("Medium confidence");
    case Confidence::Low:
        break;
    }
    return tr("Low confidence");
}

QString confidenceReasons(const Suspect& suspect)
{
    QStringList reasons;
    if (suspect.confidence == Confidence::Low)
        reasons << tr("It is large; nothing else speaks for a leak.");
    else
        reasons << tr("It has the pattern “%1”.").arg(patternName(suspect.pattern));
    if (suspect.count >= thresholds::kHighConfidence)
        reasons << tr("%1 objects are alike.").arg(formatCount(suspect.count));
    else if (suspect.confidence == Confidence::Medium)
        reasons << tr("Fewer than %1 objects are alike: it may be normal load.")
                       .arg(formatCount(thresholds::kHighConfidence));
    reasons << tr("One snapshot cannot prove growth. Take a second one.");
    return reasons.join(QLatin1Char('\n'));
}

QString suspectTitle(const Heap& heap, const Suspect& suspect)
{
    const QString members = QStringLiteral("%1 %2").arg(formatCount(suspect.count), memberName(suspect));
    switch (suspect.pattern) {
    case LeakPattern::ListenerAccumulation:
        return suspect.find(Evidence::Kind::Signals)
                   ? tr("%1 signals that depend on one %2").arg(formatCount(suspect.count), holderName(heap, suspect))
                   : tr("%1 listeners on one %2").arg(members, holderName(heap, suspect));
    case LeakPattern::ForgottenInterval: {
        const Evidence* const repeats = suspect.find(Evidence::Kind::Repeats);
        return repeats && repeats->count == 0 ? tr("%1 wait in timers").arg(members)
                                              : tr("%1 kept by repeating timers").arg(members);
    }
    case LeakPattern::ClosureScope:
        return tr("%1 with large scopes").arg(members);
    case LeakPattern::PromiseChain:
        return suspect.areFunctions ? tr("%1 calls suspended").arg(members)
                                    : tr("%1 reactions wait for one promise").arg(formatCount(suspect.count));
    case LeakPattern::ModuleCopy:
        return tr("%1 copies of module %2").arg(formatCount(suspect.count), qt(suspect.name));
    case LeakPattern::PinnedStrings:
        return tr("%1 short pieces of long strings").arg(formatCount(suspect.count));
    case LeakPattern::DuplicateStrings:
        return tr("%1 copies of one string").arg(formatCount(suspect.count));
    case LeakPattern::RetainedErrors:
        return tr("%1 with their calls").arg(members);
    default:
        return suspect.isHeldByRoots() ? members : tr("%1 in %2").arg(members, holderName(heap, suspect));
    }
}

QString suspectSentence(const Suspect& suspect)
{
    const QString each = formatBytes(suspect.retained / std::max<quint64>(1, suspect.count));
    switch (suspect.pattern) {
    case LeakPattern::ListenerAccumulation:
        return tr("Each time a listener is added that is never removed, and keeps %1 alive.").arg(each);
    case LeakPattern::UnboundedCache:
        return tr("Entries are added and none is taken out; each keeps %1.").arg(each);
    case LeakPattern::ForgottenInterval:
        return tr("Each timer keeps its function, and %1 with it, until it is cleared.").arg(each);
    case LeakPattern::ClosureScope:
        return tr("The functions keep a scope with more in it than they use, %1 each.").arg(each);
    case LeakPattern::UnclosedStream:
        return tr("They were opened and have not ended; each keeps %1.").arg(each);
    case LeakPattern::StreamBacklog:
        return tr("Data goes in faster than it comes out, and waits in memory.");
    case LeakPattern::DeadWeakRefs:
        return tr("The targets are gone, but references and keys stay in the collection.");
    case LeakPattern::LargeBuffer:
        return tr("Most of it is memory outside the heap, which goes only when its Buffers go.");
    case LeakPattern::DuplicateStrings:
        return tr("The same text is made anew again and again, %1 each.").arg(each);
    case LeakPattern::PinnedStrings:
        return tr("Each piece keeps the whole string it was cut from, %1.").arg(each);
    case LeakPattern::GrowingArray:
        return tr("Objects are added and not removed; each keeps %1.").arg(each);
    case LeakPattern::PromiseChain:
        return tr("What waits for a promise that does not settle keeps its variables, %1 each.").arg(each);
    case LeakPattern::ModuleCopy:
        return tr("The module was loaded again, and every version stays, %1 each.").arg(each);
    case LeakPattern::AsyncContext:
        return tr("Stores of requests live on in what was started during them, %1 each.").arg(each);
    case LeakPattern::UnclosedPort:
        return tr("Ports stay open, and what is sent to them waits. V8 does not write messages into the file.");
    case LeakPattern::RetainedErrors:
        return tr("Until its stack is read, an error keeps the functions on it, %1 each.").arg(each);
    case LeakPattern::Accumulation:
        break;
    }
    return tr("Much memory is spread over many objects here; each keeps %1.").arg(each);
}

QString evidenceText(const Suspect& suspect, const Evidence& evidence)
{
    const QString count = formatCount(evidence.count), of = formatCount(evidence.of), text = qt(evidence.text);
    switch (evidence.kind) {
    case Evidence::Kind::Similar:
        return tr("%1 of %2 are %3").arg(count, of, text);
    case Evidence::Kind::KeyPattern:
        return text.isEmpty() ? tr("Its keys are numbers or objects") : tr("Its keys are made from data: %1").arg(text);
    case Evidence::Kind::OnePlace:
        return placeText(suspect).isEmpty() ? tr("All come from one place in the source")
                                            : tr("All were created at %1").arg(placeText(suspect));
    case Evidence::Kind::Places:
        return tr("They come from %1 places in the source").arg(of);
    case Evidence::Kind::EachKeeps:
        return {}; // in the sentence
    case Evidence::Kind::WrappedOnce:
        return tr("%1 were added with once(), and their event has not come").arg(count);
    case Evidence::Kind::Warned:
        return tr("Node has printed MaxListenersExceededWarning");
    case Evidence::Kind::Signals:
        return tr("%1 signals depend on it, as AbortSignal.any() makes them").arg(count);
    case Evidence::Kind::Repeats:
        return evidence.count > 0 ? tr("%1 of %2 timers repeat").arg(count, of) : tr("They run once");
    case Evidence::Kind::Delay:
        return tr("Every %1").arg(formatDuration(double(evidence.count) / 1000));
    case Evidence::Kind::Unreferenced:
        return tr("%1 do not keep the process alive").arg(count);
    case Evidence::Kind::ById:
        return tr("%1 are known by their number alone").arg(count);
    case Evidence::Kind::Variable:
        return tr("Variable %1 keeps %2 in %3 scopes").arg(text, formatBytes(evidence.bytes), count);
    case Evidence::Kind::ScopeChain:
        return tr("%1 scopes, each kept by the next").arg(count);
    case Evidence::Kind::Open:
        return tr("%1 are open").arg(count);
    case Evidence::Kind::Closed:
        return tr("%1 are closed, and still referenced").arg(count);
    case Evidence::Kind::Path:
        return tr("One of the files is %1").arg(text);
    case Evidence::Kind::Chunks:
        return tr("%1 chunks wait").arg(count);
    case Evidence::Kind::Unanswered:
        return tr("%1 of %2 responses were not ended").arg(count, of);
    case Evidence::Kind::Queued:
        return tr("%1 wait for %2").arg(count, text);
    case Evidence::Kind::Collected:
        return tr("The targets of %1 are gone").arg(count);
    case Evidence::Kind::Native:
        return tr("%1 of it are outside the heap").arg(formatBytes(evidence.bytes));
    case Evidence::Kind::Shared:
        return tr("%1 blocks have several views: any of them keeps all").arg(count);
    case Evidence::Kind::Copies:
        return tr("%1 copies of “%2”").arg(count, text);
    case Evidence::Kind::Texts:
        return tr("%1 texts have copies").arg(count);
    case Evidence::Kind::Pieces:
        return tr("%1 characters keep %2").arg(of, formatBytes(evidence.bytes));
    case Evidence::Kind::Unused:
        return tr("Room of %1 is not used").arg(formatBytes(evidence.bytes));
    case Evidence::Kind::Reactions:
        return tr("%1 reactions are in its list").arg(count);
    case Evidence::Kind::Suspended:
        return tr("%1 calls of %2() are suspended").arg(count, text);
    case Evidence::Kind::Copy:
        return tr("Loaded %1 times from %2").arg(count, text);
    case Evidence::Kind::KeptBy:
        return tr("%1 of %2 are kept by %3").arg(count, of, text);
    case Evidence::Kind::Messages:
        return tr("%1 messages were not received; their content is not in the file").arg(count);
    case Evidence::Kind::Workers:
        return tr("Workers that run: %1").arg(count);
    case Evidence::Kind::Frames:
        return tr("%1 calls stand on stacks that nobody has read").arg(count);
    }
    return {};
}

QString placeText(const Suspect& suspect)
{
    if (!suspect.place || suspect.script.empty())
        return {};
    const QString script = qt(suspect.script);
    return QStringLiteral("%1:%2:%3")
        .arg(script.section(QLatin1Char('/'), -2))
        .arg(suspect.place->line + 1)
        .arg(suspect.place->column + 1);
}

QStringList pathTexts(const Heap& heap, const Suspect& suspect)
{
    QStringList texts{tr("(GC roots)")};
    for (const PathLabel& label : pathLabels(heap, suspect))
        texts << qt(label.text);
    texts << QStringLiteral("%1 ×%2").arg(memberName(suspect), formatCount(suspect.count));
    return texts;
}

QString findingTitle(const Finding& finding)
{
    switch (finding.kind) {
    case Finding::Kind::DuplicateStrings:
        return tr("Duplicate strings");
    case Finding::Kind::EmptyCollections:
        return tr("Empty collections");
    case Finding::Kind::OversizedCollections:
        return tr("Sparse and over-allocated collections");
    case Finding::Kind::ClosedHandles:
        return tr("Closed handles still referenced");
    case Finding::Kind::NativeMemory:
        return tr("Memory behind buffers");
    case Finding::Kind::LargeObjects:
        break;
    }
    return tr("Largest objects");
}

QString findingDetail(const Finding& finding)
{
    const QString count = formatCount(finding.count);
    switch (finding.kind) {
    case Finding::Kind::DuplicateStrings:
        return tr("%1 copies of %2 values").arg(count, formatCount(finding.distinct));
    case Finding::Kind::EmptyCollections:
        return tr("%1 Map, Set and Array without entries").arg(count);
    case Finding::Kind::OversizedCollections:
        return tr("%1 Map, Set and Array use under a quarter of their room").arg(count);
    case Finding::Kind::ClosedHandles:
        return finding.distinct > 1 ? tr("%1 %2 and others without a handle").arg(count, qt(finding.name))
                                    : tr("%1 %2 without a handle").arg(count, qt(finding.name));
    case Finding::Kind::NativeMemory:
        return tr("%1 blocks, %2 with several views").arg(count, formatCount(finding.distinct));
    case Finding::Kind::LargeObjects:
        break;
    }
    return tr("the %1 largest by themselves").arg(count);
}

QString findingIcon(Finding::Kind kind)
{
    switch (kind) {
    case Finding::Kind::DuplicateStrings:
        return QStringLiteral("strings");
    case Finding::Kind::EmptyCollections:
        return QStringLiteral("classes");
    case Finding::Kind::OversizedCollections:
        return QStringLiteral("treemap");
    case Finding::Kind::ClosedHandles:
        return QStringLiteral("detach");
    case Finding::Kind::NativeMemory:
        return QStringLiteral("chip");
    case Finding::Kind::LargeObjects:
        break;
    }
    return QStringLiteral("overview");
}

} // namespace heapwise::ui
