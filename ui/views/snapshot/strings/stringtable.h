#pragma once

#include <QWidget>

#include "ui/models/stringdata.h"

#include <memory>

namespace heapwise::ui {

class DataTree;
class GraphTreeModel;
class ObjectActions;
class Selection;
class SubjectSync;
class TreeNote;

/// What one tab of the Strings page lists.
enum class StringTab { Duplicates, Largest, All };
inline constexpr int kStringTabs = 3;

/// The rows of one tab: texts, with their strings below them.
class StringTable : public QWidget {
    Q_OBJECT
public:
    StringTable(StringTab tab, Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    /// Null for nothing: then `awaited` stands where rows would be.
    void show(const StringDataPtr& texts, const std::shared_ptr<const StringListing>& listing);
    void setAwaited(const QString& text);
    /// Makes the row of a group current; with `node` the row of that string below it.
    void reveal(std::uint32_t group, NodeId node);
    bool lists(std::uint32_t group) const;

    DataTree* tree() const { return m_tree; }
    GraphTreeModel* model() const { return m_model; }
    /// Of the current row, also when it is one of the strings below it.
    std::optional<std::uint32_t> currentGroup() const;

signals:
    void currentGroupChanged();

private:
    void setUpTree(ObjectActions* actions);
    void updateTotals();
    void revealText(const QModelIndex& index);

    StringTab m_tab;
    GraphTreeModel* m_model;
    DataTree* m_tree;
    TreeNote* m_awaited = nullptr;
    SubjectSync* m_sync = nullptr;
    StringDataPtr m_data;
    std::shared_ptr<const StringListing> m_listing;
};

} // namespace heapwise::ui
