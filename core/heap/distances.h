#pragma once

#include "core/base/id.h"

#include <cstdint>
#include <vector>

namespace heapwise {

/// Steps from the roots to each node along non-weak references (rule R5).
class Distances {
public:
    static constexpr std::int32_t kUnreached = -5;
    /// Nodes reached only from the engine's own roots count from here; shown as a dash.
    static constexpr std::int32_t kSystem = 100'000'000;

    Distances() = default;
    explicit Distances(std::vector<std::int32_t> values)
        : m_values(std::move(values)) {}

    std::int32_t operator[](NodeId n) const { return m_values[n.value]; }
    /// True for a distance that means something to a person.
    static constexpr bool isFinite(std::int32_t distance) { return distance >= 0 && distance < kSystem; }
    const std::vector<std::int32_t>& values() const { return m_values; }

private:
    std::vector<std::int32_t> m_values;
};

} // namespace heapwise
