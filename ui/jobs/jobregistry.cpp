#include "ui/jobs/jobregistry.h"

#include <algorithm>

namespace heapwise::ui {

namespace {

constexpr int kTickMs = 100;

bool isWithin(const QObject* object, const QObject* scope)
{
    for (; object; object = object->parent())
        if (object == scope)
            return true;
    return false;
}

} // namespace

JobRegistry& JobRegistry::instance()
{
    static JobRegistry registry;
    return registry;
}

JobRegistry::JobRegistry()
{
    m_clock.start();
    m_timer.setInterval(kTickMs);
    connect(&m_timer, &QTimer::timeout, this, &JobRegistry::tick);
}

quint64 JobRegistry::add(const JobNotice& notice, std::shared_ptr<const Progress> progress)
{
    m_jobs.push_back({++m_lastId, notice, std::move(progress), m_clock.elapsed()});
    if (!m_timer.isActive())
        m_timer.start();
    return m_lastId;
}

void JobRegistry::goOn(quint64 id, std::shared_ptr<const Progress> progress)
{
    for (Job& job : m_jobs)
        if (job.id == id)
            job.progress = progress;
}

void JobRegistry::remove(quint64 id)
{
    const auto at = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return job.id == id; });
    if (at == m_jobs.end())
        return;
    const bool wasLate = isLate(*at);
    m_jobs.erase(at);
    if (m_jobs.empty())
        m_timer.stop();
    if (wasLate)
        emit changed();
}

void JobRegistry::tick()
{
    if (std::any_of(m_jobs.begin(), m_jobs.end(), [this](const Job& job) { return isLate(job); }))
        emit changed();
}

double JobRegistry::fractionOf(const Job& job)
{
    if (!job.progress || job.progress->total() == 0)
        return -1;
    return job.notice.fraction ? job.notice.fraction(*job.progress) : job.progress->fraction();
}

std::vector<JobRegistry::Late> JobRegistry::late(const QObject* scope) const
{
    std::vector<Late> list;
    for (const Job& job : m_jobs) {
        if (!isLate(job) || !scope || !isWithin(job.notice.owner, scope))
            continue;
        list.push_back(
            {job.id, job.notice.name, fractionOf(job), m_clock.elapsed() - job.startMs, bool(job.notice.cancel)});
    }
    return list;
}

void JobRegistry::cancel(quint64 id)
{
    const auto at = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return job.id == id; });
    if (at != m_jobs.end() && at->notice.owner && at->notice.cancel) {
        const auto stop = at->notice.cancel; // the entry goes while it runs
        stop();
    }
}

bool JobRegistry::cancelAll(const QObject* scope)
{
    bool any = false;
    for (const Late& job : late(scope)) {
        any = any || job.canCancel;
        cancel(job.id);
    }
    return any;
}

void JobEntry::begin(std::shared_ptr<const Progress> progress)
{
    if (m_id != 0)
        JobRegistry::instance().goOn(m_id, std::move(progress));
    else if (m_notice)
        m_id = JobRegistry::instance().add(*m_notice, std::move(progress));
}

void JobEntry::end()
{
    if (m_id != 0)
        JobRegistry::instance().remove(std::exchange(m_id, 0));
}

} // namespace heapwise::ui
