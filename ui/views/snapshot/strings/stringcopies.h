#pragma once

#include <QWidget>

#include "core/analysis/retention/holders.h"
#include "ui/jobs/latestjob.h"
#include "ui/models/stringdata.h"

#include <optional>

class QStackedLayout;

namespace heapwise::ui {

class DataTree;
class EmptyState;
class GraphTreeModel;
class ObjectActions;
class Selection;
class TextLabel;

/// Who refers to the strings of the selected text, by class and property, and what could be done about them.
class StringCopies : public QWidget {
    Q_OBJECT
public:
    StringCopies(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    /// Nothing where no text is selected.
    void show(const StringDataPtr& texts, std::optional<std::uint32_t> group);
    DataTree* tree() const { return m_tree; }
    GraphTreeModel* model() const { return m_model; }
    QString hint() const;

private:
    void found(const StringDataPtr& texts, std::uint32_t group, const Holders& holders);
    void showHint(const StringGroup& group);

    TextLabel* m_title;
    TextLabel* m_hint;
    GraphTreeModel* m_model;
    DataTree* m_tree;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
    StringDataPtr m_data;
    std::optional<std::uint32_t> m_group;
    LatestJob<Holders> m_job;
};

} // namespace heapwise::ui
