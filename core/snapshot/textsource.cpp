#include "core/snapshot/textsource.h"

#include "core/base/column.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <zlib.h>

namespace heapwise {

namespace {

class PlainSource : public TextSource {
public:
    explicit PlainSource(std::shared_ptr<const MappedFile> file)
        : m_file(std::move(file)) {
        m_window = m_file->text();
    }
    bool extend() override { return false; }
    bool isStable() const override { return true; }
    std::shared_ptr<const void> owner() const override { return m_file; }
    std::uint64_t knownSize() const override { return m_file->text().size(); }

private:
    std::shared_ptr<const MappedFile> m_file;
};

/// Inflates one block after the other into a buffer that holds the window. Files of several gzip members, as
/// parallel compressors write them, are one text.
class GzipSource : public TextSource {
public:
    GzipSource(std::shared_ptr<const MappedFile> file, Progress& progress)
        : m_file(std::move(file))
        , m_input(m_file->text())
        , m_progress(progress) {
        // 15 + 16: largest window, gzip wrapper. It can fail for lack of memory only.
        if (inflateInit2(&m_stream, 15 + 16) != Z_OK)
            throw std::bad_alloc();
    }
    ~GzipSource() override { inflateEnd(&m_stream); }

    bool extend() override {
        if (m_ended || failure())
            return false;
        if (!m_window.empty() && m_window.data() != m_buffer.data())
            std::memmove(m_buffer.data(), m_window.data(), m_window.size());
        const std::size_t kept = m_window.size();
        if (m_buffer.size() < kept + kBlock)
            m_buffer.resize(kept + kBlock);
        const std::uint64_t before = inputPosition();
        const std::size_t added = inflateInto(m_buffer.data() + kept, kBlock);
        m_progress.advance(inputPosition() - before);
        m_window = {m_buffer.data(), kept + added};
        return added > 0;
    }
    bool isStable() const override { return false; }
    std::shared_ptr<const void> owner() const override { return nullptr; }
    std::uint64_t knownSize() const override { return m_offset + m_window.size(); }

private:
    static constexpr std::size_t kBlock = 4u << 20;

    std::uint64_t inputPosition() const { return m_fed - m_stream.avail_in; }
    std::size_t restOfInput() const { return m_input.size() - m_fed; }

    void feed() {
        const std::size_t bytes = std::min<std::size_t>(restOfInput(), std::numeric_limits<uInt>::max());
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(m_input.data() + m_fed));
        m_stream.avail_in = uInt(bytes);
        m_fed += bytes;
    }

    /// Bytes written; fewer than asked for only at the end or after a failure.
    std::size_t inflateInto(char* output, std::size_t bytes) {
        m_stream.next_out = reinterpret_cast<Bytef*>(output);
        m_stream.avail_out = uInt(bytes);
        while (m_stream.avail_out > 0 && !m_ended) {
            if (m_stream.avail_in == 0)
                feed();
            const int status = inflate(&m_stream, Z_NO_FLUSH);
            if (status == Z_STREAM_END)
                nextMember();
            else if (status == Z_BUF_ERROR || (status == Z_OK && m_stream.avail_in == 0 && restOfInput() == 0))
                m_ended = m_stream.avail_out > 0; // the compressed file is cut: the text ends here
            else if (status != Z_OK)
                stop(status);
        }
        return bytes - m_stream.avail_out;
    }

    void nextMember() {
        if (m_stream.avail_in == 0)
            feed();
        // Bytes after the last member that are no gzip header are padding, as gzip itself treats them.
        if (m_stream.avail_in < 2 || m_stream.next_in[0] != 0x1f || m_stream.next_in[1] != 0x8b)
            m_ended = true;
        else
            inflateReset(&m_stream);
    }

    void stop(int status) {
        m_ended = true;
        if (status == Z_MEM_ERROR)
            throw std::bad_alloc();
        fail({ErrorCode::DamagedCompression, m_stream.msg ? m_stream.msg : "invalid data", inputPosition()});
    }

    std::shared_ptr<const MappedFile> m_file;
    std::string_view m_input;
    Progress& m_progress;
    std::size_t m_fed = 0;
    z_stream m_stream{};
    Column<char> m_buffer;
    bool m_ended = false;
};

} // namespace

bool isGzip(std::string_view text)
{
    return text.size() >= 2 && text[0] == '\x1f' && text[1] == '\x8b';
}

std::unique_ptr<TextSource> makeTextSource(std::shared_ptr<const MappedFile> file, Progress& progress)
{
    if (isGzip(file->text()))
        return std::make_unique<GzipSource>(std::move(file), progress);
    return std::make_unique<PlainSource>(std::move(file));
}

} // namespace heapwise
