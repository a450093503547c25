#include "core/index/indexwriter.h"

#include "core/base/pagepool.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <unistd.h>
#include <xxhash.h>

namespace heapwise {

namespace {

constexpr std::size_t kIndexWriterStep = 4u << 20; ///< bytes between looks at the stop flag

std::uint64_t aligned(std::uint64_t offset, std::uint64_t alignment)
{
    return (offset + alignment - 1) / alignment * alignment;
}

Error cannotWrite(int number)
{
    return {ErrorCode::WriteFailed, std::strerror(number)};
}

Result<void> writeAt(int descriptor, std::uint64_t offset, const void* data, std::size_t bytes)
{
    for (std::size_t done = 0; done < bytes;) {
        const ssize_t written =
            ::pwrite(descriptor, static_cast<const char*>(data) + done, bytes - done, off_t(offset + done));
        if (written < 0 && errno != EINTR)
            return cannotWrite(errno);
        done += std::size_t(std::max<ssize_t>(written, 0));
    }
    return {};
}

} // namespace

std::uint64_t hashOfHeader(const IndexHeader& header)
{
    return XXH3_64bits(&header, offsetof(IndexHeader, headerHash));
}

std::vector<IndexWriter::Section> IndexWriter::allSections() const
{
    std::vector<Section> sections = m_sections;
    sections.push_back({m_details.data(), m_details.size(), 1});
    return sections;
}

std::vector<IndexSection> IndexWriter::placeSections() const
{
    std::vector<IndexSection> table;
    std::uint64_t offset = sizeof(IndexHeader) + (m_sections.size() + 1) * sizeof(IndexSection);
    for (const Section& section : allSections()) {
        offset = aligned(offset, section.bytes < kLargeSection ? kSectionAlignment : kLargeSectionAlignment);
        table.push_back({offset, section.bytes, section.elementBytes, 0});
        offset += section.bytes;
    }
    return table;
}

Size IndexWriter::bytes() const
{
    const IndexSection last = placeSections().back();
    return last.offset + last.bytes;
}

/// The header is written last, when all hashes are known: a file that was not finished has none.
Result<void> IndexWriter::write(int descriptor, const IndexKey& key, const Progress& progress)
{
    // A disk that is too full says so now, and not after it has been filled. Not every file system knows the call.
    if (::fallocate(descriptor, 0, 0, off_t(bytes())) != 0 && errno == ENOSPC)
        return cannotWrite(ENOSPC);
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash(XXH3_createState(), XXH3_freeState);
    const std::vector<Section> sections = allSections();
    std::vector<IndexSection> table = placeSections();
    for (std::size_t i = 0; i < table.size(); ++i) {
        XXH3_64bits_reset(hash.get());
        for (std::uint64_t at = 0; at < table[i].bytes; at += kIndexWriterStep) {
            if (progress.stopRequested())
                return Error{ErrorCode::Cancelled, {}};
            const std::size_t step = std::size_t(std::min<std::uint64_t>(kIndexWriterStep, table[i].bytes - at));
            XXH3_64bits_update(hash.get(), sections[i].data + at, step);
            const std::uint64_t offset = table[i].offset + at;
            if (const auto written = writeAt(descriptor, offset, sections[i].data + at, step); !written)
                return written.error();
            // What is under way to the disk already does not hold up fsync().
            ::sync_file_range(descriptor, off64_t(offset), off64_t(step), SYNC_FILE_RANGE_WRITE);
        }
        table[i].hash = XXH3_64bits_digest(hash.get());
    }

    IndexHeader header;
    header.engine = engineFingerprint();
    header.key = key;
    header.indexBytes = bytes();
    header.sectionCount = table.size();
    header.tableHash = XXH3_64bits(table.data(), table.size() * sizeof(IndexSection));
    header.headerHash = hashOfHeader(header);
    if (const auto written = writeAt(descriptor, sizeof header, table.data(), table.size() * sizeof(IndexSection));
        !written)
        return written;
    if (const auto written = writeAt(descriptor, 0, &header, sizeof header); !written)
        return written;
    return ::fsync(descriptor) == 0 ? Result<void>() : cannotWrite(errno);
}

void IndexWriter::settle(int descriptor) const
{
    const std::vector<IndexSection> table = placeSections();
    for (std::size_t i = 0; i < m_sections.size(); ++i)
        if (m_sections[i].hasPages && m_sections[i].bytes >= kLargeSection)
            detail::settlePages(m_sections[i].data, m_sections[i].bytes, descriptor, table[i].offset);
}

} // namespace heapwise
