#include "ui/widgets/viewbar.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filterfield.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace heapwise::ui {

namespace {

constexpr int kViewBarIcon = 15;
constexpr int kViewBarPadding = 10;
constexpr int kViewBarGap = 6;
constexpr double kNotReadyInk = 0.6;
constexpr int kLeastFilter = 90, kMostFilter = 230;

} // namespace

/// One view of the bar.
class ViewButton : public QAbstractButton {
    Q_OBJECT
public:
    ViewButton(const QString& iconName, const QString& name, QWidget* parent)
        : QAbstractButton(parent)
        , m_iconName(iconName)
    {
        setText(name);
        setCheckable(true);
        setAccessibleName(name);
        setObjectName(QStringLiteral("viewButton"));
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setReason(const QString& reason)
    {
        if (reason == m_reason)
            return;
        const bool sameWidth = reason.size() == m_reason.size();
        m_reason = reason;
        setAccessibleDescription(reason);
        if (!sameWidth)
            updateGeometry();
        update();
    }

    /// Without its name, which the tooltip has then, unless it is the current one.
    void setCompact(bool compact)
    {
        setToolTip(compact ? text() : QString());
        if (std::exchange(m_isCompact, compact) != compact)
            updateGeometry();
    }

    int fullWidth() const
    {
        const int reason = QFontMetrics(ui::font(TextStyle::Small)).horizontalAdvance(m_reason);
        return scaled(2 * kViewBarPadding + kViewBarIcon + kViewBarGap) +
               QFontMetrics(ui::font(TextStyle::BodyBold)).horizontalAdvance(text()) +
               (m_reason.isEmpty() ? 0 : scaled(kViewBarGap) + reason);
    }

    QSize sizeHint() const override
    {
        return {hasName() ? fullWidth() : scaled(2 * kViewBarPadding + kViewBarIcon), scaled(26)};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        if (isChecked() || underMouse())
            paintRounded(painter, rect(), scaledF(4), background(), background());
        const bool ready = m_reason.isEmpty();
        QColor ink = color(isChecked() ? Token::Text : Token::TextSecondary);
        if (!ready)
            ink = mixed(ink, color(Token::Base), isChecked() ? 0.9 : kNotReadyInk);
        int x = scaled(kViewBarPadding);
        painter.drawPixmap(x, (height() - scaled(kViewBarIcon)) / 2,
                           iconPixmap(m_iconName, ink, scaled(kViewBarIcon), devicePixelRatioF()));
        if (hasName())
            paintName(painter, x + scaled(kViewBarIcon + kViewBarGap), ink);
        if (hasFocus())
            paintFocusRing(painter, rect(), scaledF(4));
    }

private:
    bool hasName() const { return !m_isCompact || isChecked(); }

    void paintName(QPainter& painter, int x, const QColor& ink) const
    {
        const QFont f = ui::font(isChecked() ? TextStyle::BodyBold : TextStyle::Body);
        painter.setFont(f);
        painter.setPen(ink);
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, text());
        if (!m_reason.isEmpty()) {
            x += QFontMetrics(f).horizontalAdvance(text()) + scaled(kViewBarGap);
            painter.setFont(ui::font(TextStyle::Small));
            painter.setPen(color(isChecked() ? Token::TextSecondary : Token::TextTertiary));
            painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter, m_reason);
        }
    }

    QColor background() const { return color(isChecked() ? Token::Selection : Token::Hover); }

    QString m_iconName;
    QString m_reason;
    bool m_isCompact = false;
};

ViewBar::ViewBar(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_filter(new FilterField(QStringLiteral("filter"), this))
{
    setObjectName(QStringLiteral("viewBar"));
    setFixedHeight(scaled(34));
    m_layout->setContentsMargins(scaled(8), 0, scaled(8), 1);
    m_layout->setSpacing(scaled(2));
    m_layout->addStretch(1);
    m_filter->setObjectName(QStringLiteral("viewFilter"));
    m_filter->setAccessibleName(tr("Filter the current view"));
    m_filter->setFixedHeight(scaled(24));
    m_layout->addWidget(m_filter);
    connect(m_filter, &QLineEdit::textChanged, this, &ViewBar::filterChanged);
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
}

int ViewBar::addView(const QString& iconName, const QString& name)
{
    auto* button = new ViewButton(iconName, name, this);
    const int index = count();
    button->installEventFilter(this);
    m_layout->insertWidget(index, button);
    m_buttons.append(button);
    connect(button, &QAbstractButton::clicked, this, [this, index] {
        m_buttons[index]->setChecked(true); // clicking the current view does not leave it
        setCurrent(index);
    });
    if (m_current < 0)
        setCurrent(0);
    return index;
}

void ViewBar::setCurrent(int index)
{
    if (index < 0 || index >= count())
        return;
    for (int i = 0; i < count(); ++i)
        m_buttons[i]->setChecked(i == index);
    if (index == m_current)
        return;
    m_current = index;
    for (ViewButton* const button : m_buttons)
        button->updateGeometry(); // a current one has its name in any case
    fitFilter();
    emit currentChanged(index);
}

void ViewBar::setNotReady(int index, const QString& reason)
{
    m_buttons[index]->setReason(reason);
    fitFilter();
}

void ViewBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitFilter();
}

/// The filter has what the views leave; where that is too little, as with large text, these go without names.
void ViewBar::fitFilter()
{
    int views = 0;
    for (const ViewButton* const button : m_buttons)
        views += button->fullWidth() + m_layout->spacing();
    const int room = width() - 2 * m_layout->contentsMargins().left();
    const bool isCompact = views + (m_filter->isHidden() ? 0 : scaled(kLeastFilter)) > room;
    views = 0;
    for (ViewButton* const button : m_buttons) {
        button->setCompact(isCompact);
        views += button->sizeHint().width() + m_layout->spacing();
    }
    m_filter->setFixedWidth(std::clamp(room - views, scaled(kLeastFilter), scaled(kMostFilter)));
}

void ViewBar::setFilterPlaceholder(const QString& text)
{
    m_filter->setPlaceholderText(text);
}

void ViewBar::setFilterVisible(bool visible)
{
    m_filter->setVisible(visible);
    fitFilter();
}

bool ViewBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int at = int(m_buttons.indexOf(qobject_cast<ViewButton*>(watched)));
        const int next = at + (key == Qt::Key_Right ? 1 : key == Qt::Key_Left ? -1 : 0);
        if (at >= 0 && next != at && next >= 0 && next < count()) {
            m_buttons[next]->setFocus(Qt::TabFocusReason);
            setCurrent(next);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ViewBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::LineSoft));
}

} // namespace heapwise::ui

#include "viewbar.moc"
