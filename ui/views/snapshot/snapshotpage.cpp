#include "ui/views/snapshot/snapshotpage.h"

#include "ui/widgets/datatree.h"

namespace heapwise::ui {

QWidget* SnapshotPage::focusTarget()
{
    return tree() ? static_cast<QWidget*>(tree()) : this;
}

} // namespace heapwise::ui
