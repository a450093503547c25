#include "ui/views/snapshot/textpane.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTextDocument>
#include <QVBoxLayout>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

constexpr int kTextPaneMargin = 12;

} // namespace

TextPane::TextPane(QWidget* parent)
    : QWidget(parent)
    , m_find(new FilterField(QStringLiteral("search"), this))
    , m_matches(new TextLabel(TextStyle::Small, Token::TextSecondary, this))
    , m_json(new QCheckBox(tr("Formatted JSON"), this))
    , m_note(new TextLabel(TextStyle::Small, Token::TextSecondary, this))
    , m_text(new QPlainTextEdit(this))
{
    m_find->setObjectName(QStringLiteral("stringFind"));
    m_find->setPlaceholderText(tr("Find in the text"));
    m_matches->setObjectName(QStringLiteral("stringMatches"));
    m_json->setObjectName(QStringLiteral("formatJson"));
    m_note->setObjectName(QStringLiteral("cutNote"));
    m_note->setWordWrap(true);
    m_note->setContentsMargins(scaled(kTextPaneMargin), 0, scaled(kTextPaneMargin), scaled(4));
    m_text->setObjectName(QStringLiteral("stringText"));
    m_text->setAccessibleName(tr("Text of the string"));
    m_text->setReadOnly(true);
    m_text->document()->setDocumentMargin(scaled(8));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(ui::font(TextStyle::Mono));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(scaled(kTextPaneMargin), scaled(4), scaled(kTextPaneMargin), scaled(4));
    row->addWidget(m_find, 1);
    row->addWidget(m_matches);
    row->addWidget(m_json);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_note);
    layout->addWidget(m_text, 1);
    connect(m_find, &QLineEdit::textChanged, this, [this] { find(false); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { find(true); });
    connect(m_json, &QCheckBox::toggled, this, [this](bool on) { show(on); });
    auto* const shortcut = new QShortcut(QKeySequence::Find, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, m_find, [this] { m_find->setFocus(); });
    setText({}, {}, {});
}

void TextPane::setText(const QString& text, const QString& formatted, const QString& note)
{
    m_plain = text;
    m_formatted = formatted;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_json->setVisible(!formatted.isEmpty());
    show(m_json->isChecked() && !formatted.isEmpty());
}

void TextPane::show(bool formatted)
{
    m_text->setPlainText(formatted ? m_formatted : m_plain);
    find(false);
}

/// From the start, or from the present match on, and around the end.
void TextPane::find(bool again)
{
    const QString wanted = m_find->text();
    QTextCursor at = m_text->textCursor();
    at.setPosition(again ? at.selectionEnd() : 0);
    m_text->setTextCursor(at);
    if (wanted.isEmpty()) {
        m_matches->clear();
        return;
    }
    if (!m_text->find(wanted) && again) {
        m_text->moveCursor(QTextCursor::Start);
        m_text->find(wanted);
    }
    const auto count = m_text->toPlainText().count(wanted, Qt::CaseInsensitive);
    m_matches->setText(count == 1 ? tr("1 match") : tr("%1 matches").arg(formatCount(quint64(count))));
}

} // namespace heapwise::ui
