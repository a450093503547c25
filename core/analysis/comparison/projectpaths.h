#pragma once

#include "core/heap/scripts.h"

#include <string>
#include <string_view>

namespace heapwise {

/// Names of files as they stay from one machine, folder or deployment to the next: "routes/orders.js" for
/// "/srv/shop-41/routes/orders.js", "node_modules/express/lib/router.js" for a package.
class ProjectPaths {
public:
    /// The project is the deepest folder that has all of the program's own scripts.
    explicit ProjectPaths(const ScriptNames& scripts);

    const std::string& folder() const { return m_folder; } ///< with a slash at its end; empty when unknown
    /// `text` (a file, or a sentence with a file in it) without the project's folder.
    std::string relative(std::string_view text) const;

private:
    std::string m_folder;
};

} // namespace heapwise
