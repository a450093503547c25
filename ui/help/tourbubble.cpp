#include "ui/help/tourbubble.h"

#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr int kWidth = 340;
constexpr int kArrow = 10; ///< its length; the card keeps as much room on all sides
constexpr int kRadius = 8;

/// Frames the control; clicks go through it.
class Frame : public QWidget {
public:
    explicit Frame(QWidget* parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color(Token::Accent), scaledF(2)));
        painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), scaledF(5), scaledF(5));
    }
};

} // namespace

TourBubble::TourBubble(QWidget* window)
    : QWidget(window)
    , m_frame(new Frame(window))
    , m_title(new TextLabel(TextStyle::Subtitle, Token::Text))
    , m_text(new TextLabel(TextStyle::Body, Token::Text))
    , m_count(new TextLabel(TextStyle::Small, Token::TextSecondary))
    , m_back(new QPushButton(tr("Back")))
    , m_next(new QPushButton)
{
    setObjectName(QStringLiteral("tourBubble"));
    m_text->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("tourText"));
    m_next->setObjectName(QStringLiteral("tourNext"));
    m_next->setProperty("primary", true);
    m_back->setObjectName(QStringLiteral("tourBack"));
    auto* skip = new QPushButton(tr("Skip the tour"));
    skip->setObjectName(QStringLiteral("tourSkip"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(scaled(6));
    buttons->addWidget(m_count);
    buttons->addStretch(1);
    buttons->addWidget(skip);
    buttons->addWidget(m_back);
    buttons->addWidget(m_next);
    auto* column = new QVBoxLayout(this);
    const int margin = scaled(kArrow + 14);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(scaled(8));
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addLayout(buttons);
    connect(m_next, &QPushButton::clicked, this, &TourBubble::nextRequested);
    connect(m_back, &QPushButton::clicked, this, &TourBubble::backRequested);
    connect(skip, &QPushButton::clicked, this, &TourBubble::skipRequested);
    window->installEventFilter(this);
    hide();
}

QString TourBubble::text() const
{
    return m_text->text();
}

void TourBubble::showStep(int step, int steps, const QString& title, const QString& text, QWidget* target)
{
    m_title->setText(title);
    m_text->setText(text);
    m_count->setText(tr("%1 of %2").arg(step).arg(steps));
    m_back->setEnabled(step > 1);
    m_next->setText(step < steps ? tr("Next") : tr("Done"));
    setAccessibleName(title);
    setAccessibleDescription(text);
    watch(target);
    place();
    show();
    raise();
    m_next->setFocus();
}

void TourBubble::watch(QWidget* target)
{
    if (m_target)
        m_target->removeEventFilter(this);
    m_target = target;
    if (target)
        target->installEventFilter(this);
}

bool TourBubble::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (isVisible() && (type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show || type == QEvent::Hide))
        QMetaObject::invokeMethod(this, &TourBubble::place,
                                  Qt::QueuedConnection); // when all have their new places
    return QWidget::eventFilter(watched, event);
}

// Where there is most room beside the control; in it, where it fills the window.
void TourBubble::place()
{
    const QWidget* window = parentWidget();
    const int width = std::min(scaled(kWidth), window->width());
    resize(width, std::max(layout()->totalHeightForWidth(width), layout()->totalMinimumSize().height()));
    const bool points = m_target && m_target->isVisible();
    m_frame->setVisible(points);
    const QRect whole = window->rect();
    const QRect at =
        points ? QRect(m_target->mapTo(window, QPoint(0, 0)), m_target->size()).intersected(whole) : QRect();
    m_frame->setGeometry(at);
    m_frame->raise();
    QRect card(QPoint(0, 0), size());
    card.moveCenter(points ? at.center() : whole.center());
    if (points) {
        if (whole.right() - at.right() >= card.width())
            card.moveLeft(at.right());
        else if (at.left() >= card.width())
            card.moveRight(at.left());
        else if (whole.bottom() - at.bottom() >= card.height())
            card.moveTop(at.bottom());
        else if (at.top() >= card.height())
            card.moveBottom(at.top());
        else
            card.moveBottomRight(at.bottomRight() - QPoint(scaled(16), scaled(16)));
    }
    card.moveLeft(std::clamp(card.left(), 0, std::max(0, whole.width() - card.width())));
    card.moveTop(std::clamp(card.top(), 0, std::max(0, whole.height() - card.height())));
    move(card.topLeft());
    const QPoint to(std::clamp(at.center().x(), card.left(), card.right()),
                    std::clamp(at.center().y(), card.top(), card.bottom()));
    m_tip = points && !at.contains(card.center()) ? to - card.topLeft() : QPoint(-1, -1);
    raise();
    update();
}

void TourBubble::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int arrow = scaled(kArrow);
    const QRectF card = QRectF(rect()).adjusted(arrow, arrow, -arrow, -arrow);
    QPainterPath shape;
    shape.addRoundedRect(card, scaledF(kRadius), scaledF(kRadius));
    if (m_tip.x() >= 0) {
        // From the nearest point of the edge to the tip.
        const QPointF base(std::clamp(qreal(m_tip.x()), card.left() + 2 * arrow, card.right() - 2 * arrow),
                           std::clamp(qreal(m_tip.y()), card.top() + 2 * arrow, card.bottom() - 2 * arrow));
        const bool isSideways = m_tip.x() < card.left() || m_tip.x() > card.right();
        const QPointF across = isSideways ? QPointF(0, arrow) : QPointF(arrow, 0);
        QPainterPath pointer;
        pointer.addPolygon(QPolygonF({base - across, QPointF(m_tip), base + across}));
        pointer.closeSubpath();
        shape = shape.united(pointer);
    }
    painter.setPen(QPen(color(Token::Accent), 1));
    painter.setBrush(color(Token::Raised));
    painter.drawPath(shape);
}

void TourBubble::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        emit skipRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace heapwise::ui
