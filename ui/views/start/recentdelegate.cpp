#include "ui/views/start/recentdelegate.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/views/start/recentmodel.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>

namespace heapwise::ui {

namespace {
constexpr int kHeight = 44;
} // namespace

/// Where the parts of a row are.
struct RecentDelegate::Places {
    QRect icon, name, folder, sizes, objects, when, pin, locate, remove;
};

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return QSize(scaled(300), scaled(kHeight));
}

RecentDelegate::Places RecentDelegate::placesOf(const QRect& row) const
{
    const QRect inner = row.adjusted(scaled(10), 0, -scaled(10), 0);
    const int top = row.center().y() - scaled(17), line = scaled(18), second = top + line;
    Places p;
    p.icon = QRect(inner.left(), row.center().y() - scaled(9), scaled(18), scaled(18));
    p.pin = QRect(inner.right() - scaled(22), row.center().y() - scaled(11), scaled(22), scaled(22));
    p.when = QRect(p.pin.left() - scaled(10 + 84), row.top(), scaled(84), row.height());
    p.sizes = QRect(p.when.left() - scaled(16 + 124), top, scaled(124), line);
    p.objects = p.sizes.translated(0, line);
    const int textLeft = p.icon.right() + scaled(11), textWidth = p.sizes.left() - textLeft - scaled(10);
    p.name = QRect(textLeft, top, textWidth, line);
    p.folder = QRect(textLeft, second, textWidth, scaled(16));
    const QFontMetrics metrics(font(TextStyle::Body));
    const int removeWidth = metrics.horizontalAdvance(tr("Remove")),
              locateWidth = metrics.horizontalAdvance(tr("Locate…"));
    p.remove = QRect(p.sizes.right() - removeWidth, row.center().y() - scaled(11), removeWidth, scaled(22));
    p.locate = QRect(p.remove.left() - scaled(12) - locateWidth, p.remove.top(), locateWidth, scaled(22));
    return p;
}

void RecentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Places places = placesOf(option.rect);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool missing = index.data(RecentModel::MissingRole).toBool();
    const qreal ratio = painter->device()->devicePixelRatioF();
    if (selected || hovered) {
        const QColor fill = color(selected && focused ? Token::Selection
                                  : selected          ? Token::SelectionOff
                                                      : Token::Hover);
        paintRounded(*painter, option.rect, scaledF(4), fill, fill);
    }
    painter->drawPixmap(places.icon.topLeft(),
                        iconPixmap(QStringLiteral("snap"), color(missing ? Token::TextTertiary : Token::KindObject),
                                   places.icon.width(), ratio));

    painter->setFont(font(TextStyle::Body));
    painter->setPen(color(missing ? Token::TextTertiary : Token::Text));
    const QFontMetrics body(painter->font());
    painter->drawText(places.name, Qt::AlignVCenter,
                      body.elidedText(index.data().toString(), Qt::ElideMiddle, places.name.width()));
    painter->setPen(color(Token::TextSecondary));
    painter->drawText(places.when, Qt::AlignVCenter | Qt::AlignRight,
                      formatRelativeDate(index.data(RecentModel::WhenRole).toDateTime()));
    painter->setFont(font(TextStyle::Small));
    painter->setPen(color(selected ? Token::TextSecondary : Token::TextTertiary));
    const QString folder = index.data(RecentModel::FolderRole).toString();
    paintFolder(*painter, places.folder, missing ? tr("%1, not there any more").arg(folder) : folder,
                !missing && index.data(RecentModel::IndexedRole).toBool());

    if (missing) {
        painter->setFont(font(TextStyle::Body));
        painter->setPen(color(Token::Accent));
        painter->drawText(places.locate, Qt::AlignVCenter, tr("Locate…"));
        painter->drawText(places.remove, Qt::AlignVCenter, tr("Remove"));
    } else {
        paintSizes(*painter, places, index);
    }
    const bool pinned = index.data(RecentModel::PinnedRole).toBool();
    if (pinned || hovered) {
        const int px = scaled(14);
        painter->drawPixmap(
            places.pin.center().x() - px / 2, places.pin.center().y() - px / 2 + 1,
            iconPixmap(QStringLiteral("pin"), color(pinned ? Token::Accent : Token::TextTertiary), px, ratio));
    }
}

/// The badge keeps its place when the folder is long.
void RecentDelegate::paintFolder(QPainter& painter, const QRect& place, const QString& folder, bool isIndexed) const
{
    const QFontMetrics metrics(painter.font());
    const QString badge = tr("indexed");
    const int px = scaled(12), gap = scaled(8), badgeWidth = px + scaled(2) + metrics.horizontalAdvance(badge);
    const int width = isIndexed ? place.width() - gap - badgeWidth : place.width();
    const QString text = metrics.elidedText(folder, Qt::ElideMiddle, width);
    painter.drawText(place, Qt::AlignVCenter, text);
    if (!isIndexed)
        return;
    const QRect at(place.left() + metrics.horizontalAdvance(text) + gap, place.top(), badgeWidth, place.height());
    painter.drawPixmap(
        at.left(), at.center().y() - px / 2 + 1,
        iconPixmap(QStringLiteral("bolt"), color(Token::Success), px, painter.device()->devicePixelRatioF()));
    painter.setPen(color(Token::Success));
    painter.drawText(at, Qt::AlignVCenter | Qt::AlignRight, badge);
}

void RecentDelegate::paintSizes(QPainter& painter, const Places& places, const QModelIndex& index) const
{
    const quint64 objects = index.data(RecentModel::ObjectCountRole).toULongLong();
    if (objects == 0)
        return;
    painter.setFont(font(TextStyle::Body));
    painter.setPen(color(Token::Text));
    painter.drawText(places.sizes, Qt::AlignVCenter | Qt::AlignRight,
                     tr("%1 heap").arg(formatBytes(index.data(RecentModel::HeapBytesRole).toULongLong())));
    painter.setFont(font(TextStyle::Small));
    painter.setPen(color(Token::TextTertiary));
    painter.drawText(places.objects, Qt::AlignVCenter | Qt::AlignRight,
                     tr("%1 objects").arg(formatSummaryCount(objects)));
}

bool RecentDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                 const QModelIndex& index)
{
    const bool press = event->type() == QEvent::MouseButtonPress, release = event->type() == QEvent::MouseButtonRelease;
    if (!press && !release)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const QPoint at = static_cast<QMouseEvent*>(event)->pos();
    const Places places = placesOf(option.rect);
    const QString path = index.data(RecentModel::PathRole).toString();
    const bool missing = index.data(RecentModel::MissingRole).toBool();
    const bool onPin = places.pin.contains(at);
    const bool onLocate = missing && places.locate.contains(at), onRemove = missing && places.remove.contains(at);
    if (release && onPin)
        emit pinToggled(path, !index.data(RecentModel::PinnedRole).toBool());
    else if (release && onLocate)
        emit locateRequested(path);
    else if (release && onRemove)
        emit removeRequested(path);
    return onPin || onLocate || onRemove;
}

} // namespace heapwise::ui
