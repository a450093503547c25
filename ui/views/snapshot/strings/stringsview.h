#pragma once

#include <QTimer>

#include "ui/jobs/latestjob.h"
#include "ui/models/stringdata.h"
#include "ui/views/snapshot/snapshotpage.h"
#include "ui/views/snapshot/strings/stringtable.h"

#include <array>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QStackedLayout;

namespace heapwise::ui {

class EmptyState;
class FieldProblem;
class FilterField;
class ObjectActions;
class ObjectFilter;
class SectionTabs;
class StringCopies;
class TextLabel;

/// Which texts take space, how much of it is repeated, and who holds them.
class StringsView : public SnapshotPage {
    Q_OBJECT
public:
    static constexpr QLatin1String kId{"strings"};
    StringsView(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    void setHeap(HeapPtr heap) override;
    void setAwaited(const QString& text) override;
    void reveal(const Subject& subject, bool open) override;
    DataTree* tree() const override;
    bool focusFilter() override;
    bool filterBy(const QString& text) override;
    QString note() const override;
    QVariantMap state() const override;
    void restoreState(const QVariantMap& state) override;

    void setTab(StringTab tab);
    StringTab tab() const;
    void setFilterText(const QString& text);
    /// The copies of the program's own texts, as the Overview counts them.
    void showOwnDuplicates();
    GraphTreeModel* model() const { return table()->model(); }
    StringCopies* copies() const { return m_copies; }
    /// What is said instead of rows; empty while there are rows.
    QString stateText() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Typed { ///< what was asked for, to tell when it has changed
        StringTab tab = StringTab::Duplicates;
        QString text;
        int minLength = 0;
        int kind = -1;
        bool isEmpty() const { return text.isEmpty() && minLength == 0 && kind < 0; }
    };

    StringTable* table() const { return m_tables[std::size_t(tab())]; } ///< of the tab in front
    void makeTable();
    QWidget* createSubBar();
    QWidget* createContent();
    void connectParts();
    Typed typed() const;
    void startGrouping();
    void grouped(const StringDataPtr& texts);
    void applyFilter();
    void showMistake();
    void updateAwaited();
    QString awaitedText() const;
    void list(std::shared_ptr<const BitSet> only);
    void filtered(const std::shared_ptr<const StringListing>& listing);
    void showState(const QString& text, const QString& action, bool canShowAll);
    void regroup();
    void stateAction();
    void clearFilter();
    void updateNote();
    void showCopies();
    void updateSelectionHidden();

    HeapPtr m_heap;
    Selection* m_selection;
    ObjectActions* m_actions;
    QString m_awaited;
    StringDataPtr m_data;
    SectionTabs* m_tabs;
    FilterField* m_filter;
    ObjectFilter* m_objects; ///< of a query in the filter
    FieldProblem* m_problem;
    QSpinBox* m_minLength;
    QComboBox* m_kinds;
    QCheckBox* m_mine;
    QLabel* m_count;
    TextLabel* m_note;
    QStackedLayout* m_stack;
    std::array<StringTable*, kStringTabs> m_tables{}; ///< null until it is first shown
    EmptyState* m_state;
    StringCopies* m_copies = nullptr;
    QTimer m_typing;
    Subject m_toReveal; ///< once the strings are grouped and listed
    bool m_isSelectionHidden = false;
    LatestJob<StringDataPtr> m_grouping;
    LatestJob<std::shared_ptr<const StringListing>> m_filtering;
};

} // namespace heapwise::ui
