#include "ui/views/start/startpage.h"

#include "ui/format.h"
#include "ui/recentfiles.h"
#include "ui/sample.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/live/processlist.h"
#include "ui/views/start/droptarget.h"
#include "ui/views/start/recentlist.h"
#include "ui/views/start/recentmodel.h"
#include "ui/widgets/bigaction.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

constexpr int kMaxWidth = 1360;

/// The three bars, in the colours of the theme.
class Logo : public QWidget {
public:
    explicit Logo(QWidget* parent)
        : QWidget(parent) {
        setFixedSize(scaled(38), scaled(38));
    }

protected:
    void paintEvent(QPaintEvent*) override {
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
    auto* column = new QWidget(this);
    column->setMaximumWidth(scaled(kMaxWidth));
    auto* page = new QVBoxLayout(column);
    page->setContentsMargins(0, scaled(26), 0, scaled(22));
    page->setSpacing(scaled(18));
    page->addWidget(createHead());
    page->addWidget(createActions());
    auto* halves = new QHBoxLayout;
    halves->setSpacing(scaled(28));
    halves->addWidget(createRecent(recent), 5);
    halves->addWidget(createSide(), 8);
    page->addLayout(halves, 1);
    auto* centred = new QHBoxLayout(this);
    centred->setContentsMargins(scaled(40), 0, scaled(40), 0);
    centred->addStretch(1);
    centred->addWidget(column, 1000);
    centred->addStretch(1);
    connect(&Theme::instance(), &Theme::themeChanged, this, [this] { update(); });
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
    auto* keys = new QPushButton(icon(QStringLiteral("classes")), tr("Keyboard shortcuts"));
    keys->setObjectName(QStringLiteral("startShortcuts"));
    connect(keys, &QAbstractButton::clicked, this, &StartPage::shortcutsRequested);
    row->addWidget(new Logo(head));
    row->addLayout(words, 1);
    row->addWidget(keys);
    row->addSpacing(scaled(8));
    row->addWidget(version);
    return head;
}

QWidget* StartPage::createActions()
{
    auto* actions = new QWidget(this);
    auto* row = new QHBoxLayout(actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(14));
    auto* open = new BigAction(QStringLiteral("open"), tr("Open files"), tr(".heapsnapshot, .heaptimeline, also .gz, .zst"),
                               QStringLiteral("Ctrl+O"), true);
    open->setObjectName(QStringLiteral("startOpen"));
    connect(open, &QAbstractButton::clicked, this, &Document::openFilesRequested);
    row->addWidget(open);
    if (hasSample()) {
        auto* sample = new BigAction(QStringLiteral("bolt"), tr("Open the sample snapshot"),
                                     tr("A leaky web shop, %1").arg(formatBytes(sampleBytes())), {}, false);
        sample->setObjectName(QStringLiteral("startSample"));
        connect(sample, &QAbstractButton::clicked, this, &StartPage::sampleRequested);
        row->addWidget(sample);
    }
    auto* attach = new BigAction(QStringLiteral("attach"), tr("Attach to a process"), tr("Live memory, collections, snapshots"),
                                 QStringLiteral("Ctrl+Shift+A"), false);
    attach->setObjectName(QStringLiteral("startAttach"));
    connect(attach, &QAbstractButton::clicked, this, &StartPage::attachRequested);
    row->insertWidget(1, attach);
    auto* compare = new BigAction(QStringLiteral("compare"), tr("Compare snapshots"), tr("What grew, and why it is still there"),
                                  QStringLiteral("Ctrl+Shift+C"), false);
    compare->setObjectName(QStringLiteral("startCompare"));
    connect(compare, &QAbstractButton::clicked, this, &StartPage::compareRequested);
    row->insertWidget(2, compare);
    auto* demo = new BigAction(QStringLiteral("play"), tr("Try it"), tr("Runs a leaky web shop and watches it"), {}, false);
    demo->setObjectName(QStringLiteral("startDemo"));
    connect(demo, &QAbstractButton::clicked, this, &StartPage::demoRequested);
    row->insertWidget(3, demo);
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

QWidget* StartPage::createSide()
{
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(8));
    m_processes = new ProcessList(side);
    column->addWidget(m_processes, 1);
    column->addLayout(titleRow(tr("Take a snapshot by other means")));
    column->addWidget(createRecipes());
    return side;
}

QWidget* StartPage::createRecipes()
{
    auto* card = new Card(Token::Base);
    auto* list = card->body();
    list->setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(14));
    list->setSpacing(scaled(4));
    addRecipe(*list, tr("In the program, at the moment you choose"), QStringLiteral("require('v8').writeHeapSnapshot()"));
    addRecipe(*list, tr("From outside, with kill -USR2 PID"), QStringLiteral("node --heapsnapshot-signal=SIGUSR2 server.js"));
    addRecipe(*list, tr("By itself, shortly before memory runs out"), QStringLiteral("node --heapsnapshot-near-heap-limit=3 server.js"));
    auto* hint = new TextLabel(TextStyle::Small, Token::TextTertiary);
    hint->setText(tr("Writing one pauses the process, and needs about as much memory again as the heap."));
    hint->setWordWrap(true);
    list->addSpacing(scaled(4));
    list->addWidget(hint);
    return card;
}

void StartPage::addRecipe(QVBoxLayout& list, const QString& what, const QString& code)
{
    auto* label = new TextLabel(TextStyle::Body, Token::TextSecondary);
    label->setText(what);
    auto* row = new QHBoxLayout;
    auto* field = new QLineEdit(code);
    field->setReadOnly(true);
    field->setFont(ui::font(TextStyle::Mono));
    field->setAccessibleName(what);
    field->setCursorPosition(0);
    auto* copy = new QToolButton;
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setAutoRaise(true);
    copy->setToolTip(tr("Copy"));
    copy->setAccessibleName(tr("Copy %1").arg(code));
    connect(copy, &QToolButton::clicked, this, [code] { QApplication::clipboard()->setText(code); });
    row->setSpacing(scaled(4));
    row->addWidget(field, 1);
    row->addWidget(copy);
    list.addWidget(label);
    list.addLayout(row);
    list.addSpacing(scaled(6));
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
