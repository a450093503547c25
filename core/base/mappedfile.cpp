#include "core/base/mappedfile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace heapwise {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path)
{
    auto file = openFile(path);
    if (!file)
        return file.error();
    if (file->status.st_size == 0)
        return Error{ErrorCode::Empty, {}, 0};
    const auto size = std::size_t(file->status.st_size);
    void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file->descriptor.number(), 0);
    if (bytes == MAP_FAILED)
        return systemError(errno);
    const std::shared_ptr<const MappedFile> mapped(
        new MappedFile({static_cast<const char*>(bytes), size}, std::move(*file)));
    if (!mapped->m_guard.isActive())
        return Error{ErrorCode::ReadFailed, "too many files are open"};
    return mapped;
}

MappedFile::Pages::~Pages()
{
    ::munmap(const_cast<char*>(text.data()), text.size());
}

void MappedFile::copy(std::string_view part, char* to) const
{
    std::size_t done = 0;
    while (done < part.size()) {
        const auto offset = part.data() - text().data() + std::ptrdiff_t(done);
        const ssize_t bytes = ::pread(m_file.descriptor.number(), to + done, part.size() - done, offset);
        if (bytes == 0 || (bytes < 0 && errno != EINTR))
            break;
        done += std::size_t(std::max<ssize_t>(bytes, 0));
    }
    // What cannot be read behaves as it does in the mapping.
    std::memcpy(to + done, part.data() + done, part.size() - done);
}

bool MappedFile::isChanged() const
{
    struct stat now;
    return ::fstat(m_file.descriptor.number(), &now) != 0 || now.st_size != m_file.status.st_size ||
           nanoseconds(now.st_mtim) != nanoseconds(m_file.status.st_mtim);
}

} // namespace heapwise
