// Measures opening: one JSON line per stage and one for the whole, with the peak of anonymous memory.
//   heapwise-bench FILE [--runs N] [--threads N]
//   heapwise-bench FILE --cache DIR   the first opening, writing its index there, and opening from it as often as
//   --runs says heapwise-bench FILE --stops N     how long a stop takes, asked for at N moments spread over the whole
//   heapwise-bench FILE --retention   who keeps objects alive, and what cuts free
//   heapwise-bench FILE --search      strings grouped and filtered, names and texts found while they are typed
//   heapwise-bench FILE --walk        how long simdjson's on-demand parser takes to walk the file, for comparison
//   heapwise-bench FILE --compare LATER [--runs N]   how long comparing takes, both open
//   heapwise-bench FILE --query QUERY... [--runs N] [--threads N]   how long until the first object is found, and until
//   all are heapwise-bench FILE --dump DIR    the per-node arrays, for a comparison with another implementation

#include "core/analysis/comparison/comparison.h"
#include "core/analysis/heap.h"
#include "core/analysis/heapindex.h"
#include "tests/bench/memory.h"
#include "tests/bench/queries.h"
#include "tests/bench/retention.h"
#include "tests/bench/search.h"
#include "tests/bench/walk.h"
#include "tests/support/devtoolsarrays.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace {

using namespace heapwise;
using heapwise::bench::PeakMemory;

constexpr const char* kStageNames[kStageCount] = {"read", "objects", "retainers", "dominators", "retained"};

/// Processor time of all threads, and pages that came one by one.
struct Cost {
    double user;
    double system;
    long faults;

    static Cost now()
    {
        rusage usage;
        getrusage(RUSAGE_SELF, &usage);
        const auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
        return {seconds(usage.ru_utime), seconds(usage.ru_stime), usage.ru_minflt};
    }
    Cost operator-(const Cost& other) const
    {
        return {user - other.user, system - other.system, faults - other.faults};
    }
};

struct Arguments {
    OpenOptions open;
    int runs = 1;
    int stops = 0;
    bool retention = false;
    bool search = false;
    bool walk = false;
    std::string dumpDirectory;
    std::string compareWith;
    std::vector<std::string> queries;
};

bool parse(int argc, char** argv, Arguments& arguments)
{
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const char* value = i + 1 < argc ? argv[i + 1] : nullptr;
        if (argument == "--runs" && value)
            arguments.runs = std::atoi(argv[++i]);
        else if (argument == "--threads" && value)
            arguments.open.threads = unsigned(std::atoi(argv[++i]));
        else if (argument == "--walk")
            arguments.walk = true;
        else if (argument == "--stops" && value)
            arguments.stops = std::atoi(argv[++i]);
        else if (argument == "--search")
            arguments.search = true;
        else if (argument == "--retention")
            arguments.retention = true;
        else if (argument == "--cache" && value)
            arguments.open.cache.folder = argv[++i];
        else if (argument == "--query" && value)
            arguments.queries.push_back(argv[++i]);
        else if (argument == "--compare" && value)
            arguments.compareWith = argv[++i];
        else if (argument == "--dump" && value)
            arguments.dumpDirectory = argv[++i];
        else if (argument.rfind("--", 0) != 0 && arguments.open.path.empty())
            arguments.open.path = argument;
        else
            return false;
    }
    return !arguments.open.path.empty();
}

void printLine(const std::string& file, const char* stage, double seconds, std::uint64_t items, std::uint64_t bytes)
{
    std::printf("{\"bench\":\"open\",\"file\":\"%s\",\"stage\":\"%s\",\"seconds\":%.4f,\"items\":%llu", file.c_str(),
                stage, seconds, static_cast<unsigned long long>(items));
    if (bytes > 0)
        std::printf(",\"mbPerSecond\":%.1f", double(bytes) / seconds / 1e6);
}

