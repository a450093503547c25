#pragma once

#include <Qt>

#include "core/analysis/objectkind.h"

namespace heapwise::ui {

/// What a model gives the one CellDelegate to paint. Qt::DisplayRole is always the plain text of the cell, for
/// screen readers and speed search; the roles below are what is painted instead where they are set.
enum CellRole {
    KindRole = Qt::UserRole + 1, ///< int(ObjectKind): paints the kind chip before the name
    ObjectIdRole,                ///< quint32: "@id" after the name, mono and tertiary
    SecondaryRole,               ///< QString: after the name, secondary colour (the property it is held by, xN, ...)
    BytesRole,                   ///< quint64: number and unit in their slots
    CountRole,                   ///< quint64: exact with separators
    ShareRole,                   ///< double 0..1: in-cell bar; together with ShareTextRole bar and percent
    ShareTextRole,               ///< bool: paint the percentage after the bar
    MonoRole,                    ///< bool: text in the fixed font
    LinkRole,                    ///< bool: row is a "Show 100 of ... more" link, painted in accent
    PendingRole,                 ///< bool: value not computed yet, paints a grey bar
    DimmedRole,                  ///< bool: secondary colour for the whole cell (internals, system rows)
    BoldRole,                    ///< bool: key value of the row
    SortRole,                    ///< quint64 or QString: what sorting compares
    CopyRole,                    ///< QString: exact plain text for copying (plain integers, no units)
    NodeRole,                    ///< quint32: NodeId of the row, invalid (UINT32_MAX) where it has none
    ClassRole,                   ///< quint32: ClassId of the row, UINT32_MAX where it has none
};

} // namespace heapwise::ui
