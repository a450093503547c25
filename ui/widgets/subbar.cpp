#include "ui/widgets/subbar.h"

#include <QHBoxLayout>

#include "ui/theme/fonts.h"

namespace heapwise::ui {

namespace {
constexpr int kSubBarHeight = 32;
constexpr int kSubBarMargin = 8;
} // namespace

SubBar::SubBar(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    setFixedHeight(scaled(kSubBarHeight));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_row->setContentsMargins(scaled(kSubBarMargin), 0, scaled(kSubBarMargin), 0);
    m_row->setSpacing(scaled(kSubBarMargin));
}

} // namespace heapwise::ui
