#include "ui/views/comparison/comparedialog.h"

#include "ui/filekinds.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/textlabel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {
constexpr int kPathRole = Qt::UserRole;
} // namespace

CompareDialog::CompareDialog(const QStringList& known, const QStringList& ticked, int fewest, QWidget* parent)
    : QDialog(parent)
    , m_list(new QListWidget)
    , m_compare(new QPushButton(fewest > 1 ? tr("Compare") : tr("Add")))
    , m_fewest(fewest)
{
    setObjectName(QStringLiteral("compareDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(fewest > 1 ? tr("Compare snapshots") : tr("Add a snapshot"));
    resize(scaled(560), scaled(400));
    auto* column = new QVBoxLayout(this);
    auto* hint = new TextLabel(TextStyle::Body, Token::TextSecondary);
    hint->setText(fewest > 1 ? tr("Tick two snapshots, or three and more for what stays. The earliest stands on top.")
                             : tr("Tick the snapshots that come after the others."));
    m_list->setObjectName(QStringLiteral("compareList"));
    m_list->setAccessibleName(tr("Snapshots to compare"));
    for (const QString& path : known)
        addPath(path, ticked.contains(path));
    column->addWidget(hint);
    column->addWidget(m_list, 1);
    auto* row = new QHBoxLayout;
    const auto add = [&](const QString& text, const QString& name, auto&& run) {
        auto* button = new QPushButton(text);
        button->setObjectName(name);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, run);
        row->addWidget(button);
    };
    add(tr("Other files…"), QStringLiteral("compareAddFiles"), [this] { addFiles(); });
    add(tr("Earlier"), QStringLiteral("compareEarlier"), [this] { move(-1); });
    add(tr("Later"), QStringLiteral("compareLater"), [this] { move(1); });
    row->addStretch(1);
    add(tr("Cancel"), QStringLiteral("compareCancel"), [this] { reject(); });
    m_compare->setObjectName(QStringLiteral("compareStart"));
    m_compare->setDefault(true);
    row->addWidget(m_compare);
    column->addLayout(row);
    connect(m_list, &QListWidget::itemChanged, this, &CompareDialog::updateButtons);
    connect(m_compare, &QPushButton::clicked, this, [this] {
        emit chosen(this->ticked());
        accept();
    });
    updateButtons();
}

QListWidgetItem* CompareDialog::addPath(const QString& path, bool isTicked)
{
    auto* item = new QListWidgetItem(icon(QStringLiteral("snap")),
                                     QFileInfo(path).fileName() + QStringLiteral("   ") + displayFolder(path), m_list);
    item->setData(kPathRole, path);
    item->setToolTip(path);
    item->setCheckState(isTicked ? Qt::Checked : Qt::Unchecked);
    return item;
}

void CompareDialog::addFiles()
{
    auto* dialog = new QFileDialog(this, tr("Snapshots to compare"), QString(), openFileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        for (const QString& path : paths)
            m_list->setCurrentItem(addPath(path, true));
    });
    dialog->open();
}

void CompareDialog::move(int by)
{
    const int row = m_list->currentRow(), to = row + by;
    if (row < 0 || to < 0 || to >= m_list->count())
        return;
    m_list->insertItem(to, m_list->takeItem(row));
    m_list->setCurrentRow(to);
}

QStringList CompareDialog::ticked() const
{
    QStringList paths;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            paths.append(m_list->item(i)->data(kPathRole).toString());
    return paths;
}

void CompareDialog::updateButtons()
{
    m_compare->setEnabled(ticked().size() >= m_fewest);
}

} // namespace heapwise::ui
