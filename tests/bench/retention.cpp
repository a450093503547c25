#include "tests/bench/retention.h"

#include "core/analysis/retention/cut.h"
#include "core/analysis/retention/holders.h"
#include "core/analysis/retention/mergedpaths.h"
#include "core/analysis/retention/rootpaths.h"
#include "core/analysis/retention/steps.h"
#include "core/analysis/retention/suggestedcuts.h"
#include "tests/bench/memory.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace heapwise::bench {

namespace {

RouteOptions withoutEngine()
{
    RouteOptions options;
    options.avoidEngine = true;
    return options;
}

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Objects spread over the file that something holds.
std::vector<std::uint32_t> spread(const Heap& heap, std::size_t wanted)
{
    std::vector<std::uint32_t> nodes;
    const std::uint32_t step =
        std::max<std::uint32_t>(1, std::uint32_t(heap.snapshot->nodeCount() / (wanted + wanted / 4)));
    for (std::uint32_t n = 1; n < heap.snapshot->nodeCount() && nodes.size() < wanted; n += step)
        if (Distances::isFinite((*heap.distances)[NodeId{n}]))
            nodes.push_back(n);
    return nodes;
}

class RetentionBench {
public:
    explicit RetentionBench(const Heap& heap)
        : m_heap(heap)
        , m_routes(heap, {}, m_progress)
    {}

    void run()
    {
        const auto few = spread(m_heap, 200), many = spread(m_heap, 100'000);
        eachOf("shortestPath", few,
               [&](std::uint32_t n) { return shortestPath(m_routes, NodeId{n}, m_progress).size(); });
        eachOf("distinctPaths10", few,
               [&](std::uint32_t n) { return distinctPaths(m_routes, NodeId{n}, 10, m_progress).size(); });
        eachOf("describePath", few, [&](std::uint32_t n) {
            return describePath(m_heap, NodeId{n}, shortestPath(m_routes, NodeId{n}, m_progress), m_progress).size();
        });
        eachOf("holders", few,
               [&](std::uint32_t n) { return findHolders(m_routes, std::span(&n, 1), m_progress).groups.size(); });
        once("merged", many.size(), [&] { return mergeShortestPaths(m_routes, many, {}, m_progress).groups.size(); });
        once("mergedAll", many.size(), [&] {
            return mergeShortestPaths(m_routes, many, {true, true}, m_progress).groups.size();
        });
        const auto largest = largestClass();
        once("mergedClass", largest.size(),
             [&] { return mergeShortestPaths(m_routes, largest, {}, m_progress).groups.size(); });
        once("ignore", 1,
             [&] { return std::size_t(Routes(m_heap, withoutEngine(), m_progress).distance(NodeId{few[0]})); });
        eachOf("cutOne", few, [&](std::uint32_t n) { return simulateCut(m_heap, cutTo({n}), m_progress).objects; });
        once("cutMany", 1000, [&] {
            return simulateCut(m_heap, cutTo({many.begin(), many.begin() + 1000}), m_progress).objects;
        });
        once("suggest", largest.size(), [&] { return suggestCuts(m_heap, largest, nullptr, m_progress).size(); });
        stopCuts(cutTo({many.begin(), many.begin() + 1000}));
    }

private:
    std::vector<std::uint32_t> largestClass() const
    {
        std::span<const std::uint32_t> largest;
        for (std::uint32_t c = 0; c < m_heap.classes->size(); ++c)
            if ((*m_heap.classes)[ClassId{c}].type == NodeType::Object &&
                m_heap.classes->instances(ClassId{c}).size() > largest.size())
                largest = m_heap.classes->instances(ClassId{c});
        return {largest.begin(), largest.end()};
    }

    /// One of the references to each.
    Cut cutTo(const std::vector<std::uint32_t>& nodes) const
    {
        Cut cut;
        for (const std::uint32_t n : nodes)
            for (const Retainer& r : retainersOf(m_heap, NodeId{n}, 0, 1))
                cut.references.push_back(r.edge);
        return cut;
    }

    void eachOf(const char* what, const std::vector<std::uint32_t>& nodes,
                const std::function<std::size_t(std::uint32_t)>& f)
    {
        std::vector<double> seconds;
        std::size_t found = 0;
        for (const std::uint32_t n : nodes) {
            const auto start = Clock::now();
            found += f(n);
            seconds.push_back(secondsSince(start));
        }
        std::ranges::sort(seconds);
        std::printf("{\"bench\":\"retention\",\"what\":\"%s\",\"objects\":%zu,\"medianSeconds\":%.6f,\"worstSeconds\":%"
                    ".6f,\"found\":%zu}\n",
                    what, nodes.size(), seconds[seconds.size() / 2], seconds.back(), found);
    }

    void once(const char* what, std::size_t objects, const std::function<std::size_t()>& f)
    {
        const std::uint64_t before = PeakMemory::anonymousBytes();
        PeakMemory memory;
        const auto start = Clock::now();
        const std::size_t found = f();
        const double seconds = secondsSince(start);
        const std::uint64_t peak = memory.stop();
        std::printf("{\"bench\":\"retention\",\"what\":\"%s\",\"objects\":%zu,\"seconds\":%.4f,\"extraBytes\":%llu,"
                    "\"found\":%zu}\n",
                    what, objects, seconds, static_cast<unsigned long long>(peak > before ? peak - before : 0), found);
    }

    void stopCuts(const Cut& cut) const
    {
        double worst = 0;
        for (int i = 1; i <= 10; ++i) {
            Progress progress;
            Clock::time_point asked;
            std::thread stopper([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(10 * i));
                asked = Clock::now();
                progress.requestStop();
            });
            simulateCut(m_heap, cut, progress);
            const auto returned = Clock::now();
            stopper.join();
            worst = std::max(worst, std::chrono::duration<double>(returned - asked).count());
        }
        std::printf("{\"bench\":\"retention\",\"what\":\"stopCut\",\"worstSeconds\":%.4f}\n", worst);
    }

    const Heap& m_heap;
    Progress m_progress;
    Routes m_routes;
};

} // namespace

int measureRetention(const OpenOptions& options)
{
    Progress progress;
    const auto heap = openHeap(options, progress);
    if (!heap) {
        std::fprintf(stderr, "error %d: %s\n", int(heap.error().code), heap.error().detail.c_str());
        return 1;
    }
    RetentionBench(**heap).run();
    return 0;
}

} // namespace heapwise::bench
