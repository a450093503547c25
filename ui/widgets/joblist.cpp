#include "ui/widgets/joblist.h"

#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/stylepainting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace heapwise::ui {

struct JobList::Row : QWidget {
    Row(const JobRegistry::Late& job, QWidget* parent)
        : QWidget(parent)
        , id(job.id)
        , detail(new TextLabel(TextStyle::Body, Token::TextSecondary, this))
        , line(new ProgressLine(4, this))
    {
        auto* name = new TextLabel(TextStyle::Body, Token::Text, this);
        name->setText(job.name);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(scaled(12));
        row->addWidget(name, 1);
        row->addWidget(detail);
        row->addWidget(line);
        line->setFixedWidth(scaled(90));
        if (job.canCancel) {
            auto* cancel = new QPushButton(JobList::tr("Cancel"), this);
            cancel->setObjectName(QStringLiteral("jobCancel"));
            cancel->setAccessibleName(JobList::tr("Cancel: %1").arg(job.name));
            row->addWidget(cancel);
            connect(cancel, &QPushButton::clicked, this, [this] { JobRegistry::instance().cancel(id); });
        }
    }
    void show(const JobRegistry::Late& job)
    {
        const QString time = formatDuration(double(job.elapsedMs) / 1000);
        detail->setText(job.fraction < 0 ? time : QStringLiteral("%1  %2").arg(formatWholePercent(job.fraction), time));
        line->setVisible(job.fraction >= 0);
        line->setFraction(std::max(0.0, job.fraction));
    }

    quint64 id;
    TextLabel* detail;
    ProgressLine* line;
};

JobList::JobList(const QObject* scope, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_scope(scope)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("jobList"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Running work"));
    m_layout->setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8));
    m_layout->setSpacing(scaled(6));
    connect(&JobRegistry::instance(), &JobRegistry::changed, this, &JobList::follow);
}

void JobList::showAbove(const QWidget* anchor)
{
    m_bottomLeft = anchor->mapToGlobal(QPoint(0, 0));
    follow();
    if (m_rows.isEmpty())
        deleteLater(); // the work has just ended
    else
        show();
}

JobList::Row* JobList::addRow(const JobRegistry::Late& job)
{
    auto* row = new Row(job, this);
    m_layout->addWidget(row);
    m_rows.append(row);
    return row;
}

void JobList::follow()
{
    const auto jobs = JobRegistry::instance().late(m_scope);
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        const auto isThis = [&](const JobRegistry::Late& job) { return job.id == (*it)->id; };
        if (std::any_of(jobs.begin(), jobs.end(), isThis)) {
            ++it;
        } else {
            (*it)->hide();
            (*it)->deleteLater(); // its own button may be what ended it
            it = m_rows.erase(it);
        }
    }
    for (const auto& job : jobs) {
        const auto known =
            std::find_if(m_rows.begin(), m_rows.end(), [&](const Row* row) { return row->id == job.id; });
        (known != m_rows.end() ? *known : addRow(job))->show(job);
    }
    if (jobs.empty()) {
        close();
        return;
    }
    adjustSize();
    move(m_bottomLeft - QPoint(0, height() + scaled(2)));
}

void JobList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRounded(painter, rect(), 0, color(Token::ToolTip), color(Token::Line));
}

} // namespace heapwise::ui
