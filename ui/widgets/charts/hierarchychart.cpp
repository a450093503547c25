#include "ui/widgets/charts/hierarchychart.h"

#include "ui/export/pictureexport.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace heapwise::ui {

namespace {
constexpr int kTipAfterMs = 500;
constexpr double kOutline = 1.8;
} // namespace

HierarchyChart::HierarchyChart(QWidget* parent)
    : QWidget(parent)
    , m_data(std::make_shared<ChartData>())
{
    PaintedAccessible::install();
    setObjectName(QStringLiteral("hierarchyChart"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(scaled(120), scaled(120));
    m_tip.setSingleShot(true);
    m_tip.setInterval(kTipAfterMs);
    m_job.announce({this, tr("Drawing the chart")});
    connect(&m_tip, &QTimer::timeout, this, &HierarchyChart::showTip);
    connect(&Theme::instance(), &Theme::themeChanged, this, &HierarchyChart::render);
}

HierarchyChart::~HierarchyChart() = default;

QSize HierarchyChart::sizeHint() const
{
    return {scaled(360), scaled(360)};
}

void HierarchyChart::setShape(ChartShape shape)
{
    m_shape = shape;
    render();
}

void HierarchyChart::setData(std::shared_ptr<const ChartData> data)
{
    m_data = std::move(data);
    m_selected = m_hovered = -1;
    render();
}

void HierarchyChart::setSelected(int item)
{
    if (item == m_selected)
        return;
    m_selected = item;
    render();
}

void HierarchyChart::render()
{
    if (width() <= 0 || height() <= 0)
        return;
    auto work = [data = m_data, shape = m_shape, size = size(), selected = m_selected, ratio = devicePixelRatioF(),
                 colors = ChartColors::current()](const Progress&) {
        Picture picture;
        picture.layout = ChartLayout::make(shape, data, size, colors);
        picture.image = QImage(size * ratio, QImage::Format_ARGB32_Premultiplied);
        picture.image.setDevicePixelRatio(ratio);
        picture.image.fill(colors.base);
        QPainter painter(&picture.image);
        picture.layout->paint(painter, selected);
        return picture;
    };
    m_job.start(std::move(work), [this](const Picture& picture) {
        m_layout = picture.layout;
        m_image = picture.image;
        if (m_hovered >= int(m_layout->data().size()))
            m_hovered = -1;
        update();
        emit layoutChanged();
    });
}

// --- painting --------------------------------------------------------------------------------------------

void HierarchyChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Base));
    if (!m_layout)
        return;
    painter.drawImage(0, 0, m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const int count = int(m_layout->data().size()); // of the picture, which may be older than the data
    if (m_hovered > 0 && m_hovered < count && m_layout->isVisible(m_hovered)) {
        painter.setPen(QPen(color(Token::TextSecondary), 1.2));
        painter.drawPath(m_layout->outline(m_hovered));
    }
    if (m_selected > 0 && m_selected < count && m_layout->isVisible(m_selected)) {
        painter.setPen(QPen(color(Token::Text), kOutline));
        painter.drawPath(m_layout->outline(m_selected));
    }
    // In the middle, what is pointed at, else what is selected, else the root.
    if (m_shape == ChartShape::Sunburst && count > 0)
        m_layout->paintCentre(painter, m_hovered > 0                           ? m_hovered
                                       : m_selected >= 0 && m_selected < count ? m_selected
                                                                               : 0);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        paintFocusRing(painter, rect(), scaledF(3));
    }
}

void HierarchyChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    render();
}

// --- pointer ---------------------------------------------------------------------------------------------

void HierarchyChart::hover(int item)
{
    if (item == m_hovered)
        return;
    m_hovered = item;
    update();
    if (item < 0) {
        m_tip.stop();
        m_isTipShown = false;
        QToolTip::hideText();
    } else if (m_isTipShown) {
        showTip(); // moving on inside the chart
    } else {
        m_tip.start();
    }
}

