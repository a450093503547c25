#pragma once

#include "core/analysis/paths.h"
#include "core/base/id.h"
#include "core/snapshot/snapshot.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace heapwise {

/// What kind of mistake makes a heap grow. Each has a detector, `Accumulation` aside: that is size alone.
enum class LeakPattern : std::uint8_t {
    ListenerAccumulation, ///< the same function was added to one event again and again
    UnboundedCache,       ///< a Map, Set or object used as dictionary with many similar values
    ForgottenInterval,    ///< timers of one place that nobody cleared
    ClosureScope,         ///< functions whose scope keeps a variable much larger than the rest
    UnclosedStream,       ///< files, sockets and responses that were opened and never ended
    StreamBacklog,        ///< data written to or pushed into a stream that nobody takes out
    DeadWeakRefs,         ///< WeakRefs whose targets are gone, still in a collection with their keys
    LargeBuffer,          ///< memory behind Buffers and typed arrays
    DuplicateStrings,     ///< one text kept many times
    PinnedStrings,        ///< short pieces that keep the long texts they were cut from
    GrowingArray,         ///< an array or linked list of many similar objects
    PromiseChain,         ///< waiting for a promise that does not settle
    ModuleCopy,           ///< one module loaded several times
    AsyncContext,         ///< stores of AsyncLocalStorage kept by what outlives the request
    UnclosedPort,         ///< message ports and messages nobody receives
    RetainedErrors,       ///< errors with the calls they were made in
    Accumulation,         ///< none of these
};
inline constexpr std::size_t kLeakPatternCount = std::size_t(LeakPattern::Accumulation) + 1;

/// One thing that speaks for a suspect; the sentence is chosen where it is shown.
struct Evidence {
    enum class Kind : std::uint8_t {
        Similar,      ///< `count` of `of` are of class `text`
        KeyPattern,   ///< keys look like `text`; empty: they are numbers
        OnePlace,     ///< all `count` were made at the suspect's place
        Places,       ///< `count` were made at `of` places
        EachKeeps,    ///< on average, `bytes`
        WrappedOnce,  ///< `count` wait for an event that has not come
        Warned,       ///< Node has already warned of too many listeners
        Signals,      ///< `count` dependent signals refer to it
        Repeats,      ///< `count` of `of` timers repeat
        Delay,        ///< `count` milliseconds
        Unreferenced, ///< `count` timers do not keep the process alive
        ById,         ///< `count` timers are known by a number alone
        Variable,     ///< variable `text` keeps `bytes` in `count` scopes
        ScopeChain,   ///< `count` scopes, each kept by the next
        Open,         ///< `count` have a handle
        Closed,       ///< `count` are closed, and kept
        Path,         ///< `text` is one of the files
        Chunks,       ///< `count` wait in the stream
        Unanswered,   ///< `count` responses were not ended
        Queued,       ///< `count` requests wait for a free socket to `text`
        Collected,    ///< targets of `count` WeakRefs are gone
        Native,       ///< `bytes` outside the heap in `count` blocks
        Shared,       ///< `count` blocks have several views: any of them keeps all
        Copies,       ///< `count` copies of `text`
        Texts,        ///< `count` texts have copies
        Pieces,       ///< `count` pieces, `of` bytes of text together, keep `bytes`
        Unused,       ///< room of `bytes` that is not used
        Reactions,    ///< `count` wait for one promise
        Suspended,    ///< `count` calls of `text` are suspended
        Copy,         ///< file `text` was loaded `count` times
        KeptBy,       ///< `count` are kept by objects of class `text`
        Messages,     ///< `count` messages were not received; their content is not in the file
        Workers,      ///< `count` workers run
        Frames,       ///< `count` recorded calls
    };

    Kind kind = Kind::Similar;
    std::uint64_t count = 0;
    std::uint64_t of = 0;
    Size bytes = 0;
    std::string text;
    NodeId node; ///< to look at; may be invalid
};

/// High: the pattern, and a thousand similar objects. Medium: the pattern. Low: size alone. Growth, which alone is
/// proof, takes a second snapshot.
enum class Confidence : std::uint8_t { Low, Medium, High };

/// Something that may be a leak: `count` members that `holder` keeps.
struct Suspect {
    LeakPattern pattern = LeakPattern::Accumulation;
    NodeId holder;        ///< the Map, Array, EventEmitter ... in which they accumulate
    NodeId container;     ///< the part of the holder that keeps them; counts as retained; often the holder
    std::string variable; ///< the property or variable the holder is known by; may be empty
    std::string within;   ///< where in the holder: "_events.price"; empty: its entries
    std::string name;     ///< of the members' class, or of the function
    bool areFunctions = false;
    std::vector<std::uint32_t> members; ///< nodes, largest first; at most kMostMembers
    std::uint64_t count = 0;
    Size retained = 0;             ///< by container and members together
    std::optional<Location> place; ///< of most members: the function, or their constructor
    std::string script;            ///< file of `place`; empty where the heap does not name it
    std::vector<Evidence> evidence;
    std::vector<Retainer> path; ///< from the holder up to the roots, see retainingPath()
    Confidence confidence = Confidence::Low;
    /// Too small to worry about, see thresholds::kWorthShare.
    bool isSmall = false;

    static constexpr std::size_t kMostMembers = 1000;

    void add(Evidence::Kind kind, std::uint64_t n, std::uint64_t of = 0, std::string text = {})
    {
        evidence.push_back({kind, n, of, 0, std::move(text), {}});
    }
    void addBytes(Evidence::Kind kind, Size bytes, std::uint64_t n, std::string text = {})
    {
        evidence.push_back({kind, n, 0, bytes, std::move(text), {}});
    }
    /// True where nothing but the roots keeps all members: then the holder is the first of them.
    bool isHeldByRoots() const { return std::ranges::find(members, holder.value) != members.end(); }
    const Evidence* find(Evidence::Kind kind) const
    {
        for (const Evidence& e : evidence)
            if (e.kind == kind)
                return &e;
        return nullptr;
    }
};

} // namespace heapwise
