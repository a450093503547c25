#include "ui/export/exportdialog.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/textlabel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>

namespace heapwise::ui {

namespace {

const QString kFolderKey = QStringLiteral("export/folder");
const QString kFormatKey = QStringLiteral("export/format"); ///< the last one chosen

/// As a file is called.
QString fileName(const QString& name)
{
    static const QRegularExpression kOther(QStringLiteral("[^A-Za-z0-9]+"));
    return QString(name).toLower().replace(kOther, QStringLiteral("-"));
}

} // namespace

ExportDialog::ExportDialog(const QList<QWidget*>& items, QWidget* parent)
    : QDialog(parent)
    , m_what(new QComboBox)
    , m_format(new QComboBox)
    , m_file(new QLineEdit)
    , m_note(new TextLabel(TextStyle::Small, Token::TextSecondary))
    , m_warning(new TextLabel(TextStyle::Small, Token::Warning))
{
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export"));
    setMinimumWidth(scaled(520));
    m_what->setObjectName(QStringLiteral("exportWhat"));
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_file->setObjectName(QStringLiteral("exportFile"));
    m_note->setWordWrap(true);
    m_warning->setWordWrap(true);
    m_warning->setObjectName(QStringLiteral("exportWarning"));
    for (auto* widget : items) {
        m_items.append(widget);
        m_what->addItem(dynamic_cast<Exportable*>(widget)->exportName());
    }
    auto* choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    auto* fileRow = new QHBoxLayout;
    fileRow->setSpacing(scaled(6));
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(choose);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon(QIcon());
    m_export = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_export->setObjectName(QStringLiteral("exportYes"));
    m_export->setProperty("primary", true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(scaled(20), scaled(18), scaled(20), scaled(16));
    form->setSpacing(scaled(10));
    form->addRow(tr("&What"), m_what);
    form->addRow(QString(), m_note);
    form->addRow(tr("&Format"), m_format);
    auto* fileLabel = new QLabel(tr("F&ile"));
    fileLabel->setBuddy(m_file);
    form->addRow(fileLabel, fileRow);
    m_file->setAccessibleName(tr("File"));
    form->addRow(QString(), m_warning);
    form->addRow(buttons);
    m_export->setDefault(true); // only now is it the dialog's
    connect(m_what, &QComboBox::currentIndexChanged, this, &ExportDialog::itemChanged);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChanged);
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::fileChanged);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    itemChanged();
}

Exportable* ExportDialog::item() const
{
    return dynamic_cast<Exportable*>(m_items.value(m_what->currentIndex()).data());
}

QString ExportDialog::suffix() const
{
    return m_format->currentData().toString();
}

void ExportDialog::itemChanged()
{
    const auto* chosen = item();
    if (!chosen)
        return;
    const QString usual = QSettings().value(kFormatKey).toString();
    {
        const QSignalBlocker blocker(m_format);
        m_format->clear();
        for (const auto& format : chosen->exportFormats())
            m_format->addItem(format.name, format.suffix);
        m_format->setCurrentIndex(std::max(0, m_format->findData(usual)));
    }
    m_note->setText(chosen->exportNote());
    m_note->setVisible(!m_note->text().isEmpty());
    const QString folder = QSettings().value(kFolderKey, QDir::homePath()).toString();
    m_file->setText(QDir(folder).filePath(fileName(chosen->exportName()) + QLatin1Char('.') + suffix()));
}

void ExportDialog::formatChanged()
{
    const QFileInfo file(m_file->text());
    m_file->setText(file.dir().filePath(file.completeBaseName() + QLatin1Char('.') + suffix()));
}

void ExportDialog::fileChanged()
{
    const QString text = m_file->text().trimmed();
    m_export->setEnabled(!text.isEmpty());
    m_warning->setText(QFileInfo::exists(text) ? tr("This file is there already and will be replaced.") : QString());
    m_warning->setVisible(!m_warning->text().isEmpty());
}

void ExportDialog::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Export to"), m_file->text(),
                                   QStringLiteral("%1 (*.%2)").arg(m_format->currentText(), suffix()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // said here, before Export is pressed
    dialog->setDefaultSuffix(suffix());
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void ExportDialog::start()
{
    auto* chosen = item();
    const QString path = QFileInfo(m_file->text().trimmed()).absoluteFilePath();
    if (!chosen || chosen->exportName().isEmpty()) {
        m_warning->setText(tr("This view is gone. Close this window and export again."));
        m_warning->show();
        return;
    }
    QSettings().setValue(kFolderKey, QFileInfo(path).path());
    QSettings().setValue(kFormatKey, suffix());
    emit this->chosen(chosen->exportName(), chosen->exportWork(suffix()), path);
    accept();
}

} // namespace heapwise::ui
