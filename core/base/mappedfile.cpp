#include "core/base/mappedfile.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace heapwise {

namespace {

Error systemError(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return {ErrorCode::NotFound, {}};
    case EACCES:
    case EPERM:
        return {ErrorCode::NoPermission, {}};
    default:
        return {ErrorCode::ReadFailed, std::strerror(number)};
    }
}

/// Closes on leaving the scope; a mapping outlives its descriptor.
struct Descriptor {
    int value;
    ~Descriptor() {
        if (value >= 0)
            ::close(value);
    }
};

} // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path)
{
    // O_NONBLOCK: opening a FIFO must not wait for a writer. It has no effect on regular files.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status;
    if (file.value < 0 || ::fstat(file.value, &status) != 0)
        return systemError(errno);
    if (!S_ISREG(status.st_mode))
        return Error{ErrorCode::IsDirectory, S_ISDIR(status.st_mode) ? "a directory" : "not a regular file"};
    if (status.st_size == 0)
        return Error{ErrorCode::Empty, {}, 0};

    const auto size = std::size_t(status.st_size);
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.value, 0);
    if (bytes == MAP_FAILED)
        return systemError(errno);
    return std::shared_ptr<const MappedFile>(new MappedFile({static_cast<const char*>(bytes), size}));
}

MappedFile::~MappedFile()
{
    ::munmap(const_cast<char*>(m_text.data()), m_text.size());
}

} // namespace heapwise
