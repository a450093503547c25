#include "core/analysis/comparison/projectpaths.h"

#include "core/analysis/userobjects.h"

#include <algorithm>
#include <optional>

namespace heapwise {

namespace {

constexpr std::string_view kUrl = "file://"; ///< before the path of a module
constexpr std::string_view kPackages = "node_modules/";

std::string_view withoutUrl(std::string_view script)
{
    return script.starts_with(kUrl) ? script.substr(kUrl.size()) : script;
}

/// What both begin with, up to a slash.
std::string_view commonFolder(std::string_view a, std::string_view b)
{
    const auto end = std::ranges::mismatch(a, b).in1;
    const std::string_view common = a.substr(0, std::size_t(end - a.begin()));
    return common.substr(0, common.rfind('/') + 1); // npos + 1 is 0
}

} // namespace

ProjectPaths::ProjectPaths(const ScriptNames& scripts)
{
    std::optional<std::string> folder;
    for (const auto& [id, name] : scripts.byId()) {
        const std::string_view path = withoutUrl(name);
        if (!isUserScript(name) || path.find(kPackages) != path.npos)
            continue;
        folder = std::string(commonFolder(folder ? std::string_view(*folder) : path, path));
    }
    m_folder = folder.value_or(std::string());
}

std::string ProjectPaths::relative(std::string_view text) const
{
    std::string result(text);
    if (const auto url = result.find(kUrl); url != result.npos)
        result.erase(url, kUrl.size());
    if (m_folder.size() < 2) // "/" would take apart any path
        return result;
    if (const auto at = result.find(m_folder); at != result.npos)
        result.erase(at, m_folder.size());
    return result;
}

} // namespace heapwise
