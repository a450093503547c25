#pragma once

#include "core/base/column.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/snapshot/textsource.h"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace heapwise {

/// Reads a JSON array of integers as records of `stride` values, in parallel pieces where the text is in memory.
class ArrayReader {
public:
    struct Sink {
        /// Called before records arrive, from the reading thread, with how many records there will be so far;
        /// once more at first, with how many there may be, when that is known.
        std::function<void(std::uint64_t records)> prepare;
        /// Takes `count` whole records, the first of which is record `first`. Called from several threads at
        /// once for disjoint ranges below the prepared number. Returns how many it accepts: fewer than `count`
        /// when record first + result is not acceptable.
        std::function<std::size_t(std::uint64_t first, const std::uint64_t* values, std::size_t count)> take;
        /// Says what is wrong with a record that take() refused.
        std::function<std::string(const std::uint64_t* record)> explain;
        /// Where given, called before records [first, end) are taken, by the thread that will deliver them: the memory
        /// they go to can be made ready.
        std::function<void(std::uint64_t first, std::uint64_t end)> announce;
    };
    struct Outcome {
        std::uint64_t records = 0;
        bool complete = false; ///< the closing bracket was there
    };

    ArrayReader(TextSource& source, int stride, unsigned threads, Progress& progress)
        : m_source(source)
        , m_stride(std::uint64_t(stride))
        , m_threads(threads)
        , m_progress(progress)
    {}

    /// The source stands after '['; afterwards after ']', or at the end of a cut text.
    /// Errors: Malformed (a strange character, a number too long, values that are no whole record), Cancelled.
    Result<Outcome> read(const Sink& sink);

private:
    struct Piece {
        const char* begin;
        const char* end;
        std::uint64_t firstRecord;
        std::uint64_t endRecord; ///< where the next piece begins
    };
    struct PieceResult {
        std::uint64_t records = 0;
        std::vector<std::uint64_t> rest; ///< values of an unfinished record
        Error error;
        bool failed = false;
    };

    const char* countParts(std::vector<std::uint64_t>& commas);
    Result<void> readRange(const char* begin, const char* end, bool closed, const std::vector<std::uint64_t>& commas,
                           const Sink& sink);
    Result<void> checkWhole(bool closed, const char* end) const;
    std::vector<Piece> cutIntoPieces(const char* begin, const char* end,
                                     const std::vector<std::uint64_t>& commas) const;
    PieceResult readPiece(const Piece& piece, std::vector<std::uint64_t> carried, const Sink& sink) const;
    Error malformed(const char* at, std::string what) const;
    void reportProgress(std::uint64_t bytes) const;

    TextSource& m_source;
    std::uint64_t m_stride;
    unsigned m_threads;
    Progress& m_progress;
    std::uint64_t m_records = 0;
    std::vector<std::uint64_t> m_carried; ///< values of the record across the edge of two windows
    std::string_view m_text;              ///< what is read in this round: the beginning of the window, or a copy of it
    Column<char> m_copy;
};

} // namespace heapwise
