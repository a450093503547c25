#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/snapshot/snapshot.h"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace heapwise {

/// Which file each script id of the snapshot's locations is. The file does not say so itself: a location has the
/// number of a script, a script node has its name, and only functions are known to lie in one and to point at the
/// other.
class ScriptNames {
public:
    /// "node:internal/errors", "/srv/app/orders.js"; empty where no function of the script is in the heap.
    const std::string& name(std::uint32_t scriptId) const;
    std::size_t size() const { return m_names.size(); }
    const std::unordered_map<std::uint32_t, std::string>& byId() const { return m_names; }

private:
    friend ScriptNames scriptNames(const Snapshot& snapshot, const Progress& progress);
    std::unordered_map<std::uint32_t, std::string> m_names;
};

/// O(locations), and a few edges of the first functions of each script. What was found so far when a stop is
/// requested.
ScriptNames scriptNames(const Snapshot& snapshot, const Progress& progress);

} // namespace heapwise
