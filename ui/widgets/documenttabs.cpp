#include "ui/widgets/documenttabs.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace heapwise::ui {

namespace {

constexpr int kDocumentTabsHeight = 30;
constexpr int kMaxWidth = 250;
constexpr int kDocumentTabsIcon = 14;
constexpr int kClose = 16;
constexpr int kLeft = 10;
constexpr int kDocumentTabsGap = 7;

struct TabLook {
    QString icon;
    Token token = Token::TextSecondary;
    QString progress;
};

TabLook lookOf(const QTabBar& bar, int index)
{
    const auto data = bar.tabData(index).toList();
    if (data.size() < 3)
        return {};
    return {data[0].toString(), Token(data[1].toInt()), data[2].toString()};
}

void setLook(QTabBar& bar, int index, const TabLook& look)
{
    bar.setTabData(index, QVariantList{look.icon, int(look.token), look.progress});
}

} // namespace

DocumentTabBar::DocumentTabBar(QWidget* parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setMovable(true);
    setTabsClosable(true);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Open documents"));
}

void DocumentTabBar::setProgressText(int index, const QString& text)
{
    TabLook look = lookOf(*this, index);
    if (look.progress == text)
        return;
    const bool sameWidth = look.progress.size() == text.size();
    look.progress = text;
    setLook(*this, index, look);
    if (!sameWidth)
        setTabText(index, tabText(index)); // lays the tabs out again
    update(tabRect(index));
}

void DocumentTabBar::setIconToken(int index, const QString& iconName, Token token)
{
    TabLook look = lookOf(*this, index);
    look.icon = iconName;
    look.token = token;
    setLook(*this, index, look);
    update(tabRect(index));
}

QSize DocumentTabBar::tabSizeHint(int index) const
{
    const QFontMetrics metrics(ui::font(TextStyle::Body));
    int width = scaled(kLeft + kDocumentTabsIcon + kDocumentTabsGap + kDocumentTabsGap + kClose + 8) +
                metrics.horizontalAdvance(tabText(index));
    const QString progress = lookOf(*this, index).progress;
    if (!progress.isEmpty())
        width += scaled(kDocumentTabsGap) + metrics.horizontalAdvance(progress) + scaled(4);
    return QSize(std::min(width, scaled(kMaxWidth)), scaled(kDocumentTabsHeight));
}

QSize DocumentTabBar::minimumTabSizeHint(int) const
{
    return QSize(scaled(110), scaled(kDocumentTabsHeight));
}

void DocumentTabBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Window));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::Line));
    for (int index = 0; index < count(); ++index)
        paintTab(painter, index);
}

void DocumentTabBar::paintTab(QPainter& painter, int index) const
{
    const QRect tab = tabRect(index);
    const bool selected = index == currentIndex();
    if (selected) {
        painter.fillRect(tab, color(Token::Base));
        painter.fillRect(QRect(tab.left(), tab.top(), tab.width(), scaled(2)), color(Token::Accent));
    } else if (tab.contains(mapFromGlobal(QCursor::pos()))) {
        painter.fillRect(tab.adjusted(0, 0, 0, -1), mixed(color(Token::Hover), color(Token::Window), 0.5));
    }
    painter.fillRect(QRect(tab.right(), tab.top(), 1, tab.height() - 1), color(Token::LineSoft));

    const TabLook look = lookOf(*this, index);
    int x = tab.left() + scaled(kLeft);
    const int px = scaled(kDocumentTabsIcon);
    if (!look.icon.isEmpty())
        painter.drawPixmap(x, tab.center().y() - px / 2 + 1,
                           iconPixmap(look.icon, color(look.token), px, devicePixelRatioF()));
    x += px + scaled(kDocumentTabsGap);
    painter.setFont(ui::font(TextStyle::Body));
    const QFontMetrics metrics(painter.font());
    int room = tab.right() - scaled(kClose + 8) - x;
    const int progressWidth =
        look.progress.isEmpty() ? 0 : metrics.horizontalAdvance(look.progress) + scaled(kDocumentTabsGap);
    room -= progressWidth;
    const QString text = metrics.elidedText(tabText(index), Qt::ElideMiddle, room);
    painter.setPen(color(selected ? Token::Text : Token::TextSecondary));
    const QRect line(x, tab.top() + 1, tab.width(), tab.height());
    painter.drawText(line, Qt::AlignVCenter, text);
    if (progressWidth > 0) {
        painter.setPen(color(Token::TextSecondary));
        painter.drawText(line.translated(metrics.horizontalAdvance(text) + scaled(kDocumentTabsGap), 0),
                         Qt::AlignVCenter, look.progress);
    }
    if (hasFocus() && m_keyboardFocus && selected) {
        painter.setPen(QPen(color(Token::Accent), 2));
        painter.drawRect(tab.adjusted(1, 1, -2, -2));
    }
}

