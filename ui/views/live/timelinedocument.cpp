#include "ui/views/live/timelinedocument.h"

#include "core/timeline/recordingexport.h"
#include "ui/format.h"
#include "ui/settings/commands.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/live/eventsmodel.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/leakpanel.h"
#include "ui/views/live/overviewstrip.h"
#include "ui/views/live/timelineplot.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace heapwise::ui {

namespace {

const QString kPanelKey = QStringLiteral("live/leakPanel");

} // namespace

TimelineDocument::TimelineDocument(QWidget* parent)
    : Document(parent)
    , m_data(new LiveData(this))
    , m_leaks(new LeakMonitor(m_data, this))
    , m_leakPanel(new LeakPanel(m_leaks))
    , m_message(new MessageBar(this))
{
    m_message->setObjectName(QStringLiteral("liveMessage"));
    connect(m_data, &LiveData::eventsChanged, this, [this] { m_leakPanel->setSnapshots(int(snapshotFiles().size())); });
    connect(m_leakPanel, &LeakPanel::compareRequested, this, [this] {
        auto latest = snapshots();
        latest.erase(latest.begin(), latest.end() - std::min<std::ptrdiff_t>(3, std::ptrdiff_t(latest.size())));
        compare(latest);
    });
}

QVBoxLayout* TimelineDocument::createColumn()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

void TimelineDocument::createBody(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    auto* left = new QVBoxLayout;
    left->setSpacing(0);
    createTimeline(*left);
    createEvents(*left);
    row->addLayout(left, 1);
    row->addWidget(m_leakPanel);
    column.addLayout(row, 1);
}

void TimelineDocument::addRangeButtons(QHBoxLayout& layout)
{
    const std::pair<QString, double> ranges[] = {{tr("1 min"), 60}, {tr("5 min"), 300}, {tr("All"), 0}};
    for (const auto& [text, seconds] : ranges) {
        auto* button = new QPushButton(text);
        button->setObjectName(QStringLiteral("range%1").arg(int(seconds)));
        connect(button, &QPushButton::clicked, this, [this, span = seconds] { rangeButton(span); });
        layout.addWidget(button);
    }
}

void TimelineDocument::addFollowBox(QHBoxLayout& layout)
{
    m_follow = new QCheckBox(tr("Follow"));
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setChecked(true);
    bindKeys(m_follow, QLatin1String("live.follow"));
    layout.addWidget(m_follow);
}

void TimelineDocument::addPanelButton(QHBoxLayout& layout)
{
    auto* button = new QPushButton(icon(QStringLiteral("leak")), tr("Leak detector"));
    button->setObjectName(QStringLiteral("showLeakPanel"));
    button->setCheckable(true);
    button->setChecked(QSettings().value(kPanelKey, true).toBool());
    m_leakPanel->setVisible(button->isChecked());
    connect(button, &QPushButton::toggled, this, [this](bool on) {
        m_leakPanel->setVisible(on);
        QSettings().setValue(kPanelKey, on);
    });
    layout.addWidget(button);
}

void TimelineDocument::rangeButton(double seconds)
{
    m_plot->showLast(seconds);
    m_plot->setFollowing(true);
}

void TimelineDocument::createTimeline(QVBoxLayout& column)
{
    m_overview = new OverviewStrip(m_data);
    m_plot = new TimelinePlot(m_data);
    connect(m_data, &LiveData::lanesChanged, m_plot, &TimelinePlot::rebuild);
    m_rangeText = new TextLabel(TextStyle::Body, Token::Text);
    m_rangeText->setObjectName(QStringLiteral("rangeStatistics"));
    m_rangeText->setContentsMargins(scaled(10), scaled(4), scaled(10), scaled(4));
    m_rangeText->hide();
    connect(m_plot, &TimelinePlot::rangeChanged, this, [this] { m_overview->setWindow(m_plot->from(), m_plot->to()); });
    connect(m_plot, &TimelinePlot::selectionChanged, this, &TimelineDocument::showSelection);
    if (m_follow) {
        connect(m_plot, &TimelinePlot::followingChanged, m_follow, &QCheckBox::setChecked);
        connect(m_follow, &QCheckBox::toggled, m_plot, &TimelinePlot::setFollowing);
    }
    connect(m_overview, &OverviewStrip::windowMoved, this, [this](double from, double to) {
        m_plot->setFollowing(false);
        m_plot->setRange(from, to);
    });
    column.addWidget(m_overview);
    column.addWidget(m_plot, 3);
    column.addWidget(m_rangeText);
}

// What happened between two moments.
void TimelineDocument::showSelection()
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
    m_rangeText->setText(
        tr("%1 · rss %2 · heapTotal %3 · heapUsed %4 · external %5 · %6 major and %7 minor collections, %8 ms")
            .arg(formatDuration(to - from), change(Series::Rss), change(Series::HeapTotal), change(Series::HeapUsed),
                 change(Series::External), formatCount(gc.major), formatCount(gc.minor),
                 QLocale().toString(gc.pause * 1000, 'f', 1)));
}

void TimelineDocument::createEvents(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(6), scaled(10), scaled(4));
    auto* head = new TextLabel(TextStyle::BodyBold, Token::Text);
    head->setText(tr("Snapshots and events"));
    m_compare = new QPushButton(icon(QStringLiteral("compare")), tr("Compare"));
    m_compare->setObjectName(QStringLiteral("liveCompare"));
    m_compare->setToolTip(tr("Select two snapshots, or three for what stays"));
    m_compare->setEnabled(false);
    connect(m_compare, &QPushButton::clicked, this, [this] { compare(selectedSnapshots()); });
    row->addWidget(head, 1);
    row->addWidget(m_compare);
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

std::vector<LiveEvent> TimelineDocument::snapshots() const
{
    std::vector<LiveEvent> found;
    for (const auto& event : m_data->events())
        if (event.kind == LiveEvent::Kind::Snapshot && event.lane == 0)
            found.push_back(event);
    return found;
}

QStringList TimelineDocument::snapshotFiles() const
{
    QStringList files;
    for (const auto& event : snapshots())
        files.append(event.file);
    return files;
}

// Of the events selected, in the order of time.
std::vector<LiveEvent> TimelineDocument::selectedSnapshots() const
{
    std::vector<LiveEvent> found;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (const LiveEvent& event = m_events->at(index.row()); event.kind == LiveEvent::Kind::Snapshot)
            found.push_back(event);
    std::ranges::sort(found, {}, &LiveEvent::time);
    return found;
}

void TimelineDocument::compare(const std::vector<LiveEvent>& snapshots)
{
    QStringList paths, epochs;
    for (const LiveEvent& event : snapshots) {
        paths.append(event.file);
        epochs.append(epochOf(event));
    }
    emit compareRequested(paths, epochs);
}

QString TimelineDocument::epochOf(const LiveEvent& snapshot) const
{
    return QStringLiteral("%1/%2/%3").arg(m_sessionId).arg(snapshot.lane).arg(snapshot.epoch);
}

void TimelineDocument::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), color(Token::Chrome));
}

QList<ExportFormat> TimelineDocument::exportFormats() const
{
    return {{QStringLiteral("csv"), tr("CSV")}, {QStringLiteral("json"), tr("JSON")}};
}

ExportWork TimelineDocument::exportWork(const QString& suffix)
{
    return [recording = m_data->recording(), isJson = suffix == QLatin1String("json")](QIODevice& to, const Progress&) {
        const std::string text = isJson ? recordingJson(recording) : recordingCsv(recording);
        to.write(text.data(), qint64(text.size()));
        return QString();
    };
}

} // namespace heapwise::ui
