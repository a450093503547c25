#pragma once

#include <QString>

#include "core/analysis/heap.h"

namespace heapwise::ui {

/// Texts that are likely secrets are shown as dots, unless the user does not want that (settings::kHidesSecrets).
/// Any thread.
bool hidesSecrets();

/// True for a string that is held by a name such as "password", and hidden for that. Cheap enough to be asked for each
/// row that is painted.
bool isHiddenSecret(const Heap& heap, NodeId node);

/// What stands in the place of such a text; as long for all of them.
QString hiddenText();

} // namespace heapwise::ui
