#pragma once

#include <QAccessibleWidget>

#include <map>
#include <vector>

namespace heapwise::ui {

class HierarchyChart;

/// What screen readers are told of a chart: a tree of which every visible item is a child, with its name, sizes and
/// place.
class ChartAccessible : public QAccessibleWidget {
public:
    static void install(); ///< for all charts, once

    explicit ChartAccessible(HierarchyChart* chart);
    ~ChartAccessible() override;

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    HierarchyChart* chart() const;

private:
    const std::vector<int>& visible() const;
    mutable const void* m_layout = nullptr; ///< m_visible is of this one
    mutable std::vector<int> m_visible;     ///< items, in the order of the data
    mutable std::map<int, QAccessible::Id> m_ids;
};

} // namespace heapwise::ui
