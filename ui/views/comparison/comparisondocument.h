#pragma once

#include <QDateTime>
#include <QPointer>

#include "core/analysis/comparison/comparison.h"
#include "core/analysis/query/filtertext.h"
#include "ui/document.h"
#include "ui/jobs/latestjob.h"

#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QModelIndex;
class QStackedLayout;
class QToolButton;

namespace heapwise::ui {

class AlignedDominatorsTree;
class ComparedStrings;
class ComparisonClasses;
class ComparisonFilter;
class DataTree;
class EmptyState;
class FieldProblem;
class FilterField;
class GrowingPanel;
class GrowthLabel;
class MessageBar;
class SetPathsPanel;
class SetSwitch;
class SnapshotCard;
class SnapshotDocument;
class TextLabel;
class ViewBar;

/// One snapshot to compare: it is opened, or being opened, in a tab of its own.
struct ComparedSnapshot {
    QPointer<SnapshotDocument> document;
    QString title;
    /// Snapshots that have this in common keep their ids (one epoch of one session); empty where nobody knows.
    QString epoch;
    QString path = {}; ///< also when its tab is gone
};

/// Two or more snapshots in the order of time: what grew, what of it should be gone, and what keeps it alive. Shows
/// class by class what is known as soon as all have their classes, and the rest when all are complete.
class ComparisonDocument : public Document {
    Q_OBJECT
public:
    enum View { ClassesPage, DominatorsPage, StringsPage, RetentionPage };

    explicit ComparisonDocument(QList<ComparedSnapshot> snapshots, QWidget* parent = nullptr);
    ~ComparisonDocument() override;

    /// One more snapshot, before the one at this place.
    void insert(qsizetype at, const ComparedSnapshot& snapshot);
    void swap(); ///< of two
    const QList<ComparedSnapshot>& snapshots() const { return m_snapshots; }
    const ComparisonPtr& comparison() const { return m_comparison; }
    void showSet(ChangeSet set);
    /// Comes to the front, with its tables about the objects that a query finds.
    void filterBy(const QString& query);

    QString title() const override;
    QString iconName() const override { return QStringLiteral("compare"); }
    Token iconColor() const override { return Token::Success; }
    double progress() const override;
    QString stateText() const override;
    QString stateIcon() const override;
    bool hasError() const override { return false; }
    QString selectionText() const override;
    QList<Crumb> crumbs() const override;
    QStringList viewNames() const override;
    int currentView() const override;
    void setCurrentView(int view) override;
    QVariantMap viewState() const override;
    void setViewState(const QVariantMap& state) override;
    void focusFilter() override;
    void cancelWork() override;

signals:
    void addRequested();
    void frontRequested();
    /// To the tab of a snapshot, and there to an address ("@123") where it is not empty.
    void snapshotRequested(heapwise::ui::SnapshotDocument* document, const QString& address);
    /// To the graph of what retains these nodes.
    void graphRequested(heapwise::ui::SnapshotDocument* document, const QString& title,
                        const std::vector<std::uint32_t>& nodes);

private:
    void createTop(QBoxLayout& column);
    void createCards(QBoxLayout& column);
    void createSwitch(QBoxLayout& column);
    void createTable(QBoxLayout& column);
    void createDominators();
    void createStrings();
    void viewChanged();
    query::PlainWords plainWords() const;
    QString filterHint() const;
    void applyFilter();
    void filterNames(const QString& text);
    void showFiltered();
    void showRetention();
    std::uint32_t selectedClass() const;
    void selectClass(std::uint32_t joinedClass);
    void watch(const ComparedSnapshot& snapshot);
    void readTimes();
    void fillCards();
    void updateCards();
    void snapshotsChanged();
    void startComparing();
    void compared(const ComparisonPtr& comparison);
    void showMatching();
    void showNote();
    void arrangeTable();
    void updateTotals();
    void updateState();
    void selectionChanged();
    void openObject(std::size_t snapshot, NodeId node);
    std::vector<HeapPtr> heaps() const; ///< empty while one has no classes yet, or never will
    std::vector<std::optional<bool>> recordedEpochs() const;
    GroupOptions groupOptions() const;
    QString roleOf(qsizetype snapshot) const;
    QString emptyText() const;
    QString stringsEmptyText() const;
    QString filteredEmptyText() const;

    QList<ComparedSnapshot> m_snapshots;
    QList<HeapPtr> m_heaps; ///< as they were compared, or will be; they outlive the tabs
    QList<QDateTime> m_times;
    ComparisonPtr m_comparison;
    ChangeSet m_set = ChangeSet::All;
    bool m_hasChosenSet = false;
    LatestJob<ComparisonPtr> m_comparing;
    LatestJob<QList<QDateTime>> m_timing;
    QElapsedTimer m_clock;
    double m_seconds = 0; ///< of the last comparison
    bool m_isStopped = false;

    ViewBar* m_views = nullptr;
    TextLabel* m_matching = nullptr;
    QToolButton* m_swap = nullptr;
    MessageBar* m_message = nullptr;
    QBoxLayout* m_cardRow = nullptr;
    QList<SnapshotCard*> m_cards;
    QList<GrowthLabel*> m_growth;
    QToolButton* m_add = nullptr;
    SetSwitch* m_sets = nullptr;
    QCheckBox* m_unchanged = nullptr;
    QCheckBox* m_folding = nullptr; ///< of the dominators
    QComboBox* m_groups = nullptr;
    FilterField* m_filter = nullptr;
    FieldProblem* m_problem = nullptr;
    ComparisonFilter* m_query = nullptr; ///< of a query in the filter
    bool m_isFiltering = false;          ///< nothing is shown of a new comparison before its query is answered
    MessageBar* m_note = nullptr;
    bool m_hasNote = false; ///< about the set; it belongs to the table
    QStackedLayout* m_pages = nullptr;
    EmptyState* m_empty = nullptr;
    DataTree* m_table = nullptr;
    ComparisonClasses* m_model = nullptr;
    DataTree* m_dominators = nullptr;
    AlignedDominatorsTree* m_aligned = nullptr;
    ComparisonPtr m_shownAligned; ///< aligned when the view is first looked at
    DataTree* m_stringTable = nullptr;
    ComparedStrings* m_strings = nullptr;
    ComparisonPtr m_shownStrings; ///< likewise
    GrowingPanel* m_growing = nullptr;
    SetPathsPanel* m_retention = nullptr;    ///< of the selected class
    SetPathsPanel* m_setRetention = nullptr; ///< of the whole set, a view of its own
};

} // namespace heapwise::ui
