#pragma once

#include <QCache>
#include <QHash>
#include <QStaticText>
#include <QStyledItemDelegate>

#include "ui/models/cellroles.h"
#include "ui/theme/tokens.h"

namespace heapwise::ui {

class NumberPainter;

/// Paints every cell of every table from the roles of cellroles.h.
///
/// Text cells: [chip] name [secondary] [@id]; when room is short the secondary text goes first, then the name is
/// elided at the end. MonoRole paints in the fixed font; LinkRole in the accent colour.
/// Number cells (BytesRole, CountRole): right aligned, the unit in a 22 px slot so that digits line up.
/// ShareRole alone is a bar; with ShareTextRole bar and percent; with BytesRole the number with the bar at its
/// right. PendingRole is a grey bar whatever else is set.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(QObject* parent = nullptr);
    ~CellDelegate() override;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Marks `text` (any case) in column 0 while speed search runs; empty: nothing.
    void setHighlight(const QString& text);
    /// Colour of in-cell bars; Accent unless set.
    void setBarColor(Token token) { m_barColor = token; }

    /// Room the in-cell bar takes at the right of a number, gap included.
    static int barSlotWidth();
    /// Room of the unit after a number: 22 px and the 3 px before it.
    static int unitSlotWidth();

private:
    struct Cell;
    void paintText(QPainter& painter, const Cell& cell) const;
    void paintNumber(QPainter& painter, const Cell& cell) const;
    void paintShare(QPainter& painter, const Cell& cell) const;
    void paintPending(QPainter& painter, const Cell& cell) const;
    void paintHighlight(QPainter& painter, const Cell& cell, const QRect& rect, const QString& text) const;
    const QStaticText& staticText(const QString& text, const QFont& font, int fontKey) const;
    void clearCaches();

    mutable QCache<QPair<QString, int>, QStaticText> m_texts;
    QString m_highlight;
    Token m_barColor = Token::Accent;
};

/// Paints the kind chip, 18 x 14, with its left edge and vertical centre given. Returns the x after it and its
/// gap. For headers and crumbs; the delegate uses it too.
int paintChip(QPainter& painter, ObjectKind kind, int x, int centerY);
int chipWidth(); ///< with its gap

} // namespace heapwise::ui
