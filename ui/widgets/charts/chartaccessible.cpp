#include "ui/widgets/charts/chartaccessible.h"

#include "ui/widgets/charts/hierarchychart.h"

#include <algorithm>

namespace heapwise::ui {

namespace {

class ItemAccessible : public QAccessibleInterface {
public:
    ItemAccessible(HierarchyChart* chart, int item)
        : m_chart(chart)
        , m_item(item) {}

    bool isValid() const override {
        return m_chart && m_chart->layout() && m_item < int(m_chart->layout()->data().size());
    }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_chart ? m_chart->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_chart.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::TreeItem; }

    QString text(QAccessible::Text what) const override {
        if (!isValid())
            return {};
        const ChartNode& node = m_chart->layout()->data()[std::size_t(m_item)];
        if (what == QAccessible::Name)
            return node.name;
        return what == QAccessible::Description ? QString(node.note).replace(QLatin1String("<br>"), QLatin1String(", ")) : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        if (!isValid())
            return {};
        const QRect place = m_chart->layout()->outline(m_item).boundingRect().toAlignedRect();
        return {m_chart->mapToGlobal(place.topLeft()), place.size()};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = true;
        state.selected = isValid() && m_chart->selected() == m_item;
        state.invalid = !isValid();
        return state;
    }

private:
    QPointer<HierarchyChart> m_chart;
    int m_item;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* chart = qobject_cast<HierarchyChart*>(object);
    return chart ? new ChartAccessible(chart) : nullptr;
}

} // namespace

void ChartAccessible::install()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

ChartAccessible::ChartAccessible(HierarchyChart* chart)
    : QAccessibleWidget(chart, QAccessible::Tree)
{
}

ChartAccessible::~ChartAccessible()
{
    for (const auto& [item, id] : m_ids)
        QAccessible::deleteAccessibleInterface(id);
}

HierarchyChart* ChartAccessible::chart() const
{
    return qobject_cast<HierarchyChart*>(widget());
}

const std::vector<int>& ChartAccessible::visible() const
{
    const ChartLayout* layout = chart() ? chart()->layout() : nullptr;
    if (layout == m_layout)
        return m_visible;
    m_layout = layout;
    m_visible.clear();
    for (int item = 0; layout && item < int(layout->data().size()); ++item)
        if (layout->isVisible(item))
            m_visible.push_back(item);
    return m_visible;
}

int ChartAccessible::childCount() const
{
    return int(visible().size());
}

QAccessibleInterface* ChartAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    const int item = m_visible[std::size_t(index)];
    const auto known = m_ids.find(item);
    if (known != m_ids.end())
        return QAccessible::accessibleInterface(known->second);
    auto* made = new ItemAccessible(chart(), item);
    m_ids[item] = QAccessible::registerAccessibleInterface(made);
    return made;
}

int ChartAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    for (const auto& [item, id] : m_ids) {
        if (QAccessible::accessibleInterface(id) != child)
            continue;
        const auto at = std::find(visible().begin(), visible().end(), item);
        return at == m_visible.end() ? -1 : int(at - m_visible.begin());
    }
    return -1;
}

QAccessibleInterface* ChartAccessible::childAt(int x, int y) const
{
    if (!chart() || !chart()->layout())
        return nullptr;
    const int item = chart()->layout()->itemAt(chart()->mapFromGlobal(QPoint(x, y)));
    const auto at = std::find(visible().begin(), visible().end(), item);
    return item < 0 || at == m_visible.end() ? nullptr : child(int(at - m_visible.begin()));
}

} // namespace heapwise::ui
