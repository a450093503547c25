#include "core/snapshot/decompressor.h"

#include <algorithm>
#include <limits>
#include <new>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace heapwise {

namespace {

constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
constexpr std::string_view kSkippableMagic = "\x2a\x4d\x18"; ///< of a frame with no text, after a byte 0x50 to 0x5f

bool startsZstdFrame(std::string_view bytes)
{
    return bytes.starts_with(kZstdMagic) ||
           (bytes.size() >= 4 && (bytes[0] & 0xf0) == 0x50 && bytes.substr(1).starts_with(kSkippableMagic));
}

class GzipDecompressor : public Decompressor {
public:
    explicit GzipDecompressor(std::string_view input)
        : m_input(input)
    {
        // 15 + 16: largest window, gzip wrapper. It can fail for lack of memory only.
        if (inflateInit2(&m_stream, 15 + 16) != Z_OK)
            throw std::bad_alloc();
    }
    ~GzipDecompressor() override { inflateEnd(&m_stream); }

    std::size_t read(char* output, std::size_t bytes) override
    {
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
    std::uint64_t inputPosition() const override { return m_fed - m_stream.avail_in; }

private:
    std::size_t restOfInput() const { return m_input.size() - m_fed; }

    void feed()
    {
        const std::size_t bytes = std::min<std::size_t>(restOfInput(), std::numeric_limits<uInt>::max());
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(m_input.data() + m_fed));
        m_stream.avail_in = uInt(bytes);
        m_fed += bytes;
    }

    void nextMember()
    {
        if (m_stream.avail_in == 0)
            feed();
        // Bytes after the last member that are no gzip header are padding, as gzip itself treats them.
        m_ended = !m_input.substr(inputPosition()).starts_with(kGzipMagic);
        if (!m_ended)
            inflateReset(&m_stream);
    }

    void stop(int status)
    {
        m_ended = true;
        if (status == Z_MEM_ERROR)
            throw std::bad_alloc();
        fail("gzip", m_stream.msg ? m_stream.msg : "invalid data");
    }

    std::string_view m_input;
    std::size_t m_fed = 0;
    z_stream m_stream{};
    bool m_ended = false;
};

class ZstdDecompressor : public Decompressor {
public:
    explicit ZstdDecompressor(std::string_view input)
        : m_input{input.data(), input.size(), 0}
        , m_context(ZSTD_createDCtx(), ZSTD_freeDCtx)
    {
        if (!m_context)
            throw std::bad_alloc();
        // Files of zstd --long=31 open as well. Only what is used of such a window takes memory.
        ZSTD_DCtx_setParameter(m_context.get(), ZSTD_d_windowLogMax,
                               int(ZSTD_dParam_getBounds(ZSTD_d_windowLogMax).upperBound));
    }

    std::size_t read(char* output, std::size_t bytes) override
    {
        ZSTD_outBuffer text{output, bytes, 0};
        while (text.pos < text.size && !m_ended) {
            const std::size_t before = text.pos;
            const std::size_t status = ZSTD_decompressStream(m_context.get(), &text, &m_input);
            if (ZSTD_isError(status))
                stop(status);
            else if (status == 0)
                m_ended = !startsZstdFrame(restOfInput()); // else: padding, as after gzip members
            else
                m_ended = m_input.pos == m_input.size && text.pos == before; // the file is cut
        }
        return text.pos;
    }
    std::uint64_t inputPosition() const override { return m_input.pos; }

private:
    std::string_view restOfInput() const
    {
        return std::string_view(static_cast<const char*>(m_input.src), m_input.size).substr(m_input.pos);
    }

    void stop(std::size_t status)
    {
        m_ended = true;
        if (ZSTD_getErrorCode(status) == ZSTD_error_memory_allocation)
            throw std::bad_alloc();
        fail("zstd", ZSTD_getErrorName(status));
    }

    ZSTD_inBuffer m_input;
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> m_context;
    bool m_ended = false;
};

} // namespace

void Decompressor::fail(const char* format, const char* reason)
{
    m_failure = Error{ErrorCode::DamagedCompression, std::string(format) + ": " + reason, inputPosition()};
}

Compression compressionOf(std::string_view bytes)
{
    if (bytes.starts_with(kGzipMagic))
        return Compression::Gzip;
    return startsZstdFrame(bytes) ? Compression::Zstd : Compression::None;
}

std::unique_ptr<Decompressor> makeDecompressor(Compression compression, std::string_view input)
{
    if (compression == Compression::Zstd)
        return std::make_unique<ZstdDecompressor>(input);
    return std::make_unique<GzipDecompressor>(input);
}

} // namespace heapwise
