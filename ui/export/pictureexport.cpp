#include "ui/export/pictureexport.h"

#include <QImage>
#include <QImageWriter>
#include <QPainter>
#include <QSvgGenerator>

#include "ui/translate.h"
#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr double kPngScale = 2;
constexpr double kMostPixels = 16'000; ///< along either side of a PNG

void writeSvg(QIODevice& to, const std::function<void(QPainter&)>& paint, QSizeF size, const QString& title)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&to);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    generator.setTitle(title);
    QPainter painter(&generator);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
}

QString writePng(QIODevice& to, const std::function<void(QPainter&)>& paint, QSizeF size)
{
    const double scale = std::min(kPngScale, kMostPixels / std::max({size.width(), size.height(), 1.0}));
    QImage image((size * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return tr("The picture is too large. Export it as SVG.");
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    paint(painter);
    painter.end();
    QImageWriter(&to, "png").write(image); // what goes wrong is the device's
    return {};
}

} // namespace

QList<ExportFormat> pictureFormats()
{
    return {{QStringLiteral("png"), tr("PNG, twice the size")}, {QStringLiteral("svg"), tr("SVG")}};
}

ExportWork pictureWork(std::function<void(QPainter&)> paint, QSizeF size, const QString& title, const QString& suffix)
{
    return [paint = std::move(paint), size, title, suffix](QIODevice& to, const Progress&) {
        if (suffix == QLatin1String("png"))
            return writePng(to, paint, size);
        writeSvg(to, paint, size, title);
        return QString();
    };
}

} // namespace heapwise::ui
