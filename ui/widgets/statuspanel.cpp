#include "ui/widgets/statuspanel.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/joblist.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace heapwise::ui {

namespace {

constexpr int kMeasureEveryMs = 2000;

// Resident pages without the shared ones: pages of a mapped snapshot belong to the system's file cache.
quint64 privateMemory()
{
#ifdef Q_OS_LINUX
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const auto fields = file.readAll().split(' ');
    if (fields.size() < 3)
        return 0;
    return (fields[1].toULongLong() - fields[2].toULongLong()) * quint64(::sysconf(_SC_PAGESIZE));
#else
    return 0;
#endif
}

} // namespace

StatusPanel::StatusPanel(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_state(new QLabel(this))
    , m_jobs(new QToolButton(this))
    , m_cancel(new QToolButton(this))
    , m_selection(new QLabel(this))
    , m_memory(new QLabel(this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("statusPanel"));
    setFixedHeight(scaled(24));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(scaled(10), 1, scaled(10), 0);
    layout->setSpacing(scaled(5));
    layout->addWidget(m_icon);
    layout->addWidget(m_state);
    layout->addWidget(m_jobs);
    layout->addWidget(m_cancel);
    layout->addSpacing(scaled(9));
    layout->addWidget(m_selection, 1);
    layout->addWidget(m_memory);
    m_state->setObjectName(QStringLiteral("statusState"));
    m_selection->setObjectName(QStringLiteral("statusSelection"));
    m_memory->setObjectName(QStringLiteral("statusMemory"));
    m_memory->setToolTip(tr("Memory of this program, without the pages of opened files the system can drop"));
    m_selection->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    for (auto* label : {m_state, m_selection, m_memory}) {
        label->setFont(ui::font(TextStyle::Header));
        label->setTextFormat(Qt::PlainText);
    }
    for (auto* button : {m_jobs, m_cancel}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setFont(ui::font(TextStyle::Header));
        button->setFixedHeight(scaled(22));
        button->hide();
    }
    m_jobs->setObjectName(QStringLiteral("statusJobs"));
    m_jobs->setToolTip(tr("Show what is running"));
    m_cancel->setObjectName(QStringLiteral("statusCancel"));
    m_cancel->setText(tr("Cancel"));
    connect(m_jobs, &QToolButton::clicked, this, &StatusPanel::showJobs);
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        const auto jobs = JobRegistry::instance().late(m_document);
        if (!jobs.empty())
            JobRegistry::instance().cancel(jobs.front().id);
    });
    connect(&JobRegistry::instance(), &JobRegistry::changed, this, &StatusPanel::updateJobs);
    connect(m_timer, &QTimer::timeout, this, &StatusPanel::measureMemory);
    m_timer->start(kMeasureEveryMs);
    connect(&Theme::instance(), &Theme::themeChanged, this, &StatusPanel::updateState);
    measureMemory();
    updateState();
}

StatusPanel::~StatusPanel() = default;

void StatusPanel::measureMemory()
{
    if (m_measuring.isBusy())
        return;
    m_measuring.start([](const Progress&) { return privateMemory(); },
                      [this](const quint64& bytes) {
                          if (bytes > 0)
                              m_memory->setText(tr("Heapwise uses %1").arg(formatBytes(bytes)));
                      });
}

void StatusPanel::showDocument(const Document* document)
{
    m_document = document;
    m_error = document && document->hasError();
    m_iconName = document ? document->stateIcon() : QStringLiteral("check");
    m_state->setText(document ? document->stateText() : tr("Ready"));
    m_selection->setText(document ? document->selectionText() : QString());
    updateState();
    updateJobs();
}

void StatusPanel::updateJobs()
{
    const auto jobs = JobRegistry::instance().late(m_document);
    m_jobs->setVisible(!jobs.empty());
    m_cancel->setVisible(!jobs.empty() && jobs.front().canCancel && jobs.front().elapsedMs >= JobRegistry::kLongMs);
    if (jobs.empty())
        return;
    const auto& job = jobs.front();
    const QString text = job.fraction < 0 ? job.name : tr("%1, %2").arg(job.name, formatWholePercent(job.fraction));
    m_jobs->setText(jobs.size() == 1 ? text : tr("%1 and %2 more").arg(text, formatCount(jobs.size() - 1)));
}

void StatusPanel::showJobs()
{
    (new JobList(m_document, this))->showAbove(m_jobs);
}

void StatusPanel::updateState()
{
    const QColor ink = color(m_error ? Token::Error : Token::TextSecondary);
    m_icon->setPixmap(iconPixmap(m_iconName, ink, scaled(13), devicePixelRatioF()));
    for (auto* label : {m_state, m_selection, m_memory}) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, label == m_state ? ink : color(Token::TextSecondary));
        label->setPalette(palette);
    }
}

void StatusPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Chrome));
    painter.fillRect(QRect(0, 0, width(), 1), color(Token::Line));
}

} // namespace heapwise::ui
