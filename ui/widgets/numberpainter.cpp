#include "ui/widgets/numberpainter.h"

#include "ui/theme/fonts.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>

namespace heapwise::ui {

NumberPainter::NumberPainter(const QFont& font)
    : m_font(font)
    , m_raw(QRawFont::fromFont(font))
    , m_tabular(hasTabularDigits(font))
{
    const QFontMetricsF metrics(font);
    for (char digit = '0'; digit <= '9'; ++digit)
        m_digitWidth = std::max(m_digitWidth, metrics.horizontalAdvance(QLatin1Char(digit)));
}

const NumberPainter::Glyph& NumberPainter::glyph(QChar c) const
{
    auto it = m_glyphs.find(c);
    if (it == m_glyphs.end()) {
        const auto indexes = m_raw.glyphIndexesForString(QString(c));
        const quint32 index = indexes.isEmpty() ? 0 : indexes.first();
        const auto advances = m_raw.advancesForGlyphIndexes({index});
        const qreal own = advances.isEmpty() ? 0 : advances.first().x();
        const qreal room = c.isDigit() ? m_digitWidth : own;
        it = m_glyphs.insert(c, Glyph{index, room, (room - own) / 2});
    }
    return *it;
}

qreal NumberPainter::width(const QString& text) const
{
    if (m_tabular)
        return QFontMetricsF(m_font).horizontalAdvance(text);
    qreal sum = 0;
    for (const QChar c : text)
        sum += glyph(c).advance;
    return sum;
}

void NumberPainter::paintRight(QPainter& painter, const QString& text, qreal right, qreal baseline) const
{
    if (m_tabular) {
        painter.setFont(m_font);
        painter.drawText(QPointF(right - width(text), baseline), text);
        return;
    }
    QList<quint32> indexes;
    QList<QPointF> positions;
    indexes.reserve(text.size());
    positions.reserve(text.size());
    qreal x = right - width(text);
    for (const QChar c : text) {
        const Glyph& g = glyph(c);
        indexes.append(g.index);
        positions.append(QPointF(x + g.shift, baseline));
        x += g.advance;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setGlyphIndexes(indexes);
    run.setPositions(positions);
    painter.drawGlyphRun(QPointF(0, 0), run);
}

} // namespace heapwise::ui
