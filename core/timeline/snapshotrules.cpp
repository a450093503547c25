#include "core/timeline/snapshotrules.h"

#include <cmath>

namespace heapwise {

SnapshotTrigger::Reason SnapshotTrigger::check(Seconds now, double floor, double limit)
{
    if (std::isnan(m_begin))
        m_begin = now;
    if (std::isnan(m_base))
        m_base = floor;
    if (m_taken >= m_rules.atMost || now < m_last + m_rules.apartSeconds)
        return Reason::None;
    const double growth = floor - m_base;
    if ((m_rules.growthBytes > 0 && growth >= m_rules.growthBytes) ||
        (m_rules.growthShare > 0 && growth >= m_rules.growthShare * m_base && growth > 0))
        return Reason::Growth;
    if (m_rules.limitShare > 0 && !(m_base >= m_rules.limitShare * limit && !std::isnan(m_last)) &&
        floor >= m_rules.limitShare * limit)
        return Reason::Limit;
    const Seconds since = std::isnan(m_last) ? m_begin : m_last;
    return m_rules.everySeconds > 0 && now >= since + m_rules.everySeconds ? Reason::Time : Reason::None;
}

void SnapshotTrigger::snapshotTaken(Seconds now, double heap, bool byRule)
{
    m_last = now;
    if (!std::isnan(heap))
        m_base = heap;
    m_taken += byRule ? 1 : 0;
}

} // namespace heapwise
