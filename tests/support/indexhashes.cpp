#include "tests/support/indexhashes.h"

#include <algorithm>
#include <cstring>
#include <xxhash.h>

namespace heapwise::test {

void fitIndexHashes(std::vector<std::uint8_t>& index, const IndexKey& key)
{
    IndexHeader header;
    if (index.size() < sizeof header)
        return;
    std::memcpy(&header, index.data(), sizeof header);
    header.magic = kIndexMagic;
    header.engine = engineFingerprint();
    header.key = key;
    header.indexBytes = index.size();
    const std::uint64_t room = (index.size() - sizeof header) / sizeof(IndexSection);
    header.tableHash =
        XXH3_64bits(index.data() + sizeof header, std::min(header.sectionCount, room) * sizeof(IndexSection));
    header.headerHash = hashOfHeader(header);
    std::memcpy(index.data(), &header, sizeof header);
}

} // namespace heapwise::test
