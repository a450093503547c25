#pragma once

#include <QString>

#include "core/heap/fields/field.h"

namespace heapwise::ui {

/// Why a value is missing, as it stands in the value's place: "integer, not recorded".
QString absenceText(Absence absence);
/// The same in a sentence, and what to do about it.
QString absenceHelp(Absence absence);

/// What the decoder found out about an object in one line: "5 entries · room for 8 · 72 B unused". Empty where that is
/// nothing.
QString contentText(const DecodedObject& object);

} // namespace heapwise::ui