void DocumentTabBar::focusInEvent(QFocusEvent* event)
{
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    QTabBar::focusInEvent(event);
}

void DocumentTabBar::mousePressEvent(QMouseEvent* event)
{
    m_middlePressed = event->button() == Qt::MiddleButton ? tabAt(event->pos()) : -1;
    QTabBar::mousePressEvent(event);
}

void DocumentTabBar::mouseReleaseEvent(QMouseEvent* event)
{
    const int pressed = m_middlePressed;
    m_middlePressed = -1;
    if (event->button() == Qt::MiddleButton && pressed >= 0 && tabAt(event->pos()) == pressed)
        emit tabCloseRequested(pressed);
    else
        QTabBar::mouseReleaseEvent(event);
}

DocumentTabs::DocumentTabs(QWidget* parent)
    : QStackedWidget(parent)
    , m_bar(new DocumentTabBar(parent))
{
    setObjectName(QStringLiteral("documentTabs"));
    connect(this, &QStackedWidget::currentChanged, this, &DocumentTabs::showTab);
    connect(m_bar, &QTabBar::currentChanged, this, &QStackedWidget::setCurrentIndex);
    connect(m_bar, &QTabBar::tabMoved, this, &DocumentTabs::moveDocument);
    connect(m_bar, &QTabBar::tabCloseRequested, this, [this](int index) { closeDocument(documentAt(index)); });
    qApp->installEventFilter(this); // to see Ctrl being let go
}

Document* DocumentTabs::documentAt(int index) const
{
    return qobject_cast<Document*>(widget(index));
}

Document* DocumentTabs::current() const
{
    return qobject_cast<Document*>(currentWidget());
}

Document* DocumentTabs::findPath(const QString& canonicalPath) const
{
    for (int i = 0; i < count(); ++i)
        if (documentAt(i)->path() == canonicalPath)
            return documentAt(i);
    return nullptr;
}

void DocumentTabs::add(Document* document)
{
    {
        const QSignalBlocker blocker(m_bar);
        m_bar->addTab(QString());
    }
    addWidget(document);
    connect(document, &Document::changed, this, [this, document] {
        refresh(document);
        if (document == current())
            emit currentUpdated();
    });
    connect(document, &Document::crumbsChanged, this, [this, document] {
        if (document == current())
            emit currentUpdated();
    });
    connect(
        document, &Document::closeRequested, this, [this, document] { closeDocument(document); }, Qt::QueuedConnection);
    refresh(document);
    setCurrentWidget(document);
    rememberUse(document);
    emit documentAdded(document);
}

void DocumentTabs::closeDocument(Document* document)
{
    const int index = indexOf(document);
    if (index < 0)
        return;
    m_used.removeAll(document);
    if (document == current() && !m_used.isEmpty())
        setCurrentWidget(m_used.first());
    {
        const QSignalBlocker blocker(m_bar);
        m_bar->removeTab(indexOf(document));
    }
    removeWidget(document);
    m_bar->setCurrentIndex(currentIndex());
    document->hide();
    document->deleteLater();
}

void DocumentTabs::refresh(Document* document)
{
    const int index = indexOf(document);
    if (index < 0)
        return;
    if (m_bar->tabText(index) != document->title())
        m_bar->setTabText(index, document->title());
    m_bar->setIconToken(index, document->iconName(), document->hasError() ? Token::Error : document->iconColor());
    const double progress = document->progress();
    m_bar->setProgressText(index, progress < 0 ? QString() : formatWholePercent(progress));
    m_bar->setTabToolTip(index, document->path());
    emit documentUpdated(document);
}

void DocumentTabs::moveDocument(int from, int to)
{
    const QSignalBlocker blocker(this);
    QWidget* document = widget(from);
    removeWidget(document);
    insertWidget(to, document);
    QStackedWidget::setCurrentIndex(m_bar->currentIndex());
}

void DocumentTabs::showTab(int index)
{
    {
        const QSignalBlocker blocker(m_bar);
        m_bar->setCurrentIndex(index);
        m_bar->update();
    }
    if (auto* document = current(); document && m_cycling < 0)
        rememberUse(document);
    emit currentDocumentChanged(current());
}

void DocumentTabs::rememberUse(Document* document)
{
    m_used.removeAll(document);
    m_used.prepend(document);
}

void DocumentTabs::cycle(int direction)
{
    const int n = int(m_used.size());
    if (n < 2)
        return;
    m_cycling = (std::max(0, m_cycling) + direction + n) % n;
    setCurrentWidget(m_used[m_cycling]);
}

bool DocumentTabs::eventFilter(QObject* watched, QEvent* event)
{
    if (m_cycling >= 0 && event->type() == QEvent::KeyRelease &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Control) {
        m_cycling = -1;
        if (auto* document = current())
            rememberUse(document);
    }
    return QStackedWidget::eventFilter(watched, event);
}

} // namespace heapwise::ui
