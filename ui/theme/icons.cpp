#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <optional>

namespace heapwise::ui {

namespace {

QByteArray drawing(const QString& name)
{
    static QHash<QString, QByteArray> kDrawings;
    auto it = kDrawings.find(name);
    if (it == kDrawings.end()) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        const bool ok = file.open(QIODevice::ReadOnly);
        Q_ASSERT_X(ok, "icon", qPrintable(name));
        it = kDrawings.insert(name, ok ? file.readAll() : QByteArray());
    }
    return *it;
}

QPixmap render(const QByteArray& svg, int px, qreal ratio)
{
    QPixmap pixmap(QSize(px, px) * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(svg).render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

/// Looks colours up when it paints, so that icons follow the theme without being set again.
class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(QString name, std::optional<Token> token)
        : m_name(std::move(name))
        , m_token(token)
    {}

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const int px = std::min(rect.width(), rect.height());
        const QRect target(rect.x() + (rect.width() - px) / 2, rect.y() + (rect.height() - px) / 2, px, px);
        painter->drawPixmap(target, image(px, painter->device()->devicePixelRatioF(), mode));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return image(std::min(size.width(), size.height()), 1, mode);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return image(int(std::min(size.width(), size.height()) / scale), scale, mode);
    }

private:
    QPixmap image(int px, qreal ratio, QIcon::Mode mode) const { return iconPixmap(m_name, ink(mode), px, ratio); }

    QColor ink(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return mixed(color(Token::TextTertiary), color(Token::Chrome), 0.55);
        if (m_token)
            return color(*m_token);
        return color(mode == QIcon::Normal ? Token::TextSecondary : Token::Text);
    }

    QString m_name;
    std::optional<Token> m_token;
};

QByteArray logo()
{
    QByteArray svg = drawing(QStringLiteral("heapwise"));
    svg.replace("#6E9FE6", color(Token::KindObject).name().toLatin1());
    svg.replace("#41CA9E", color(Token::KindArray).name().toLatin1());
    svg.replace("#EB8F3B", color(Token::KindClosure).name().toLatin1());
    return svg;
}

} // namespace

QIcon icon(const QString& name)
{
    return QIcon(new LineIconEngine(name, std::nullopt));
}

QIcon icon(const QString& name, Token token)
{
    return QIcon(new LineIconEngine(name, token));
}

QPixmap iconPixmap(const QString& name, const QColor& ink, int px, qreal ratio)
{
    const QString key = QStringLiteral("hw/%1/%2/%3/%4").arg(name, ink.name(QColor::HexArgb)).arg(px).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = drawing(name);
    svg.replace("currentColor", ink.name().toLatin1());
    pixmap = render(svg, px, ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon applicationIcon()
{
    QIcon result;
    for (const int px : {16, 32, 48, 64, 128, 256, 512})
        result.addPixmap(render(drawing(QStringLiteral("heapwise")), px, 1));
    return result;
}

QPixmap logoPixmap(int px, qreal ratio)
{
    return render(logo(), px, ratio);
}

} // namespace heapwise::ui
