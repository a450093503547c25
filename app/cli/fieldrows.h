#pragma once

#include "core/analysis/heap.h"
#include "core/heap/fields/field.h"
#include "core/report/json.h"
#include "core/report/table.h"

#include <string>

namespace heapwise::cli {

/// What the facts of an object say, in one line: "Map, 1,000 entries, room for 2,048". Empty for plain objects.
std::string factsText(const DecodedObject& object);
/// The members "form" and "facts" of an object.
void writeFacts(JsonWriter& json, const DecodedObject& object);

/// The fields as rows: what each is called, what it holds or why the file lacks it.
ReportTable fieldTable(const Heap& heap, const DecodedObject& object);

} // namespace heapwise::cli
