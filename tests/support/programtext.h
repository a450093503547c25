#pragma once

#include <QStringList>

#include "tests/support/heapbuilder.h"

namespace heapwise::test {

/// A program: the function `f` of /srv/app.js, which the root keeps, sees what hangs on it.
inline HeapBuilder program(const QString& graph)
{
    HeapBuilder heap("root>f; " + graph);
    heap.type("f", "closure").type("info", "code").type("script", "code").type("name", "string");
    heap.name("name", "/srv/app.js").location("f", 7, 3, 1);
    heap.edge("f", "info", "internal", "shared").edge("info", "script", "internal", "script");
    heap.edge("script", "name", "internal", "name");
    return heap;
}

/// "holder>a0,a1,..."
inline QString members(const QString& holder, const QString& prefix, int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names << prefix + QString::number(i);
    return holder + ">" + names.join(',');
}

} // namespace heapwise::test
