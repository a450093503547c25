#pragma once

#include <QHash>
#include <QString>

#include "core/analysis/heap.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heapwise::test {

/// Small heaps as text. `HeapBuilder("root>a,b; a>c; b>~c")` writes a .heapsnapshot and opens it as the
/// program does. Nodes are objects of 16 bytes, named and classed as they are called, with ids 1, 3, 5 ... in
/// the order of their first mention; the first one is the root. References are properties named like their
/// target, or with a mark before the target: `#` element, `!` internal, `~` weak, `^` context.
class HeapBuilder {
public:
    explicit HeapBuilder(const QString& graph);

    HeapBuilder& type(const QString& node, const QString& v8Type);
    HeapBuilder& name(const QString& node, const QString& storedName); ///< and so the class of an object
    HeapBuilder& id(const QString& node, quint32 objectId);            ///< instead of the next odd number
    HeapBuilder& size(const QString& node, quint64 bytes);
    HeapBuilder& edge(const QString& from, const QString& to, const QString& type, const QString& name);
    HeapBuilder& location(const QString& node, quint32 script, quint32 line, quint32 column);

    NodeId node(const QString& name) const;
    HeapPtr open() const;
    /// What each stage publishes, the complete heap last.
    std::vector<HeapPtr> openStages() const;
    QByteArray json() const;

private:
    struct Edge {
        QString type;
        QString name; ///< or a number
        int to = 0;
    };
    struct Node {
        QString type;
        QString name;
        quint64 size = 16;
        std::vector<Edge> edges;
        QString location; ///< "script,line,column"
        quint32 id = 0;   ///< 0: by its place
    };
    int nodeIndex(const QString& name);

    std::vector<Node> m_nodes;
    QHash<QString, int> m_indices;
};

/// root > Holder > `children` objects: nine of ten are "Small" (16 B), one "Large" (48 B); Holder itself, and
/// a `hub` string that every child refers to (it has as many retainers).
HeapPtr wideHeap(int children);
/// root > A > A > A ... `depth` times.
HeapPtr deepHeap(int depth);
/// Opens a file of tests/data by name, null when it is not there.
HeapPtr fixture(const QString& name);
/// Opens a text as a file; fails the program with the error where it cannot be.
std::vector<HeapPtr> openJson(const QByteArray& json);
/// Opens what can be read of a text that is cut; null when that is nothing.
HeapPtr openPartial(const QByteArray& json);

} // namespace heapwise::test
