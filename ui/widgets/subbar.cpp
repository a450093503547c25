#include "ui/widgets/subbar.h"

#include <QHBoxLayout>

#include "ui/theme/fonts.h"

namespace heapwise::ui {

namespace {
constexpr int kHeight = 32;
constexpr int kMargin = 8;
} // namespace

SubBar::SubBar(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    setFixedHeight(scaled(kHeight));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_row->setContentsMargins(scaled(kMargin), 0, scaled(kMargin), 0);
    m_row->setSpacing(scaled(kMargin));
}

} // namespace heapwise::ui
