#include "core/base/descriptor.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace heapwise {

Descriptor::~Descriptor()
{
    if (isOpen())
        ::close(m_number);
}

Error systemError(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return {ErrorCode::NotFound, {}};
    case EACCES:
    case EPERM:
        return {ErrorCode::NoPermission, {}};
    case ENOMEM:
        return {ErrorCode::OutOfMemory, {}};
    default:
        return {ErrorCode::ReadFailed, std::strerror(number)};
    }
}

Result<OpenFile> openFile(const std::string& path)
{
    OpenFile file;
    // O_NONBLOCK: opening a FIFO must not wait for a writer. It has no effect on regular files.
    file.descriptor = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.descriptor.isOpen() || ::fstat(file.descriptor.number(), &file.status) != 0)
        return systemError(errno);
    if (!S_ISREG(file.status.st_mode))
        return Error{ErrorCode::IsDirectory, S_ISDIR(file.status.st_mode) ? "a directory" : "not a regular file"};
    return Result<OpenFile>(std::move(file));
}

Result<void> readAt(const OpenFile& file, std::uint64_t offset, void* buffer, std::size_t bytes)
{
    for (std::size_t done = 0; done < bytes;) {
        const ssize_t got =
            ::pread(file.descriptor.number(), static_cast<char*>(buffer) + done, bytes - done, off_t(offset + done));
        if (got < 0 && errno != EINTR)
            return systemError(errno);
        if (got == 0)
            return Error{ErrorCode::Truncated, {}, offset + done};
        done += std::size_t(std::max<ssize_t>(got, 0));
    }
    return {};
}

} // namespace heapwise
