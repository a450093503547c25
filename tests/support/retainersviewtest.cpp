#include "tests/support/retainersviewtest.h"

namespace heapwise::test {

HeapBuilder listenerLeak()
{
    QString graph = QStringLiteral("root>app; app>bus,s0,ref; bus>listeners; ref>~s1");
    for (int i = 0; i < 20; ++i)
        graph += QStringLiteral("; listeners>#f%1").arg(i);
    HeapBuilder heap(graph);
    heap.name("app", "App").name("bus", "EventEmitter").name("listeners", "Array").name("ref", "WeakRef");
    for (int i = 0; i < 20; ++i) {
        const QString f = "f" + QString::number(i), c = "c" + QString::number(i), s = "s" + QString::number(i);
        heap.edge(f, c, "internal", "context").edge(c, s, "context", "session");
        heap.type(f, "closure").name(f, "onTick").name(c, "system / Context").name(s, "Session").size(s, 1000);
    }
    return heap;
}

} // namespace heapwise::test
