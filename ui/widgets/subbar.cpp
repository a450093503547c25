#include "ui/widgets/subbar.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/wrappingrow.h"

namespace heapwise::ui {

namespace {
constexpr int kSubBarHeight = 32;
constexpr int kSubBarMargin = 8;
} // namespace

SubBar::SubBar(QWidget* parent)
    : QWidget(parent)
    , m_row(new WrappingRow(this))
{
    setMinimumHeight(scaled(kSubBarHeight));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum); // Fixed would be one line
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_row->setContentsMargins(scaled(kSubBarMargin), 0, scaled(kSubBarMargin), 0);
    m_row->setSpacing(scaled(kSubBarMargin));
}

} // namespace heapwise::ui
