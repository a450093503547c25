#pragma once

#include "core/index/indexformat.h"

#include <cstdint>
#include <vector>

namespace heapwise::test {

/// Makes the header of an index, however damaged, one of this build for `key`, with hashes that fit what follows.
void fitIndexHashes(std::vector<std::uint8_t>& index, const IndexKey& key);

} // namespace heapwise::test
