#include "tests/bench/walk.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <simdjson.h>

namespace heapwise::bench {

namespace {

using namespace simdjson;

/// Sums up what is visited, so that nothing of it can be left out.
struct Visited {
    std::uint64_t values = 0;
    std::uint64_t sum = 0;
};

void visit(ondemand::array elements, Visited& visited)
{
    for (auto element : elements) {
        ondemand::json_type type;
        if (element.type().get(type))
            return;
        if (std::uint64_t number; type == ondemand::json_type::number && !element.get_uint64().get(number))
            visited.sum += number;
        else if (std::string_view text; type == ondemand::json_type::string && !element.get_string().get(text))
            visited.sum += text.size();
        ++visited.values;
    }
}

} // namespace

int measureWalk(const std::string& path, int runs)
{
    padded_string text;
    if (padded_string::load(path).get(text)) {
        std::fprintf(stderr, "%s cannot be read\n", path.c_str());
        return 1;
    }
    for (int run = 0; run < runs; ++run) {
        const auto start = std::chrono::steady_clock::now();
        ondemand::parser parser;
        ondemand::document document;
        Visited visited;
        if (const error_code error = parser.iterate(text).get(document)) {
            std::fprintf(stderr, "simdjson: %s\n", error_message(error));
            return 1;
        }
        for (auto field : document.get_object())
            if (ondemand::array elements; !field.value().get_array().get(elements))
                visit(elements, visited);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        std::printf("{\"bench\":\"walk\",\"seconds\":%.4f,\"values\":%llu,\"sum\":%llu,\"mbPerSecond\":%.1f}\n",
                    seconds, static_cast<unsigned long long>(visited.values),
                    static_cast<unsigned long long>(visited.sum), double(text.size()) / seconds / 1e6);
    }
    return 0;
}

} // namespace heapwise::bench
