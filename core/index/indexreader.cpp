#include "core/index/indexreader.h"

#include <algorithm>
#include <utility>
#include <xxhash.h>

namespace heapwise {

namespace {

constexpr std::size_t kIndexReaderStep = 4u << 20; ///< bytes between looks at the stop flag

bool isWithin(const IndexSection& section, std::uint64_t fileBytes)
{
    return section.offset % kSectionAlignment == 0 && section.offset <= fileBytes &&
           section.bytes <= fileBytes - section.offset && section.elementBytes > 0 &&
           section.bytes % section.elementBytes == 0;
}

} // namespace

std::shared_ptr<const IndexFile> IndexFile::open(const std::string& path, const IndexKey& key)
{
    auto file = MappedFile::open(path);
    if (!file)
        return nullptr;
    const std::string_view bytes = (*file)->text();
    IndexHeader header;
    if (bytes.size() < sizeof header)
        return nullptr;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != kIndexMagic || header.headerHash != hashOfHeader(header) ||
        header.engine != engineFingerprint() || !(header.key == key) || header.indexBytes != bytes.size())
        return nullptr;
    if (header.sectionCount == 0 || header.sectionCount > kMaxSections ||
        header.sectionCount * sizeof(IndexSection) > bytes.size() - sizeof header)
        return nullptr;
    const auto index = std::make_shared<IndexFile>();
    index->m_sections = {reinterpret_cast<const IndexSection*>(bytes.data() + sizeof header), header.sectionCount};
    if (XXH3_64bits(index->m_sections.data(), index->m_sections.size_bytes()) != header.tableHash)
        return nullptr;
    for (const IndexSection& section : index->m_sections)
        if (!isWithin(section, bytes.size()))
            return nullptr;
    index->m_file = std::move(*file);
    return index;
}

bool IndexFile::isIntact(const Progress& progress) const
{
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> hash(XXH3_createState(), XXH3_freeState);
    for (const IndexSection& section : m_sections) {
        XXH3_64bits_reset(hash.get());
        for (std::uint64_t at = 0; at < section.bytes && !progress.stopRequested(); at += kIndexReaderStep)
            XXH3_64bits_update(hash.get(), data(section) + at,
                               std::min<std::size_t>(kIndexReaderStep, section.bytes - at));
        if (progress.stopRequested())
            return true; // not known
        if (XXH3_64bits_digest(hash.get()) != section.hash)
            return false;
    }
    return true;
}

bool IndexReader::takeBytes(void* to, std::size_t bytes)
{
    m_good = m_good && bytes <= m_details.size();
    if (!m_good)
        return false;
    std::memcpy(to, m_details.data(), bytes);
    m_details.remove_prefix(bytes);
    return true;
}

IndexSection IndexReader::takeSection(std::size_t elementBytes)
{
    const auto sections = m_file->sections();
    m_good = m_good && m_nextSection + 1 < sections.size() && sections[m_nextSection].elementBytes == elementBytes;
    return m_good ? sections[m_nextSection++] : IndexSection();
}

void IndexReader::take(std::string& text)
{
    std::size_t size = 0;
    take(size);
    m_good = m_good && size <= m_details.size();
    if (m_good) {
        text.assign(m_details.data(), size);
        m_details.remove_prefix(size);
    }
}

void IndexReader::text(std::string_view& text, std::shared_ptr<const void>& owner)
{
    std::size_t size = 0;
    take(size);
    if (m_snapshot) {
        m_good = m_good && size <= m_snapshot->text().size();
        text = m_snapshot->text().substr(0, m_good ? size : 0);
        owner = m_snapshot;
    } else {
        const IndexSection section = takeSection(1);
        m_good = m_good && section.bytes == size;
        text = {m_file->data(section), std::size_t(section.bytes)};
        owner = this->owner();
    }
}

} // namespace heapwise
