#pragma once

#include "core/base/result.h"

#include <string>

namespace heapwise::cli {

/// One clear sentence or two: what happened to which file, where, and what to do about it.
std::string errorText(const Error& error, const std::string& path);

} // namespace heapwise::cli
