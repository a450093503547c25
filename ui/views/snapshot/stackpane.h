#pragma once

#include <QWidget>

#include "core/snapshot/allocationstacks.h"
#include "ui/jobs/latestjob.h"
#include "ui/sourcefile.h"

#include <memory>

class QLabel;
class QListWidget;

namespace heapwise::ui {

/// The calls on whose stack an object was made, innermost first, the program's own in the accent colour. Shows itself
/// only for files that have stacks, which it reads when the first object is asked for.
class StackPane : public QWidget {
    Q_OBJECT
public:
    explicit StackPane(QWidget* parent = nullptr);

    void showObject(const std::shared_ptr<const Snapshot>& snapshot, NodeId node);
    void clear();

signals:
    void placeChosen(const heapwise::ui::SourcePlace& place);

private:
    struct Stacks {
        std::shared_ptr<const Snapshot> snapshot;
        std::shared_ptr<const AllocationStacks> stacks; ///< null when they could not be read
        QString problem;
    };
    void load();
    void fill();

    std::shared_ptr<const Snapshot> m_snapshot;
    NodeId m_node;
    Stacks m_stacks;
    QList<SourcePlace> m_places; ///< by row
    QLabel* m_title;
    QLabel* m_note;
    QListWidget* m_frames;
    LatestJob<Stacks> m_job;
};

} // namespace heapwise::ui
