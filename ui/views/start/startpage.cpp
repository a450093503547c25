#include "ui/views/start/startpage.h"

#include "ui/format.h"
#include "ui/recentfiles.h"
#include "ui/sample.h"
#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/live/processlist.h"
#include "ui/views/start/droptarget.h"
#include "ui/views/start/linkaction.h"
#include "ui/views/start/recentlist.h"
#include "ui/views/start/recentmodel.h"
#include "ui/widgets/bigaction.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

constexpr int kMaxWidth = 1360;
constexpr int kNarrow = 1000;

/// The three bars, in the colours of the theme.
class Logo : public QWidget {
public:
    explicit Logo(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(scaled(38), scaled(38));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).drawPixmap(0, 0, logoPixmap(width(), devicePixelRatioF()));
    }
};

QHBoxLayout* titleRow(const QString& title)
{
    auto* row = new QHBoxLayout;
    auto* label = new TextLabel(TextStyle::Title, Token::Text);
    label->setText(title);
    label->setMinimumHeight(scaled(30));
    row->addWidget(label);
    row->addStretch(1);
    return row;
}

} // namespace

StartPage::StartPage(RecentFiles* recent, QWidget* parent)
    : Document(parent)
{
    setObjectName(QStringLiteral("startPage"));
    auto* column = new QWidget;
    column->setMaximumWidth(scaled(kMaxWidth));
    auto* page = new QVBoxLayout(column);
    page->setContentsMargins(0, scaled(26), 0, scaled(10));
    page->setSpacing(scaled(18));
    page->addWidget(createHead());
    page->addWidget(createActions());
    m_halves = new QBoxLayout(QBoxLayout::LeftToRight);
    m_halves->setSpacing(scaled(28));
    m_halves->addWidget(createRecent(recent), 5);
    m_processes = new ProcessList;
    m_halves->addWidget(m_processes, 8);
    page->addLayout(m_halves, 1);
    page->addWidget(createNewcomers());
    auto* inner = new QWidget;
    auto* centred = new QHBoxLayout(inner);
    centred->setContentsMargins(scaled(40), 0, scaled(40), 0);
    centred->addStretch(1);
    centred->addWidget(column, 1000);
    centred->addStretch(1);
    // At large sizes of text not all of it fits into the window.
    m_area = new QScrollArea(this);
    m_area->setWidget(inner);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->viewport()->setAutoFillBackground(false);
    inner->setAutoFillBackground(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_area);
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
    connect(&Theme::instance(), &Theme::metricsChanged, this, [this] { fitToWidth(); });
}

// What does not fit beside each other stands below each other.
void StartPage::fitToWidth()
{
    const auto turn = [](QBoxLayout* layout, bool isNarrow) {
        layout->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    };
    turn(m_actions, width() < scaled(kNarrow));
    turn(m_newcomers, width() < scaled(kNarrow));
    turn(m_halves, width() < scaled(kNarrow));
}

void StartPage::resizeEvent(QResizeEvent* event)
{
    Document::resizeEvent(event);
    fitToWidth();
}

QWidget* StartPage::createHead()
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(14));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* name = new TextLabel(TextStyle::Display, Token::Text);
    name->setText(QStringLiteral("Heapwise"));
    auto* line = new TextLabel(TextStyle::Lead, Token::TextSecondary);
    line->setText(tr("Find out what keeps Node.js memory alive."));
    words->addWidget(name);
    words->addWidget(line);
    auto* version = new TextLabel(TextStyle::Body, Token::TextTertiary);
    version->setText(tr("Version %1").arg(QApplication::applicationVersion()));
    row->addWidget(new Logo(head));
    row->addLayout(words, 1);
    row->addWidget(version);
    return head;
}

