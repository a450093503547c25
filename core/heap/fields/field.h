#pragma once

#include "core/base/id.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace heapwise {

/// Why the file does not hold a value that the object has.
enum class Absence : std::uint8_t {
    None,          ///< it does
    SmallInteger,  ///< an integer stored in its place: no node, unless numbers were recorded
    Double,        ///< a number whose digits were not recorded
    Number,        ///< one of the two
    IntegerOrHole, ///< an array element: a small integer, or none there
    BooleanOrNull, ///< true, false, null or undefined: left out where V8 lists unnamed slots
    Primitive,     ///< a small integer, or one of those
    Collected,     ///< the target of a weak reference is gone
    NeverWritten,  ///< V8 writes none of this kind: flags, lengths, dates, digits of a BigInt
};

/// One thing in an object, as the program sees it.
struct Field {
    static constexpr EdgeIndex kNoEdge = UINT64_MAX;
    enum class Kind : std::uint8_t {
        Property,
        Element,
        Variable, ///< of a scope
        Entry,    ///< of a Map, WeakMap or FinalizationRegistry: key -> value
        Member,   ///< of a Set
        Listener, ///< `name` is the event
        Part,     ///< what V8 keeps beside the properties: a string's halves, the target of a weak reference
    };

    Kind kind = Kind::Property;
    std::string name;         ///< as the program has it; of a variable V8 does not place, "a | b"
    NodeId key;               ///< of an entry; invalid when the file lacks it (then keyAbsence)
    NodeId value;             ///< invalid when the file lacks it (then absence)
    EdgeIndex edge = kNoEdge; ///< the reference to the value, which may leave an internal table
    Absence absence = Absence::None;
    Absence keyAbsence = Absence::None;
    std::uint32_t depth = 0; ///< of a variable: 0 in the innermost scope
};

/// A decoded number, word or object that says more than the fields do.
struct ObjectFact {
    enum class Kind : std::uint8_t {
        Entries,      ///< number: entries or members the file shows
        Deleted,      ///< number: slots of deleted entries
        Capacity,     ///< number: slots there are
        UnusedBytes,  ///< number: of the slots that hold nothing the file shows
        Elements,     ///< number: one more than the last index with a reference
        Unseen,       ///< number: slots without a reference, absence: why
        Sparse,       ///< elements are kept in a dictionary
        ByteLength,   ///< number: bytes of the memory behind a buffer
        OnHeap,       ///< that memory is within the heap
        Views,        ///< number: typed arrays over the same memory
        State,        ///< word: "pending", "settled", "active", "cleared", "open", "closed", "finished", "suspended"
        Reactions,    ///< number: waiting for a promise
        TimerKind,    ///< word: "interval" or "timeout"
        Delay,        ///< number: milliseconds, or absence
        Unreferenced, ///< the timer does not keep the process alive
        StoredBytes,  ///< number: of text in the file
        Cut,          ///< the text is probably longer than what is stored
        Parts,        ///< number: flat pieces of a concatenated string
        Message,      ///< word: of an error
        Frames,       ///< number: calls in a stack that was not read yet
        Stack,        ///< word: the stack as text
        Listeners,    ///< number
        DistinctFunctions, ///< number: places in the source the listeners come from
        FunctionName,      ///< word
        Description,       ///< word: of a symbol, the source of a regular expression
        Cells,             ///< number: registered with a FinalizationRegistry
    };

    Kind kind = Kind::Entries;
    std::uint64_t number = 0;
    std::string word;
    Absence absence = Absence::None;
};

/// What an object is to the decoder. Subclasses count as what they extend.
enum class ObjectForm : std::uint8_t {
    Plain, ///< properties alone
    Map,
    Set,
    WeakMap, ///< and WeakSet, whose values are true
    Array,
    ArrayBuffer,
    View, ///< typed array, Buffer, DataView
    Function,
    BoundFunction,
    Scope, ///< variables that closures share
    Generator,
    Promise,
    Timer,
    Error,
    WeakRef,
    FinalizationRegistry,
    Emitter,
    EventTarget,
    Stream, ///< of a file
    Text,   ///< flat, concatenated or sliced
    Primitive,
    Proxy,
    Wrapper, ///< boxed string, symbol or BigInt
    RegExp,
};

/// All that was decoded of one object. `fields` holds the first ones, as many as were asked for.
struct DecodedObject {
    ObjectForm form = ObjectForm::Plain;
    std::vector<ObjectFact> facts;
    std::vector<Field> fields;
    std::uint64_t fieldCount = 0;

    void add(ObjectFact::Kind kind, std::uint64_t number, Absence absence = Absence::None)
    {
        facts.push_back({kind, number, {}, absence});
    }
    void add(ObjectFact::Kind kind, std::string word) { facts.push_back({kind, 0, std::move(word), Absence::None}); }
    const ObjectFact* fact(ObjectFact::Kind kind) const
    {
        for (const ObjectFact& f : facts)
            if (f.kind == kind)
                return &f;
        return nullptr;
    }
};

} // namespace heapwise
