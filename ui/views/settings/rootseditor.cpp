#include "ui/views/settings/rootseditor.h"

#include "ui/settings/setting.h"
#include "ui/sourcefile.h"
#include "ui/theme/fonts.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <utility>

namespace heapwise::ui {

RootsEditor::RootsEditor(QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 2))
    , m_remove(new QPushButton(tr("Remove")))
{
    m_table->setObjectName(QStringLiteral("sourceRoots"));
    m_table->setAccessibleName(tr("Source roots"));
    m_table->setHorizontalHeaderLabels({tr("In the snapshot"), tr("On this computer")});
    m_table->horizontalHeaderItem(0)->setToolTip(tr("The folder as the program that was watched saw it"));
    m_table->horizontalHeaderItem(1)->setToolTip(tr("The same folder on this computer"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setMinimumHeight(scaled(120));
    auto* addButton = new QPushButton(tr("Add"));
    addButton->setObjectName(QStringLiteral("addRoot"));
    addButton->setAutoDefault(false);
    m_remove->setObjectName(QStringLiteral("removeRoot"));
    m_remove->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(scaled(6));
    buttons->addWidget(addButton);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(6));
    column->addWidget(m_table);
    column->addLayout(buttons);
    connect(addButton, &QPushButton::clicked, this, &RootsEditor::add);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_table->removeRow(m_table->currentRow());
        keep();
    });
    connect(m_table, &QTableWidget::cellChanged, this, &RootsEditor::keep);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
    connect(&SettingChanges::instance(), &SettingChanges::changed, this, [this](const QString& key) {
        if (key == QLatin1String("sourceRoots") && !m_isFilling)
            fill();
    });
    fill();
}

void RootsEditor::fill()
{
    const bool before = std::exchange(m_isFilling, true);
    m_table->setRowCount(0);
    for (const auto& [from, to] : sourceRoots())
        addRow(from, to);
    m_remove->setEnabled(m_table->currentRow() >= 0);
    m_isFilling = before;
}

void RootsEditor::addRow(const QString& from, const QString& to)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    m_table->setItem(row, 0, new QTableWidgetItem(from));
    m_table->setItem(row, 1, new QTableWidgetItem(to));
}

void RootsEditor::add()
{
    m_isFilling = true; // nothing is kept of a row that is still empty
    addRow({}, {});
    m_isFilling = false;
    m_table->setCurrentCell(m_table->rowCount() - 1, 0);
    m_table->editItem(m_table->currentItem());
}

void RootsEditor::keep()
{
    if (m_isFilling)
        return;
    QList<QPair<QString, QString>> roots;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QString from = m_table->item(row, 0)->text().trimmed(), to = m_table->item(row, 1)->text().trimmed();
        if (!from.isEmpty() && !to.isEmpty())
            roots.append({from, to});
    }
    m_isFilling = true;
    setSourceRoots(roots);
    m_isFilling = false;
}

} // namespace heapwise::ui
