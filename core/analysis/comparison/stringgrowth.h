#pragma once

#include "core/analysis/comparison/comparison.h"
#include "core/analysis/strings/stringgroups.h"

#include <cstdint>
#include <vector>

namespace heapwise {

/// One text in the first and in the last snapshot: all strings that have it, however V8 keeps them. Slices of a text
/// and texts that are put together of others are counted apart from the text itself.
struct GrownString {
    std::uint32_t group = 0; ///< one of those of the last snapshot that have it
    std::uint64_t countBefore = 0;
    std::uint64_t countAfter = 0;
    Size bytesBefore = 0; ///< shallow
    Size bytesAfter = 0;
    Size wastedAfter = 0; ///< all but one of the copies, as far as they are certain

    Size growth() const { return bytesAfter - bytesBefore; }
};

/// What the strings of a program grew by, text by text.
struct StringGrowth {
    StringGroups last; ///< of the last snapshot
    StringSums before; ///< what all strings add up to
    StringSums after;
    std::vector<GrownString> grown; ///< largest growth first; texts that did not grow are left out
    std::uint64_t grownTexts = 0;   ///< those beyond the most that were asked for included
    Size grownBytes = 0;            ///< likewise
};

/// Texts are known again by what they say, and so across processes, too: by a hash of 64 bits, their length and form.
/// At most `most` of them are kept. Needs Stage::Retained of both, as groupStrings() does, and takes twice its time;
/// 24 bytes for each text while it runs. Means nothing once a stop was requested.
StringGrowth findGrownStrings(const Comparison& comparison, std::size_t most, const Progress& progress);

} // namespace heapwise
