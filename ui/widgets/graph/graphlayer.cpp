#include "ui/widgets/graph/graphlayer.h"

#include <QPainter>

namespace heapwise::ui {

GraphLayer::GraphLayer(QObject* parent)
    : QObject(parent)
{}

void GraphLayer::paint(QPainter& painter, View view)
{
    if (m_shown.picture == view.picture && !m_image.isNull()) {
        painter.save();
        painter.setTransform(m_shown.transform.inverted() * view.transform);
        painter.drawImage(m_shown.area, m_image);
        painter.restore();
    }
    m_wanted = std::move(view);
    if (!isCurrent() && !m_job.isBusy()) // else when that is done: while one pans, every step would stop the one before
        start();
}

void GraphLayer::start()
{
    m_job.start([view = m_wanted](const Progress& progress) { return render(view, progress); },
                [this, view = m_wanted](const QImage& image) {
                    m_shown = view;
                    m_image = image;
                    if (!isCurrent())
                        start();
                    emit painted();
                });
}

QImage GraphLayer::render(const View& view, const Progress& progress)
{
    QImage image((QSizeF(view.area.size()) * view.ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(view.ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-view.area.topLeft());
    painter.setTransform(view.transform, true);
    const GraphPicture& picture = *view.picture;
    const LayoutResult& layout = picture.layout();
    const double detail = view.transform.m11();
    const QRectF seen = view.transform.inverted().mapRect(QRectF(view.area));
    for (int arc = 0; arc < int(layout.routes.size()) && !progress.stopRequested(); ++arc) {
        const EdgeRoute& route = layout.routes[std::size_t(arc)];
        const GraphItemState& state = view.arcs[std::size_t(arc)];
        const double half = picture.arcWidth(arc) / 2 + 1;
        const bool isWhole = state.isLit();
        const QPainterPath part =
            partOf(route.path, isWhole ? 0 : route.ownBegin, isWhole ? route.path.elementCount() : route.ownEnd,
                   seen.adjusted(-half, -half, half, half));
        if (!part.isEmpty())
            picture.paintArc(painter, arc, part, state, detail);
    }
    for (int arc = 0; arc < int(layout.routes.size()) && !progress.stopRequested(); ++arc) {
        const EdgeRoute& route = layout.routes[std::size_t(arc)];
        if (view.arcs[std::size_t(arc)].isCut || route.label.intersects(seen))
            picture.paintLabel(painter, arc, route.label, middleOf(route.path), view.arcs[std::size_t(arc)], detail);
    }
    for (int box = 0; box < int(layout.boxes.size()) && !progress.stopRequested(); ++box) {
        const QRectF& place = layout.boxes[std::size_t(box)];
        if (picture.extentOf(box, place).intersects(seen))
            picture.paintBox(painter, box, place, view.boxes[std::size_t(box)], detail);
    }
    return image;
}

} // namespace heapwise::ui
