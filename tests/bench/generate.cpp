// Writes a valid snapshot of about the given size, so that files beyond any real heap at hand can be measured:
//   heapwise-generate FILE BYTES

#include "tests/support/largesnapshot.h"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv)
{
    const unsigned long long bytes = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 0;
    if (bytes == 0) {
        std::fprintf(stderr, "usage: heapwise-generate FILE BYTES\n");
        return 2;
    }
    if (heapwise::test::writeLargeSnapshot(argv[1], bytes))
        return 0;
    std::fprintf(stderr, "heapwise-generate: %s could not be written\n", argv[1]);
    return 1;
}
