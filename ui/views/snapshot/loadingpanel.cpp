#include "ui/views/snapshot/loadingpanel.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/stagerow.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <numeric>

namespace heapwise::ui {

namespace {

// Shares of the stages in the time of opening, with more for reading, which may wait for a disk. Within a stage progress is what the
// worker counts; the shares only say how the stages follow each other on one bar, and the time left leans on them.
constexpr std::array<double, kStageCount> kShares = {0.42, 0.10, 0.25, 0.20, 0.03};

constexpr double kEstimateAfter = 2.0; ///< seconds
constexpr double kEstimateEvery = 0.5; ///< seconds
constexpr double kStableWithin = 0.25; ///< two estimates may differ by this part

QString doneDetail(const Heap& heap, Stage stage)
{
    const quint64 items = heap.stageItems[int(stage)];
    const double seconds = heap.stageSeconds[int(stage)];
    switch (stage) {
    case Stage::Read: {
        const auto rate = seconds > 0 ? quint64(double(items) / seconds) : 0;
        return LoadingPanel::tr("%1 at %2/s").arg(formatBytes(items), formatBytes(rate));
    }
    case Stage::Objects:
        return LoadingPanel::tr("%1 objects, %2 strings")
            .arg(formatCount(heap.snapshot->nodeCount()), formatCount(heap.snapshot->strings().count()));
    case Stage::Retainers:
        return LoadingPanel::tr("%1 references").arg(formatCount(items));
    case Stage::Dominators:
    case Stage::Retained:
        return LoadingPanel::tr("%1 objects").arg(formatCount(items));
    }
    return {};
}

QString runningDetail(Stage stage, const Progress& progress)
{
    if (progress.total() == 0)
        return {};
    switch (stage) {
    case Stage::Read:
        return LoadingPanel::tr("%1 of %2").arg(formatBytes(progress.done()), formatBytes(progress.total()));
    case Stage::Retainers:
        return formatPercent(progress.fraction()); // of searches and passes, which count different things
    default:
        return LoadingPanel::tr("%1 objects").arg(formatCountOf(progress.done(), progress.total()));
    }
}

} // namespace

QString LoadingPanel::stageName(Stage stage)
{
    switch (stage) {
    case Stage::Read:
        return tr("Read file");
    case Stage::Objects:
        return tr("Objects and names");
    case Stage::Retainers:
        return tr("Distances and references");
    case Stage::Dominators:
        return tr("Dominators");
    case Stage::Retained:
        return tr("Retained sizes");
    }
    return {};
}

double LoadingPanel::overallFraction(int phase, double fraction)
{
    if (phase < 0)
        return 0;
    const double before = std::accumulate(kShares.begin(), kShares.begin() + phase, 0.0);
    return before + kShares[std::size_t(phase)] * fraction;
}

LoadingPanel::LoadingPanel(const QString& fileName, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("loadingPanel"));
    setAccessibleName(tr("Opening %1").arg(fileName));
    m_full = createFull(fileName);
    m_line = createLine();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_full);
    layout->addWidget(m_line);
    m_line->hide();
    m_state = tr("Reading");
}

QWidget* LoadingPanel::createFull(const QString& fileName)
{
    auto* full = new QWidget(this);
    auto* title = new TextLabel(TextStyle::Title, Token::Text, full);
    title->setText(tr("Opening %1").arg(fileName));
    m_facts = new TextLabel(TextStyle::Body, Token::TextSecondary, full);
    m_percent = new TextLabel(TextStyle::Display, Token::Text, full);
    m_percent->setObjectName(QStringLiteral("loadingPercent"));
    m_percent->setAlignment(Qt::AlignRight);
    m_left = new TextLabel(TextStyle::Body, Token::TextSecondary, full);
    m_left->setAlignment(Qt::AlignRight);
    auto* cancel = new QPushButton(icon(QStringLiteral("close")), tr("Cancel  Esc"), full);
    cancel->setObjectName(QStringLiteral("loadingCancel"));
    connect(cancel, &QPushButton::clicked, this, &LoadingPanel::cancelRequested);

    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(title);
    names->addWidget(m_facts);
    auto* numbers = new QVBoxLayout;
    numbers->setSpacing(0);
    numbers->addWidget(m_percent);
    numbers->addWidget(m_left);
    auto* top = new QHBoxLayout;
    top->setSpacing(scaled(12));
    top->addWidget(new IconLabel(QStringLiteral("snap"), Token::KindObject, 22, full));
    top->addLayout(names, 1);
    top->addLayout(numbers);
    top->addSpacing(scaled(8));
    top->addWidget(cancel);

    m_bar = new ProgressLine(8, full);
    auto* layout = new QVBoxLayout(full);
    layout->setContentsMargins(scaled(20), scaled(14), scaled(20), scaled(14));
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addSpacing(scaled(10));
    layout->addWidget(m_bar);
    layout->addSpacing(scaled(10));
    for (int stage = 0; stage < kStageCount; ++stage) {
        m_rows[std::size_t(stage)] = new StageRow(stageName(Stage(stage)), full);
        layout->addWidget(m_rows[std::size_t(stage)]);
    }
    return full;
}

