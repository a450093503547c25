#include "ui/widgets/iconlabel.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace heapwise::ui {

IconLabel::IconLabel(const QString& name, Token token, int px, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_token(token)
{
    setFixedSize(scaled(px), scaled(px));
}

void IconLabel::setIcon(const QString& name, Token token)
{
    m_name = name;
    m_token = token;
    update();
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0, iconPixmap(m_name, color(m_token), width(), devicePixelRatioF()));
}

} // namespace heapwise::ui
