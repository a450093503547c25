#include "ui/widgets/filterfield.h"

#include "ui/theme/icons.h"

#include <QAction>
#include <QDialog>
#include <QKeyEvent>

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
