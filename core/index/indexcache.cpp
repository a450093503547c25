#include "core/index/indexcache.h"

#include "core/base/descriptor.h"
#include "core/index/seal.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace heapwise {

namespace {

namespace fs = std::filesystem;

constexpr const char* kIndex = ".hwindex";
constexpr const char* kDraft = ".draft";

Error writeFailed(int number)
{
    return {ErrorCode::WriteFailed, std::strerror(number)};
}

/// One program at a time puts files into the folder or removes some.
class FolderLock {
public:
    explicit FolderLock(const std::string& folder)
        : m_file(::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        while (m_file.isOpen() && ::flock(m_file.number(), LOCK_EX) != 0 && errno == EINTR) {
        }
    }

private:
    Descriptor m_file; ///< the lock ends with it
};

/// Its lock says that somebody is writing it.
Descriptor createDraft(const std::string& folder, std::string& path)
{
    const FolderLock lock(folder);
    Descriptor file(::mkostemps(path.data(), int(std::strlen(kDraft)), O_CLOEXEC));
    if (file.isOpen())
        ::flock(file.number(), LOCK_EX);
    return file;
}

/// Files of the folder whose names end so, without the ending.
std::vector<std::string> namesWith(const std::string& folder, const std::string& ending)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (name.ends_with(ending))
            names.push_back(name.substr(0, name.size() - ending.size()));
    }
    return names;
}

/// The file system's own idea of now is as old as its last tick, which is the same for several indexes.
void markUsed(const std::string& seal)
{
    timespec now[2] = {};
    ::clock_gettime(CLOCK_REALTIME, &now[0]);
    now[1] = now[0];
    ::utimensat(AT_FDCWD, seal.c_str(), now, 0);
}

} // namespace

std::string IndexCache::defaultFolder()
{
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache && cache[0] == '/') // the specification wants others ignored
        return std::string(cache) + "/heapwise/index";
    const char* home = std::getenv("HOME");
    return home && home[0] == '/' ? std::string(home) + "/.cache/heapwise/index" : std::string();
}

bool IndexCache::isUsable(const std::string& key) const
{
    const auto seal = readSeal(sealPath(key));
    const auto index = openFile(indexPath(key));
    return seal && index && isSealed(*seal, index->status);
}

bool IndexCache::has(const std::string& snapshot) const
{
    const auto key = isOn() ? indexKeyOf(snapshot) : Error{};
    return key && isUsable(key->text());
}

std::shared_ptr<const IndexFile> IndexCache::find(const IndexKey& key) const
{
    if (!isOn() || !isUsable(key.text()))
        return nullptr;
    auto index = IndexFile::open(indexPath(key.text()), key);
    if (index)
        markUsed(sealPath(key.text()));
    return index;
}

Result<void> IndexCache::checkRoom(Size bytes) const
{
    if (bytes > m_options.limitBytes)
        return Error{ErrorCode::WriteFailed, "it is larger than the cache may be"};
    struct statvfs disk;
    if (::statvfs(m_options.folder.c_str(), &disk) == 0 && bytes > Size(disk.f_bavail) * disk.f_frsize / 2)
        return writeFailed(ENOSPC);
    return {};
}

Result<void> IndexCache::keep(IndexWriter& writer, const IndexKey& key, const std::string& snapshot,
                              const Progress& progress) const
{
    std::error_code error;
    fs::create_directories(m_options.folder, error);
    if (error)
        return Error{ErrorCode::WriteFailed, error.message()};
    if (const auto room = checkRoom(writer.bytes()); !room)
        return room;
    std::string draft = m_options.folder + "/" + key.text() + "-XXXXXX" + kDraft;
    const Descriptor file = createDraft(m_options.folder, draft);
    if (!file.isOpen())
        return writeFailed(errno);
    auto written = writer.write(file.number(), key, progress);
    if (written) {
        const FolderLock lock(m_options.folder);
        if (std::rename(draft.c_str(), indexPath(key.text()).c_str()) != 0 ||
            !writeSeal(sealPath(key.text()), file, snapshot)) {
            written = writeFailed(errno);
            removeKey(key.text());
        }
        markUsed(sealPath(key.text()));
    }
    if (!written) {
        ::unlink(draft.c_str());
        return written;
    }
    writer.settle(file.number());
    shrinkTo(m_options.limitBytes);
    return written;
}

void IndexCache::removeKey(const std::string& key) const
{
    ::unlink(sealPath(key).c_str());
    ::unlink(indexPath(key).c_str());
}

void IndexCache::remove(const IndexKey& key) const
{
    const FolderLock lock(m_options.folder);
    removeKey(key.text());
}

std::vector<IndexCache::Entry> IndexCache::entries() const
{
    std::vector<Entry> entries;
    for (const std::string& key : namesWith(m_options.folder, kIndex)) {
        Entry entry;
        entry.key = key;
        std::error_code error;
        const auto bytes = fs::file_size(indexPath(key), error);
        entry.bytes = error ? 0 : bytes;
        if (const auto seal = readSeal(sealPath(key))) {
            entry.snapshot = seal->snapshot;
            entry.usedNs = seal->usedNs;
        }
        entry.isUsable = isUsable(key);
        entries.push_back(std::move(entry));
    }
    std::ranges::sort(entries, [](const Entry& a, const Entry& b) { return a.usedNs > b.usedNs; });
    return entries;
}

Size IndexCache::shrinkTo(Size limitBytes) const
{
    std::error_code error;
    if (!isOn() || !fs::is_directory(m_options.folder, error))
        return 0;
    const FolderLock lock(m_options.folder);
    Size freed = removeDrafts();
    Size kept = 0;
    for (const Entry& entry : entries()) {
        // What cannot be used, such as an index of an older version, is not kept for anything.
        if (entry.isUsable && entry.bytes <= limitBytes - std::min(kept, limitBytes)) {
            kept += entry.bytes;
            continue;
        }
        removeKey(entry.key);
        freed += entry.bytes;
    }
    return freed;
}

/// A draft that nobody holds the lock of is left over from a crash.
Size IndexCache::removeDrafts() const
{
    Size freed = 0;
    for (const std::string& name : namesWith(m_options.folder, kDraft)) {
        const std::string path = m_options.folder + "/" + name + kDraft;
        const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        struct stat status;
        if (!file.isOpen() || ::flock(file.number(), LOCK_EX | LOCK_NB) != 0 || ::fstat(file.number(), &status) != 0)
            continue;
        ::unlink(path.c_str());
        freed += Size(status.st_size);
    }
    return freed;
}

} // namespace heapwise
