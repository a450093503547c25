#include "core/base/mappedfile.h"

#include <cerrno>
#include <sys/mman.h>

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

bool MappedFile::isChanged() const
{
    struct stat now;
    return ::fstat(m_file.descriptor.number(), &now) != 0 || now.st_size != m_file.status.st_size ||
           nanoseconds(now.st_mtim) != nanoseconds(m_file.status.st_mtim);
}

} // namespace heapwise
