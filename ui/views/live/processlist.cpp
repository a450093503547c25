#include "ui/views/live/processlist.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/live/consent.h"
#include "ui/views/live/livetext.h"
#include "ui/views/live/processdelegate.h"
#include "ui/views/live/processmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/headerview.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {
constexpr int kRefreshMs = 2000;
} // namespace

ProcessList::ProcessList(QWidget* parent)
    : QWidget(parent)
    , m_scanner(std::make_shared<inspector::ProcessScanner>())
    , m_model(new ProcessModel(this))
    , m_timer(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(8));
    column->addWidget(createHead());
    column->addWidget(createTable(), 1);
    column->addWidget(createFoot());
    m_timer->setInterval(kRefreshMs);
    connect(m_timer, &QTimer::timeout, this, &ProcessList::refresh);
}

ProcessList::~ProcessList() = default;

void ProcessList::setScanner(std::shared_ptr<inspector::ProcessScanner> scanner)
{
    m_scanner = std::move(scanner);
    refresh();
}

QWidget* ProcessList::createHead()
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(8));
    auto* title = new TextLabel(TextStyle::Title, Token::Text);
    title->setText(tr("Node.js processes on this computer"));
    title->setMinimumHeight(scaled(30));
    m_found = new TextLabel(TextStyle::Body, Token::TextTertiary);
    m_filter = new FilterField(QStringLiteral("search"));
    m_filter->setObjectName(QStringLiteral("processFilter"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter processes"));
    m_filter->setFixedWidth(scaled(160));
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        placeAttachButton();
    });
    auto* run = new QPushButton(icon(QStringLiteral("play")), tr("Run a program…"));
    run->setObjectName(QStringLiteral("runProgram"));
    run->setToolTip(tr("Start a script and watch it from the beginning"));
    connect(run, &QPushButton::clicked, this, &ProcessList::runRequested);
    row->addWidget(title);
    row->addWidget(m_found);
    row->addStretch(1);
    row->addWidget(run);
    row->addWidget(m_filter);
    return head;
}