void HierarchyChart::showTip()
{
    if (!m_layout || m_hovered < 0 || m_hovered >= int(m_layout->data().size()))
        return;
    const ChartNode& node = m_layout->data()[std::size_t(m_hovered)];
    m_isTipShown = true;
    QToolTip::showText(mapToGlobal(m_pointer) + QPoint(scaled(14), scaled(14)),
                       QStringLiteral("<b>%1</b><br>%2").arg(node.name.toHtmlEscaped(), node.note), this);
}

void HierarchyChart::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->pos();
    hover(m_layout ? m_layout->itemAt(event->position()) : -1);
}

void HierarchyChart::leaveEvent(QEvent*)
{
    hover(-1);
}

void HierarchyChart::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_layout)
        return;
    const int item = m_layout->itemAt(event->position());
    if (item == 0 && m_shape == ChartShape::Sunburst)
        emit zoomOutRequested();
    else
        pick(item);
}

void HierarchyChart::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int item = m_layout ? m_layout->itemAt(event->position()) : -1;
    if (item > 0 && event->button() == Qt::LeftButton)
        emit zoomRequested(item);
}

// A picture that is older than the data has other items.
void HierarchyChart::pick(int item)
{
    if (item < 0 || !m_layout || &m_layout->data() != m_data.get())
        return;
    setSelected(item);
    if (!data()[std::size_t(item)].isRest)
        emit picked(item);
}

// --- export ----------------------------------------------------------------------------------------------

QString HierarchyChart::exportName() const
{
    if (m_data->empty())
        return {};
    return m_shape == ChartShape::Sunburst  ? tr("Sunburst")
           : m_shape == ChartShape::Treemap ? tr("Treemap")
                                            : tr("Icicle");
}

QList<ExportFormat> HierarchyChart::exportFormats() const
{
    return pictureFormats();
}

// Laid out once more: the worker has no part in what the widget shows.
ExportWork HierarchyChart::exportWork(const QString& suffix)
{
    auto paint = [data = m_data, shape = m_shape, area = size(), selected = m_selected,
                  colors = ChartColors::current()](QPainter& painter) {
        const auto layout = ChartLayout::make(shape, data, area, colors);
        painter.fillRect(QRect(QPoint(0, 0), area), colors.base);
        layout->paint(painter, selected);
        if (shape == ChartShape::Sunburst)
            layout->paintCentre(painter, std::clamp(selected, 0, int(data->size()) - 1));
    };
    return pictureWork(std::move(paint), size(), exportName(), suffix);
}

// --- screen readers --------------------------------------------------------------------------------------

std::vector<int> HierarchyChart::visibleItems() const
{
    std::vector<int> items;
    for (int item = 0; m_layout && item < int(m_layout->data().size()); ++item)
        if (m_layout->isVisible(item))
            items.push_back(item);
    return items;
}

QString HierarchyChart::itemName(int item) const
{
    return m_layout->data()[std::size_t(item)].name;
}

QString HierarchyChart::itemDescription(int item) const
{
    return QString(m_layout->data()[std::size_t(item)].note).replace(QLatin1String("<br>"), QLatin1String(", "));
}

QRect HierarchyChart::itemRect(int item) const
{
    return m_layout->outline(item).boundingRect().toAlignedRect();
}

// --- keys ------------------------------------------------------------------------------------------------

int HierarchyChart::neighbour(int key) const
{
    const ChartData& nodes = data();
    if (m_selected < 0 || m_selected >= int(nodes.size()))
        return nodes.empty() ? -1 : 0;
    const int parent = nodes[std::size_t(m_selected)].parent;
    if (key == Qt::Key_Up)
        return parent;
    int before = -1;
    for (int item = 0; item < int(nodes.size()); ++item) {
        if (key == Qt::Key_Down && nodes[std::size_t(item)].parent == m_selected)
            return item; // the largest comes first
        if (key == Qt::Key_Right && item > m_selected && nodes[std::size_t(item)].parent == parent)
            return item;
        if (item < m_selected && nodes[std::size_t(item)].parent == parent)
            before = item;
    }
    return key == Qt::Key_Left ? before : -1;
}

void HierarchyChart::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
        pick(neighbour(event->key()));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected > 0)
            emit zoomRequested(m_selected);
        break;
    case Qt::Key_Backspace:
        emit zoomOutRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void HierarchyChart::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
}

void HierarchyChart::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace heapwise::ui
