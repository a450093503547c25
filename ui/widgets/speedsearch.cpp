#include "ui/widgets/speedsearch.h"

#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/datatree.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QTimer>

namespace heapwise::ui {

namespace {

constexpr int kRowsAtOnce = 1000;

/// What was typed, on the background of tooltips.
class SearchField : public QLabel {
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter painter(this);
        paintRounded(painter, rect(), scaledF(4), color(Token::ToolTip), color(Token::Line));
        painter.end();
        QLabel::paintEvent(event);
    }
};

} // namespace

SpeedSearch::SpeedSearch(DataTree* tree)
    : QObject(tree)
    , m_tree(tree)
    , m_field(new SearchField(tree))
{
    m_field->setObjectName(QStringLiteral("speedSearch"));
    m_field->setAccessibleName(tr("Search in the rows"));
    m_field->setContentsMargins(scaled(8), scaled(4), scaled(8), scaled(4));
    m_field->setTextFormat(Qt::PlainText);
    m_field->hide();
}

bool SpeedSearch::handleKey(const QKeyEvent& event)
{
    const bool plain = !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const QString typed = event.text();
    if (isActive()) {
        switch (event.key()) {
        case Qt::Key_Escape:
            if (m_origin.isValid())
                m_tree->setCurrentIndex(m_origin);
            end();
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            end();
            return true;
        case Qt::Key_Backspace:
            setText(m_text.chopped(1));
            return true;
        case Qt::Key_Up:
            find(-1, true);
            return true;
        case Qt::Key_Down:
            find(1, true);
            return true;
        case Qt::Key_F3:
            find(event.modifiers() & Qt::ShiftModifier ? -1 : 1, true);
            return true;
        default:
            break;
        }
    }
    // A space, * + - and digits alone start nothing: they are keys of the tree.
    const bool starts = !typed.isEmpty() && (typed[0].isLetter() || QStringLiteral("@(_$#{<\"").contains(typed[0]));
    const bool continues = isActive() && !typed.isEmpty() && typed[0].isPrint();
    if (!plain || !(starts || continues))
        return false;
    setText(m_text + typed);
    return true;
}

void SpeedSearch::setText(const QString& text)
{
    if (text.isEmpty()) {
        end();
        return;
    }
    if (m_text.isEmpty())
        m_origin = m_tree->currentIndex();
    m_text = text;
    m_tree->cellDelegate()->setHighlight(text);
    m_tree->viewport()->update();
    find(1, false);
}

void SpeedSearch::end()
{
    m_text.clear();
    m_origin = QPersistentModelIndex();
    m_walk = {};
    m_tree->cellDelegate()->setHighlight({});
    m_tree->viewport()->update();
    m_field->hide();
}

bool SpeedSearch::matches(const QModelIndex& index) const
{
    const QModelIndex name = index.siblingAtColumn(0);
    if (name.data(LinkRole).toBool())
        return false;
    if (name.data(Qt::DisplayRole).toString().contains(m_text, Qt::CaseInsensitive) ||
        name.data(SecondaryRole).toString().contains(m_text, Qt::CaseInsensitive))
        return true;
    const QVariant id = name.data(ObjectIdRole);
    return m_text.startsWith(QLatin1Char('@')) && id.isValid() &&
           (QLatin1Char('@') + QString::number(id.toUInt())).startsWith(m_text);
}

QModelIndex SpeedSearch::next(const QModelIndex& index, int direction) const
{
    return direction > 0 ? m_tree->indexBelow(index) : m_tree->indexAbove(index);
}

void SpeedSearch::find(int direction, bool skipCurrent)
{
    const auto* model = m_tree->model();
    if (!model || model->rowCount() == 0)
        return;
    QModelIndex start = m_tree->currentIndex().siblingAtColumn(0);
    if (!start.isValid()) {
        start = model->index(0, 0);
        skipCurrent = false;
    }
    m_walk = {start, start, direction, false, true};
    if (!skipCurrent && matches(start)) {
        m_walk.running = false;
        m_found = true;
        m_tree->setCurrentIndex(start);
        showState();
        return;
    }
    step();
}

void SpeedSearch::step()
{
    if (!m_walk.running || !m_walk.at.isValid()) // ended, or the rows went away
        return;
    QModelIndex at = m_walk.at;
    for (int i = 0; i < kRowsAtOnce; ++i) {
        at = next(at, m_walk.direction);
        if (!at.isValid() && !m_walk.wrapped) {
            m_walk.wrapped = true;
            const int last = m_tree->model()->rowCount() - 1;
            at = m_tree->model()->index(m_walk.direction > 0 ? 0 : last, 0);
        }
        const bool round = !at.isValid() || at == m_walk.start;
        if (round || matches(at)) {
            m_walk.running = false;
            m_found = at.isValid() && matches(at);
            if (m_found)
                m_tree->setCurrentIndex(at);
            showState();
            return;
        }
    }
    m_walk.at = at;
    QTimer::singleShot(0, this, &SpeedSearch::step);
}

void SpeedSearch::showState()
{
    QPalette palette = m_field->palette();
    for (const auto role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, color(m_found ? Token::Text : Token::Error));
    m_field->setPalette(palette);
    m_field->setText(m_found ? m_text : tr("%1   no match in these rows").arg(m_text));
    m_field->adjustSize();
    place();
    m_field->show();
    m_field->raise();
}

void SpeedSearch::place()
{
    const QRect area = m_tree->viewport()->geometry();
    m_field->move(area.right() - m_field->width() - scaled(8), area.top() + scaled(6));
}

} // namespace heapwise::ui
