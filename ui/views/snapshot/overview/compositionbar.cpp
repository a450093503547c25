#include "ui/views/snapshot/overview/compositionbar.h"

#include <QGridLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/views/snapshot/overview/kindrow.h"

#include <algorithm>
#include <utility>

namespace heapwise::ui {
namespace {

constexpr int kStackHeight = 16;
constexpr int kGap = 8;
constexpr int kColumns = 2, kRoomForColumns = 320;

} // namespace

CompositionBar::CompositionBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("compositionBar"));
    setAccessibleName(tr("What the heap is made of"));
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins(0, scaled(kStackHeight + kGap), 0, 0);
    m_grid->setVerticalSpacing(0);
    m_grid->setHorizontalSpacing(scaled(20));
    for (int i = 0; i < int(kObjectKinds); ++i) {
        m_rows.push_back(new KindRow(this));
        connect(m_rows.back(), &QAbstractButton::clicked, this,
                [this, i] { emit kindChosen(m_rows[std::size_t(i)]->kind()); });
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    arrange(kColumns);
    setComposition({});
}

void CompositionBar::arrange(int columns)
{
    if (columns == std::exchange(m_columns, columns))
        return;
    for (int i = 0; i < int(m_rows.size()); ++i)
        m_grid->addWidget(m_rows[std::size_t(i)], i / columns, i % columns);
}

/// Names would be lost in two columns where there is room for one.
void CompositionBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange(width() < scaled(kRoomForColumns) ? 1 : kColumns);
}

void CompositionBar::setComposition(const Composition& composition)
{
    m_composition = composition;
    m_total = 0;
    m_order.resize(kObjectKinds);
    for (std::size_t kind = 0; kind < kObjectKinds; ++kind) {
        m_order[kind] = ObjectKind(kind);
        m_total += composition.kinds[kind].bytes;
    }
    std::ranges::stable_sort(m_order, std::greater(), [&](ObjectKind kind) { return composition[kind].bytes; });
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Size bytes = composition[m_order[i]].bytes;
        m_rows[i]->setPart(m_order[i], bytes, m_total > 0 ? double(bytes) / double(m_total) : -1.0, note(m_order[i]));
    }
    update();
}

QString CompositionBar::note(ObjectKind kind) const
{
    const Composition::Part& part = m_composition[kind];
    return tr("%1, shallow size of %2 objects of this kind. All kinds together are the heap. Click to list their "
              "classes.")
        .arg(formatExactBytes(part.bytes), formatCount(part.objects));
}

QRect CompositionBar::barRect() const
{
    return {0, 0, width(), scaled(kStackHeight)};
}

QRect CompositionBar::segment(std::size_t place) const
{
    Size before = 0;
    for (std::size_t i = 0; i < place; ++i)
        before += m_composition[m_order[i]].bytes;
    const auto x = [&](Size bytes) { return int(double(bytes) / double(std::max<Size>(1, m_total)) * width()); };
    const int left = x(before);
    return {left, 0, x(before + m_composition[m_order[place]].bytes) - left, scaled(kStackHeight)};
}

int CompositionBar::segmentAt(const QPoint& at) const
{
    for (std::size_t i = 0; i < m_order.size(); ++i)
        if (segment(i).contains(at))
            return int(i);
    return -1;
}

void CompositionBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(barRect(), scaledF(4), scaledF(4));
    painter.setClipPath(shape);
    painter.fillRect(barRect(), color(Token::LineSoft));
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const QRect part = segment(i);
        painter.fillRect(part, kindColor(m_order[i]));
        painter.fillRect(QRect(part.right(), 0, 1, part.height()), color(Token::Base));
    }
}

void CompositionBar::mousePressEvent(QMouseEvent* event)
{
    const int place = segmentAt(event->pos());
    if (place >= 0 && event->button() == Qt::LeftButton)
        emit kindChosen(m_order[std::size_t(place)]);
    QWidget::mousePressEvent(event);
}

bool CompositionBar::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        const int place = segmentAt(help->pos());
        if (place >= 0)
            QToolTip::showText(
                help->globalPos(),
                kindName(m_order[std::size_t(place)]) + QStringLiteral(": ") + note(m_order[std::size_t(place)]), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace heapwise::ui
