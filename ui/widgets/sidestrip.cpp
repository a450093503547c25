#include "ui/widgets/sidestrip.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr int kSideStripWidth = 26;
constexpr int kSideStripIcon = 14;
constexpr int kSideStripGap = 6;
constexpr int kSideStripPadding = 8;
constexpr int kSideStripMargin = 2; ///< of the buttons from the sides of the strip

/// A button whose text reads from top to bottom, or on the left side from bottom to top.
class UprightButton : public QAbstractButton {
public:
    UprightButton(QDockWidget* dock, const QString& iconName, bool readsUp, QWidget* parent)
        : QAbstractButton(parent)
        , m_iconName(iconName)
        , m_readsUp(readsUp)
    {
        setText(dock->windowTitle());
        setAccessibleName(dock->windowTitle());
        setObjectName(dock->objectName() + QStringLiteral("Strip"));
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        const QAction* action = dock->toggleViewAction();
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        setToolTip(keys.isEmpty() ? dock->windowTitle() : tr("%1 (%2)").arg(dock->windowTitle(), keys));
        setCheckable(true);
        setChecked(action->isChecked());
        connect(action, &QAction::toggled, this, &QAbstractButton::setChecked);
        connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(ui::font(TextStyle::Body));
        return {scaled(kSideStripWidth - 1 - 2 * kSideStripMargin),
                scaled(2 * kSideStripPadding + kSideStripIcon + kSideStripGap) + metrics.horizontalAdvance(text())};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        if (underMouse() || isChecked()) {
            const QColor fill = color(isChecked() ? Token::SelectionOff : Token::Hover);
            paintRounded(painter, rect(), scaledF(3), fill, fill);
        }
        if (hasFocus())
            paintFocusRing(painter, rect(), scaledF(3));
        if (m_readsUp)
            painter.translate(0, height());
        else
            painter.translate(width(), 0);
        painter.rotate(m_readsUp ? -90 : 90); // from here on x runs along the strip and y across it
        const QColor ink = color(underMouse() || isChecked() ? Token::Text : Token::TextSecondary);
        int x = scaled(kSideStripPadding);
        painter.drawPixmap(x, (width() - scaled(kSideStripIcon)) / 2,
                           iconPixmap(m_iconName, ink, scaled(kSideStripIcon), devicePixelRatioF()));
        x += scaled(kSideStripIcon + kSideStripGap);
        painter.setFont(ui::font(TextStyle::Body));
        painter.setPen(ink);
        painter.drawText(QRect(x, 0, height() - x, width()), Qt::AlignVCenter, text());
    }

private:
    // QAbstractButton is nobody's translation context: the sentence belongs to the strip.
    static QString tr(const char* text) { return SideStrip::tr(text); }
    QString m_iconName;
    bool m_readsUp;
};

} // namespace

SideStrip::SideStrip(QWidget* parent, Qt::ToolBarArea side)
    : QToolBar(tr("Collapsed docks"), parent)
    , m_side(side)
{
    setObjectName(QStringLiteral("sideStrip"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    toggleViewAction()->setVisible(false);
    setFixedWidth(scaled(kSideStripWidth));
    auto* content = new QWidget(this);
    m_layout = new QVBoxLayout(content);
    const bool isLeft = side == Qt::LeftToolBarArea; // the line is towards the middle
    m_layout->setContentsMargins(scaled(kSideStripMargin) + !isLeft, scaled(6), scaled(kSideStripMargin) + isLeft, 0);
    m_layout->setSpacing(scaled(6));
    m_layout->addStretch(1);
    addWidget(content);
    layout()->setContentsMargins(0, 0, 0, 0);
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
}

void SideStrip::addDock(QDockWidget* dock, const QString& iconName)
{
    m_docks.append(dock);
    m_layout->insertWidget(m_layout->count() - 1,
                           new UprightButton(dock, iconName, m_side == Qt::LeftToolBarArea, this));
    // Afterwards, because showing the strip lays out all of the window: once for all docks that come or go together.
    connect(dock, &QDockWidget::visibilityChanged, this, &SideStrip::updateVisible, Qt::QueuedConnection);
    updateVisible();
}

void SideStrip::updateVisible()
{
    // Before the first show every dock is hidden, and none was hidden by anybody.
    const auto isCollapsed = [](const QDockWidget* dock) {
        return dock->isHidden() && dock->testAttribute(Qt::WA_WState_ExplicitShowHide);
    };
    setVisible(std::any_of(m_docks.begin(), m_docks.end(), isCollapsed));
}

void SideStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Chrome));
    painter.fillRect(QRect(m_side == Qt::LeftToolBarArea ? width() - 1 : 0, 0, 1, height()), color(Token::Line));
}

} // namespace heapwise::ui
