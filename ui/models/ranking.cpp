#include "ui/models/ranking.h"

namespace heapwise::ui {
namespace {

template <typename Value>
ItemLess lessByMember(Value TreeItem::*member, bool descending)
{
    return [member, descending](const TreeItem& a, const TreeItem& b) {
        if (a.*member != b.*member)
            return descending ? a.*member > b.*member : a.*member < b.*member;
        return a.node < b.node;
    };
}

/// Far first would begin with what cannot be reached; those have no distance and come last either way.
bool nearer(const TreeItem& a, const TreeItem& b, bool descending)
{
    const bool knownA = Distances::isFinite(a.distance), knownB = Distances::isFinite(b.distance);
    if (knownA != knownB)
        return knownA;
    if (a.distance != b.distance)
        return descending ? a.distance > b.distance : a.distance < b.distance;
    return a.node < b.node;
}

} // namespace

ItemLess lessBy(TreeColumn column, bool descending)
{
    switch (column) {
    case TreeColumn::Shallow:
    case TreeColumn::ShallowShare:
        return lessByMember(&TreeItem::shallow, descending);
    case TreeColumn::Objects:
        return lessByMember(&TreeItem::objects, descending);
    case TreeColumn::Count:
        return lessByMember(&TreeItem::count, descending);
    case TreeColumn::Distance:
        return [descending](const TreeItem& a, const TreeItem& b) { return nearer(a, b, descending); };
    default:
        return lessByMember(&TreeItem::retained, descending);
    }
}

} // namespace heapwise::ui
