#include "ui/models/mergedholders.h"

#include "core/analysis/retention/routes.h"
#include "ui/format.h"
#include "ui/models/cellroles.h"
#include "ui/models/mergedpathstree.h"
#include "ui/translate.h"

namespace heapwise::ui {

MergedHolders mergeHolders(HeapPtr heap, std::vector<std::uint32_t> objects, const Progress& progress)
{
    MergedHolders holders;
    holders.heap = std::move(heap);
    holders.subjects = std::move(objects);
    holders.all = holders.subjects.size();
    if (holders.subjects.size() > MergedHolders::kMostSubjects)
        holders.subjects.resize(MergedHolders::kMostSubjects);
    Progress own;
    const Routes routes(*holders.heap, {}, own);
    holders.paths = std::make_shared<const MergedPaths>(mergeShortestPaths(routes, holders.subjects, {}, progress));
    return holders;
}

QString mergedHoldersNote(const MergedHolders& holders, const MergedPathsTree& tree)
{
    const QString count = formatCount(holders.subjects.size());
    const QModelIndexList path = tree.mainPath();
    const bool sharesOne =
        !path.isEmpty() &&
        path.last().siblingAtColumn(MergedPathsTree::Objects).data(CountRole).toULongLong() == holders.subjects.size();
    QString text = sharesOne ? tr("All %1 share one path.").arg(count)
                             : tr("%1 objects, on the paths they have in common.").arg(count);
    if (holders.all > holders.subjects.size())
        text += QLatin1Char(' ') + tr("They are the first in the file of %1.").arg(formatCount(holders.all));
    if (holders.paths->unreached > 0)
        text += QLatin1Char(' ') + tr("%1 of them only weakly held.").arg(formatCount(holders.paths->unreached));
    return text;
}

} // namespace heapwise::ui
