#pragma once

#include <QObject>

#include "core/analysis/search/searchindex.h"
#include "ui/goto/gotorow.h"
#include "ui/jobs/latestjob.h"
#include "ui/selection.h"

#include <functional>
#include <memory>
#include <mutex>

namespace heapwise::ui {

/// Looks for classes, functions, objects by id and texts of one heap while a name is typed, on workers. What is typed
/// next takes the place of what is still being looked for.
class PlaceSearch : public QObject {
    Q_OBJECT
public:
    /// What is done with a subject that was chosen; `isText` for strings.
    using Go = std::function<void(const Subject& subject, bool isText, GoToHow how)>;

    PlaceSearch(HeapPtr heap, Go go, QObject* parent);
    void search(const QString& typed);

signals:
    void found(heapwise::ui::GoToSection section, const heapwise::ui::GoToRows& rows);

private:
    struct Names {
        std::vector<FoundName> classes;
        NodeId object;
    };
    struct Nodes {
        std::shared_ptr<const SearchIndex> index;
        std::vector<FoundName> found;
    };
    /// Made by the first search that needs it.
    struct Shared {
        std::mutex mutex;
        std::shared_ptr<const SearchIndex> index;
        std::shared_ptr<const SearchIndex> get(const Heap& heap, const Progress& progress);
    };

    void showNames(const Names& names);
    void show(GoToSection section, const Nodes& nodes);
    GoToRow classRow(const FoundName& name) const;
    GoToRow nodesRow(const std::shared_ptr<const SearchIndex>& index, const FoundName& name, bool isText) const;

    HeapPtr m_heap;
    Go m_go;
    std::shared_ptr<Shared> m_shared;
    LatestJob<Names> m_names; ///< what needs no index, and so comes first
    LatestJob<Nodes> m_functions;
    LatestJob<Nodes> m_texts;
};

} // namespace heapwise::ui
