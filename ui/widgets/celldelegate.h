#pragma once

#include <QStyledItemDelegate>

#include "ui/models/cellroles.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/chip.h"

#include <memory>

namespace heapwise::ui {

/// Paints every cell of every table from the roles of cellroles.h. The background is the tree's.
///
/// Text cells: [chip] name [secondary] [@id]; when room is short the secondary text is shortened first, then the
/// name is elided at the end (in the middle with MonoRole: paths and locations). LinkRole paints in the accent
/// colour. Number cells (BytesRole, CountRole): right aligned, the unit in a 22 px slot so that digits line up.
/// ShareRole alone is a bar; with ShareTextRole bar and percent; with BytesRole the number with the bar at its
/// right (give headerData the ShareRole too, so that the header stands over the number). PendingRole is a grey
/// bar whatever else is set.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(QObject* parent = nullptr);
    ~CellDelegate() override;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// The model's tooltip, or the whole text where the cell is too narrow for it.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    /// Marks `text` (any case) in the first column while speed search runs; empty: nothing.
    void setHighlight(const QString& text);
    QString highlight() const;
    /// Colour of in-cell bars; Accent unless set.
    void setBarColor(Token token);

    /// Room the in-cell bar takes at the right of a number, gap included.
    static int barSlotWidth();
    /// Room of the unit after a number: 22 px and the 3 px before it.
    static int unitSlotWidth();
    static int cellPadding();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace heapwise::ui
