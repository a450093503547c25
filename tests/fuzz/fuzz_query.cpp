// Fuzz target: any bytes, read as a query and asked of a small heap. What is wrong must be within the text;
// what is understood must find the same with one thread and with two.

#include "core/analysis/query/complete.h"
#include "core/analysis/query/filtertext.h"
#include "core/analysis/query/parser.h"
#include "core/analysis/query/run.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace heapwise;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// (root) > A > {B, "text"}, null; B > A, weakly > A; a function named f.
constexpr std::string_view kSnapshot =
    R"({"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count"],
"node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic"],"string","number","number","number"],
"edge_fields":["type","name_or_index","to_node"],
"edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"]},
"node_count":6,"edge_count":8},
"nodes":[9,0,1,0,2, 3,1,3,16,3, 3,2,5,32,2, 2,3,7,24,0, 0,4,9,8,0, 5,5,11,64,1],
"edges":[1,1,5, 2,6,25, 2,6,10, 2,7,15, 1,3,20, 2,8,5, 6,1,5, 0,6,15],
"strings":["","A","B","GET \u00e9 text","null","f","a","b","next"]})";

const Heap& smallHeap()
{
    static const HeapPtr heap = [] {
        const int file = memfd_create("snapshot", MFD_CLOEXEC);
        if (file < 0 || ::write(file, kSnapshot.data(), kSnapshot.size()) != ssize_t(kSnapshot.size()))
            std::abort();
        Progress progress;
        OpenOptions options;
        options.path = "/proc/self/fd/" + std::to_string(file);
        const auto opened = openHeap(options, progress);
        require(bool(opened));
        return *opened;
    }();
    return *heap;
}

void checkError(const query::QueryError& error, std::size_t size)
{
    require(error.at.begin <= error.at.end);
    require(error.at.begin <= size);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    query::complete(text, size / 2, smallHeap(), Progress());
    const auto parsed = query::parse(text);
    if (const auto* error = std::get_if<query::QueryError>(&parsed)) {
        checkError(*error, size);
        return 0;
    }
    const auto bound = query::bind(std::get<query::Query>(parsed), smallHeap(), Progress());
    if (const auto* error = std::get_if<query::QueryError>(&bound)) {
        checkError(*error, size);
        return 0;
    }
    const query::BoundQuery& query = *std::get<query::BoundQueryPtr>(bound);
    Progress progress;
    const auto found = query::findAll(query, progress, 1);
    require(found == query::findAll(query, progress, 2));
    for (const std::uint32_t n : found)
        require(query.matches(NodeId{n}));
    const auto forSearch =
        query::bind(std::get<query::Query>(parsed), smallHeap(), Progress(), {}, query::Purpose::Search);
    require(found == query::findAll(*std::get<query::BoundQueryPtr>(forSearch), progress, 2));
    for (const auto words : {query::PlainWords::Classes, query::PlainWords::Texts, query::PlainWords::Objects})
        query::queryInFilter(text, words);
    return 0;
}
