#include "ui/widgets/filterfield.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QDialog>
#include <QKeyEvent>
#include <QSignalBlocker>

namespace heapwise::ui {

FilterField::FilterField(const QString& iconName, QWidget* parent)
    : QLineEdit(parent)
{
    addAction(icon(iconName), LeadingPosition);
    setTextMargins(-4, 0, 0, 0); // the icon brings its own room
    auto* clearing = addAction(icon(QStringLiteral("close")), TrailingPosition);
    clearing->setToolTip(tr("Clear"));
    clearing->setVisible(false);
    connect(clearing, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, clearing,
            [clearing](const QString& text) { clearing->setVisible(!text.isEmpty()); });
}

int FilterField::characterAt(std::uint32_t byte) const
{
    return int(QString::fromUtf8(text().toUtf8().left(byte)).size());
}

void FilterField::select(std::uint32_t beginByte, std::uint32_t endByte)
{
    const int begin = characterAt(beginByte);
    setSelection(begin, characterAt(endByte) - begin);
}

/// The cursor is the one thing a line edit tells the place of.
int FilterField::xOf(std::uint32_t byte)
{
    const int before = cursorPosition(), selected = selectionStart(), length = int(selectedText().size());
    const QSignalBlocker blocker(this);
    setCursorPosition(characterAt(byte));
    const int x = cursorRect().center().x();
    setCursorPosition(before);
    if (selected >= 0)
        setSelection(selected, length);
    return x;
}

bool FilterField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // the window's Esc cancels work; here it belongs to the field
        return true;
    }
    return QLineEdit::event(event);
}

void FilterField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    if (!text().isEmpty())
        clear();
    else if (qobject_cast<QDialog*>(window()))
        event->ignore(); // closes it
    else if (auto* next = nextInFocusChain())
        next->setFocus(Qt::OtherFocusReason);
}

} // namespace heapwise::ui
