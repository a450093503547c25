#pragma once

#include "core/index/indexkey.h"

#include <string>

namespace heapwise {

/// What is in the file of a key, whenever it was written, as 32 hexadecimal digits: copies of a file have it in common.
/// Empty for no key.
inline std::string contentKey(const IndexKey& key)
{
    return key.fileBytes == 0 ? std::string() : IndexKey{key.fileBytes, 0, key.sampleHash}.text();
}

} // namespace heapwise
