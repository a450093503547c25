#include "core/analysis/query/fieldpredicates.h"

#include "core/analysis/describe.h"
#include "core/analysis/query/propertypath.h"
#include "core/analysis/query/stringmemo.h"
#include "core/heap/fields/links.h"
#include "core/heap/scripts.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <unordered_map>

namespace heapwise::query {

namespace {

constexpr std::size_t kTextOfParts = 1024; ///< bytes looked at of a text that is made of parts
constexpr std::size_t kPartsOfText = 256;

std::shared_ptr<const StringMemo> memoOf(const Snapshot& snapshot, const TextPattern& pattern)
{
    return std::make_shared<const StringMemo>(snapshot.strings(),
                                              [pattern](std::string_view text) { return pattern.matches(text); });
}

} // namespace

BitSet classesLike(const ClassTable& classes, const TextPattern& pattern)
{
    BitSet like(classes.size());
    for (std::uint32_t c = 0; c < classes.size(); ++c)
        if (pattern.matches(classes[ClassId{c}].name))
            like.set(c);
    return like;
}

PredicatePtr classPredicate(const Heap& heap, const TextPattern& pattern)
{
    return makePredicate(Cost::Look, [&classes = *heap.classes, like = classesLike(*heap.classes, pattern)](NodeId n) {
        return like.test(classes.classOf(n).value);
    });
}

PredicatePtr namePredicate(const Heap& heap, const TextPattern& pattern)
{
    return makePredicate(Cost::Look, [&classes = *heap.classes, &snapshot = *heap.snapshot,
                                      like = classesLike(*heap.classes, pattern),
                                      memo = memoOf(*heap.snapshot, pattern)](NodeId n) {
        return like.test(classes.classOf(n).value) ||
               (snapshot.type(n) == NodeType::Closure && memo->test(snapshot.nameId(n).value));
    });
}

PredicatePtr kindPredicate(const Heap& heap, const KindInfo& kind)
{
    const auto isArray = std::make_shared<const StringMemo>(heap.snapshot->strings(),
                                                            [](std::string_view name) { return name == "Array"; });
    return makePredicate(Cost::Look, [&snapshot = *heap.snapshot, kind, isArray](NodeId n) {
        const NodeType type = snapshot.type(n);
        if (((kind.types >> std::min(int(type), int(NodeType::kFirstUnknown))) & 1) == 0)
            return false;
        if (type != NodeType::Object || (kind.withArrays && !kind.arraysAlone))
            return true;
        return isArray->test(snapshot.nameId(n).value) == kind.withArrays;
    });
}

PredicatePtr textPredicate(const Heap& heap, const TextPattern& pattern)
{
    return makePredicate(Cost::Search, [&snapshot = *heap.snapshot, memo = memoOf(*heap.snapshot, pattern)](NodeId n) {
        const NodeType type = snapshot.type(n);
        if (type == NodeType::String || type == NodeType::SlicedString)
            return memo->test(snapshot.nameId(n).value);
        return type == NodeType::ConcatenatedString && memo->test(stringText(snapshot, n, kTextOfParts, kPartsOfText));
    });
}

PredicatePtr filePredicate(const Heap& heap, const TextPattern& pattern, const Progress& progress)
{
    const Snapshot& snapshot = *heap.snapshot;
    std::unordered_map<std::uint32_t, bool> scripts;
    const ScriptNames names = scriptNames(snapshot, progress);
    for (const auto& [id, name] : names.byId())
        scripts.emplace(id, pattern.matches(name));
    BitSet found(snapshot.nodeCount());
    for (const NodeLocation& at : snapshot.locations())
        if (const auto script = scripts.find(at.location.scriptId); script != scripts.end() && script->second)
            found.set(at.node);
    return makePredicate(Cost::Look, [found = std::move(found)](NodeId n) { return found.test(n.value); });
}

namespace {

/// V8 keeps one object for each of these values, or a few in a damaged file.
std::vector<std::uint32_t> nodesOf(const Snapshot& snapshot, Oddball value)
{
    const StringMemo names(snapshot.strings(), [](std::string_view name) {
        return name == "system / Oddball" || name == "true" || name == "false" || name == "null" || name == "undefined";
    });
    std::vector<std::uint32_t> nodes;
    for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n)
        if (snapshot.types()[n] == NodeType::Hidden && names.test(snapshot.names()[n]) &&
            oddballOf(snapshot, NodeId{n}) == value)
            nodes.push_back(n);
    return nodes;
}

using ValueTest = std::function<bool(NodeId)>;

ValueTest oddballTest(const Heap& heap, Oddball value)
{
    return [nodes = nodesOf(*heap.snapshot, value)](NodeId v) {
        return std::binary_search(nodes.begin(), nodes.end(), v.value);
    };
}

ValueTest textTest(const Heap& heap, const TextPattern& pattern)
{
    return
        [isLike = std::shared_ptr<const Predicate>(textPredicate(heap, pattern))](NodeId v) { return isLike->test(v); };
}

bool isRecordedWithin(const Snapshot& snapshot, NodeId v, const Bounds& bounds)
{
    const std::string digits = recordedNumber(snapshot, v);
    double number = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return problem == std::errc() && !digits.empty() && bounds.contains(number);
}

ValueTest valueTest(const Heap& heap, const Term& term)
{
    const Snapshot& snapshot = *heap.snapshot;
    switch (term.operand) {
    case Operand::Anything:
        break;
    case Operand::True:
        return oddballTest(heap, Oddball::True);
    case Operand::False:
        return oddballTest(heap, Oddball::False);
    case Operand::Null:
        return oddballTest(heap, Oddball::Null);
    case Operand::Undefined:
        return oddballTest(heap, Oddball::Undefined);
    case Operand::Number:
        return [&snapshot, bounds = term.bounds](NodeId v) { return isRecordedWithin(snapshot, v, bounds); };
    case Operand::Object:
        return [&snapshot, id = term.object](NodeId v) { return snapshot.objectId(v) == id; };
    case Operand::Text:
        return textTest(heap, term.pattern);
    case Operand::Class:
        return [isLike = std::shared_ptr<const Predicate>(namePredicate(heap, term.pattern))](NodeId v) {
            return isLike->test(v);
        };
    }
    return [](NodeId) { return true; };
}

} // namespace

PredicatePtr propertyPredicate(const Heap& heap, const Term& term)
{
    const auto path = std::make_shared<const PropertyPath>(*heap.snapshot, term.path);
    const Cost cost = term.path.size() == 1 ? Cost::Edges : Cost::Chain;
    return makePredicate(cost, [path, test = valueTest(heap, term), isUnequal = term.isUnequal](NodeId n) {
        const NodeId value = path->follow(n);
        return value.isValid() && test(value) != isUnequal;
    });
}

} // namespace heapwise::query
