#include "core/heap/fields/collections.h"

#include <bit>
#include <unordered_map>

namespace heapwise {

namespace {

constexpr std::uint32_t kHeaderWords = 5; ///< map, length, and three counters
constexpr std::uint32_t kStopEvery = 4096;

std::optional<HashTable> layoutOf(std::uint64_t words, std::uint32_t wordBytes)
{
    if (words <= kHeaderWords || words > UINT32_MAX)
        return std::nullopt;
    const auto slots = std::uint32_t(words - kHeaderWords);
    const auto capacityAt = [slots](std::uint32_t words7, std::uint32_t per) -> std::uint32_t {
        const std::uint32_t capacity = slots % words7 == 0 ? slots / words7 * per : 0;
        return std::has_single_bit(capacity) ? capacity : 0;
    };
    if (const auto capacity = capacityAt(7, 2); capacity >= 4)
        return HashTable{ObjectForm::Map, capacity, 3 + capacity / 2, 3, wordBytes};
    if (const auto capacity = capacityAt(5, 2); capacity >= 4)
        return HashTable{ObjectForm::Set, capacity, 3 + capacity / 2, 2, wordBytes};
    if (std::has_single_bit(slots) && slots >= 4)
        return HashTable{ObjectForm::WeakMap, slots / 2, 3, 2, wordBytes};
    return std::nullopt;
}

/// One slot of a table as far as its references show it.
struct Slot {
    std::uint32_t index = UINT32_MAX;
    EdgeIndex key = kNoEdge;
    EdgeIndex value = kNoEdge;
};

/// Calls f(Slot) for each slot that has a reference. The references stand in the order of the slots.
template <typename F>
void forEachSlot(const Snapshot& snapshot, NodeId table, const HashTable& layout, F&& f)
{
    Slot slot;
    for (EdgeIndex e = snapshot.firstEdge(table); e < snapshot.endEdge(table); ++e) {
        if (snapshot.edgeType(e) != EdgeType::Internal)
            continue;
        const auto at = internalIndex(snapshot, e);
        if (!at || *at < layout.firstSlot)
            continue;
        const std::uint32_t index = (*at - layout.firstSlot) / layout.stride;
        const std::uint32_t part = (*at - layout.firstSlot) % layout.stride;
        if (index >= layout.capacity || part > 1 || (part == 1 && layout.form == ObjectForm::Set))
            continue; // links between slots of one bucket are integers; nothing else is here
        if (index != slot.index) {
            if (slot.index != UINT32_MAX && !f(slot))
                return;
            slot = Slot{index, kNoEdge, kNoEdge};
        }
        (part == 0 ? slot.key : slot.value) = e;
    }
    if (slot.index != UINT32_MAX)
        f(slot);
}

bool isDeleted(const Snapshot& snapshot, const Slot& slot)
{
    return slot.key != kNoEdge && oddballOf(snapshot, snapshot.edgeTarget(slot.key)) == Oddball::Hole;
}

Field entryField(const Snapshot& snapshot, const Slot& slot)
{
    Field field;
    field.kind = Field::Kind::Entry;
    if (slot.key != kNoEdge)
        field.key = snapshot.edgeTarget(slot.key);
    else
        field.keyAbsence = Absence::Primitive;
    if (slot.value != kNoEdge) {
        field.value = snapshot.edgeTarget(slot.value);
        field.edge = slot.value;
    } else {
        field.absence = Absence::Primitive;
    }
    return field;
}

void addTableFacts(DecodedObject& object, const HashTable& layout, const TableUse& use)
{
    using enum ObjectFact::Kind;
    object.add(Entries, use.used);
    if (use.deleted > 0)
        object.add(Deleted, use.deleted);
    object.add(Capacity, layout.capacity);
    const std::uint64_t unused = layout.capacity - std::min<std::uint64_t>(layout.capacity, use.used);
    object.add(UnusedBytes, unused * layout.stride * layout.wordBytes);
}

/// The id in "(NAME @ID)" before `end`.
std::uint64_t idBefore(std::string_view text, std::size_t end)
{
    const std::size_t at = text.rfind('@', end);
    std::uint64_t id = 0;
    if (at == text.npos)
        return 0;
    for (std::size_t i = at + 1; i < end && text[i] >= '0' && text[i] <= '9'; ++i)
        id = id * 10 + std::uint64_t(text[i] - '0');
    return id;
}

} // namespace

std::optional<HashTable> hashTableOf(const Snapshot& snapshot, NodeId table)
{
    if (!table.isValid())
        return std::nullopt;
    const Size bytes = snapshot.selfSize(table);
    for (const std::uint32_t word : {8u, 4u})
        if (bytes % word == 0)
            if (const auto layout = layoutOf(bytes / word, word))
                return layout;
    return std::nullopt;
}

TableUse tableUse(const Snapshot& snapshot, NodeId table, const HashTable& layout)
{
    TableUse use;
    forEachSlot(snapshot, table, layout, [&](const Slot& slot) {
        ++(isDeleted(snapshot, slot) ? use.deleted : use.used);
        use.filledTo = std::uint64_t(slot.index) + 1;
        return true;
    });
    return use;
}

void forEachEntry(const Snapshot& snapshot, NodeId table, const HashTable& layout,
                  const std::function<void(NodeId, NodeId)>& f)
{
    const auto target = [&](EdgeIndex e) { return e == kNoEdge ? NodeId{} : snapshot.edgeTarget(e); };
    forEachSlot(snapshot, table, layout, [&](const Slot& slot) {
        if (!isDeleted(snapshot, slot))
            f(target(slot.key), target(slot.value));
        return true;
    });
}

void decodeTable(FieldSink& sink, NodeId table, const HashTable& layout)
{
    TableUse use;
    std::uint64_t seen = 0;
    const Snapshot& snapshot = sink.snapshot();
    forEachSlot(snapshot, table, layout, [&](const Slot& slot) {
        if (isDeleted(snapshot, slot)) {
            ++use.deleted;
        } else {
            ++use.used;
            if (layout.form == ObjectForm::Set)
                sink.addEdge(Field::Kind::Member, slot.key, std::to_string(slot.index));
            else
                sink.add(sink.isFull() ? Field() : entryField(snapshot, slot));
        }
        return ++seen % kStopEvery != 0 || !sink.stopRequested();
    });
    addTableFacts(sink.object(), layout, use);
}

void decodeWeakTable(FieldSink& sink, NodeId table, const HashTable& layout)
{
    constexpr std::string_view kValue = ") -> value (";
    const Snapshot& snapshot = sink.snapshot();
    std::unordered_map<std::uint64_t, NodeId> keys; // by object id: what the pair's name calls its key
    forEachEdge(snapshot, table, [&](EdgeIndex e) {
        if (snapshot.edgeType(e) == EdgeType::Weak)
            keys.emplace(snapshot.objectId(snapshot.edgeTarget(e)).value, snapshot.edgeTarget(e));
    });
    std::uint64_t used = 0, seen = 0;
    for (EdgeIndex e = snapshot.firstEdge(table); e < snapshot.endEdge(table); ++e) {
        if (++seen % kStopEvery == 0 && sink.stopRequested())
            break;
        if (snapshot.edgeType(e) != EdgeType::Internal)
            continue;
        const std::string name = snapshot.edgeName(e);
        const std::size_t middle = name.find(kValue);
        if (middle == name.npos)
            continue;
        const auto key = keys.find(idBefore(name, middle));
        if (key == keys.end() || oddballOf(snapshot, key->second) != Oddball::None)
            continue; // V8 writes empty slots as pairs, too
        ++used;
        Field field;
        field.kind = Field::Kind::Entry;
        field.key = key->second;
        field.value = snapshot.edgeTarget(e);
        field.edge = e;
        sink.add(std::move(field));
    }
    addTableFacts(sink.object(), layout, {used, 0, used});
}

} // namespace heapwise
