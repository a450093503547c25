#include "core/snapshot/textsource.h"

#include "core/base/column.h"
#include "core/snapshot/decompressor.h"

#include <cstring>

namespace heapwise {

namespace {

class PlainSource : public TextSource {
public:
    explicit PlainSource(std::shared_ptr<const MappedFile> file)
        : m_file(std::move(file))
    {
        m_window = m_file->text();
    }
    bool extend() override { return false; }
    bool isStable() const override { return true; }
    void copy(std::string_view part, char* to) const override { m_file->copy(part, to); }
    std::shared_ptr<const void> owner() const override { return m_file; }
    std::uint64_t knownSize() const override { return m_file->text().size(); }

private:
    std::shared_ptr<const MappedFile> m_file;
};

/// Decompresses one block after the other into a buffer that holds the window.
class CompressedSource : public TextSource {
public:
    CompressedSource(std::shared_ptr<const MappedFile> file, Compression compression, Progress& progress)
        : m_file(std::move(file))
        , m_decompressor(makeDecompressor(compression, m_file->text()))
        , m_progress(progress)
    {}

    bool extend() override
    {
        if (failure())
            return false;
        if (!m_window.empty() && m_window.data() != m_buffer.data())
            std::memmove(m_buffer.data(), m_window.data(), m_window.size());
        const std::size_t kept = m_window.size();
        if (m_buffer.size() < kept + kBlock)
            m_buffer.resize(kept + kBlock);
        const std::uint64_t before = m_decompressor->inputPosition();
        const std::size_t added = m_decompressor->read(m_buffer.data() + kept, kBlock);
        if (m_decompressor->failure())
            fail(*m_decompressor->failure());
        m_progress.advance(m_decompressor->inputPosition() - before);
        m_window = {m_buffer.data(), kept + added};
        return added > 0;
    }
    bool isStable() const override { return false; }
    std::shared_ptr<const void> owner() const override { return nullptr; }
    std::uint64_t knownSize() const override { return m_offset + m_window.size(); }

private:
    static constexpr std::size_t kBlock = 4u << 20;

    std::shared_ptr<const MappedFile> m_file;
    std::unique_ptr<Decompressor> m_decompressor;
    Progress& m_progress;
    Column<char> m_buffer;
};

} // namespace

std::unique_ptr<TextSource> makeTextSource(std::shared_ptr<const MappedFile> file, Progress& progress)
{
    const Compression compression = compressionOf(file->text());
    if (compression == Compression::None)
        return std::make_unique<PlainSource>(std::move(file));
    return std::make_unique<CompressedSource>(std::move(file), compression, progress);
}

} // namespace heapwise
