#include "ui/views/snapshot/fieldproblem.h"

#include <QEvent>
#include <QTextDocumentFragment>

#include "ui/querytext.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filterfield.h"

#include <algorithm>

namespace heapwise::ui {

namespace {

const QString kProblemMark = QStringLiteral("▲");
constexpr int kProblemSide = 8, kProblemBelow = 4;

} // namespace

FieldProblem::FieldProblem(QWidget* parent)
    : QLabel(parent)
{
    setForegroundRole(QPalette::WindowText);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    setMinimumWidth(1); // a long sentence does not widen the window
    hide();
    connect(this, &QLabel::linkActivated, this, [this](const QString& meant) {
        if (m_field)
            emit corrected(withReplaced(m_field->text(), m_at, meant));
    });
}

void FieldProblem::showError(const query::QueryError& error)
{
    using Code = query::QueryError::Code;
    m_at = error.at;
    QString text = queryErrorText(error).toHtmlEscaped();
    const bool isWord = error.code == Code::UnknownField || error.code == Code::BadKind;
    if (isWord && !error.suggestion.empty()) {
        const QString meant = QString::fromStdString(error.suggestion).toHtmlEscaped();
        text += tr(" Did you mean <a href=\"%1\">%1</a>?").arg(meant);
    }
    setText(kProblemMark + QLatin1Char(' ') + text);
    setAccessibleName(problemText());
    updateLook();
    show();
    place();
}

QString FieldProblem::problemText() const
{
    return isHidden() ? QString() : QTextDocumentFragment::fromHtml(text()).toPlainText();
}

/// Under what is wrong, as far as there is room.
void FieldProblem::place()
{
    if (!m_field || isHidden() || !parentWidget())
        return;
    const int inField = std::max(0, m_field->xOf(m_at.begin)); // it may have been scrolled out at the left
    const int at = parentWidget()->mapFromGlobal(m_field->mapToGlobal(QPoint(inField, 0))).x() -
                   fontMetrics().horizontalAdvance(kProblemMark) / 2;
    // The size hint would be of the margins before.
    const int room =
        parentWidget()->width() - fontMetrics().horizontalAdvance(problemText()) - 2 * scaled(kProblemSide);
    const int left = std::clamp(at, scaled(kProblemSide), std::max(scaled(kProblemSide), room));
    setContentsMargins(left, 0, scaled(kProblemSide), scaled(kProblemBelow));
}

void FieldProblem::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    place();
}

void FieldProblem::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        updateLook();
    QLabel::changeEvent(event);
}

void FieldProblem::updateLook()
{
    QPalette red = palette();
    if (red.color(QPalette::WindowText) == color(Token::Error))
        return;
    red.setColor(QPalette::WindowText, color(Token::Error));
    setPalette(red);
}

} // namespace heapwise::ui
