#include "ui/widgets/celldelegate.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/numberpainter.h"
#include "ui/widgets/textcache.h"

#include <QAbstractItemView>
#include <QCache>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <array>

namespace heapwise::ui {

namespace {

constexpr int kCellDelegatePadding = 8;
constexpr int kBarHeight = 8;
constexpr int kBarWidth = 52;
constexpr int kBarGap = 10;
constexpr int kUnitSlot = 22;
constexpr int kUnitGap = 3;
constexpr int kPercentSlot = 52; ///< "100.0 %" and a gap
constexpr int kPendingWidth = 58;
constexpr int kCacheEntries = 4096;

// All roles are asked for in one call.
constexpr std::array kRoles = {int(Qt::DisplayRole), int(Qt::TextAlignmentRole),
                               int(KindRole),        int(ObjectIdRole),
                               int(SecondaryRole),   int(BytesRole),
                               int(CountRole),       int(ShareRole),
                               int(ShareTextRole),   int(MonoRole),
                               int(LinkRole),        int(PendingRole),
                               int(DimmedRole),      int(BoldRole)};

} // namespace

/// The roles of one cell and where it is painted.
struct CellValues {
    explicit CellValues(const QModelIndex& index)
    {
        for (std::size_t i = 0; i < kRoles.size(); ++i)
            data[i] = QModelRoleData(kRoles[i]);
        index.multiData(QModelRoleDataSpan(data));
    }
    const QVariant& operator[](int role) const
    {
        for (const auto& entry : data)
            if (entry.role() == role)
                return entry.data();
        Q_UNREACHABLE();
        return data[0].data();
    }
    bool flag(int role) const { return (*this)[role].toBool(); }
    bool has(int role) const { return (*this)[role].isValid(); }
    bool isNumber() const { return has(BytesRole) || has(CountRole); }
    bool isRightAligned() const { return isNumber() || ((*this)[Qt::TextAlignmentRole].toInt() & Qt::AlignRight) != 0; }

    std::array<QModelRoleData, kRoles.size()> data = [] {
        return []<std::size_t... I>(std::index_sequence<I...>)
        {
            return std::array<QModelRoleData, kRoles.size()>{((void)I, QModelRoleData(0))...};
        }
        (std::make_index_sequence<kRoles.size()>());
    }();
};

struct CellDelegate::Private {
    TextCache texts{kCacheEntries};
    QCache<quint64, FormattedNumber> bytes{kCacheEntries};
    QString highlight;
    Token barColor = Token::Accent;
    NumberPainter bodyNumbers{TextStyle::Body};
    NumberPainter boldNumbers{TextStyle::BodyBold};
    NumberPainter smallNumbers{TextStyle::Small};

    struct Ink {
        QColor text;
        QColor secondary;
        QColor tertiary;
    };
    Ink ink(bool selected, const CellValues& values) const;
    const FormattedNumber& split(quint64 value);

