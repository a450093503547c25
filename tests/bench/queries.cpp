#include "tests/bench/queries.h"

#include "core/analysis/query/parser.h"
#include "core/analysis/query/run.h"

#include <chrono>
#include <cstdio>

namespace heapwise::bench {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Bound anew, so that nothing is known of any string.
bool measureOnce(const Heap& heap, const query::Query& query, unsigned threads)
{
    Progress progress;
    const auto start = Clock::now();
    const auto bound = query::bind(query, heap, progress, {}, query::Purpose::Search);
    if (const auto* error = std::get_if<query::QueryError>(&bound)) {
        std::fprintf(stderr, "error %d at %u\n", int(error->code), error->at.begin);
        return false;
    }
    const double bindSeconds = secondsSince(start);
    double firstSeconds = -1;
    std::uint64_t found = 0, scanned = 0;
    query::run(
        *std::get<query::BoundQueryPtr>(bound),
        [&](std::span<const std::uint32_t> nodes, std::uint64_t now) {
            if (!nodes.empty() && firstSeconds < 0)
                firstSeconds = secondsSince(start);
            found += nodes.size();
            scanned = now;
        },
        progress, threads);
    const double seconds = secondsSince(start);
    std::printf("{\"bench\":\"query\",\"query\":\"%s\",\"bindSeconds\":%.4f,\"firstSeconds\":%.4f,"
                "\"seconds\":%.4f,\"found\":%llu,"
                "\"scanned\":%llu,\"millionsPerSecond\":%.2f}\n",
                query.text.c_str(), bindSeconds, firstSeconds, seconds, static_cast<unsigned long long>(found),
                static_cast<unsigned long long>(scanned), double(scanned) / seconds / 1e6);
    return true;
}

} // namespace

int measureQueries(const OpenOptions& options, const std::vector<std::string>& queries, int runs)
{
    Progress progress;
    const auto heap = openHeap(options, progress);
    if (!heap)
        return 1;
    for (const std::string& text : queries) {
        const auto query = query::parse(text);
        for (int i = 0; i < runs; ++i)
            if (!std::holds_alternative<query::Query>(query) ||
                !measureOnce(**heap, std::get<query::Query>(query), options.threads))
                return 1;
    }
    return 0;
}

} // namespace heapwise::bench
