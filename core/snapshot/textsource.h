#pragma once

#include "core/base/mappedfile.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace heapwise {

/// The text of a snapshot as a window that moves forward. A plain file is one window over everything; a compressed
/// one is decompressed a few MiB at a time and never stands uncompressed anywhere as a whole.
class TextSource {
public:
    virtual ~TextSource() = default;

    /// Text from the current position on, as far as it is in memory.
    std::string_view window() const { return m_window; }
    std::uint64_t offset() const { return m_offset; } ///< of the window's first byte in the text
    void consume(std::size_t bytes)
    {
        m_window.remove_prefix(bytes);
        m_offset += bytes;
    }
    /// Makes the window longer (moving it: pointers into it become invalid). False at the end of the text and
    /// after a failure.
    virtual bool extend() = 0;

    /// True when windows stay valid and in place as long as the source's owner() lives.
    virtual bool isStable() const = 0;
    /// Copies `part` of the window to `to`; see MappedFile::copy().
    virtual void copy(std::string_view part, char* to) const { std::memcpy(to, part.data(), part.size()); }
    virtual std::shared_ptr<const void> owner() const = 0;
    /// Of the whole text, or what is known so far; grows for compressed files.
    virtual std::uint64_t knownSize() const = 0;
    /// Set when the text ended because of a failure (damaged compression).
    const Error* failure() const { return m_failed ? &m_failure : nullptr; }

protected:
    void fail(Error error)
    {
        m_failure = std::move(error);
        m_failed = true;
    }
    std::string_view m_window;
    std::uint64_t m_offset = 0;

private:
    Error m_failure;
    bool m_failed = false;
};

/// Chooses by the first bytes: plain, gzip or zstd. A compressed source advances `progress` itself, in bytes of the
/// file; of a plain one, whoever reads the text does.
std::unique_ptr<TextSource> makeTextSource(std::shared_ptr<const MappedFile> file, Progress& progress);

} // namespace heapwise
