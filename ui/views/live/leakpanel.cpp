#include "ui/views/live/leakpanel.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/leaktext.h"
#include "ui/views/live/snapshotruleseditor.h"
#include "ui/views/live/verdictcard.h"
#include "ui/widgets/textlabel.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

constexpr int kWidth = 320;

TextLabel* addHeading(QVBoxLayout& column, const QString& text)
{
    auto* label = new TextLabel(TextStyle::BodyBold, Token::Text);
    label->setText(text);
    label->setContentsMargins(0, scaled(8), 0, scaled(2));
    column.addWidget(label);
    return label;
}

} // namespace

LeakPanel::LeakPanel(LeakMonitor* monitor, QWidget* parent)
    : QWidget(parent)
    , m_monitor(monitor)
    , m_card(new VerdictCard)
    , m_explanation(new TextLabel(TextStyle::Body, Token::TextSecondary))
    , m_growth(new GrowthBars)
    , m_rules(new SnapshotRulesEditor)
{
    setObjectName(QStringLiteral("leakPanel"));
    setFixedWidth(scaled(kWidth));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    createHead(*outer);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(scaled(10), scaled(4), scaled(10), scaled(10));
    column->setSpacing(scaled(6));
    column->addWidget(m_card);
    m_explanation->setObjectName(QStringLiteral("leakExplanation"));
    m_explanation->setWordWrap(true);
    column->addWidget(m_explanation);
    m_growthHead = addHeading(*column, tr("Grows with it"));
    column->addWidget(m_growth);
    createNextSteps(*column);
    m_rulesHead = addHeading(*column, tr("Auto-snapshot rules"));
    column->addWidget(m_rules);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    outer->addWidget(scroll, 1);
    connect(m_rules, &SnapshotRulesEditor::changed, this, [this] { m_monitor->setRules(m_rules->rules()); });
    connect(m_monitor, &LeakMonitor::reported, this, &LeakPanel::refresh);
    refresh();
}

void LeakPanel::createHead(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(6), scaled(6), scaled(2));
    auto* title = new TextLabel(TextStyle::Subtitle, Token::Text);
    title->setText(tr("Leak detector"));
    auto* gear = new QToolButton;
    gear->setObjectName(QStringLiteral("leakOptions"));
    gear->setIcon(icon(QStringLiteral("gear")));
    gear->setAccessibleName(tr("Rule of the leak detector"));
    gear->setToolTip(gear->accessibleName());
    connect(gear, &QToolButton::clicked, this,
            [this, gear] { showMenu(gear->mapToGlobal(gear->rect().bottomLeft())); });
    row->addWidget(title, 1);
    row->addWidget(gear);
    column.addLayout(row);
}

void LeakPanel::createNextSteps(QVBoxLayout& column)
{
    m_nextHead = addHeading(column, tr("Next step"));
    const auto add = [&](const QString& name, const QString& iconName) {
        auto* button = new QPushButton(icon(iconName), {});
        button->setObjectName(name);
        column.addWidget(button);
        return button;
    };
    m_next = add(QStringLiteral("leakNextStep"), QStringLiteral("camera"));
    m_next->setProperty("primary", true);
    m_sample = add(QStringLiteral("leakSample"), QStringLiteral("bolt"));
    m_sample->setText(tr("Sample allocations for 2 minutes"));
    m_probe = add(QStringLiteral("leakProbe"), QStringLiteral("gc"));
    m_probe->setToolTip(tr("Collects garbage every 20 s, until 8 collections tell how much is really alive. Each "
                           "pauses the process for a moment."));
    connect(m_next, &QPushButton::clicked, this,
            [this] { m_snapshots >= 2 ? emit compareRequested() : emit snapshotRequested(); });
    connect(m_sample, &QPushButton::clicked, this, &LeakPanel::samplingRequested);
    connect(m_probe, &QPushButton::clicked, this, [this] { emit probeRequested(!m_monitor->isProbing()); });
}

void LeakPanel::setSnapshots(int count)
{
    m_snapshots = count;
    updateNextSteps();
}

void LeakPanel::setLive(bool live)
{
    m_live = live;
    m_rules->setEnabled(live);
    updateNextSteps();
}

void LeakPanel::setRecorded()
{
    m_isRecorded = true;
    m_rulesHead->hide();
    m_rules->hide();
    updateNextSteps();
}

void LeakPanel::refresh()
{
    const LeakReport& report = m_monitor->report();
    m_card->setReport(report);
    m_explanation->setText(LeakText::explanation(report));
    m_growthHead->setVisible(!report.growth.empty());
    m_growth->setVisible(!report.growth.empty());
    m_growth->setGrowth(report.growth);
    m_rules->setTaken(m_monitor->snapshotsTaken());
    updateNextSteps();
}

// Three snapshots tell what was made between the first two and is still there in the third.
void LeakPanel::updateNextSteps()
{
    const LeakReport& report = m_monitor->report();
    const bool compares = m_snapshots >= 2;
    m_next->setIcon(icon(compares ? QStringLiteral("compare") : QStringLiteral("camera"), Token::OnAccent));
    m_next->setText(m_snapshots >= 3
                        ? tr("Compare #%1 → #%2 → #%3").arg(m_snapshots - 2).arg(m_snapshots - 1).arg(m_snapshots)
                    : compares ? tr("Compare #1 → #2")
                               : tr("Take clean snapshot #%1").arg(m_snapshots + 1));
    m_next->setEnabled(compares || m_live);
    m_nextHead->setVisible(compares || !m_isRecorded);
    m_next->setVisible(compares || !m_isRecorded);
    m_sample->setVisible(report.isAlarm() && !m_isRecorded);
    m_sample->setEnabled(m_live);
    m_probe->setEnabled(m_live);
    m_probe->setVisible(!m_isRecorded && report.rule == LeakRule::Floor &&
                        (report.verdict == Verdict::NotEnoughData || report.verdict == Verdict::LeakPossible ||
                         m_monitor->isProbing()));
    m_probe->setText(!m_monitor->isProbing() ? tr("Probe: collect garbage every 20 s")
                                             : tr("Stop probing, %1 collections seen").arg(report.collections));
}

void LeakPanel::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& text, LeakRule rule, double ratio) {
        auto* action = menu->addAction(text, this, [this, rule, ratio] { m_monitor->setRule(rule, ratio); });
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setChecked(m_monitor->rule() == rule && (rule == LeakRule::Floor || m_monitor->ratio() == ratio));
    };
    add(tr("Trend of the heap after major collections"), LeakRule::Floor, 0);
    add(tr("Simple: 1.3 times in a minute"), LeakRule::Simple, 1.3);
    add(tr("Simple: 1.5 times in a minute"), LeakRule::Simple, 1.5);
    menu->popup(at);
}

} // namespace heapwise::ui
