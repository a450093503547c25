#include "ui/views/snapshot/objectheader.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QToolButton>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <algorithm>

namespace heapwise::ui {
namespace {

constexpr int kNameHeight = 26;
constexpr int kLocationHeight = 18;
constexpr int kObjectHeaderButton = 22;
constexpr int kObjectHeaderGap = 6;

} // namespace

ObjectHeader::ObjectHeader(QWidget* parent)
    : QWidget(parent)
    , m_copy(new QToolButton(this))
{
    m_copy->setIcon(icon(QStringLiteral("copy")));
    m_copy->setAutoRaise(true);
    m_copy->setIconSize(QSize(scaled(14), scaled(14)));
    m_copy->setFixedSize(scaled(kObjectHeaderButton), scaled(kObjectHeaderButton));
    m_copy->setToolTip(tr("Copy the id"));
    m_copy->setAccessibleName(tr("Copy the id"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_id); });
    connect(&Theme::instance(), &Theme::themeChanged, this, qOverload<>(&QWidget::update));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ObjectHeader::setName(ObjectKind kind, const QString& name, const QString& id)
{
    m_kind = kind;
    m_name = name;
    m_id = id;
    m_copy->setVisible(!id.isEmpty());
    setToolTip(name);
    setAccessibleName(name + QLatin1Char(' ') + id);
    placeCopy();
    update();
}

void ObjectHeader::setLocation(const QString& location)
{
    if (location == m_location)
        return;
    const bool isOtherHeight = location.isEmpty() != m_location.isEmpty();
    m_location = location;
    if (isOtherHeight)
        updateGeometry();
    update();
}

QSize ObjectHeader::sizeHint() const
{
    return {scaled(260), scaled(kNameHeight) + (m_location.isEmpty() ? 0 : scaled(kLocationHeight))};
}

QSize ObjectHeader::minimumSizeHint() const
{
    return {scaled(120), sizeHint().height()};
}

int ObjectHeader::idWidth() const
{
    return m_id.isEmpty() ? 0
                          : QFontMetrics(ui::font(TextStyle::Mono)).horizontalAdvance(m_id) + scaled(kObjectHeaderGap);
}

int ObjectHeader::nameWidth() const
{
    const int room = width() - chipWidth() - idWidth() - scaled(kObjectHeaderButton + kObjectHeaderGap);
    return std::min(room, QFontMetrics(ui::font(TextStyle::Title)).horizontalAdvance(m_name) + 1);
}

void ObjectHeader::placeCopy()
{
    m_copy->move(chipWidth() + nameWidth() + idWidth() + scaled(4), (scaled(kNameHeight) - m_copy->height()) / 2);
}

void ObjectHeader::resizeEvent(QResizeEvent*)
{
    placeCopy();
}

void ObjectHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int height = scaled(kNameHeight);
    int x = paintChip(painter, m_kind, 0, height / 2);
    const QFont title = ui::font(TextStyle::Title);
    painter.setFont(title);
    painter.setPen(color(Token::Text));
    painter.drawText(QRect(x, 0, nameWidth(), height), Qt::AlignVCenter,
                     QFontMetrics(title).elidedText(m_name, Qt::ElideRight, nameWidth()));
    x += nameWidth() + scaled(kObjectHeaderGap);
    painter.setFont(ui::font(TextStyle::Mono));
    painter.setPen(color(Token::TextTertiary));
    painter.drawText(QRect(x, 0, idWidth(), height), Qt::AlignVCenter, m_id);
    if (m_location.isEmpty())
        return;
    painter.setPen(color(Token::TextSecondary));
    const QString shown = painter.fontMetrics().elidedText(m_location, Qt::ElideMiddle, width());
    painter.drawText(QRect(0, height, width(), scaled(kLocationHeight)), Qt::AlignVCenter, shown);
}

} // namespace heapwise::ui