int measure(const Arguments& arguments)
{
    const std::string file = arguments.open.path.substr(arguments.open.path.rfind('/') + 1);
    for (int run = 0; run < arguments.runs; ++run) {
        PeakMemory memory;
        Progress progress;
        const Cost before = Cost::now();
        const auto start = std::chrono::steady_clock::now();
        double classesSeconds = 0;
        const auto elapsed = [&] {
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        };
        const auto heap = openHeap(arguments.open, progress, [&](const HeapPtr& partial) {
            if (classesSeconds == 0 && partial->has(Stage::Objects))
                classesSeconds = elapsed();
        });
        const double seconds = elapsed();
        const std::uint64_t peak = memory.stop();
        const Cost cost = Cost::now() - before;
        if (!heap) {
            std::fprintf(stderr, "error %d: %s\n", int(heap.error().code), heap.error().detail.c_str());
            return 1;
        }
        const std::uint64_t bytes = (*heap)->snapshot->info().fileBytes;
        for (int stage = 0; stage < kStageCount; ++stage) {
            const double stageSeconds = (*heap)->stageSeconds[stage];
            const std::uint64_t items = (*heap)->stageItems[stage];
            printLine(file, kStageNames[stage], stageSeconds, items, stage == 0 ? bytes : 0);
            std::printf(",\"nsPerItem\":%.2f}\n", 1e9 * stageSeconds / double(items));
        }
        printLine(file, "total", seconds, (*heap)->snapshot->nodeCount(), bytes);
        // What is not needed goes back beside, and is waited for where the process itself is not timed.
        if (arguments.runs > 1)
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
        std::printf(",\"nsPerItem\":%.2f,\"classesSeconds\":%.4f,\"userSeconds\":%.3f,\"systemSeconds\":%.3f,"
                    "\"pageFaults\":%ld,\"fileBytes\":%llu,\"peakAnonBytes\":%llu,\"steadyAnonBytes\":%llu,"
                    "\"peakPerFileByte\":%.3f}\n",
                    1e9 * seconds / (*heap)->snapshot->nodeCount(), classesSeconds, cost.user, cost.system, cost.faults,
                    static_cast<unsigned long long>(bytes), static_cast<unsigned long long>(peak),
                    static_cast<unsigned long long>(PeakMemory::anonymousBytes()), double(peak) / double(bytes));
    }
    return 0;
}

/// The file is opened without an index first; then its index is written, and used by all further openings.
int measureIndex(const Arguments& arguments)
{
    using Clock = std::chrono::steady_clock;
    const auto since = [](Clock::time_point start) {
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    const IndexCache cache(arguments.open.cache);
    cache.shrinkTo(0);
    for (int run = 0; run <= arguments.runs; ++run) {
        Progress progress;
        const std::uint64_t anonymousBefore = PeakMemory::anonymousBytes();
        const auto start = Clock::now();
        const auto heap = openHeap(arguments.open, progress);
        const double seconds = since(start);
        if (!heap)
            return 1;
        const std::uint64_t anonymous = PeakMemory::anonymousBytes();
        const auto afterwards = Clock::now();
        const bool isKept =
            (*heap)->index ? (*heap)->index->isIntact(progress) : bool(writeIndex(**heap, cache, progress));
        const std::uint64_t later = PeakMemory::anonymousBytes();
        std::printf("{\"bench\":\"index\",\"indexed\":%s,\"seconds\":%.4f,\"anonBytes\":%llu,\"anonBytesLater\":%llu,"
                    "\"%s\":%.4f,\"good\":%s}\n",
                    (*heap)->index ? "true" : "false", seconds,
                    static_cast<unsigned long long>(anonymous - std::min(anonymous, anonymousBefore)),
                    static_cast<unsigned long long>(later - std::min(later, anonymousBefore)),
                    (*heap)->index ? "checkSeconds" : "writeSeconds", since(afterwards), isKept ? "true" : "false");
    }
    for (const auto& entry : cache.entries())
        std::printf("{\"bench\":\"index\",\"indexBytes\":%llu}\n", static_cast<unsigned long long>(entry.bytes));
    return 0;
}

/// From the request to the return of openHeap(), which has freed everything by then.
int measureStops(const Arguments& arguments)
{
    using Clock = std::chrono::steady_clock;
    const auto seconds = [](Clock::duration d) { return std::chrono::duration<double>(d).count(); };
    auto start = Clock::now();
    Progress whole;
    if (!openHeap(arguments.open, whole))
        return 1;
    const auto duration = Clock::now() - start;
    double worst = 0;
    for (int i = 1; i <= arguments.stops; ++i) {
        Progress progress;
        Clock::time_point asked;
        std::thread stopper([&] {
            std::this_thread::sleep_for(duration * i / (arguments.stops + 1));
            asked = Clock::now();
            progress.requestStop();
        });
        const auto heap = openHeap(arguments.open, progress);
        const auto returned = Clock::now();
        stopper.join();
        if (heap)
            continue; // it was faster this time
        const double delay = seconds(returned - asked);
        worst = std::max(worst, delay);
        std::printf("{\"bench\":\"stop\",\"at\":%.3f,\"phase\":%d,\"seconds\":%.4f}\n",
                    seconds(duration) * i / (arguments.stops + 1), progress.phase(), delay);
    }
    std::printf("{\"bench\":\"stop\",\"stage\":\"worst\",\"seconds\":%.4f}\n", worst);
    return 0;
}

/// Time, the peak while it runs and what is kept, in bytes per node of the larger snapshot.
int measureComparison(const Arguments& arguments)
{
    Progress progress;
    const auto earlier = openHeap(arguments.open, progress);
    OpenOptions options = arguments.open;
    options.path = arguments.compareWith;
    const auto later = openHeap(options, progress);
    if (!earlier || !later)
        return 1;
    const double nodes = std::max((*earlier)->snapshot->nodeCount(), (*later)->snapshot->nodeCount());
    for (int run = 0; run < arguments.runs; ++run) {
        const std::uint64_t before = PeakMemory::anonymousBytes();
        PeakMemory memory;
        const Cost spent = Cost::now();
        const auto start = std::chrono::steady_clock::now();
        const ComparisonPtr comparison = compare({*earlier, *later}, {}, progress);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const Cost cost = Cost::now() - spent;
        const std::uint64_t peak = memory.stop();
        std::printf("{\"bench\":\"compare\",\"seconds\":%.4f,\"userSeconds\":%.3f,\"systemSeconds\":%.3f,"
                    "\"nodes\":%.0f,\"peakBytesPerNode\":%.2f,\"keptBytesPerNode\":%.2f,"
                    "\"matchedById\":%s}\n",
                    seconds, cost.user, cost.system, nodes, double(peak - before) / nodes,
                    double(PeakMemory::anonymousBytes() - before) / nodes,
                    comparison->hasIdentity() ? "true" : "false");
    }
    return 0;
}

template <typename T>
void writeArray(const std::string& path, const std::vector<T>& values)
{
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(values.data()), std::streamsize(values.size() * sizeof(T)));
}

