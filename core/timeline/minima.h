#pragma once

#include "core/timeline/timeline.h"

namespace heapwise {

/// The lowest value of each stretch of time, in bounded memory: when there are too many stretches, two become one.
class Minima {
public:
    static constexpr std::size_t kMax = 60;

    explicit Minima(double stretch)
        : m_stretch(stretch)
    {}

    /// Returns whether a stretch was completed by it. Values that are not known are ignored.
    bool add(Seconds time, double value);
    void dropBefore(Seconds time);
    void clear();
    /// Without the stretch that has only begun.
    std::span<const Seconds> times() const { return complete(m_times); }
    std::span<const double> values() const { return complete(m_values); }

private:
    template <typename T>
    static std::span<const T> complete(const std::vector<T>& all)
    {
        return std::span(all).first(all.empty() ? 0 : all.size() - 1);
    }
    void merge();

    double m_stretch;
    std::vector<Seconds> m_times; ///< where each stretch begins
    std::vector<double> m_values;
};

} // namespace heapwise
