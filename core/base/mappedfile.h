#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace heapwise {

/// A whole file, readable as memory. The pages belong to the system's cache, not to this process.
class MappedFile {
public:
    /// Errors: NotFound, NoPermission, IsDirectory (any thing that is no regular file), Empty, ReadFailed.
    static Result<std::shared_ptr<const MappedFile>> open(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view text() const { return m_text; }

private:
    explicit MappedFile(std::string_view text)
        : m_text(text) {}
    std::string_view m_text;
};

} // namespace heapwise