int dump(const Arguments& arguments)
{
    Progress progress;
    const auto heap = openHeap(arguments.open, progress);
    if (!heap) {
        std::fprintf(stderr, "error %d: %s\n", int(heap.error().code), heap.error().detail.c_str());
        return 1;
    }
    const auto arrays = test::devtoolsArrays(**heap);
    const std::string prefix = arguments.dumpDirectory + "/";
    writeArray(prefix + "id.u32", arrays.id);
    writeArray(prefix + "self.u32", arrays.self);
    writeArray(prefix + "dom.u32", arrays.dom);
    writeArray(prefix + "dist.i32", arrays.dist);
    writeArray(prefix + "ret.f64", arrays.ret);
    writeArray(prefix + "cls.u32", arrays.cls);
    writeArray(prefix + "det.u8", arrays.det);
    std::ofstream classes(prefix + "classes.tsv");
    for (std::uint32_t c = 0; c < (*heap)->classes->size(); ++c) {
        const HeapClass& row = (*(*heap)->classes)[ClassId{c}];
        if (row.count > 0)
            classes << row.count << '\t' << row.shallow << '\t' << (*heap)->classTotals->retained[c] << '\t'
                    << (*heap)->classTotals->distance[c] << '\t' << test::devtoolsKey(row) << '\n';
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    if (!parse(argc, argv, arguments)) {
        std::fprintf(
            stderr,
            "usage: heapwise-bench FILE [--runs N] [--threads N] [--cache DIR] [--stops N] [--retention] [--search] "
            "[--walk] [--compare LATER] [--query QUERY] [--dump DIR]\n");
        return 2;
    }
    if (!arguments.compareWith.empty())
        return measureComparison(arguments);
    if (!arguments.queries.empty())
        return bench::measureQueries(arguments.open, arguments.queries, arguments.runs);
    if (!arguments.dumpDirectory.empty())
        return dump(arguments);
    if (arguments.retention)
        return bench::measureRetention(arguments.open);
    if (arguments.search)
        return bench::measureSearch(arguments.open);
    if (!arguments.open.cache.folder.empty())
        return measureIndex(arguments);
    if (arguments.walk)
        return bench::measureWalk(arguments.open.path, arguments.runs);
    return arguments.stops > 0 ? measureStops(arguments) : measure(arguments);
}
