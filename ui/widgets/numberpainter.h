#pragma once

#include <QFont>
#include <QHash>
#include <QRawFont>
#include <QString>

#include "ui/theme/fonts.h"

#include <optional>

class QPainter;

namespace heapwise::ui {

/// Paints digits in equal widths whatever the font: where the font's own digits differ (and Qt cannot ask it for
/// tabular ones, before 6.7), each is centred in the widest one's advance, so that columns of numbers line up.
class NumberPainter {
public:
    explicit NumberPainter(TextStyle style);

    qreal width(const QString& text) const;
    /// With the right edge at `right` and the baseline at `baseline`.
    void paintRight(QPainter& painter, const QString& text, qreal right, qreal baseline) const;

private:
    struct Glyph {
        quint32 index;
        qreal advance; ///< room it takes
        qreal shift;   ///< where in the room it is painted
    };
    /// What is known of the font, as long as it has this size.
    struct Face {
        explicit Face(const QFont& used);
        QFont font;
        QRawFont raw;
        bool isTabular;
        qreal digitWidth = 0;
        QHash<QChar, Glyph> glyphs;
    };
    Face& face() const;
    const Glyph& glyph(QChar c) const;

    TextStyle m_style;
    mutable std::optional<Face> m_face;
    mutable int m_generation = -1;
};

} // namespace heapwise::ui
