// The widgets of a LiveDocument, from top to bottom.
#include "ui/views/live/livedocument.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/views/live/eventsmodel.h"
#include "ui/views/live/overviewstrip.h"
#include "ui/views/live/timelineplot.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {

QPushButton* addButton(QHBoxLayout& row, const QString& iconName, const QString& text, const QString& name)
{
    auto* button = new QPushButton(icon(iconName), text);
    button->setObjectName(name);
    row.addWidget(button);
    return button;
}

} // namespace

void LiveDocument::createHeader(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(8), scaled(10), scaled(2));
    row->setSpacing(scaled(8));
    m_stateLabel = new TextLabel(TextStyle::BodyBold, Token::TextSecondary);
    m_stateLabel->setObjectName(QStringLiteral("liveState"));
    m_nameLabel = new TextLabel(TextStyle::Subtitle, Token::Text);
    m_nameLabel->setTextFormat(Qt::PlainText);
    m_nameLabel->setText(m_name);
    m_factsLabel = new TextLabel(TextStyle::Body, Token::TextSecondary);
    m_factsLabel->setTextFormat(Qt::PlainText);
    m_threads = new TextLabel(TextStyle::Body, Token::TextSecondary);
    row->addWidget(m_stateLabel);
    row->addWidget(m_nameLabel);
    row->addWidget(m_factsLabel);
    row->addStretch(1);
    row->addWidget(m_threads);
    column.addLayout(row);
}

void LiveDocument::createControls(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(4), scaled(10), scaled(6));
    row->setSpacing(scaled(6));
    m_snapshot = new QPushButton(icon(QStringLiteral("camera"), Token::OnAccent), tr("Clean snapshot"));
    m_snapshot->setObjectName(QStringLiteral("cleanSnapshot"));
    m_snapshot->setProperty("primary", true);
    m_snapshot->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_snapshot->setToolTip(tr("Collects garbage until finalizers have run, then takes a snapshot (Ctrl+E)"));
    connect(m_snapshot, &QPushButton::clicked, this, [this] { takeSnapshot(true); });
    row->addWidget(m_snapshot);
    m_snapshotMenu = new QToolButton;
    m_snapshotMenu->setObjectName(QStringLiteral("snapshotKinds"));
    m_snapshotMenu->setIcon(icon(QStringLiteral("chevd")));
    m_snapshotMenu->setAccessibleName(tr("Other kinds of snapshots"));
    auto* menu = new QMenu(m_snapshotMenu);
    menu->setObjectName(QStringLiteral("snapshotMenu"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSnapshotMenu(*menu); });
    connect(m_snapshotMenu, &QToolButton::clicked, menu, [this, menu] { menu->popup(m_snapshotMenu->mapToGlobal(m_snapshotMenu->rect().bottomLeft())); });
    row->addWidget(m_snapshotMenu);
    m_gc = addButton(*row, QStringLiteral("trash"), tr("Force GC"), QStringLiteral("forceGc"));
    m_gc->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G));
    connect(m_gc, &QPushButton::clicked, this, &LiveDocument::forceGc);
    m_sample = addButton(*row, QStringLiteral("bolt"), tr("Sample allocations"), QStringLiteral("sampleAllocations"));
    connect(m_sample, &QPushButton::clicked, this, &LiveDocument::toggleSampling);
    m_mark = addButton(*row, QStringLiteral("flag"), tr("Mark"), QStringLiteral("addMark"));
    m_mark->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    connect(m_mark, &QPushButton::clicked, this, &LiveDocument::addMark);
    row->addSpacing(scaled(10));
    const std::pair<QString, double> ranges[] = {{tr("1 min"), 60}, {tr("5 min"), 300}, {tr("All"), 0}};
    for (const auto& [text, seconds] : ranges) {
        auto* button = new QPushButton(text);
        button->setObjectName(QStringLiteral("range%1").arg(int(seconds)));
        connect(button, &QPushButton::clicked, this, [this, span = seconds] { rangeButton(span); });
        row->addWidget(button);
    }
    m_captureText = new TextLabel(TextStyle::Body, Token::TextSecondary);
    m_discard = new QPushButton(tr("Discard"));
    m_discard->setObjectName(QStringLiteral("discardSnapshot"));
    m_discard->setToolTip(tr("Throws the snapshot away. The process finishes it all the same: that cannot be stopped."));
    connect(m_discard, &QPushButton::clicked, m_session, &inspector::Session::discardCapture);
    row->addSpacing(scaled(10));
    row->addWidget(m_captureText);
    row->addWidget(m_discard);
    row->addStretch(1);
    m_follow = new QCheckBox(tr("Follow"));
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setChecked(true);
    m_follow->setShortcut(QKeySequence(Qt::Key_Space));
    row->addWidget(m_follow);
    m_detach = addButton(*row, QStringLiteral("detach"), tr("Detach"), QStringLiteral("detach"));
    m_detach->setToolTip(tr("Leaves the process as it was found"));
    connect(m_detach, &QPushButton::clicked, this, &LiveDocument::detach);
    column.addLayout(row);
    m_message = new MessageBar(this);
    m_message->setObjectName(QStringLiteral("liveMessage"));
    connect(m_message, &MessageBar::actionTriggered, this, [this] {
        if (m_session->state() == inspector::SessionState::WaitingForDebugger)
            m_session->runIfWaiting();
        else
            m_session->reconnectNow();
    });
    column.addWidget(m_message);
}

