#pragma once

#include <QList>
#include <QString>

#include "core/analysis/heap.h"
#include "ui/filememory.h"

namespace heapwise::ui {

struct RetentionGraph;

/// Something that paths do not go through: an object, all objects of a class, a reference of an object, or all
/// references of one name between the objects of two classes.
struct IgnoredRetainer {
    enum class Kind { Object, Class, Reference, ClassReference };
    Kind kind = Kind::Object;
    quint32 objectId = 0; ///< of the object, or of the one that holds
    QString holderClass;  ///< of Class and ClassReference
    QString reference;    ///< its name; empty for elements and entries
    QString targetClass;  ///< of references that have no name of their own, and of ClassReference
    QString title;        ///< "EventEmitter @48211", "_events.price of EventEmitter @48211"

    friend bool operator==(const IgnoredRetainer& a, const IgnoredRetainer& b)
    {
        return a.title == b.title && a.kind == b.kind;
    }
};

/// What is ignored as nodes and edges of the file.
struct IgnoredParts {
    std::vector<std::uint32_t> objects; ///< nodes, ascending
    std::vector<EdgeIndex> references;  ///< ascending
};

/// The retainers the user has chosen to ignore in one file, kept with it (filememory.h).
class IgnoredRetainers {
public:
    void load(const Heap& heap);
    const QList<IgnoredRetainer>& list() const { return m_list; }
    void add(const IgnoredRetainer& retainer);
    void remove(qsizetype index);

    static IgnoredRetainer fromObject(const Heap& heap, NodeId node);
    static IgnoredRetainer fromEdge(const Heap& heap, EdgeIndex edge);
    static IgnoredRetainer fromGroup(const RetentionGraph& graph, int group);
    static IgnoredRetainer fromReference(const RetentionGraph& graph, int reference);

private:
    void store() const;

    FileMemory m_memory;
    QList<IgnoredRetainer> m_list;
};

/// O(nodes) for each object, O(edges of the class) for references between classes. For a worker.
IgnoredParts resolveIgnored(const Heap& heap, const QList<IgnoredRetainer>& retainers, const Progress& progress);

} // namespace heapwise::ui
