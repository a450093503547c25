#pragma once

#include <QWidget>

#include "core/analysis/comparison/comparison.h"
#include "core/analysis/retention/mergedpaths.h"
#include "ui/jobs/latestjob.h"

class QLabel;
class QStackedLayout;
class QToolButton;

namespace heapwise::ui {

class DataTree;
class EmptyState;
class MergedPathsTree;
class TextLabel;

/// Why the objects of one class in a set stay alive: their shortest paths from the roots, merged.
class SetPathsPanel : public QWidget {
    Q_OBJECT
public:
    explicit SetPathsPanel(QWidget* parent = nullptr);

    void show(const ComparisonPtr& comparison, ChangeSet set, std::uint32_t joinedClass, const QString& className);
    void clear(const QString& sentence);
    DataTree* tree() const { return m_tree; }
    MergedPathsTree* model() const { return m_model; }
    QString stateText() const;

signals:
    /// An object of a snapshot, to be shown where it is.
    void objectActivated(std::size_t snapshot, heapwise::NodeId node);
    /// The objects, to be shown as a graph of what retains them: nodes of a snapshot, ascending.
    void graphRequested(std::size_t snapshot, const QString& title, const std::vector<std::uint32_t>& nodes);

private:
    struct Found {
        HeapPtr heap;
        std::shared_ptr<const MergedPaths> paths;
        std::vector<std::uint32_t> subjects;
    };
    static Found find(const Comparison& comparison, ChangeSet set, std::uint32_t joinedClass, const Progress& progress);
    void found(const Found& found);
    QString noteFor(const Found& found) const;

    TextLabel* m_title;
    QToolButton* m_open;
    DataTree* m_tree;
    MergedPathsTree* m_model;
    TextLabel* m_note;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    std::size_t m_snapshot = 0;
    QString m_className;
    std::vector<std::uint32_t> m_subjects;
    LatestJob<Found> m_job;
};

} // namespace heapwise::ui
