#include "core/snapshot/arrayreader.h"

#include "core/base/parallel.h"
#include "core/snapshot/bytemasks.h"
#include "core/snapshot/integerscanner.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>

namespace heapwise {

namespace {

constexpr std::size_t kRoundBytes = 16u << 20;  ///< counted, then read: still in the last-level cache by then
constexpr std::size_t kPieceBytes = 256u << 10; ///< small enough to share out evenly, and to stop between pieces
constexpr std::size_t kBlockBytes = 64u << 10;  ///< stays in the second-level cache
constexpr std::size_t kBatchValues = 2 * 1024;  ///< of one call to the sink: stays in the first-level cache

const char* afterLastComma(const char* begin, const char* end)
{
    const void* comma = begin == end ? nullptr : memrchr(begin, ',', std::size_t(end - begin)); // both may be null
    return comma ? static_cast<const char*>(comma) + 1 : begin;
}

/// The byte after the n-th comma from `at` on (n >= 1), or `end`.
const char* afterComma(const char* at, const char* end, std::uint64_t n)
{
    for (; n > 0 && at < end; --n) {
        const void* comma = std::memchr(at, ',', std::size_t(end - at));
        at = comma ? static_cast<const char*>(comma) + 1 : end;
    }
    return at;
}

/// The commas before the first closing bracket, and the bracket, or nullptr.
struct PartCount {
    std::uint64_t commas = 0;
    const char* close = nullptr;
};

PartCount countCommas(const char* begin, const char* end)
{
    PartCount count;
    for (; begin < end && !count.close; begin += kBlockBytes) {
        const char* blockEnd = begin + std::min<std::size_t>(kBlockBytes, std::size_t(end - begin));
        count.close = static_cast<const char*>(std::memchr(begin, ']', std::size_t(blockEnd - begin)));
        count.commas += countByte(begin, count.close ? count.close : blockEnd, ',');
    }
    return count;
}

} // namespace

Result<ArrayReader::Outcome> ArrayReader::read(const Sink& sink)
{
    for (;;) {
        std::vector<std::uint64_t> commas;
        const char* close = countParts(commas);
        const char* begin = m_text.data();
        const char* end = close ? close : afterLastComma(begin, begin + m_text.size());
        if (const auto range = readRange(begin, end, close != nullptr, commas, sink); !range)
            return range.error();
        m_source.consume(std::size_t(end - begin) + (close ? 1 : 0));
        if (close)
            return Outcome{m_records, true};
        // Without a comma in a whole window nothing was consumed, and nothing that fits is an array of integers.
        if (end == begin && m_text.size() > 4096)
            return malformed(begin, "no comma where an array of integers should be");
        if (m_text.size() < kRoundBytes && !m_source.extend()) {
            m_source.consume(m_source.window().size());
            return Outcome{m_records, false};
        }
    }
}

/// Takes the text of this round and counts the commas in each part of kPieceBytes, up to the first closing bracket,
/// which is returned (nullptr: none).
const char* ArrayReader::countParts(std::vector<std::uint64_t>& commas)
{
    const std::string_view window = m_source.window().substr(0, kRoundBytes);
    if (m_source.isStable() && m_copy.empty())
        m_copy.resize(window.size());
    m_text = m_source.isStable() ? std::string_view(m_copy.data(), window.size()) : window;
    std::vector<PartCount> parts((window.size() + kPieceBytes - 1) / kPieceBytes);
    parallelFor(m_threads, parts.size(), [&](std::size_t i) {
        const std::string_view part = m_text.substr(i * kPieceBytes, kPieceBytes);
        if (m_source.isStable())
            m_source.copy(window.substr(i * kPieceBytes, kPieceBytes), m_copy.data() + i * kPieceBytes);
        parts[i] = countCommas(part.data(), part.data() + part.size());
    });
    for (const PartCount& part : parts) {
        commas.push_back(part.commas);
        if (part.close)
            return part.close;
    }
    return nullptr;
}

/// 1. Cut the range into pieces that begin with a record, by the commas in each part.
/// 2. Read the pieces in parallel, each straight into its place.
/// 3. Check that each held what its commas promised.
Result<void> ArrayReader::readRange(const char* begin, const char* end, bool closed,
                                    const std::vector<std::uint64_t>& commas, const Sink& sink)
{
    const std::vector<Piece> pieces = cutIntoPieces(begin, end, commas);
    if (pieces.empty())
        return checkWhole(closed, end);
    sink.prepare(pieces.back().endRecord);
    std::vector<PieceResult> results(pieces.size());
    parallelFor(m_threads, pieces.size(), [&](std::size_t i) {
        if (m_progress.stopRequested())
            return;
        results[i] = readPiece(pieces[i], i == 0 ? m_carried : std::vector<std::uint64_t>(), sink);
        reportProgress(std::uint64_t(pieces[i].end - pieces[i].begin));
    });
    if (m_progress.stopRequested())
        return Error{ErrorCode::Cancelled, {}};
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (results[i].failed)
            return results[i].error;
        const bool isLast = i + 1 == pieces.size();
        if (!isLast && (pieces[i].firstRecord + results[i].records != pieces[i].endRecord || !results[i].rest.empty()))
            return malformed(pieces[i].begin, "values and commas do not alternate");
    }
    m_records = pieces.back().firstRecord + results.back().records;
    m_carried = std::move(results.back().rest);
    return checkWhole(closed, end);
}

