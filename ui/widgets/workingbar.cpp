#include "ui/widgets/workingbar.h"

#include "ui/format.h"
#include "ui/jobs/jobregistry.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace heapwise::ui {

namespace {

constexpr int kThickness = 2;
constexpr int kSteps = 12; ///< of the piece on its way from left to right
constexpr double kPiece = 0.2;

} // namespace

WorkingBar::WorkingBar(const QObject* scope, QWidget* under)
    : QWidget(under)
    , m_scope(scope)
{
    setObjectName(QStringLiteral("workingBar"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    under->installEventFilter(this);
    connect(&JobRegistry::instance(), &JobRegistry::changed, this, &WorkingBar::update);
    place();
    update();
}

void WorkingBar::update()
{
    const auto jobs = JobRegistry::instance().late(m_scope);
    setVisible(!jobs.empty());
    if (jobs.empty()) {
        m_step = 0;
        return;
    }
    m_fraction = jobs.front().fraction;
    m_step = (m_step + 1) % kSteps;
    setAccessibleName(jobs.front().name);
    setAccessibleDescription(m_fraction < 0 ? QString() : formatWholePercent(m_fraction));
    raise();
    QWidget::update();
}

void WorkingBar::place()
{
    const auto* const under = parentWidget();
    setGeometry(0, under->height() - scaled(kThickness), under->width(), scaled(kThickness));
}

bool WorkingBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void WorkingBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::LineSoft));
    QRect done(0, 0, int(width() * m_fraction), height());
    if (m_fraction < 0)
        done = QRect(int(width() * (1 - kPiece) * m_step / (kSteps - 1)), 0, int(width() * kPiece), height());
    painter.fillRect(done, color(Token::Accent));
}

} // namespace heapwise::ui
