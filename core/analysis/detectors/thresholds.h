#pragma once

#include "core/base/id.h"

#include <cstdint>

/// From what on something is said. Chosen on sixteen small leaking programs, a healthy one and an Express server: the
/// healthy ones stay well below each.
namespace heapwise::thresholds {

// Of suspects
inline constexpr double kSuspectShare = 0.05;        ///< of the heap: an accumulation without a pattern
inline constexpr double kWorthShare = 0.01;          ///< of the heap: a pattern
inline constexpr double kWorthShareOfProgram = 0.05; ///< or of the program's own objects, in heaps that are mostly Node
inline constexpr std::size_t kMostSuspects = 8;
inline constexpr std::size_t kMostSmall = 16;          ///< recognised, but too small to worry
inline constexpr std::uint64_t kManyMembers = 10;      ///< objects of one class that make an accumulation
inline constexpr std::uint64_t kHighConfidence = 1000; ///< similar objects
inline constexpr double kSimilar = 0.8;                ///< of the values of a collection, or of its keys

// Of patterns
inline constexpr std::uint64_t kEntries = 1000; ///< in a Map, Set, dictionary or array
inline constexpr std::uint64_t kListeners = 11; ///< for one event: Node warns then
inline constexpr std::uint64_t kListenersPerPlace = 5;
inline constexpr std::uint64_t kSignals = 51;    ///< dependent on one AbortSignal
inline constexpr std::uint64_t kIntervals = 10;  ///< of one function
inline constexpr std::uint64_t kTimeouts = 1000; ///< of one function, where they are short
inline constexpr std::uint64_t kLongDelayMs = 600'000;
inline constexpr std::uint64_t kScopes = 50;  ///< of one function
inline constexpr double kVariableShare = 0.8; ///< of what the scopes keep
inline constexpr Size kVariableBytes = 256;   ///< in each
inline constexpr std::uint64_t kScopeChain = 10;
inline constexpr std::uint64_t kOpenHandles = 10;
inline constexpr std::uint64_t kChunks = 100;
inline constexpr std::uint64_t kQueuedRequests = 100;
inline constexpr std::uint64_t kDeadWeakRefs = 100;
inline constexpr Size kPinned = 64 * 1024;        ///< bytes, by pieces of text
inline constexpr std::uint64_t kPinnedFactor = 4; ///< of what the pieces say
inline constexpr std::uint64_t kCopies = 100;     ///< of one text
inline constexpr std::uint64_t kReactions = 50;
inline constexpr std::uint64_t kSuspended = 50;
inline constexpr std::uint64_t kModuleCopies = 3;
inline constexpr std::uint64_t kStores = 50;
inline constexpr std::uint64_t kPorts = 50;
inline constexpr std::uint64_t kMessages = 100;
inline constexpr std::uint64_t kErrors = 100;

} // namespace heapwise::thresholds