QWidget* ProcessList::createTable()
{
    auto* card = new Card(Token::Base);
    card->body()->setContentsMargins(1, 1, 1, 1);
    m_table = new QTreeView;
    m_table->setObjectName(QStringLiteral("processTable"));
    m_table->setAccessibleName(tr("Node.js processes"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setMouseTracking(true);
    m_table->setHeader(new HeaderView(m_table));
    m_table->setItemDelegate(new ProcessDelegate(m_table));
    m_table->setModel(m_model);
    auto* header = m_table->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(ProcessModel::Process, QHeaderView::Stretch);
    const int widths[] = {0, 62, 66, 84, 84, 88, 168};
    for (int column = 1; column < ProcessModel::ColumnCount; ++column)
        header->resizeSection(column, scaled(widths[column]));
    m_table->viewport()->installEventFilter(this);
    m_table->installEventFilter(this);
    connect(m_table, &QTreeView::doubleClicked, this, &ProcessList::attachSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProcessList::placeAttachButton);
    m_attach = new QPushButton(icon(QStringLiteral("attach"), Token::OnAccent), tr("Attach"), m_table->viewport());
    m_attach->setObjectName(QStringLiteral("attachButton"));
    m_attach->setProperty("primary", true);
    m_attach->hide();
    connect(m_attach, &QPushButton::clicked, this, &ProcessList::attachSelected);
    m_empty = new TextLabel(TextStyle::Body, Token::TextSecondary, m_table->viewport());
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    card->body()->addWidget(m_table);
    return card;
}

QWidget* ProcessList::createFoot()
{
    auto* foot = new QWidget(this);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(scaled(6));
    m_note = new TextLabel(TextStyle::Body, Token::TextSecondary);
    m_note->setObjectName(QStringLiteral("processNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    showProblem({});
    auto* row = new QHBoxLayout;
    auto* label = new TextLabel(TextStyle::Body, Token::TextSecondary);
    label->setText(tr("Not listed? Enter the address of its inspector:"));
    m_address = new QLineEdit;
    m_address->setObjectName(QStringLiteral("inspectorAddress"));
    m_address->setPlaceholderText(QStringLiteral("127.0.0.1:9229"));
    m_address->setAccessibleName(tr("Address of an inspector"));
    auto* connectButton = new QPushButton(tr("Connect"));
    connectButton->setObjectName(QStringLiteral("connectButton"));
    connect(connectButton, &QPushButton::clicked, this, &ProcessList::connectToAddress);
    connect(m_address, &QLineEdit::returnPressed, this, &ProcessList::connectToAddress);
    row->addWidget(label);
    row->addWidget(m_address, 1);
    row->addWidget(connectButton);
    column->addWidget(m_note);
    column->addLayout(row);
    return foot;
}

void ProcessList::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void ProcessList::showProblem(const QString& sentence)
{
    m_note->setToken(sentence.isEmpty() ? Token::TextSecondary : Token::Warning);
    m_note->setText(
        sentence.isEmpty()
            ? tr("Attaching opens the inspector on 127.0.0.1 only. Watching costs one small read per second; only a "
                 "snapshot pauses the process.")
            : sentence);
}

// --- looking ---------------------------------------------------------------------------------------------

void ProcessList::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_timer->start();
    refresh();
}

void ProcessList::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer->stop();
    m_scanning.drop();
}

void ProcessList::refresh()
{
    if (m_scanning.isBusy() || !isVisible())
        return;
    m_scanning.start([scanner = m_scanner](const Progress&) { return scanner->scan(); },
                     [this](const QList<inspector::ProcessInfo>& processes) { show(processes); });
}

void ProcessList::show(const QList<inspector::ProcessInfo>& processes)
{
    const auto before = selected();
    m_model->setHeld(m_table->viewport()->underMouse());
    m_model->update(processes);
    if (const int row = before ? m_model->rowOf(before->identity) : -1;
        row >= 0 && m_table->currentIndex().row() != row)
        m_table->setCurrentIndex(m_model->index(row, 0));
    m_found->setText(tr("%1 found").arg(m_model->found()));
    placeAttachButton();
}

std::optional<inspector::ProcessInfo> ProcessList::selected() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? std::optional(m_model->at(row)) : std::nullopt;
}

void ProcessList::placeAttachButton()
{
    const auto process = selected();
    m_attach->setVisible(process && process->canAttach());
    const QRect cell = m_table->visualRect(m_model->index(m_table->currentIndex().row(), ProcessModel::Inspector));
    m_attach->resize(m_attach->sizeHint().width(), scaled(26));
    m_attach->move(cell.right() - m_attach->width() - scaled(6), cell.center().y() - m_attach->height() / 2);
    m_empty->setVisible(m_model->rowCount() == 0);
    m_empty->setText(m_model->found() == 0
                         ? tr("No Node.js process found. Run a program, or start one with node server.js.")
                         : tr("No process matches."));
    m_empty->setGeometry(m_table->viewport()->rect());
    showProblem(process ? LiveText::whyNoAccess(*process) : QString());
}

bool ProcessList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        placeAttachButton();
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            attachSelected();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// --- attaching -------------------------------------------------------------------------------------------

void ProcessList::attachSelected()
{
    const auto process = selected();
    if (!process || !process->canAttach())
        return;
    inspector::Target target;
    target.process = process->identity;
    if (process->access == inspector::Access::Open)
        return emit attachRequested(target, process->name);
    auto* consent = new ConsentDialog(*process, window());
    connect(consent, &QDialog::accepted, this, [this, target, name = process->name]() mutable {
        target.mayOpen = true;
        emit attachRequested(target, name);
    });
    consent->open();
}

void ProcessList::connectToAddress()
{
    const auto endpoint = inspector::parseEndpoint(m_address->text());
    if (!endpoint)
        return showProblem(tr("\"%1\" is no address. Enter a port, host:port, or ws://host:port/id.")
                               .arg(m_address->text().left(100)));
    inspector::Target target;
    target.endpoint = *endpoint;
    if (endpoint->isLoopback())
        return emit attachRequested(target, endpoint->address());
    auto* warning = new ConsentDialog(*endpoint, window());
    connect(warning, &QDialog::accepted, this,
            [this, target] { emit attachRequested(target, target.endpoint.address()); });
    warning->open();
}

} // namespace heapwise::ui
