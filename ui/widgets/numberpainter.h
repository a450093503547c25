#pragma once

#include <QFont>
#include <QHash>
#include <QRawFont>
#include <QString>

class QPainter;

namespace heapwise::ui {

/// Paints digits in equal widths whatever the font: where the font's own digits differ (and Qt cannot ask it for
/// tabular ones, before 6.7), each is centred in the widest one's advance, so that columns of numbers line up.
class NumberPainter {
public:
    explicit NumberPainter(const QFont& font);

    qreal width(const QString& text) const;
    /// With the right edge at `right` and the baseline at `baseline`.
    void paintRight(QPainter& painter, const QString& text, qreal right, qreal baseline) const;

private:
    struct Glyph {
        quint32 index;
        qreal advance; ///< room it takes
        qreal shift;   ///< where in the room it is painted
    };
    const Glyph& glyph(QChar c) const;

    QFont m_font;
    QRawFont m_raw;
    bool m_tabular;
    qreal m_digitWidth = 0;
    mutable QHash<QChar, Glyph> m_glyphs;
};

} // namespace heapwise::ui
