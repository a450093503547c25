#pragma once

#include <QList>
#include <QString>

#include "core/analysis/heap.h"
#include "ui/selection.h"
#include "ui/widgets/addressbar.h"

namespace heapwise::ui {

/// The way from the roots to the subject in the dominator tree, as crumbs whose addresses findSubject()
/// takes. Long ways have their middle left out. O(depth).
QList<Crumb> crumbsOf(const Heap& heap, const Subject& subject);

/// The largest of what stands beside the subject at an address (models/siblings.h), with sizes; any thread.
QList<Crumb> siblingCrumbs(const Heap& heap, const QString& address, const Progress& progress);

/// What an address means: an object by `@id`, a class by name. `pattern` is set instead where the text is a
/// pattern, or a part, of several class names, and `query` where it is a condition.
struct Destination {
    Subject subject;
    QString pattern;
    QString query;
    QString whyNot; ///< the sentence to show when there is no such thing
};
Destination findSubject(const Heap& heap, const QString& address);

/// "Selected: onTick() @2841907, retains 15.0 KiB in 171 objects"
QString describeSubject(const Heap& heap, const Subject& subject);

} // namespace heapwise::ui
