#pragma once

#include <QWidget>

#include "core/analysis/comparison/chosenobjects.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/mergedholders.h"

class QLabel;
class QStackedLayout;
class QToolButton;

namespace heapwise::ui {

class DataTree;
class EmptyState;
class MergedPathsTree;
class TextLabel;

/// Why the objects of a set, or those of one class in it, stay alive: their shortest paths from the roots, merged.
class SetPathsPanel : public QWidget {
    Q_OBJECT
public:
    explicit SetPathsPanel(QWidget* parent = nullptr);

    struct Question {
        ComparisonPtr comparison;
        ChosenObjectsPtr chosen; ///< null: all objects
        ChangeSet set = ChangeSet::All;
        std::uint32_t joinedClass = JoinedClasses::kNone; ///< kNone: objects of all classes
        QString name;                                     ///< of the objects
        friend bool operator==(const Question&, const Question&) = default;
    };
    /// Keeps what it shows when that is asked again.
    void show(const Question& question);
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
    static MergedHolders find(const Question& question, const Progress& progress);
    void found(const MergedHolders& found);

    TextLabel* m_title;
    QToolButton* m_open;
    DataTree* m_tree;
    MergedPathsTree* m_model;
    TextLabel* m_note;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    Question m_question;
    std::size_t m_snapshot = 0;
    std::vector<std::uint32_t> m_subjects;
    LatestJob<MergedHolders> m_job;
};

} // namespace heapwise::ui