Result<void> ArrayReader::checkWhole(bool closed, const char* end) const
{
    if (closed && !m_carried.empty())
        return malformed(end, "the array ends inside a record of " + std::to_string(m_stride) + " values");
    return {};
}

std::vector<ArrayReader::Piece> ArrayReader::cutIntoPieces(const char* begin, const char* end,
                                                           const std::vector<std::uint64_t>& commas) const
{
    const std::size_t bytes = std::size_t(end - begin), count = (bytes + kPieceBytes - 1) / kPieceBytes;
    const auto edge = [&](std::size_t i) { return begin + std::min(bytes, i * kPieceBytes); };

    std::vector<Piece> pieces;
    const char* from = begin;
    std::uint64_t firstRecord = m_records;
    std::uint64_t values = m_carried.size(); // that stand before edge(i + 1), counted from record m_records on
    for (std::size_t i = 0; i + 1 < count; ++i) {
        values += commas[i];
        const std::uint64_t skip = m_stride - values % m_stride;
        const char* to = std::max(from, afterComma(edge(i + 1), end, skip));
        if (to == end)
            break;
        const std::uint64_t next = m_records + (values + skip) / m_stride;
        pieces.push_back({from, to, firstRecord, next});
        from = to;
        firstRecord = next;
    }
    // The last value of an array has no comma after it.
    const std::uint64_t all = std::accumulate(commas.begin(), commas.end(), std::uint64_t(m_carried.size() + 1));
    if (count > 0)
        pieces.push_back({from, end, firstRecord, m_records + all / m_stride});
    return pieces;
}

ArrayReader::PieceResult ArrayReader::readPiece(const Piece& piece, std::vector<std::uint64_t> carried,
                                                const Sink& sink) const
{
    PieceResult result;
    const auto fail = [&](Error error) {
        result.error = std::move(error);
        result.failed = true;
        return result;
    };
    std::vector<std::uint64_t> values(kBatchValues + 256);
    std::size_t filled = carried.size();
    std::copy(carried.begin(), carried.end(), values.begin());
    IntegerScanner scanner(piece.begin, piece.end);
    const std::uint64_t capacity = piece.endRecord - piece.firstRecord;
    if (sink.announce && capacity > 0)
        sink.announce(piece.firstRecord, piece.endRecord);
    while (const std::size_t added = scanner.next(values.data() + filled, values.size() - filled)) {
        filled += added;
        const std::size_t records = filled / m_stride;
        if (result.records + records > capacity)
            return fail(malformed(piece.begin, "values and commas do not alternate"));
        const std::size_t accepted = sink.take(piece.firstRecord + result.records, values.data(), records);
        if (accepted < records) {
            const std::uint64_t before = (result.records + accepted) * m_stride;
            const char* at =
                afterComma(piece.begin, piece.end, before - std::min<std::uint64_t>(before, carried.size()));
            return fail(malformed(at, sink.explain(values.data() + accepted * m_stride)));
        }
        result.records += records;
        filled -= records * m_stride;
        std::copy_n(values.data() + records * m_stride, filled, values.data());
    }
    if (scanner.failure())
        return fail(malformed(scanner.failure(), scanner.reason()));
    result.rest.assign(values.begin(), values.begin() + std::ptrdiff_t(filled));
    return result;
}

Error ArrayReader::malformed(const char* at, std::string what) const
{
    return {ErrorCode::Malformed, std::move(what), m_source.offset() + std::uint64_t(at - m_text.data())};
}

void ArrayReader::reportProgress(std::uint64_t bytes) const
{
    // A compressed text is counted by the loader, in bytes of the file.
    if (m_source.isStable())
        m_progress.advance(bytes);
}

} // namespace heapwise
