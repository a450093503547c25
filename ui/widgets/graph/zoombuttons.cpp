#include "ui/widgets/graph/zoombuttons.h"

#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/stylepainting.h"

namespace heapwise::ui {

ZoomButtons::ZoomButtons(QWidget* parent)
    : QWidget(parent)
{
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    const auto add = [&](const char* name, const QString& iconName, const QString& tip, void (ZoomButtons::*signal)()) {
        auto* const button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setIcon(icon(iconName));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus); // the graph has keys for all of them
        button->setFixedSize(scaled(26), scaled(26));
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, signal);
        layout->addWidget(button);
    };
    add("zoomIn", QStringLiteral("plus"), tr("Zoom in (+)"), &ZoomButtons::zoomIn);
    add("zoomOut", QStringLiteral("minus"), tr("Zoom out (−)"), &ZoomButtons::zoomOut);
    add("zoomFit", QStringLiteral("fit"), tr("Fit into view (0)"), &ZoomButtons::fit);
    adjustSize();
}

void ZoomButtons::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), scaledF(6), color(Token::Panel), color(Token::Line));
}

} // namespace heapwise::ui