    void paintText(QPainter& painter, const QRect& rect, const CellValues& values, const Ink& ink, bool first);
    void paintHighlight(QPainter& painter, const QPointF& at, const QString& text, TextStyle style) const;
    void paintNumber(QPainter& painter, const QRect& rect, const CellValues& values, const Ink& ink);
    void paintShare(QPainter& painter, const QRect& rect, const CellValues& values, const Ink& ink);
    void paintBar(QPainter& painter, const QRect& rect, double share) const;
    void paintPending(QPainter& painter, const QRect& rect, bool right) const;
};

CellDelegate::CellDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , d(std::make_unique<Private>())
{}

CellDelegate::~CellDelegate() = default;

int CellDelegate::cellPadding()
{
    return scaled(kCellDelegatePadding);
}

int CellDelegate::barSlotWidth()
{
    return scaled(kBarWidth + kBarGap);
}

int CellDelegate::unitSlotWidth()
{
    return scaled(kUnitSlot + kUnitGap);
}

void CellDelegate::setHighlight(const QString& text)
{
    d->highlight = text;
}

QString CellDelegate::highlight() const
{
    return d->highlight;
}

void CellDelegate::setBarColor(Token token)
{
    d->barColor = token;
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return QSize(scaled(80), rowHeight());
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const CellValues values(index);
    const auto ink = d->ink(option.state.testFlag(QStyle::State_Selected), values);
    const QRect rect = option.rect.adjusted(cellPadding(), 0, -cellPadding(), 0);
    if (rect.width() <= 0)
        return;
    if (values.flag(PendingRole))
        d->paintPending(*painter, rect, values.isRightAligned());
    else if (values.isNumber())
        d->paintNumber(*painter, rect, values, ink);
    else if (values.has(ShareRole))
        d->paintShare(*painter, rect, values, ink);
    else
        d->paintText(*painter, rect, values, ink, index.column() == 0);
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid() || index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const CellValues values(index);
    if (values.isNumber())
        return false;
    QString whole = values[Qt::DisplayRole].toString();
    if (const QString more = values[SecondaryRole].toString(); !more.isEmpty())
        whole += QLatin1Char(' ') + more;
    const auto style = values.flag(MonoRole) ? TextStyle::Mono : TextStyle::Body;
    const int room = option.rect.width() - 2 * cellPadding() - (values.has(KindRole) ? chipWidth() : 0);
    if (QFontMetrics(font(style)).horizontalAdvance(whole) <= room)
        return false;
    QToolTip::showText(event->globalPos(), whole, view);
    return true;
}

CellDelegate::Private::Ink CellDelegate::Private::ink(bool selected, const CellValues& values) const
{
    Ink result{color(Token::Text), color(Token::TextSecondary), color(Token::TextTertiary)};
    if (selected)
        result.tertiary = result.secondary; // TextTertiary has too little contrast on the selection
    if (values.flag(DimmedRole))
        result.text = result.secondary;
    if (values.flag(LinkRole))
        result.text = color(Token::Accent);
    return result;
}

const FormattedNumber& CellDelegate::Private::split(quint64 value)
{
    if (const auto* known = bytes.object(value))
        return *known;
    auto* made = new FormattedNumber(splitBytes(value));
    bytes.insert(value, made); // the cache owns it
    return *made;
}

void CellDelegate::Private::paintText(QPainter& painter, const QRect& rect, const CellValues& values, const Ink& ink,
                                      bool first)
{
    const int middle = rect.center().y() + 1;
    int left = rect.left();
    if (values.has(KindRole))
        left = paintChip(painter, ObjectKind(values[KindRole].toInt()), left, middle);
    else if (values.flag(LinkRole) && first)
        left = texts.paintIcon(painter, QStringLiteral("more"), left, middle) + scaled(5);

    const bool mono = values.flag(MonoRole);
    const auto style = mono ? TextStyle::Mono : values.flag(BoldRole) ? TextStyle::BodyBold : TextStyle::Body;
    const QString name = values[Qt::DisplayRole].toString();
    const QString secondary = values[SecondaryRole].toString();
    const QString id =
        values.has(ObjectIdRole) ? QLatin1Char('@') + QString::number(values[ObjectIdRole].toUInt()) : QString();

    // Room: the id keeps its own, the name comes next, the secondary text takes what is left.
    const int gap = scaled(4);
    const int idWidth = id.isEmpty() ? 0 : gap + int(std::ceil(texts.width(id, TextStyle::MonoSmall)));
    const int room = std::max(0, rect.right() + 1 - left - idWidth);
    const QString shownName = texts.elided(name, style, room, mono ? Qt::ElideMiddle : Qt::ElideRight);
    const int nameWidth = int(std::ceil(texts.width(shownName, style)));
    qreal x = left;
    if (values.isRightAligned())
        x = std::max(left, rect.right() + 1 - nameWidth - idWidth);
    if (first && !highlight.isEmpty())
        paintHighlight(painter, QPointF(x, middle), shownName, style);
    painter.setPen(ink.text);
    texts.paint(painter, shownName, style, x, middle);
    x += nameWidth;
    if (!secondary.isEmpty() && room - nameWidth - gap > scaled(14)) {
        const QString shown = texts.elided(secondary, TextStyle::Body, room - nameWidth - gap, Qt::ElideRight);
        painter.setPen(ink.secondary);
        texts.paint(painter, shown, TextStyle::Body, x + gap, middle);
        x += gap + std::ceil(texts.width(shown, TextStyle::Body));
    }
    if (!id.isEmpty() && idWidth < rect.right() - left) {
        painter.setPen(ink.tertiary);
        texts.paint(painter, id, TextStyle::MonoSmall, x + gap, middle);
    }
}

void CellDelegate::Private::paintHighlight(QPainter& painter, const QPointF& at, const QString& text,
                                           TextStyle style) const
{
    const auto from = text.indexOf(highlight, 0, Qt::CaseInsensitive);
    if (from < 0)
        return;
    const QFontMetricsF metrics(font(style));
    const qreal left = metrics.horizontalAdvance(text.left(from));
    const qreal width = metrics.horizontalAdvance(text.mid(from, highlight.size()));
    QColor mark = color(Token::Warning);
    mark.setAlphaF(0.38f);
    const qreal height = scaledF(16);
    painter.fillRect(QRectF(at.x() + left, at.y() - height / 2, width, height), mark);
}

void CellDelegate::Private::paintNumber(QPainter& painter, const QRect& rect, const CellValues& values, const Ink& ink)
{
    const bool withBar = values.has(ShareRole);
    const int middle = rect.center().y() + 1;
    int right = rect.right() + 1;
    if (withBar) {
        const int width = scaled(kBarWidth);
        paintBar(painter, QRect(right - width, 0, width, 0).translated(0, middle), values[ShareRole].toDouble());
        right -= barSlotWidth();
    }
    const bool bold = values.flag(BoldRole);
    const auto style = bold ? TextStyle::BodyBold : TextStyle::Body;
    const auto& numbers = bold ? boldNumbers : bodyNumbers;
    const qreal baseline = texts.baseline(style, middle);
    if (values.has(BytesRole)) {
        const FormattedNumber& parts = split(values[BytesRole].toULongLong());
        painter.setPen(ink.tertiary);
        texts.paint(painter, parts.unit, TextStyle::Body, right - scaled(kUnitSlot), middle);
        painter.setPen(ink.text);
        numbers.paintRight(painter, parts.value, right - unitSlotWidth(), baseline);
        return;
    }
    painter.setPen(ink.text);
    numbers.paintRight(painter, formatCount(values[CountRole].toULongLong()), right, baseline);
}

void CellDelegate::Private::paintShare(QPainter& painter, const QRect& rect, const CellValues& values, const Ink& ink)
{
    const double share = values[ShareRole].toDouble();
    const int middle = rect.center().y() + 1;
    int right = rect.right() + 1;
    if (values.flag(ShareTextRole)) {
        painter.setPen(values.flag(BoldRole) ? ink.text : ink.secondary);
        smallNumbers.paintRight(painter, formatPercent(share), right, texts.baseline(TextStyle::Small, middle));
        right -= scaled(kPercentSlot);
    }
    if (right > rect.left())
        paintBar(painter, QRect(rect.left(), middle, right - rect.left(), 0), share);
}

void CellDelegate::Private::paintBar(QPainter& painter, const QRect& rect, double share) const
{
    const int height = scaled(kBarHeight);
    const QRect track(rect.left(), rect.top() - height / 2, rect.width(), height);
    const qreal radius = scaledF(2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::LineSoft));
    painter.drawRoundedRect(track, radius, radius);
    const double filled = std::clamp(share, 0.0, 1.0) * track.width();
    if (share > 0) {
        painter.setBrush(color(barColor));
        painter.drawRoundedRect(QRectF(track.left(), track.top(), std::max(1.0, filled), height), radius, radius);
    }
    painter.restore();
}

void CellDelegate::Private::paintPending(QPainter& painter, const QRect& rect, bool right) const
{
    const int width = std::min(scaled(kPendingWidth), rect.width());
    const int height = scaled(kBarHeight);
    const int x = right ? rect.right() + 1 - width : rect.left();
    const QColor fill = mixed(color(Token::Line), color(Token::Base), 0.8);
    paintRounded(painter, QRect(x, rect.center().y() + 1 - height / 2, width, height), scaledF(4), fill, fill);
}

} // namespace heapwise::ui
