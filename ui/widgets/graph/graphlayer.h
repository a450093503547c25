#pragma once

#include <QImage>
#include <QObject>
#include <QTransform>

#include "ui/jobs/latestjob.h"
#include "ui/widgets/graph/graphpicture.h"

#include <memory>
#include <vector>

namespace heapwise::ui {

/// A graph of hundreds of boxes, painted on a worker. Until what is asked for is there, what was painted before is
/// shown where it belongs by now: panning and zooming never wait.
class GraphLayer : public QObject {
    Q_OBJECT
public:
    struct View {
        std::shared_ptr<const GraphPicture> picture;
        QTransform transform; ///< from the scene to the viewport
        QRect area;           ///< to be painted, in the viewport; wider than that, for panning
        double ratio = 1;     ///< pixels of the device
        std::vector<GraphItemState> boxes, arcs;

        friend bool operator==(const View&, const View&) = default;
    };

    explicit GraphLayer(QObject* parent);

    /// Shows what there is, and has the view painted if that is another one.
    void paint(QPainter& painter, View view);
    bool isCurrent() const { return m_shown == m_wanted; }

signals:
    void painted();

private:
    static QImage render(const View& view, const Progress& progress);
    void start();

    View m_shown, m_wanted;
    QImage m_image; ///< of m_shown
    LatestJob<QImage> m_job;
};

} // namespace heapwise::ui
