#include "core/index/seal.h"

#include "core/index/indexformat.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <xxhash.h>

namespace heapwise {

namespace {

constexpr std::size_t kMaxPath = 4096;
constexpr int kMaxTicks = 50;

struct SealRecord {
    std::uint64_t magic = kIndexMagic;
    std::uint64_t inode = 0;
    std::int64_t changedNs = 0;
    std::uint64_t bytes = 0;
    std::uint64_t engine = 0;
    std::uint64_t hash = 0; ///< of all before
};

std::uint64_t hashOf(const SealRecord& record)
{
    return XXH3_64bits(&record, offsetof(SealRecord, hash));
}

bool isOurs(const struct stat& status)
{
    return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// File times have the resolution of the kernel's tick. Once that clock has gone on, a change of the file gets a time
/// other than the one it has now.
bool awaitNextTick(std::int64_t timeNs)
{
    for (int tick = 0; tick < kMaxTicks; ++tick) {
        timespec now;
        ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
        if (nanoseconds(now) > timeNs)
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return false; // the file system has a clock of its own
}

} // namespace

bool writeSeal(const std::string& path, const Descriptor& index, const std::string& snapshot)
{
    struct stat before, after;
    if (::fstat(index.number(), &before) != 0 || !awaitNextTick(nanoseconds(before.st_ctim)) ||
        ::fstat(index.number(), &after) != 0 || nanoseconds(before.st_ctim) != nanoseconds(after.st_ctim))
        return false;
    SealRecord record;
    record.inode = after.st_ino;
    record.changedNs = nanoseconds(after.st_ctim);
    record.bytes = std::uint64_t(after.st_size);
    record.engine = engineFingerprint();
    record.hash = hashOf(record);
    std::string text(reinterpret_cast<const char*>(&record), sizeof record);
    text += snapshot.substr(0, kMaxPath);

    const std::string draft = path + ".draft";
    ::unlink(draft.c_str());
    const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    return file.isOpen() && ::write(file.number(), text.data(), text.size()) == ssize_t(text.size()) &&
           ::fsync(file.number()) == 0 && std::rename(draft.c_str(), path.c_str()) == 0;
}

std::optional<Seal> readSeal(const std::string& path)
{
    const auto file = openFile(path);
    SealRecord record;
    if (!file || !isOurs(file->status) || std::uint64_t(file->status.st_size) > sizeof record + kMaxPath ||
        !readAt(*file, 0, &record, sizeof record) || record.magic != kIndexMagic || record.hash != hashOf(record))
        return std::nullopt;
    Seal seal;
    seal.inode = record.inode;
    seal.changedNs = record.changedNs;
    seal.bytes = record.bytes;
    seal.engine = record.engine;
    seal.snapshot.resize(std::size_t(file->status.st_size) - sizeof record);
    if (!readAt(*file, sizeof record, seal.snapshot.data(), seal.snapshot.size()))
        return std::nullopt;
    seal.usedNs = nanoseconds(file->status.st_mtim);
    return seal;
}

bool isSealed(const Seal& seal, const struct stat& status)
{
    return isOurs(status) && seal.engine == engineFingerprint() && seal.inode == status.st_ino &&
           seal.changedNs == nanoseconds(status.st_ctim) && seal.bytes == std::uint64_t(status.st_size);
}

} // namespace heapwise