QWidget* StartPage::createActions()
{
    auto* actions = new QWidget(this);
    m_actions = new QBoxLayout(QBoxLayout::LeftToRight, actions);
    m_actions->setContentsMargins(0, 0, 0, 0);
    m_actions->setSpacing(scaled(14));
    const auto add = [this](const char* name, const QString& iconName, const QString& text, const QString& line,
                            const char* command, auto request) {
        auto* action = new BigAction(iconName, text, line, QLatin1String(command), m_actions->count() == 0);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAbstractButton::clicked, this, request);
        m_actions->addWidget(action);
    };
    add("startOpen", QStringLiteral("open"), tr("Open files"), tr(".heapsnapshot, .heaptimeline, also .gz, .zst"),
        "file.open", &Document::openFilesRequested);
    add("startAttach", QStringLiteral("attach"), tr("Attach to a process"), tr("Live memory, collections, snapshots"),
        "live.attach", &StartPage::attachRequested);
    add("startCompare", QStringLiteral("compare"), tr("Compare snapshots"), tr("What grew, and why it is still there"),
        "snapshot.compare", &StartPage::compareRequested);
    return actions;
}

QWidget* StartPage::createRecent(RecentFiles* recent)
{
    auto* half = new QWidget(this);
    auto* column = new QVBoxLayout(half);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(8));
    auto* head = titleRow(tr("Recent"));
    auto* filter = new FilterField(QStringLiteral("search"));
    filter->setObjectName(QStringLiteral("recentFilter"));
    filter->setPlaceholderText(tr("Filter"));
    filter->setAccessibleName(tr("Filter recent files"));
    filter->setFixedWidth(scaled(180));
    head->addWidget(filter);
    column->addLayout(head);
    auto* card = new Card(Token::Base);
    card->body()->setContentsMargins(scaled(4), scaled(4), scaled(4), scaled(4));
    m_list = new RecentList(recent);
    card->body()->addWidget(m_list);
    column->addWidget(card, 1);
    auto* drop = new DropTarget(half);
    drop->setMaximumHeight(scaled(90));
    column->addWidget(drop);
    connect(filter, &QLineEdit::textChanged, m_list->files(), &RecentModel::setFilter);
    connect(m_list, &RecentList::openRequested, this, &StartPage::openRequested);
    connect(m_list, &RecentList::locateRequested, this, &StartPage::locateRequested);
    return half;
}

QWidget* StartPage::createNewcomers()
{
    auto* foot = new QWidget(this);
    m_newcomers = new QBoxLayout(QBoxLayout::LeftToRight, foot);
    m_newcomers->setContentsMargins(0, 0, 0, 0);
    m_newcomers->setSpacing(scaled(8));
    auto* title = new TextLabel(TextStyle::BodyBold, Token::Text);
    title->setText(tr("New to this?"));
    m_newcomers->addWidget(title);
    m_newcomers->addSpacing(scaled(14));
    const auto add = [this](const char* name, const QString& iconName, const QString& text, const QString& line,
                            auto request) {
        auto* action = new LinkAction(iconName, text, line);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAbstractButton::clicked, this, request);
        m_newcomers->addWidget(action);
    };
    if (hasSample()) {
        add("startTour", QStringLiteral("note"), tr("Five-minute tour"), tr("Find a leak from start to fix"),
            &StartPage::tourRequested);
        add("startSample", QStringLiteral("bolt"), tr("Open the sample snapshot"),
            tr("A leaky web shop, %1").arg(formatBytes(sampleBytes())), &StartPage::sampleRequested);
    }
    add("startDemo", QStringLiteral("play"), tr("Watch it leak"), tr("Runs the web shop and attaches"),
        &StartPage::demoRequested);
    add("startProduction", QStringLiteral("terminal"), tr("Snapshots in production"),
        QStringLiteral("v8.writeHeapSnapshot, --heapsnapshot-signal"), &StartPage::productionRequested);
    add("startShortcuts", QStringLiteral("classes"), tr("Keyboard shortcuts"), keyText(QLatin1String("help.shortcuts")),
        &StartPage::shortcutsRequested);
    return foot;
}

void StartPage::focusFilter()
{
    findChild<QLineEdit*>(QStringLiteral("recentFilter"))->setFocus(Qt::ShortcutFocusReason);
}

void StartPage::showEvent(QShowEvent* event)
{
    Document::showEvent(event);
    m_list->files()->checkFiles();
}

void StartPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), color(Token::Chrome));
}

} // namespace heapwise::ui
