#include "core/timeline/minima.h"

#include <algorithm>
#include <cmath>

namespace heapwise {

bool Minima::add(Seconds time, double value)
{
    if (std::isnan(value))
        return false;
    if (!m_times.empty() && time < m_times.back() + m_stretch) {
        m_values.back() = std::min(m_values.back(), value);
        return false;
    }
    if (m_times.size() >= kMax)
        merge();
    m_times.push_back(time);
    m_values.push_back(value);
    return true;
}

void Minima::merge()
{
    const std::size_t pairs = m_times.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
        m_times[i] = m_times[2 * i];
        m_values[i] = std::min(m_values[2 * i], m_values[2 * i + 1]);
    }
    m_times.resize(pairs);
    m_values.resize(pairs);
    m_stretch *= 2;
}

void Minima::dropBefore(Seconds time)
{
    const auto old = std::lower_bound(m_times.begin(), m_times.end(), time) - m_times.begin();
    m_times.erase(m_times.begin(), m_times.begin() + old);
    m_values.erase(m_values.begin(), m_values.begin() + old);
}

void Minima::clear()
{
    m_times.clear();
    m_values.clear();
}

} // namespace heapwise
