#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace heapwise {

/// How a file is compressed, as its first bytes say.
enum class Compression { None, Gzip, Zstd };
Compression compressionOf(std::string_view bytes);

/// Turns compressed bytes into text, one block after the other. Files of several members or frames, as parallel
/// compressors write them, are one text.
class Decompressor {
public:
    virtual ~Decompressor() = default;

    /// Bytes written; fewer than asked for only at the end of the text and after a failure. Cut input is no failure:
    /// the text ends where it does. Throws std::bad_alloc.
    virtual std::size_t read(char* output, std::size_t bytes) = 0;
    /// Bytes of the input that were taken so far.
    virtual std::uint64_t inputPosition() const = 0;
    /// DamagedCompression, at a byte of the input.
    const std::optional<Error>& failure() const { return m_failure; }

protected:
    void fail(const char* format, const char* reason);

private:
    std::optional<Error> m_failure;
};

/// `input` must outlive the decompressor; `compression` is not None.
std::unique_ptr<Decompressor> makeDecompressor(Compression compression, std::string_view input);

} // namespace heapwise
