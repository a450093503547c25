#pragma once

#include <QAccessibleWidget>

#include <map>
#include <vector>

namespace heapwise::ui {

/// What a widget that paints its items itself tells screen readers of them. Items are numbers of the widget's own.
class PaintedItems {
public:
    virtual ~PaintedItems() = default;
    /// Changes whenever the items do.
    virtual const void* itemsVersion() const = 0;
    /// Those that are large enough to be seen, in reading order.
    virtual std::vector<int> visibleItems() const = 0;
    virtual bool hasItem(int item) const = 0;
    virtual QString itemName(int item) const = 0;
    virtual QString itemDescription(int item) const = 0;
    virtual QRect itemRect(int item) const = 0; ///< in the widget
    virtual bool isItemSelected(int item) const = 0;
    virtual int itemNear(QPoint at) const = 0; ///< -1 for none
};

/// The accessible interface of widgets that are PaintedItems, too: a tree of which every visible item is a child.
class PaintedAccessible : public QAccessibleWidget {
public:
    static void install(); ///< for all such widgets, once

    PaintedAccessible(QWidget* widget, PaintedItems* items);
    ~PaintedAccessible() override;

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;

private:
    const std::vector<int>& visible() const;
    PaintedItems* m_items;
    mutable const void* m_version = nullptr; ///< m_visible is of this one
    mutable std::vector<int> m_visible;
    mutable std::map<int, QAccessible::Id> m_ids;
};

} // namespace heapwise::ui
