#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <sys/stat.h>
#include <utility>

namespace heapwise {

/// An open file; closed at the end of its scope.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number)
        : m_number(number)
    {}
    Descriptor(Descriptor&& other) noexcept
        : m_number(std::exchange(other.m_number, -1))
    {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    ~Descriptor();

    bool isOpen() const { return m_number >= 0; }
    int number() const { return m_number; }

private:
    int m_number = -1;
};

/// A regular file, open for reading, and what the system says about it.
struct OpenFile {
    Descriptor descriptor;
    struct stat status = {};
};

/// Errors: NotFound, NoPermission, IsDirectory (any thing that is no regular file), ReadFailed.
Result<OpenFile> openFile(const std::string& path);

/// Fills `buffer` from `offset` on. Errors: ReadFailed; Truncated when the file ends before.
Result<void> readAt(const OpenFile& file, std::uint64_t offset, void* buffer, std::size_t bytes);

/// The Error for a number of errno(3): NotFound, NoPermission, OutOfMemory or ReadFailed.
Error systemError(int number);

inline std::int64_t nanoseconds(const timespec& time)
{
    return std::int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace heapwise
