#include "ui/views/snapshot/history.h"

namespace heapwise::ui {

void History::visit(const Entry& entry, qint64 nowMs)
{
    if (!m_entries.empty() && m_entries[m_at] == entry)
        return;
    const bool isMerged = !m_entries.empty() && nowMs - m_lastMs < kMergedMs;
    m_lastMs = nowMs;
    if (isMerged) {
        m_entries.resize(m_at + 1);
        m_entries[m_at] = entry;
        return;
    }
    if (!m_entries.empty())
        m_entries.resize(m_at + 1);
    m_entries.push_back(entry);
    if (m_entries.size() > kMaxEntries)
        m_entries.erase(m_entries.begin());
    m_at = m_entries.size() - 1;
}

const History::Entry& History::goBack()
{
    m_lastMs = -kMergedMs; // the next move is one of its own
    return m_entries[--m_at];
}

const History::Entry& History::goForward()
{
    m_lastMs = -kMergedMs;
    return m_entries[++m_at];
}

} // namespace heapwise::ui
