#include "ui/widgets/numberpainter.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace heapwise::ui {

NumberPainter::NumberPainter(TextStyle style)
    : m_style(style)
{}

NumberPainter::Face::Face(const QFont& used)
    : font(used)
    , raw(QRawFont::fromFont(used))
    , isTabular(hasTabularDigits(used))
{
    const QFontMetricsF metrics(used);
    for (char digit = '0'; digit <= '9'; ++digit)
        digitWidth = std::max(digitWidth, metrics.horizontalAdvance(QLatin1Char(digit)));
}

NumberPainter::Face& NumberPainter::face() const
{
    if (std::exchange(m_generation, fontGeneration()) != fontGeneration())
        m_face.emplace(font(m_style));
    return *m_face;
}

const NumberPainter::Glyph& NumberPainter::glyph(QChar c) const
{
    Face& known = face();
    auto it = known.glyphs.find(c);
    if (it == known.glyphs.end()) {
        const auto indexes = known.raw.glyphIndexesForString(QString(c));
        const quint32 index = indexes.isEmpty() ? 0 : indexes.first();
        const auto advances = known.raw.advancesForGlyphIndexes({index});
        const qreal own = advances.isEmpty() ? 0 : advances.first().x();
        const qreal room = c.isDigit() ? known.digitWidth : own;
        it = known.glyphs.insert(c, Glyph{index, room, (room - own) / 2});
    }
    return *it;
}

qreal NumberPainter::width(const QString& text) const
{
    if (face().isTabular)
        return QFontMetricsF(face().font).horizontalAdvance(text);
    qreal sum = 0;
    for (const QChar c : text)
        sum += glyph(c).advance;
    return sum;
}

void NumberPainter::paintRight(QPainter& painter, const QString& text, qreal right, qreal baseline) const
{
    if (face().isTabular) {
        painter.setFont(face().font);
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
    run.setRawFont(face().raw);
    run.setGlyphIndexes(indexes);
    run.setPositions(positions);
    painter.drawGlyphRun(QPointF(0, 0), run);
}

} // namespace heapwise::ui
