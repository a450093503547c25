#include "ui/views/snapshot/snapshotpages.h"

#include "ui/translate.h"
#include "ui/views/snapshot/classesview.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/query/querypage.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/strings/stringsview.h"

namespace heapwise::ui {
namespace {

template <typename Page>
PageKind page(const QString& name, const QString& iconName, Stage needs, PageDocks docks)
{
    return {Page::kId,
            name,
            iconName,
            needs,
            docks,
            [](Selection* selection, ObjectActions* actions, QWidget* parent) -> SnapshotPage* {
                return new Page(selection, actions, parent);
            }};
}

} // namespace

std::vector<PageKind> pageKinds()
{
    const PageDocks both = PageDock::Inspector | PageDock::Retainers;
    return {
        page<OverviewPage>(tr("Overview"), QStringLiteral("overview"), Stage::Objects, {}),
        page<ClassesView>(tr("Classes"), QStringLiteral("classes"), Stage::Objects, both),
        page<DominatorsView>(tr("Dominators"), QStringLiteral("domtree"), Stage::Retained, both),
        page<RetainersView>(tr("Retainers"), QStringLiteral("graph"), Stage::Retained, PageDock::Inspector),
        page<StringsView>(tr("Strings"), QStringLiteral("strings"), Stage::Retained, both),
        page<QueryPage>(tr("Query"), QStringLiteral("query"), Stage::Objects, PageDock::Inspector),
    };
}

} // namespace heapwise::ui
