#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/snapshot/schema.h"

#include <cstdint>
#include <string_view>

namespace heapwise {

/// The object under the key "snapshot". Its counts are the file's claims, good for a progress bar, not to be
/// trusted for anything else.
struct Header {
    Schema schema;
    std::uint64_t nodeCount = 0;
    std::uint64_t edgeCount = 0;
    std::uint64_t traceFunctionCount = 0;
    Size extraNativeBytes = 0;
};

/// Errors: Malformed, NotSnapshot (a field without which nothing can be read is missing).
Result<Header> parseHeader(std::string_view json);

} // namespace heapwise
