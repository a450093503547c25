#include "ui/views/live/rundialog.h"

#include "ui/theme/fonts.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>

namespace heapwise::ui {

RunDialog::RunDialog(QWidget* parent)
    : QDialog(parent)
    , m_program(new QLineEdit)
    , m_script(new QLineEdit)
    , m_arguments(new QLineEdit)
    , m_directory(new QLineEdit)
    , m_environment(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("runDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Run and watch"));
    setMinimumWidth(scaled(520));
    const QSettings settings;
    m_program->setText(settings.value(QStringLiteral("run/program"), QStringLiteral("node")).toString());
    m_script->setText(settings.value(QStringLiteral("run/script")).toString());
    m_script->setObjectName(QStringLiteral("runScript"));
    m_arguments->setText(settings.value(QStringLiteral("run/arguments")).toString());
    m_directory->setText(settings.value(QStringLiteral("run/directory")).toString());
    m_directory->setPlaceholderText(tr("The folder of the script"));
    m_environment->setPlainText(settings.value(QStringLiteral("run/environment")).toString());
    m_environment->setPlaceholderText(QStringLiteral("PORT=3000"));
    m_environment->setTabChangesFocus(true);
    m_environment->setFixedHeight(scaled(70));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(scaled(20), scaled(18), scaled(20), scaled(16));
    form->setSpacing(scaled(10));
    auto* scriptRow = new QHBoxLayout;
    auto* choose = new QPushButton(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, &RunDialog::chooseScript);
    scriptRow->addWidget(m_script, 1);
    scriptRow->addWidget(choose);
    form->addRow(tr("Script"), scriptRow);
    m_script->setAccessibleName(tr("Script"));
    m_arguments->setAccessibleName(tr("Arguments"));
    m_directory->setAccessibleName(tr("Directory"));
    m_environment->setAccessibleName(tr("Environment, one per line"));
    m_program->setAccessibleName(tr("Node.js program"));
    form->addRow(tr("Arguments"), m_arguments);
    form->addRow(tr("Directory"), m_directory);
    form->addRow(tr("Environment, one per line"), m_environment);
    form->addRow(tr("Node.js program"), m_program);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon(QIcon());
    auto* runButton = buttons->addButton(tr("Run"), QDialogButtonBox::AcceptRole);
    runButton->setObjectName(QStringLiteral("runYes"));
    runButton->setProperty("primary", true);
    const auto update = [this, runButton] { runButton->setEnabled(!m_script->text().trimmed().isEmpty()); };
    connect(m_script, &QLineEdit::textChanged, this, update);
    update();
    connect(buttons, &QDialogButtonBox::accepted, this, &RunDialog::run);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    runButton->setDefault(true); // only now is it the dialog's
}

void RunDialog::chooseScript()
{
    auto* dialog = new QFileDialog(this, tr("Script to run"), QFileInfo(m_script->text()).path(),
                                   tr("JavaScript (*.js *.mjs *.cjs *.ts);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_script, &QLineEdit::setText);
    dialog->open();
}

void RunDialog::run()
{
    QSettings settings;
    settings.setValue(QStringLiteral("run/program"), m_program->text());
    settings.setValue(QStringLiteral("run/script"), m_script->text());
    settings.setValue(QStringLiteral("run/arguments"), m_arguments->text());
    settings.setValue(QStringLiteral("run/directory"), m_directory->text());
    settings.setValue(QStringLiteral("run/environment"), m_environment->toPlainText());
    inspector::LaunchRequest request;
    request.program = m_program->text().trimmed();
    const QString script = m_script->text().trimmed();
    request.arguments = QStringList{script} + QProcess::splitCommand(m_arguments->text());
    request.directory = m_directory->text().isEmpty() ? QFileInfo(script).absolutePath() : m_directory->text();
    request.environment = m_environment->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    emit runRequested(request);
    accept();
}

} // namespace heapwise::ui