void LiveDocument::rangeButton(double seconds)
{
    m_plot->showLast(seconds);
    m_plot->setFollowing(true);
}

void LiveDocument::createTimeline(QVBoxLayout& column)
{
    m_overview = new OverviewStrip(m_data);
    m_plot = new TimelinePlot(m_data);
    m_rangeText = new TextLabel(TextStyle::Body, Token::Text);
    m_rangeText->setObjectName(QStringLiteral("rangeStatistics"));
    m_rangeText->setContentsMargins(scaled(10), scaled(4), scaled(10), scaled(4));
    m_rangeText->hide();
    connect(m_plot, &TimelinePlot::rangeChanged, this, [this] { m_overview->setWindow(m_plot->from(), m_plot->to()); });
    connect(m_plot, &TimelinePlot::followingChanged, m_follow, &QCheckBox::setChecked);
    connect(m_plot, &TimelinePlot::selectionChanged, this, &LiveDocument::showSelection);
    connect(m_follow, &QCheckBox::toggled, m_plot, &TimelinePlot::setFollowing);
    connect(m_overview, &OverviewStrip::windowMoved, this, [this](double from, double to) {
        m_plot->setFollowing(false);
        m_plot->setRange(from, to);
    });
    column.addWidget(m_overview);
    column.addWidget(m_plot, 3);
    column.addWidget(m_rangeText);
}

// What happened between two moments.
void LiveDocument::showSelection()
{
    const auto [from, to] = m_plot->selection();
    m_rangeText->setVisible(to > from && !m_data->isEmpty());
    if (m_rangeText->isHidden())
        return;
    const RecordedLane& main = m_data->main();
    const RowRange rows = main.timeline.rowsBetween(from, to);
    const auto change = [&](Series series) {
        const double bytes = main.timeline.summary(RecordedLane::id(series), rows).change();
        return std::isnan(bytes) ? noValue() : formatBytesDelta(qint64(bytes));
    };
    const GcTotals gc = main.collections.totals(main.collections.between(from, to));
    m_rangeText->setText(tr("%1 · rss %2 · heapTotal %3 · heapUsed %4 · external %5 · %6 major and %7 minor collections, %8 ms")
                             .arg(formatDuration(to - from), change(Series::Rss), change(Series::HeapTotal), change(Series::HeapUsed), change(Series::External),
                                  formatCount(gc.major), formatCount(gc.minor), QLocale().toString(gc.pause * 1000, 'f', 1)));
}

void LiveDocument::createEvents(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(6), scaled(10), scaled(4));
    auto* head = new TextLabel(TextStyle::BodyBold, Token::Text);
    head->setText(tr("Snapshots and events"));
    row->addWidget(head, 1);
    m_compare = addButton(*row, QStringLiteral("compare"), tr("Compare"), QStringLiteral("liveCompare"));
    m_compare->setToolTip(tr("Select two snapshots, or three for what stays"));
    m_compare->setEnabled(false);
    connect(m_compare, &QPushButton::clicked, this, &LiveDocument::compareSelected);
    m_events = new EventsModel(m_data, this);
    m_table = new DataTree;
    m_table->setObjectName(QStringLiteral("eventsTable"));
    m_table->setAccessibleName(tr("Snapshots and events"));
    m_table->setModel(m_events);
    m_table->setRootIsDecorated(false);
    m_table->setColumnWidths({90, 0, 120, 120});
    m_table->setViewName(QStringLiteral("liveEvents"));
    m_table->setMaximumHeight(scaled(170));
    connect(m_table, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
        if (const auto& event = m_events->at(index.row()); event.kind == LiveEvent::Kind::Snapshot)
            emit openRequested(event.file);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_compare->setEnabled(selectedSnapshots().size() > 1); });
    column.addLayout(row);
    column.addWidget(m_table, 1);
}

/// Of the events selected, in the order of time.
std::vector<LiveEvent> LiveDocument::selectedSnapshots() const
{
    std::vector<LiveEvent> snapshots;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (const LiveEvent& event = m_events->at(index.row()); event.kind == LiveEvent::Kind::Snapshot)
            snapshots.push_back(event);
    std::ranges::sort(snapshots, {}, &LiveEvent::time);
    return snapshots;
}

void LiveDocument::compareSelected()
{
    QStringList paths, epochs;
    for (const LiveEvent& event : selectedSnapshots()) {
        paths.append(event.file);
        epochs.append(QStringLiteral("%1/%2/%3").arg(quintptr(this)).arg(event.lane).arg(event.epoch));
    }
    emit compareRequested(paths, epochs);
}

} // namespace heapwise::ui
