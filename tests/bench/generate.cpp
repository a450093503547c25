// Writes a valid snapshot of about the given size, so that files beyond any real heap at hand can be measured:
//   heapwise-generate FILE BYTES [--shape heap|random|list|wide|tangle|strings|longstrings] [--seed N]

#include "tests/support/largesnapshot.h"

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

int main(int argc, char** argv)
{
    using namespace heapwise::test;
    const unsigned long long bytes = argc >= 3 && argc % 2 == 1 ? std::strtoull(argv[2], nullptr, 10) : 0;
    std::optional<HeapShape> shape = HeapShape::Heap;
    unsigned long seed = 1;
    for (int i = 3; i + 1 < argc; i += 2) {
        if (std::string_view(argv[i]) == "--seed")
            seed = std::strtoul(argv[i + 1], nullptr, 10);
        else
            shape = std::string_view(argv[i]) == "--shape" ? heapShape(argv[i + 1]) : std::nullopt;
    }
    if (bytes == 0 || !shape) {
        std::fprintf(stderr, "usage: heapwise-generate FILE BYTES "
                             "[--shape heap|random|list|wide|tangle|strings|longstrings] [--seed N]\n");
        return 2;
    }
    if (writeLargeSnapshot(argv[1], bytes, *shape, static_cast<unsigned>(seed)))
        return 0;
    std::fprintf(stderr, "heapwise-generate: %s could not be written\n", argv[1]);
    return 1;
}
