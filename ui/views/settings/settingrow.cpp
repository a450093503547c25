#include "ui/views/settings/settingrow.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

constexpr int kFieldWidth = 300;

/// What a control does is said by the words beside it.
void nameControl(QWidget& control, const QString& name, const QString& note)
{
    for (auto* inner : control.findChildren<QWidget*>())
        if (inner->focusPolicy() != Qt::NoFocus && inner->accessibleName().isEmpty() &&
            !inner->parentWidget()->inherits("QAbstractScrollArea"))
            inner->setAccessibleName(inner->inherits("QAbstractButton")
                                         ? name + QStringLiteral(": ") + inner->property("text").toString()
                                         : name);
    control.setAccessibleName(name);
    control.setAccessibleDescription(note);
}

} // namespace

SettingRow::SettingRow(const QString& name, const QString& note)
    : SettingRow(name, note, nullptr)
{}

SettingRow::SettingRow(const QString& name, const QString& note, QWidget* control, Place place)
    : m_words(name + QLatin1Char('\n') + note)
{
    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(1));
    auto* title = new TextLabel(TextStyle::Body, Token::Text);
    title->setText(name);
    title->setWordWrap(true);
    words->addWidget(title);
    if (!note.isEmpty()) {
        auto* sentence = new TextLabel(TextStyle::Small, Token::TextSecondary);
        sentence->setText(note);
        sentence->setWordWrap(true);
        words->addWidget(sentence);
    }
    auto* layout = new QBoxLayout(place == Place::Right ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, this);
    layout->setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(8));
    layout->setSpacing(scaled(place == Place::Right ? 16 : 8));
    layout->addLayout(words, 1);
    if (!control)
        return;
    nameControl(*control, name, note);
    if (auto* box = qobject_cast<QComboBox*>(control))
        for (int i = 0; i < box->count(); ++i)
            m_words += QLatin1Char('\n') + box->itemText(i);
    layout->addWidget(control, 0, place == Place::Right ? Qt::AlignRight | Qt::AlignVCenter : Qt::Alignment());
}

bool SettingRow::matches(const QString& text) const
{
    return m_words.contains(text, Qt::CaseInsensitive);
}

QCheckBox* checkOf(const Setting<bool>& setting)
{
    auto* box = new QCheckBox;
    box->setObjectName(setting.key());
    box->setChecked(setting.value());
    setting.follow(box, [box, &setting] { box->setChecked(setting.value()); });
    QObject::connect(box, &QCheckBox::toggled, box, [&setting](bool on) { setting.set(on); });
    return box;
}

QLineEdit* fieldOf(const Setting<QString>& setting)
{
    auto* field = new QLineEdit(setting.value());
    field->setObjectName(setting.key());
    field->setMinimumWidth(scaled(kFieldWidth));
    setting.follow(field, [field, &setting] { field->setText(setting.value()); });
    QObject::connect(field, &QLineEdit::editingFinished, field,
                     [field, &setting] { setting.set(field->text().trimmed()); });
    return field;
}

QWidget* folderOf(const Setting<QString>& setting, const QString& usual)
{
    auto* both = new QWidget;
    auto* field = fieldOf(setting);
    field->setPlaceholderText(usual);
    field->setToolTip(QObject::tr("Empty: %1").arg(usual));
    auto* choose = new QPushButton(QObject::tr("Choose…"));
    choose->setAutoDefault(false); // Enter in a field keeps its text
    QObject::connect(choose, &QPushButton::clicked, both, [both, &setting, usual] {
        const QString now = setting.value().isEmpty() ? usual : setting.value();
        auto* dialog = new QFileDialog(both, QObject::tr("Choose a folder"), now);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        QObject::connect(dialog, &QFileDialog::fileSelected, both,
                         [&setting](const QString& folder) { setting.set(folder); });
        dialog->open();
    });
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(6));
    row->addWidget(field, 1);
    row->addWidget(choose);
    both->setFocusProxy(field);
    return both;
}

} // namespace heapwise::ui
