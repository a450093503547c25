#include "ui/widgets/graph/graphexport.h"

#include <QIODevice>
#include <QPainter>

#include "ui/export/pictureexport.h"
#include "ui/format.h"
#include "ui/widgets/graph/graphpicture.h"

namespace heapwise::ui {
namespace {

constexpr double kGraphExportMargin = 20;

void paintAll(QPainter& painter, const GraphPicture& picture)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF room = picture.layout().bounds.adjusted(-kGraphExportMargin, -kGraphExportMargin, kGraphExportMargin,
                                                         kGraphExportMargin);
    painter.translate(-room.topLeft());
    painter.fillRect(room, picture.style().base);
    const auto& layout = picture.layout();
    for (int arc = 0; arc < int(layout.routes.size()); ++arc) {
        const EdgeRoute& route = layout.routes[std::size_t(arc)];
        picture.paintArc(painter, arc, partOf(route.path, route.ownBegin, route.ownEnd, layout.bounds), {}, 1);
    }
    for (int arc = 0; arc < int(layout.routes.size()); ++arc)
        picture.paintLabel(painter, arc, layout.routes[std::size_t(arc)].label, {}, {}, 1);
    for (int box = 0; box < int(layout.boxes.size()); ++box)
        picture.paintBox(painter, box, layout.boxes[std::size_t(box)], {}, 1);
}

QString quoted(QString text)
{
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QString boxLabel(const GraphBox& box)
{
    QString first = box.detail.isEmpty() ? box.name : box.name + QLatin1Char(' ') + box.detail;
    if (box.count > 1 && !box.isMore)
        first += QStringLiteral(" ×") + QString::number(box.count);
    if (box.retained)
        first += QLatin1Char('\n') + formatBytes(*box.retained);
    return quoted(first).replace(QLatin1Char('\n'), QLatin1String("\\n"));
}

} // namespace

QString dotText(const GraphData& data)
{
    QString text = QStringLiteral("digraph retainers {\n  label=%1;\n  node [shape=box, style=rounded];\n")
                       .arg(quoted(data.title));
    for (std::size_t i = 0; i < data.boxes.size(); ++i)
        text +=
            QStringLiteral("  n%1 [label=%2%3];\n")
                .arg(i)
                .arg(boxLabel(data.boxes[i]), data.boxes[i].isAccumulation ? QStringLiteral(", color=red, penwidth=2")
                                              : data.boxes[i].isLonger ? QStringLiteral(", style=\"rounded,dashed\"")
                                                                       : QString());
    for (const GraphArc& arc : data.arcs)
        text += QStringLiteral("  n%1 -> n%2 [label=%3%4];\n")
                    .arg(arc.from)
                    .arg(arc.to)
                    .arg(quoted(arc.label), arc.isLonger || arc.isWeak ? QStringLiteral(", style=dashed") : QString());
    return text + QLatin1String("}\n");
}

ExportWork graphWork(std::shared_ptr<const GraphPicture> picture, const QString& suffix)
{
    if (suffix == QLatin1String("dot"))
        return [picture = std::move(picture)](QIODevice& to, const Progress&) {
            to.write(dotText(picture->data()).toUtf8());
            return QString();
        };
    const QSizeF size = picture->layout().bounds.size() + QSizeF(2 * kGraphExportMargin, 2 * kGraphExportMargin);
    const QString title = picture->data().title;
    return pictureWork([picture = std::move(picture)](QPainter& painter) { paintAll(painter, *picture); }, size, title,
                       suffix);
}

} // namespace heapwise::ui
