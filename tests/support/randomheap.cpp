#include "tests/support/randomheap.h"

#include <random>

namespace heapwise::test {

HeapPtr randomHeap(unsigned seed, unsigned nodes)
{
    std::mt19937 numbers(seed);
    const auto next = [&] { return unsigned(numbers()); };
    const auto name = [](unsigned n) { return "n" + QString::number(n); };
    HeapBuilder builder("n0");
    for (unsigned n = 1; n < nodes; ++n) {
        builder.name(name(n), QStringLiteral("ABC").mid(int(next() % 3), 1)).size(name(n), 8 * (next() % 20));
        const unsigned kind = next() % 12;
        builder.type(name(n), kind == 0 ? "synthetic" : kind == 1 ? "hidden" : kind == 2 ? "array" : "object");
    }
    const unsigned edges = nodes + next() % (2 * nodes);
    for (unsigned e = 0; e < edges; ++e) {
        const unsigned from = e < 2 ? 0 : next() % nodes;
        const QString type =
            QStringList{"property", "property", "element", "internal", "context", "weak"}[int(next() % 6)];
        builder.edge(name(from), name(1 + next() % (nodes - 1)), type,
                     type == "element" ? QString::number(e) : QStringList{"a", "b", "next"}[int(next() % 3)]);
    }
    return builder.open();
}

} // namespace heapwise::test
