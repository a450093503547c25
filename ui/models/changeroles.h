#pragma once

#include <Qt>

namespace heapwise::ui {

/// What ChangeDelegate paints beyond the roles of cellroles.h.
enum ChangeRole {
    SignedRole = Qt::UserRole + 200, ///< qint64: with its sign and the colour of growth or shrinking
    IsBytesRole,                     ///< bool: the signed number counts bytes
    ChangeShareRole,                 ///< double -1 to 1: a bar left or right of zero
    MissingRole,                     ///< bool: the object is not in this snapshot
    IndentRole,                      ///< int: steps by which a name that is not in the first column is indented
    GrowthRole,                      ///< bool: a number in the colour of growth, or a signed one without colour
};

} // namespace heapwise::ui
