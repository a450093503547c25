// What of a DataTree leaves it: copied rows, dragged rows, an export of all of them.
#include "ui/widgets/datatree.h"

#include "ui/export/modelrows.h"
#include "ui/export/tableexport.h"

#include <QApplication>
#include <QClipboard>
#include <QDrag>
#include <QMenu>
#include <QMimeData>

#include <algorithm>

namespace heapwise::ui {

// --- copying ---------------------------------------------------------------------------------------------

QModelIndexList DataTree::selectedRowsInOrder() const
{
    QModelIndexList rows = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    std::sort(rows.begin(), rows.end(),
              [this](const auto& a, const auto& b) { return visualRect(a).top() < visualRect(b).top(); });
    return rows;
}

QString DataTree::selectedText(CopyFormat format) const
{
    return rowsAsText(selectedRowsInOrder(), visibleColumns(), format);
}

void DataTree::copySelection(CopyFormat format)
{
    const QString text = selectedText(format);
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

QString DataTree::exportNote() const
{
    return rootIsDecorated() ? tr("All rows the filter leaves, in this order, also those not shown yet; below rows "
                                  "that are expanded, all that is in them.")
                             : tr("All rows the filter leaves, in this order.");
}

QList<ExportFormat> DataTree::exportFormats() const
{
    return tableFormats();
}

ExportWork DataTree::exportWork(const QString& suffix)
{
    const QList<int> columns = visibleColumns();
    const auto* own = dynamic_cast<const HasRowSource*>(model());
    auto rows = own ? own->rowSource(columns, [this](const QModelIndex& index) { return isExpanded(index); })
                    : modelRows(*this, columns);
    return tableWork(std::move(rows), writerColumns(*model(), columns), suffix);
}

QMenu* DataTree::createCopyMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("Copy"), parent);
    menu->addAction(tr("Copy rows"), this, [this] { copySelection(CopyFormat::Tsv); });
    menu->addAction(tr("Copy as JSON"), this, [this] { copySelection(CopyFormat::Json); });
    menu->addAction(tr("Copy as Markdown table"), this, [this] { copySelection(CopyFormat::Markdown); });
    return menu;
}

void DataTree::startDrag(Qt::DropActions)
{
    const QString text = selectedText(CopyFormat::Tsv);
    if (text.isEmpty())
        return;
    auto* mime = new QMimeData;
    mime->setText(text);
    auto* drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->exec(Qt::CopyAction);
}

} // namespace heapwise::ui
