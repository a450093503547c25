#include "ui/workspace/workspacedelegate.h"

#include "ui/filekinds.h"
#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/workspace/workspacemodel.h"

#include <QPainter>

namespace heapwise::ui {

namespace {

using Kind = WorkspaceModel::Kind;

constexpr int kRow = 22;
constexpr int kSection = 26;
constexpr int kIcon = 14;
constexpr int kGap = 6;
constexpr int kRight = 8;

std::pair<QString, Token> iconOf(const QModelIndex& index)
{
    const bool isLive = index.data(WorkspaceModel::LiveRole).toBool();
    switch (WorkspaceModel::kindOf(index)) {
    case Kind::Session:
        return {QStringLiteral("pulse"), isLive ? Token::Success : Token::TextTertiary};
    case Kind::Sampling:
        return {QStringLiteral("prof"), Token::KindClosure};
    case Kind::Comparison:
        return {QStringLiteral("compare"), Token::Success};
    case Kind::Pin:
        return {QStringLiteral("star"), Token::Warning};
    default:
        break;
    }
    if (WorkspaceModel::isSnapshot(index))
        return {QStringLiteral("snap"), Token::KindObject};
    return isRecordingName(index.data(WorkspaceModel::PathRole).toString())
               ? std::pair(QStringLiteral("pulse"), Token::TextTertiary)
               : std::pair(QStringLiteral("prof"), Token::KindClosure);
}

QString sizeText(const QModelIndex& index)
{
    const QVariant bytes = index.data(WorkspaceModel::BytesRole);
    if (!bytes.isValid())
        return {};
    return WorkspaceModel::kindOf(index) == Kind::Comparison ? formatBytesDelta(bytes.toLongLong())
                                                             : formatBytes(bytes.toULongLong());
}

void paintSection(QPainter& painter, const QRect& rect, const QString& title)
{
    QFont small = font(TextStyle::Small);
    small.setWeight(QFont::DemiBold);
    small.setCapitalization(QFont::AllUppercase);
    painter.setFont(small);
    painter.setPen(color(Token::TextSecondary));
    painter.drawText(rect.adjusted(scaled(10), scaled(4), 0, 0), Qt::AlignVCenter, title);
}

} // namespace

QSize WorkspaceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {scaled(100), scaled(WorkspaceModel::kindOf(index) == Kind::Section ? kSection : kRow)};
}

void WorkspaceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (WorkspaceModel::kindOf(index) == Kind::Section)
        return paintSection(*painter, option.rect, index.data().toString());
    const QRect row = option.rect;
    const int px = scaled(kIcon);
    const auto [name, token] = iconOf(index);
    painter->drawPixmap(row.left(), row.center().y() - px / 2 + 1,
                        iconPixmap(name, color(token), px, painter->device()->devicePixelRatioF()));
    painter->setFont(font(TextStyle::Body));
    const QFontMetrics metrics(painter->font());
    int room = row.width() - px - scaled(kGap + kRight);
    if (const QString size = sizeText(index); !size.isEmpty()) {
        painter->setPen(color(Token::TextSecondary));
        painter->drawText(row.adjusted(0, 0, -scaled(kRight), 0), Qt::AlignVCenter | Qt::AlignRight, size);
        room -= metrics.horizontalAdvance(size) + scaled(kGap);
    }
    const QRect text(row.left() + px + scaled(kGap), row.top(), room, row.height());
    const QString shown = metrics.elidedText(index.data().toString(), Qt::ElideRight, room);
    painter->setPen(color(Token::Text));
    painter->drawText(text, Qt::AlignVCenter, shown);
    const int used = metrics.horizontalAdvance(shown + QLatin1Char(' '));
    if (const QString more = index.data(WorkspaceModel::SecondaryRole).toString(); !more.isEmpty() && used < room) {
        painter->setPen(color(Token::TextSecondary));
        painter->drawText(text.adjusted(used, 0, 0, 0), Qt::AlignVCenter,
                          metrics.elidedText(more, Qt::ElideRight, room - used));
    }
}

void WorkspaceDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                             const QModelIndex&) const
{
    editor->setGeometry(option.rect.adjusted(scaled(kIcon), 0, 0, 0));
}

} // namespace heapwise::ui
