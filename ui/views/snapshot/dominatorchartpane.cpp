#include "ui/views/snapshot/dominatorchartpane.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QToolButton>

#include "ui/models/classchart.h"
#include "ui/models/objecttext.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/charts/hierarchychart.h"
#include "ui/widgets/charts/kindlegend.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/wrappingrow.h"

namespace heapwise::ui {
namespace {

constexpr int kDominatorChartPaneBarHeight = 32;
constexpr int kRoomForLegend = 320; ///< below this height the chart needs it more
constexpr qsizetype kNameCharacters = 24;

} // namespace

DominatorChartPane::DominatorChartPane(Selection* selection, Place place, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_place(place)
    , m_chart(new HierarchyChart(this))
    , m_shapes(new QButtonGroup(this))
    , m_way(new QLabel(this))
    , m_legend(new KindLegend(this))
{
    setObjectName(QStringLiteral("dominatorChart"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_chart->setAccessibleName(tr("Who keeps the heap alive"));
    m_way->setObjectName(QStringLiteral("chartWay"));
    m_way->setContentsMargins(scaled(12), 0, scaled(12), 0);
    m_way->setWordWrap(true);
    m_way->hide();
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createBar());
    layout->addWidget(m_way);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_legend);
    if (m_place == Place::Overview) {
        auto* const hint = new TextLabel(TextStyle::Small, Token::TextTertiary, this);
        hint->setText(tr("Double-click to zoom in, Backspace to zoom out. Colours are kinds; area is retained size."));
        hint->setWordWrap(true);
        layout->addWidget(hint);
    }
    m_job.announce({this, tr("Measuring the chart")});
    connect(m_chart, &HierarchyChart::picked, this, &DominatorChartPane::picked);
    connect(m_chart, &HierarchyChart::zoomRequested, this, &DominatorChartPane::zoomTo);
    connect(m_chart, &HierarchyChart::zoomOutRequested, this, &DominatorChartPane::zoomOut);
    connect(m_way, &QLabel::linkActivated, this, [this](const QString& depth) {
        setZoom(
            {m_zoom.begin(), m_zoom.begin() + std::min(std::ptrdiff_t(m_zoom.size()), std::ptrdiff_t(depth.toUInt()))});
    });
    connect(selection, &Selection::changed, this, &DominatorChartPane::showSelection);
    followTheme(m_way);
}

DominatorChartPane::~DominatorChartPane() = default;

QWidget* DominatorChartPane::createBar()
{
    auto* const bar = new QWidget(this);
    bar->setMinimumHeight(scaled(kDominatorChartPaneBarHeight));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    bar->setSizePolicy(policy);
    auto* const layout = new WrappingRow(bar);
    layout->setSpacing(scaled(2));
    if (m_place == Place::Overview) {
        layout->setContentsMargins(0, 0, 0, 0);
        auto* const title = new TextLabel(TextStyle::Title, Token::Text, bar);
        title->setText(tr("Who keeps it alive"));
        auto* const what = new TextLabel(TextStyle::Body, Token::TextSecondary, bar);
        what->setText(tr("retained size, dominators"));
        layout->addWidget(title);
        layout->addSpacing(scaled(6));
        layout->addWidget(what);
        layout->addStretch(1);
        addShape(layout, ChartShape::Treemap);
        addShape(layout, ChartShape::Sunburst);
    } else {
        layout->setContentsMargins(scaled(8), 0, scaled(8), 0);
        for (const ChartShape shape : {ChartShape::Sunburst, ChartShape::Treemap, ChartShape::Icicle})
            addShape(layout, shape);
        layout->addStretch(1);
        m_root = new QToolButton(bar);
        m_root->setObjectName(QStringLiteral("chartRoot"));
        m_root->setPopupMode(QToolButton::InstantPopup);
        m_root->setToolTip(tr("What is in the middle of the chart and at the top of the tree"));
        auto* const menu = new QMenu(m_root);
        m_root->setMenu(menu);
        connect(menu, &QMenu::aboutToShow, this, &DominatorChartPane::fillRoots);
        layout->addWidget(m_root);
    }
    const int usual = int(m_place == Place::Overview ? ChartShape::Treemap : ChartShape::Sunburst);
    QAbstractButton* const kept = m_shapes->button(QSettings().value(settingsKey(), usual).toInt());
    QAbstractButton* const chosen = kept ? kept : m_shapes->button(usual);
    chosen->setChecked(true);
    m_chart->setShape(ChartShape(m_shapes->id(chosen)));
    connect(m_shapes, &QButtonGroup::idClicked, this, [this](int shape) {
        QSettings().setValue(settingsKey(), shape);
        setShape(ChartShape(shape));
    });
    return bar;
}

void DominatorChartPane::addShape(QHBoxLayout* layout, ChartShape shape)
{
    const std::pair<QString, QString> shapes[] = {{QStringLiteral("sunburst"), tr("Sunburst")},
                                                  {QStringLiteral("treemap"), tr("Treemap")},
                                                  {QStringLiteral("flame"), tr("Icicle")}};
    const auto& [iconName, name] = shapes[int(shape)];
    auto* const button = new QToolButton(this);
    button->setText(name);
    button->setIcon(icon(iconName));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_shapes->addButton(button, int(shape));
    layout->addWidget(button);
}

void DominatorChartPane::setShape(ChartShape shape)
{
    m_chart->setShape(shape);
    if (m_place == Place::Overview)
        update(); // how deep it goes depends on the shape
}

QString DominatorChartPane::settingsKey() const
{
    return m_place == Place::Overview ? QStringLiteral("overview/chart") : QStringLiteral("dominators/chart");
}

// --- content --------------------------------------------------------------------------------------------

void DominatorChartPane::show(const HeapPtr& heap, const DominatorOptions& options)
{
    const bool isOther = !m_heap || !heap || m_heap->snapshot != heap->snapshot || m_options.root != options.root;
    m_heap = heap && heap->dominators ? heap : nullptr;
    m_standIn = heap && heap->classes && !m_heap ? heap : nullptr;
    m_options = options;
    if (isOther)
        m_zoom.clear();
    update();
}

void DominatorChartPane::update()
{
    updateWay();
    if (m_heap) {
        measureDominators();
        return;
    }
    m_source.reset();
    if (m_standIn) {
        measureClasses();
    } else {
        m_job.drop();
        take({});
    }
}

void DominatorChartPane::measureDominators()
{
    DominatorOptions options = m_options;
    if (!m_zoom.empty())
        options.root = m_zoom.back();
    auto source = std::make_shared<const DominatorChildren>(m_heap, options);
    const bool isShallow = m_place == Place::Overview && m_chart->shape() == ChartShape::Treemap;
    const ChartDepth depth = isShallow ? ChartDepth::TwoLevels : ChartDepth::All; // of a treemap with names in it
    auto work = [heap = m_heap, source, depth](const Progress& progress) {
        return makeDominatorChart(heap, *source, progress, depth);
    };
    m_job.start(std::move(work), [this, source](const DominatorChart& chart) {
        m_source = source;
        take(chart);
    });
}

void DominatorChartPane::measureClasses()
{
    auto work = [heap = m_standIn](const Progress&) { return makeClassChart(*heap); };
    m_job.start(std::move(work), [this](const DominatorChart& chart) { take(chart); });
}

void DominatorChartPane::take(const DominatorChart& chart)
{
    m_shown = chart;
    m_chart->setData(m_shown.data);
    showSelection();
}

void DominatorChartPane::showSelection()
{
    const Subject& subject = m_selection->subject();
    if (m_source && m_heap && subject.kind == Subject::Kind::Object)
        m_chart->setSelected(m_shown.itemOf(*m_source, *m_heap, subject.node));
    else
        m_chart->setSelected(-1);
}

// Of a fold, its largest member stands for all.
void DominatorChartPane::picked(int item)
{
    const TreeItem& row = m_shown.rows[std::size_t(item)];
    if (row.node.isValid())
        m_selection->set(Subject::object(row.node), this);
    else if (row.kind == TreeItem::Kind::Class)
        m_selection->set(Subject::heapClass(row.classId), this);
}

void DominatorChartPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_legend->setVisible(m_place == Place::Dominators && height() >= scaled(kRoomForLegend));
}

// --- zoom -----------------------------------------------------------------------------------------------

void DominatorChartPane::zoomTo(int item)
{
    const TreeItem& row = m_shown.rows[std::size_t(item)];
    if (!m_heap || !row.isObject() || !m_heap->dominators->hasChildren(row.node))
        return;
    std::vector<NodeId> zoom = m_zoom;
    zoom.push_back(row.node);
    setZoom(std::move(zoom));
}

void DominatorChartPane::zoomOut()
{
    if (m_zoom.empty())
        return;
    setZoom({m_zoom.begin(), m_zoom.end() - 1});
}

void DominatorChartPane::resetZoom()
{
    setZoom({});
}

void DominatorChartPane::setZoom(std::vector<NodeId> zoom)
{
    if (zoom == m_zoom)
        return;
    m_zoom = std::move(zoom);
    update();
    emit zoomChanged();
}

/// The ways out and in: the roots, each object zoomed into, and what is selected.
void DominatorChartPane::fillRoots()
{
    QMenu& menu = *m_root->menu();
    menu.clear();
    const auto add = [&](const QString& name, std::size_t depth) {
        QAction* const action = menu.addAction(name, this, [this, depth] {
            setZoom({m_zoom.begin(), m_zoom.begin() + std::ptrdiff_t(depth)});
        });
        action->setCheckable(true);
        action->setChecked(depth == m_zoom.size());
    };
    if (m_heap) {
        add(m_options.root.isValid() ? nameOf(m_options.root) : tr("(GC roots)"), 0);
        for (std::size_t i = 0; i < m_zoom.size(); ++i)
            add(nameOf(m_zoom[i]), i + 1);
    }
    menu.addSeparator();
    QAction* const selected = menu.addAction(tr("Zoom to selection"), this, &DominatorChartPane::zoomToSelection);
    const NodeId node = m_selection->subject().node;
    const bool isObject = m_heap && m_selection->subject().kind == Subject::Kind::Object;
    selected->setEnabled(isObject && m_heap->dominators->hasChildren(node) &&
                         (m_zoom.empty() || m_zoom.back() != node));
}

void DominatorChartPane::zoomToSelection()
{
    const NodeId node = m_selection->subject().node;
    std::vector<NodeId> zoom;
    for (const NodeId known : m_zoom) // as long as it lies below
        if (m_heap->dominators->dominates(known, node) && known != node)
            zoom.push_back(known);
    zoom.push_back(node);
    setZoom(std::move(zoom));
}

QString DominatorChartPane::nameOf(NodeId node) const
{
    return escaped(describeObject(*m_heap, node).name, kNameCharacters).toHtmlEscaped();
}

void DominatorChartPane::updateWay()
{
    if (m_root) {
        m_root->setVisible(m_heap != nullptr);
        m_root->setText(!m_heap || (m_zoom.empty() && !m_options.root.isValid()) ? tr("(GC roots)")
                        : m_zoom.empty()                                         ? nameOf(m_options.root)
                                                                                 : nameOf(m_zoom.back()));
    }
    m_way->setVisible(m_standIn || (m_heap && !m_zoom.empty()));
    if (m_standIn)
        m_way->setText(m_standIn->countsOnly ? tr("Kinds by shallow size: without references there are no dominators")
                                             : tr("Classes by shallow size, until dominators are known"));
    if (!m_heap || m_zoom.empty())
        return;
    QStringList parts{
        QStringLiteral("<a href='0'>%1</a>").arg(m_options.root.isValid() ? nameOf(m_options.root) : tr("(GC roots)"))};
    for (std::size_t i = 0; i + 1 < m_zoom.size(); ++i)
        parts << QStringLiteral("<a href='%1'>%2</a>").arg(i + 1).arg(nameOf(m_zoom[i]));
    parts << nameOf(m_zoom.back());
    m_way->setText(parts.join(QStringLiteral(" › ")));
}

} // namespace heapwise::ui
