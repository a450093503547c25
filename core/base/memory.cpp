#include "core/base/memory.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
#include <sys/resource.h>
#include <unistd.h>

namespace heapwise {

namespace {

constexpr Size kUnlimited = std::numeric_limits<Size>::max();

std::string contentOf(const std::string& path)
{
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// The decimal number a text begins with, after blanks; `otherwise` where there is none.
Size numberIn(std::string_view text, Size otherwise)
{
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    Size number = 0;
    const auto [end, error] = std::from_chars(text.data() + begin, text.data() + text.size(), number);
    return error == std::errc() ? number : otherwise;
}

/// Below RLIMIT_AS.
Size roomInAddressSpace()
{
    rlimit limit;
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return kUnlimited;
    const Size used = numberIn(contentOf("/proc/self/statm"), 0) * Size(::sysconf(_SC_PAGESIZE));
    return limit.rlim_cur - std::min<Size>(used, limit.rlim_cur);
}

/// The nearest limit of the program's own control group and those around it (version 2).
Size roomInGroups()
{
    const std::string groups = contentOf("/proc/self/cgroup");
    const std::size_t begin = groups.find("0::/");
    if (begin == groups.npos)
        return kUnlimited;
    std::string group = groups.substr(begin + 3, groups.find('\n', begin) - begin - 3);
    Size room = kUnlimited;
    for (;; group.resize(group.rfind('/'))) {
        const std::string folder = "/sys/fs/cgroup" + group + "/memory.";
        room = std::min(
            room, roomInGroup(contentOf(folder + "max"), contentOf(folder + "current"), contentOf(folder + "stat")));
        if (group.empty() || group.rfind('/') == group.npos)
            return room;
    }
}

} // namespace

Size bytesAfter(const std::string& text, const std::string& key)
{
    const std::size_t at = text.find(key);
    return at == text.npos ? 0 : numberIn(std::string_view(text).substr(at + key.size()), 0) * 1024;
}

Size roomInGroup(const std::string& limit, const std::string& used, const std::string& stat)
{
    const Size bytes = numberIn(limit, kUnlimited);
    if (bytes == kUnlimited)
        return kUnlimited;
    const std::size_t at = stat.find("inactive_file ");
    const Size cache = at == stat.npos ? 0 : numberIn(std::string_view(stat).substr(at + 14), 0);
    const Size needed = numberIn(used, 0) - std::min(cache, numberIn(used, 0));
    return bytes - std::min(needed, bytes);
}

Size availableMemory()
{
    const Size system = bytesAfter(contentOf("/proc/meminfo"), "MemAvailable:");
    const Size room = std::min({system > 0 ? system : kUnlimited, roomInAddressSpace(), roomInGroups()});
    return room == kUnlimited ? 0 : std::max<Size>(room, 1); // 0 is "not known"
}

} // namespace heapwise
