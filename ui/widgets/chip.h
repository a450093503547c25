#pragma once

#include "ui/models/cellroles.h"

class QPainter;

namespace heapwise::ui {

/// Paints the kind chip, 18 x 14, with its left edge and vertical centre given. Returns the x after its gap.
int paintChip(QPainter& painter, ObjectKind kind, int x, int centerY);
int chipWidth(); ///< with its gap

} // namespace heapwise::ui
