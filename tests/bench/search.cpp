#include "tests/bench/search.h"

#include "core/analysis/search/searchindex.h"
#include "core/analysis/strings/stringfilter.h"
#include "core/analysis/strings/stringholders.h"
#include "tests/bench/memory.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <numeric>

namespace heapwise::bench {

namespace {

void measure(const char* what, const std::function<std::size_t()>& f)
{
    const std::uint64_t before = PeakMemory::anonymousBytes();
    PeakMemory memory;
    const auto start = std::chrono::steady_clock::now();
    const std::size_t found = f();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const std::uint64_t peak = memory.stop();
    std::printf("{\"bench\":\"search\",\"what\":\"%s\",\"seconds\":%.4f,\"extraBytes\":%llu,\"found\":%zu}\n", what,
                seconds, static_cast<unsigned long long>(peak > before ? peak - before : 0), found);
}

std::vector<std::uint32_t> mostWasted(const StringGroups& strings, std::size_t most)
{
    std::vector<std::uint32_t> groups(strings.size());
    std::iota(groups.begin(), groups.end(), 0u);
    const auto end = groups.begin() + std::ptrdiff_t(std::min(most, groups.size()));
    std::partial_sort(groups.begin(), end, groups.end(), [&](std::uint32_t a, std::uint32_t b) {
        return comesBefore(strings, StringOrder::Wasted, true, a, b);
    });
    groups.erase(end, groups.end());
    return groups;
}

} // namespace

int measureSearch(const OpenOptions& options)
{
    Progress progress;
    const auto opened = openHeap(options, progress);
    if (!opened) {
        std::fprintf(stderr, "error %d: %s\n", int(opened.error().code), opened.error().detail.c_str());
        return 1;
    }
    const Heap& heap = **opened;
    StringGroups strings;
    measure("groupStrings", [&] { return (strings = groupStrings(heap, {}, progress)).size(); });
    measure("holdersOf100", [&] { return mainHolders(heap, strings, mostWasted(strings, 100), progress).size(); });
    StringFilter filter;
    filter.part = "nowhere in it";
    measure("filterStrings", [&] { return filterStrings(heap, strings, filter, progress).size(); });
    std::unique_ptr<SearchIndex> index;
    measure("searchIndex", [&] {
        index = std::make_unique<SearchIndex>(heap, progress);
        return std::size_t(1);
    });
    for (const char* typed : {"e", "node", "serverResponse"})
        measure("classesAndFunctions", [&] {
            const NameMatch match(typed);
            return findClasses(*heap.classes, match, 8).size() + index->findFunctions(heap, match, 6, progress).size();
        });
    for (const char* typed : {"the", "nowhere in it"})
        measure("strings", [&] { return index->findStrings(heap, typed, 6, progress).size(); });
    return 0;
}

} // namespace heapwise::bench
