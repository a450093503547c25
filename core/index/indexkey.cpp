#include "core/index/indexkey.h"

#include "core/base/descriptor.h"

#include <algorithm>
#include <cstdio>
#include <vector>
#include <xxhash.h>

namespace heapwise {

namespace {

constexpr std::uint64_t kBlock = 4096;
constexpr std::uint64_t kBlocks = 32;

} // namespace

std::string IndexKey::text() const
{
    const XXH128_hash_t hash = XXH3_128bits(this, sizeof *this);
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return text;
}

Result<IndexKey> indexKeyOf(const std::string& path)
{
    const auto file = openFile(path);
    if (!file)
        return file.error();
    IndexKey key;
    key.fileBytes = std::uint64_t(file->status.st_size);
    key.modifiedNs = nanoseconds(file->status.st_mtim);
    std::vector<char> sample(std::size_t(std::min(key.fileBytes, kBlock * kBlocks)));
    const bool isWhole = sample.size() == key.fileBytes;
    const std::uint64_t block = isWhole ? sample.size() : kBlock;
    for (std::uint64_t i = 0; i * block < sample.size(); ++i) {
        const std::uint64_t offset = isWhole ? 0 : (key.fileBytes - kBlock) * i / (kBlocks - 1);
        if (const auto read = readAt(*file, offset, sample.data() + i * block, block); !read)
            return read.error();
    }
    key.sampleHash = XXH3_64bits(sample.data(), sample.size());
    return key;
}

} // namespace heapwise
