#pragma once

#include "tests/support/heapbuilder.h"

namespace heapwise::test {

/// A heap of `nodes` objects of three classes with about twice as many references of all kinds, the engine's own
/// nodes, roots of the program and of the engine, circles and what nothing holds. The same for the same seed.
HeapPtr randomHeap(unsigned seed, unsigned nodes = 24);

} // namespace heapwise::test
