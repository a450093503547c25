// The columns of DataTree: widths, order, hiding, and keeping them in the settings.

#include "ui/theme/fonts.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/headerview.h"
#include "ui/widgets/totalsrow.h"

#include <QMenu>
#include <QSettings>

#include <cmath>

namespace heapwise::ui {

namespace {
constexpr int kMinStretchWidth = 140;
const QString kColumnsKey = QStringLiteral("columns/");
const QString kScaleKey = QStringLiteral("columnScale/"); ///< of lengths when the widths were kept
} // namespace

void DataTree::setColumnWidths(const QList<int>& widths)
{
    m_widths = widths;
    applyDefaultWidths();
}

void DataTree::setHiddenByDefault(const QList<int>& columns)
{
    m_hiddenByDefault = columns;
    for (const int column : columns)
        setColumnHidden(column, true);
    fitStretchColumn();
}

void DataTree::setColumnAvailable(int column, bool available)
{
    if (available == !m_unavailable.contains(column))
        return;
    if (available) {
        setColumnHidden(column, m_unavailable.take(column));
    } else {
        m_unavailable.insert(column, isColumnHidden(column));
        setColumnHidden(column, true);
    }
    fitStretchColumn();
}

int DataTree::stretchColumn() const
{
    return int(m_widths.indexOf(0));
}

void DataTree::applyDefaultWidths()
{
    if (!model())
        return;
    const QSignalBlocker blocker(m_header);
    for (int column = 0; column < std::min(int(m_widths.size()), m_header->count()); ++column)
        if (m_widths[column] > 0)
            setColumnWidth(column, scaled(m_widths[column]));
    fitStretchColumn();
}

void DataTree::rescaleColumns(double ratio)
{
    const QSignalBlocker blocker(m_header);
    m_header->setMinimumSectionSize(m_header->leastSectionSize());
    for (int column = 0; column < m_header->count(); ++column)
        if (!m_header->isSectionHidden(column))
            m_header->resizeSection(column, int(std::lround(m_header->sectionSize(column) * ratio)));
    fitStretchColumn();
}

void DataTree::fitStretchColumn()
{
    const int column = stretchColumn();
    if (!model() || column < 0 || column >= m_header->count() || m_header->isSectionHidden(column))
        return;
    const int others = m_header->length() - m_header->sectionSize(column);
    const int width = std::max(scaled(kMinStretchWidth), viewport()->width() - others);
    if (width != m_header->sectionSize(column))
        m_header->resizeSection(column, width);
}

void DataTree::setViewName(const QString& name)
{
    m_viewName = name;
    restoreColumns();
    fitStretchColumn();
}

void DataTree::saveColumns() const
{
    if (m_viewName.isEmpty())
        return;
    const QSignalBlocker blocker(m_header);
    for (auto it = m_unavailable.begin(); it != m_unavailable.end(); ++it)
        m_header->setSectionHidden(it.key(), it.value());
    QSettings().setValue(kColumnsKey + m_viewName, m_header->saveState());
    QSettings().setValue(kScaleKey + m_viewName, scaledF(1));
    for (auto it = m_unavailable.begin(); it != m_unavailable.end(); ++it)
        m_header->setSectionHidden(it.key(), true);
}

bool DataTree::restoreColumns()
{
    const QByteArray state = QSettings().value(kColumnsKey + m_viewName).toByteArray();
    const int count = m_header->count();
    const QSignalBlocker blocker(m_header);
    if (state.isEmpty() || !m_header->restoreState(state) || m_header->count() != count)
        return false;
    const double savedAt = QSettings().value(kScaleKey + m_viewName, scaledF(1)).toDouble();
    if (savedAt > 0)
        rescaleColumns(scaledF(1) / savedAt);
    return true;
}

void DataTree::resetColumns()
{
    for (int column = 0; column < m_header->count(); ++column) {
        if (m_unavailable.contains(column))
            m_unavailable[column] = m_hiddenByDefault.contains(column);
        else
            setColumnHidden(column, m_hiddenByDefault.contains(column));
        m_header->moveSection(m_header->visualIndex(column), column);
    }
    applyDefaultWidths();
    saveColumns();
    if (m_totals)
        m_totals->update();
}

void DataTree::showHeaderMenu(const QPoint& pos)
{
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("headerMenu"));
    for (int column = 0; column < m_header->count(); ++column) {
        const QString name = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        if (name.isEmpty() || m_unavailable.contains(column))
            continue;
        auto* action = menu.addAction(name);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != 0); // the name is what a row is
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            fitStretchColumn();
            saveColumns();
        });
    }
    menu.addSeparator();
    menu.addAction(tr("Reset columns"), this, &DataTree::resetColumns);
    menu.exec(m_header->mapToGlobal(pos));
}

QList<int> DataTree::visibleColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const bool named = !model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty();
        if (!m_header->isSectionHidden(column) && named)
            columns.append(column);
    }
    return columns;
}

} // namespace heapwise::ui
