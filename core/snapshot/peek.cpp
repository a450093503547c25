#include "core/snapshot/peek.h"

#include "core/snapshot/decompressor.h"
#include "core/snapshot/header.h"
#include "core/snapshot/jsoncursor.h"

#include <limits>

namespace heapwise {

namespace {

constexpr std::size_t kPeekMaxHeader = 4u << 20; ///< as the loader

// Measured at the peak: 130 bytes per object and 7 per reference on a compiler's heap, on a wide one and on a small
// one, 150 and 7 where objects form long chains.
constexpr Size kPerNode = 140;
constexpr Size kPerEdge = 7;
// The same heaps took 1.3 to 2 bytes per byte of their file; compressed files had 8 to 12 bytes of text per byte.
constexpr Size kPerPlainByte = 2;
constexpr Size kPerCompressedByte = 16;

Size times(std::uint64_t count, Size each)
{
    return count > std::numeric_limits<Size>::max() / 4 / each ? std::numeric_limits<Size>::max() / 4 : count * each;
}

} // namespace

Size Promise::memoryNeeded() const
{
    if (nodeCount > 0)
        return times(nodeCount, kPerNode) + times(edgeCount, kPerEdge);
    return times(fileBytes, isCompressed ? kPerCompressedByte : kPerPlainByte);
}

Result<Promise> peekSnapshot(const std::string& path)
{
    auto file = MappedFile::open(path);
    if (!file)
        return file.error();
    Promise promise;
    promise.fileBytes = (*file)->text().size();
    promise.isCompressed = compressionOf((*file)->text()) != Compression::None;
    Progress progress;
    const auto source = makeTextSource(std::move(*file), progress);
    JsonCursor cursor(*source, progress);
    std::string text;
    if (!cursor.take('{') || cursor.takeKey() != "snapshot" || !cursor.take(':') ||
        !cursor.copyValue(text, kPeekMaxHeader))
        return promise;
    if (const auto header = parseHeader(text)) {
        promise.nodeCount = header->nodeCount;
        promise.edgeCount = header->edgeCount;
    }
    return promise;
}

} // namespace heapwise
