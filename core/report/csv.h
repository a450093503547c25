#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heapwise {

/// Appends one record as RFC 4180 has it: fields with a comma, quote or line end in quotes, CR LF at the end.
void appendCsvRecord(std::string& out, const std::vector<std::string>& fields);

} // namespace heapwise
