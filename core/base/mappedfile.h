#pragma once

#include "core/base/descriptor.h"
#include "core/base/mappingguard.h"
#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace heapwise {

/// A whole file, readable as memory. The pages belong to the system's cache, not to this process.
class MappedFile {
public:
    /// Errors: those of openFile(), Empty, OutOfMemory (no address space).
    static Result<std::shared_ptr<const MappedFile>> open(const std::string& path);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view text() const { return m_pages.text; }
    /// Copies `part` of text() to `to`. For bytes that are needed once: reading them costs a quarter of what it costs
    /// to make their pages appear in the mapping (602 MB: 0.11 s and 0.40 s of processor time).
    void copy(std::string_view part, char* to) const;
    /// True once a part was read that the file did not have any more: it was cut, or its disk failed. From there on
    /// text() is zeros.
    bool isTorn() const { return m_guard.isTorn(); }
    /// True when the file has another size or time than when it was opened.
    bool isChanged() const;

private:
    struct Pages {
        ~Pages();
        std::string_view text;
    };
    MappedFile(std::string_view text, OpenFile file)
        : m_pages{text}
        , m_guard(text.data(), text.size())
        , m_file(std::move(file))
    {}

    Pages m_pages;
    MappingGuard m_guard; ///< ends before the addresses can belong to something else
    OpenFile m_file;
};

} // namespace heapwise
