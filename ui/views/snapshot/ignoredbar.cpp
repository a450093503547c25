#include "ui/views/snapshot/ignoredbar.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

#include "ui/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

namespace heapwise::ui {
namespace {

constexpr qsizetype kMostShown = 2; ///< by name; the others are in a menu
constexpr int kMostNamePixels = 260;

} // namespace

IgnoredBar::IgnoredBar(QWidget* parent)
    : QWidget(parent)
    , m_items(new QHBoxLayout)
{
    setObjectName(QStringLiteral("ignoredBar"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(scaled(12), scaled(4), scaled(12), scaled(4));
    layout->setSpacing(scaled(8));
    auto* const label = new TextLabel(TextStyle::Body, Token::TextSecondary, this);
    label->setText(tr("Ignored in paths:"));
    layout->addWidget(new IconLabel(QStringLiteral("eyeoff"), Token::Warning, 14, this));
    layout->addWidget(label);
    layout->addLayout(m_items);
    layout->addStretch(1);
    hide();
}

void IgnoredBar::setList(const QList<IgnoredRetainer>& list)
{
    while (QLayoutItem* item = m_items->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const auto add = [this](QWidget* widget) { m_items->addWidget(widget); };
    for (qsizetype i = 0; i < std::min(list.size(), kMostShown); ++i) {
        auto* const name = new TextLabel(TextStyle::BodyBold, Token::Text, this);
        name->setText(name->fontMetrics().elidedText(list[i].title, Qt::ElideMiddle, scaled(kMostNamePixels)));
        name->setToolTip(list[i].title);
        auto* const restore = new QPushButton(tr("Restore"), this);
        restore->setObjectName(QStringLiteral("restoreIgnored"));
        restore->setAccessibleName(tr("Restore %1").arg(list[i].title));
        connect(restore, &QPushButton::clicked, this, [this, i] { emit restoreRequested(i); });
        add(name);
        add(restore);
    }
    if (list.size() > kMostShown) {
        auto* const more = new QPushButton(tr("%1 more").arg(formatCount(quint64(list.size() - kMostShown))), this);
        auto* const menu = new QMenu(more);
        for (qsizetype i = kMostShown; i < list.size(); ++i)
            menu->addAction(tr("Restore %1").arg(list[i].title), this, [this, i] { emit restoreRequested(i); });
        more->setMenu(menu);
        add(more);
    }
    setVisible(!list.isEmpty());
}

void IgnoredBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), mixed(color(Token::Warning), color(Token::Base), 0.10));
    painter.fillRect(QRect(0, height() - 1, width(), 1), color(Token::Line));
}

} // namespace heapwise::ui
