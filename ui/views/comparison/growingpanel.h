#pragma once

#include <QWidget>

#include "core/analysis/comparison/chosenobjects.h"
#include "core/analysis/comparison/growth.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/objecttext.h"

class QListWidget;

namespace heapwise::ui {

class TextLabel;

/// The objects that keep more and more alive from snapshot to snapshot: each with what it kept over time as
/// numbers and as a line, in the colour of growth where that goes on.
class GrowingPanel : public QWidget {
    Q_OBJECT
public:
    explicit GrowingPanel(QWidget* parent = nullptr);

    /// All that grew, or where objects are chosen what is among them.
    void show(const ComparisonPtr& comparison, const ChosenObjectsPtr& chosen);
    QListWidget* list() const { return m_list; }

signals:
    void objectActivated(std::size_t snapshot, heapwise::NodeId node);

private:
    struct Row {
        GrowingDominator growing;
        ObjectLabel label;
        QString heldBy; ///< how the object that dominates it calls it
    };
    static std::vector<Row> find(const Comparison& comparison, const ChosenObjects* chosen, const Progress& progress);
    void found(const ComparisonPtr& comparison, bool isChosen, const std::vector<Row>& rows);

    TextLabel* m_range;
    TextLabel* m_empty;
    QListWidget* m_list;
    ComparisonPtr m_comparison;
    ChosenObjectsPtr m_chosen;
    LatestJob<std::vector<Row>> m_job;
};

} // namespace heapwise::ui
