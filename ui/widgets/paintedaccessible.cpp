#include "ui/widgets/paintedaccessible.h"

#include <QPointer>
#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace heapwise::ui {

namespace {

class ItemAccessible : public QAccessibleInterface {
public:
    ItemAccessible(QWidget* widget, PaintedItems* items, int item)
        : m_widget(widget)
        , m_items(items)
        , m_item(item)
    {}

    bool isValid() const override { return m_widget && m_items->hasItem(m_item); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_widget ? m_widget->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_widget.data()); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::TreeItem; }

    QString text(QAccessible::Text what) const override
    {
        if (!isValid())
            return {};
        return what == QAccessible::Name          ? m_items->itemName(m_item)
               : what == QAccessible::Description ? m_items->itemDescription(m_item)
                                                  : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect place = m_items->itemRect(m_item);
        return {m_widget->mapToGlobal(place.topLeft()), place.size()};
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.selectable = true;
        state.selected = isValid() && m_items->isItemSelected(m_item);
        state.invalid = !isValid();
        return state;
    }

private:
    QPointer<QWidget> m_widget; ///< lives as long as m_items: they are one object
    PaintedItems* m_items;
    int m_item;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* const items = dynamic_cast<PaintedItems*>(object);
    return items ? new PaintedAccessible(qobject_cast<QWidget*>(object), items) : nullptr;
}

} // namespace

void PaintedAccessible::install()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

PaintedAccessible::PaintedAccessible(QWidget* widget, PaintedItems* items)
    : QAccessibleWidget(widget, QAccessible::Tree)
    , m_items(items)
{}

PaintedAccessible::~PaintedAccessible()
{
    for (const auto& [item, id] : m_ids)
        QAccessible::deleteAccessibleInterface(id);
}

const std::vector<int>& PaintedAccessible::visible() const
{
    if (m_items->itemsVersion() != m_version) {
        m_version = m_items->itemsVersion();
        m_visible = m_items->visibleItems();
    }
    return m_visible;
}

int PaintedAccessible::childCount() const
{
    return int(visible().size());
}

QAccessibleInterface* PaintedAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    const int item = m_visible[std::size_t(index)];
    const auto known = m_ids.find(item);
    if (known != m_ids.end())
        return QAccessible::accessibleInterface(known->second);
    auto* const made = new ItemAccessible(widget(), m_items, item);
    m_ids[item] = QAccessible::registerAccessibleInterface(made);
    return made;
}

int PaintedAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    for (const auto& [item, id] : m_ids) {
        if (QAccessible::accessibleInterface(id) != child)
            continue;
        const auto at = std::find(visible().begin(), visible().end(), item);
        return at == m_visible.end() ? -1 : int(at - m_visible.begin());
    }
    return -1;
}

QAccessibleInterface* PaintedAccessible::childAt(int x, int y) const
{
    const int item = m_items->itemNear(widget()->mapFromGlobal(QPoint(x, y)));
    const auto at = std::find(visible().begin(), visible().end(), item);
    return item < 0 || at == m_visible.end() ? nullptr : child(int(at - m_visible.begin()));
}

} // namespace heapwise::ui
