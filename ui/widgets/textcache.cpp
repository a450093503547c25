#include "ui/widgets/textcache.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>
#include <utility>

namespace heapwise::ui {

namespace {

constexpr int kIconPx = 14;

struct StyleMetrics {
    qreal ascent;
    qreal height;
};

const StyleMetrics& metricsOf(TextStyle style)
{
    static QHash<int, StyleMetrics> kMetrics;
    static int kMeasuredFor = -1;
    if (std::exchange(kMeasuredFor, fontGeneration()) != fontGeneration())
        kMetrics.clear();
    auto it = kMetrics.find(int(style));
    if (it == kMetrics.end()) {
        const QFontMetricsF metrics(font(style));
        it = kMetrics.insert(int(style), StyleMetrics{metrics.ascent(), metrics.height()});
    }
    return *it;
}

} // namespace

TextCache::TextCache(int entries)
    : m_texts(entries)
    , m_elided(entries)
{}

const TextCache::Laid& TextCache::laid(const QString& text, TextStyle style)
{
    forgetOtherSizes();
    const auto key = std::pair(text, int(style));
    if (const auto* known = m_texts.object(key))
        return *known;
    auto* made = new Laid{QStaticText(text), 0};
    made->text.setTextFormat(Qt::PlainText);
    made->text.setPerformanceHint(QStaticText::AggressiveCaching);
    made->text.prepare(QTransform(), font(style));
    made->width = made->text.size().width();
    m_texts.insert(key, made); // the cache owns it
    return *made;
}

void TextCache::forgetOtherSizes()
{
    if (std::exchange(m_generation, fontGeneration()) == fontGeneration())
        return;
    m_texts.clear();
    m_elided.clear();
}

qreal TextCache::width(const QString& text, TextStyle style)
{
    return text.isEmpty() ? 0 : laid(text, style).width;
}

QString TextCache::elided(const QString& text, TextStyle style, int room, Qt::TextElideMode mode)
{
    if (width(text, style) <= room + 0.5)
        return text;
    forgetOtherSizes();
    const ElideKey key{text, int(style), room};
    if (const auto* known = m_elided.object(key))
        return *known;
    const QString shown = QFontMetricsF(font(style)).elidedText(text, mode, room);
    m_elided.insert(key, new QString(shown));
    return shown;
}

void TextCache::paint(QPainter& painter, const QString& text, TextStyle style, qreal x, int middle)
{
    if (text.isEmpty())
        return;
    painter.setFont(font(style));
    painter.drawStaticText(QPointF(x, std::round(middle - metricsOf(style).height / 2)), laid(text, style).text);
}

qreal TextCache::baseline(TextStyle style, int middle) const
{
    const auto& metrics = metricsOf(style);
    return std::round(middle - metrics.height / 2) + metrics.ascent;
}

int TextCache::paintIcon(QPainter& painter, const QString& name, int x, int middle) const
{
    const int px = scaled(kIconPx);
    painter.drawPixmap(x, middle - px / 2,
                       iconPixmap(name, color(Token::Accent), px, painter.device()->devicePixelRatioF()));
    return x + px;
}

} // namespace heapwise::ui
