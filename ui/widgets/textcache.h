#pragma once

#include <QCache>
#include <QStaticText>
#include <QString>

#include "ui/theme/fonts.h"

class QPainter;

namespace heapwise::ui {

/// Laid out texts and their elided forms, kept so that scrolling shapes each text once. GUI thread only.
class TextCache {
public:
    explicit TextCache(int entries);

    qreal width(const QString& text, TextStyle style);
    /// `text` or its elided form not wider than `room`.
    QString elided(const QString& text, TextStyle style, int room, Qt::TextElideMode mode);
    /// Left edge at x, vertically centred on `middle`, in the painter's pen.
    void paint(QPainter& painter, const QString& text, TextStyle style, qreal x, int middle);
    qreal baseline(TextStyle style, int middle) const;
    /// A 14 px line icon in the accent colour; returns the x after it.
    int paintIcon(QPainter& painter, const QString& name, int x, int middle) const;

private:
    struct Laid {
        QStaticText text;
        qreal width;
    };
    struct ElideKey {
        QString text;
        int style;
        int room;
        friend bool operator==(const ElideKey& a, const ElideKey& b)
        {
            return a.style == b.style && a.room == b.room && a.text == b.text;
        }
        friend size_t qHash(const ElideKey& k, size_t seed = 0) { return qHashMulti(seed, k.text, k.style, k.room); }
    };
    void forgetOtherSizes();
    const Laid& laid(const QString& text, TextStyle style);

    QCache<std::pair<QString, int>, Laid> m_texts;
    QCache<ElideKey, QString> m_elided;
    int m_generation = -1; ///< of fonts, in which the texts are laid out
};

} // namespace heapwise::ui
