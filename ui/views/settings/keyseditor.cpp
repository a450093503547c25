#include "ui/views/settings/keyseditor.h"

#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/views/settings/keysmodel.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace heapwise::ui {

KeysEditor::KeysEditor(QWidget* parent)
    : QWidget(parent)
    , m_model(new KeysModel(this))
    , m_table(new DataTree)
    , m_edit(new QKeySequenceEdit)
    , m_clear(new QPushButton(tr("No keys")))
    , m_reset(new QPushButton(tr("Usual keys")))
    , m_take(new QPushButton(tr("Take them")))
    , m_note(new TextLabel(TextStyle::Small, Token::TextSecondary))
{
    m_table->setObjectName(QStringLiteral("keysTable"));
    m_table->setAccessibleName(tr("Commands and their keys"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnWidths({0, 160, 120});
    m_table->setMinimumHeight(scaled(300));
    m_edit->setObjectName(QStringLiteral("keysEdit"));
    m_edit->setAccessibleName(tr("New keys"));
    m_clear->setObjectName(QStringLiteral("keysClear"));
    m_reset->setObjectName(QStringLiteral("keysReset"));
    m_take->setObjectName(QStringLiteral("keysTake"));
    m_note->setObjectName(QStringLiteral("keysNote"));
    m_note->setWordWrap(true);
    auto* all = new QPushButton(tr("All as usual"));
    all->setObjectName(QStringLiteral("keysResetAll"));
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(6));
    row->addWidget(m_edit, 1);
    for (auto* button : {m_clear, m_reset, all}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    m_take->setAutoDefault(false);
    auto* noteRow = new QHBoxLayout;
    noteRow->addWidget(m_note, 1);
    noteRow->addWidget(m_take);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(6));
    column->addWidget(m_table);
    column->addLayout(row);
    column->addLayout(noteRow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &KeysEditor::showCurrent);
    connect(m_edit, &QKeySequenceEdit::editingFinished, this, &KeysEditor::keysEntered);
    connect(m_take, &QPushButton::clicked, this, &KeysEditor::take);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        setKeys(current(), {});
        showCurrent();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        m_edit->setKeySequence(command(current()).usual);
        keysEntered();
    });
    connect(all, &QPushButton::clicked, this, [this] {
        for (const auto& each : commands())
            resetKeys(each.id);
        showCurrent();
    });
    m_table->setCurrentIndex(m_model->index(0, 0));
}

QLatin1String KeysEditor::current() const
{
    return commands()[std::max(0, m_table->currentIndex().row())].id;
}

void KeysEditor::showCurrent()
{
    m_edit->setKeySequence(keysOf(current()));
    m_clear->setEnabled(!keysOf(current()).isEmpty());
    m_reset->setEnabled(keysOf(current()) != command(current()).usual);
    say({}, false);
}

void KeysEditor::keysEntered()
{
    const QKeySequence keys = m_edit->keySequence();
    if (const auto* other = otherWithKeys(current(), keys)) {
        say(tr("%1 already means “%2”.").arg(keys.toString(QKeySequence::NativeText), other->name), true);
        return;
    }
    setKeys(current(), keys);
    showCurrent();
}

void KeysEditor::take()
{
    const QKeySequence keys = m_edit->keySequence();
    while (const auto* other = otherWithKeys(current(), keys))
        setKeys(other->id, {});
    setKeys(current(), keys);
    showCurrent();
}

void KeysEditor::say(const QString& text, bool canTake)
{
    m_note->setText(text);
    m_take->setVisible(canTake);
}

} // namespace heapwise::ui