QWidget* LoadingPanel::createLine()
{
    auto* line = new QWidget(this);
    m_thinBar = new ProgressLine(2, line);
    m_lineText = new TextLabel(TextStyle::Small, Token::TextSecondary, line);
    auto* cancel = new QPushButton(tr("Cancel"), line);
    cancel->setFixedHeight(scaled(20));
    connect(cancel, &QPushButton::clicked, this, &LoadingPanel::cancelRequested);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(14), scaled(2), scaled(8), scaled(2));
    row->addWidget(m_lineText, 1);
    row->addWidget(cancel);
    auto* layout = new QVBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 1);
    layout->setSpacing(0);
    layout->addWidget(m_thinBar);
    layout->addLayout(row);
    return line;
}

void LoadingPanel::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    m_full->setVisible(!collapsed);
    m_line->setVisible(collapsed);
}

void LoadingPanel::showProgress(const Progress& progress, const HeapPtr& heap, double seconds)
{
    const int phase = progress.phase();
    if (phase != m_phase) {
        m_phase = phase;
        m_stageStart = seconds;
    }
    const double fraction = progress.fraction();
    m_overall = std::max(m_overall, overallFraction(phase, fraction));
    for (int stage = 0; stage < kStageCount; ++stage) {
        StageRow& row = *m_rows[std::size_t(stage)];
        if (heap && heap->has(Stage(stage)))
            row.setDone(doneDetail(*heap, Stage(stage)), heap->stageSeconds[stage]);
        else if (stage == phase)
            row.setRunning(runningDetail(Stage(stage), progress), fraction, seconds - m_stageStart);
        else if (stage < phase)
            row.setRunning({}, -1, seconds - m_stageStart); // runs beside the one that is counted
        else
            row.setWaiting();
    }
    updateFacts(progress, heap);
    updateTimeLeft(seconds);
    m_percent->setText(formatWholePercent(m_overall));
    m_bar->setFraction(m_overall);
    m_thinBar->setFraction(m_overall);
    m_state = phase < 0 ? tr("Reading") : tr("%1, %2").arg(stageName(Stage(phase)), formatWholePercent(fraction));
    const QString left = m_left->text();
    m_lineText->setText(left.isEmpty() ? m_state : tr("%1, %2").arg(m_state, left));
}

void LoadingPanel::showWaiting(const QString& reason)
{
    for (StageRow* row : m_rows)
        row->setWaiting();
    m_facts->setText(reason);
    m_lineText->setText(reason);
    m_percent->clear();
    m_left->clear();
    m_overall = 0;
    m_phase = -1;
    m_bar->setFraction(0);
    m_thinBar->setFraction(0);
    m_state = reason;
}

void LoadingPanel::updateFacts(const Progress& progress, const HeapPtr& heap)
{
    if (heap)
        m_facts->setText(tr("%1, %2 objects, %3 references")
                             .arg(formatBytes(heap->snapshot->info().fileBytes),
                                  formatCount(heap->snapshot->nodeCount()), formatCount(heap->snapshot->edgeCount())));
    else if (progress.phase() == int(Stage::Read) && progress.total() > 0)
        m_facts->setText(formatBytes(progress.total()));
}

void LoadingPanel::updateTimeLeft(double seconds)
{
    if (seconds < kEstimateAfter || m_overall < 0.02 || seconds - m_estimatedAt < kEstimateEvery)
        return;
    const double left = seconds * (1 - m_overall) / m_overall;
    const bool stable = m_estimate >= 0 && std::abs(left - m_estimate) <= std::max(1.0, kStableWithin * left);
    m_estimate = left;
    m_estimatedAt = seconds;
    if (stable)
        m_left->setText(formatTimeLeft(left));
}

void LoadingPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::Line));
}

} // namespace heapwise::ui
