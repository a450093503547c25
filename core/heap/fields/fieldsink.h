#pragma once

#include "core/base/progress.h"
#include "core/graph/retainers.h"
#include "core/heap/fields/field.h"
#include "core/heap/fields/links.h"
#include "core/snapshot/snapshot.h"

#include <string>
#include <utility>

namespace heapwise {

/// Where decoders put what they find: it keeps the first fields and counts all of them, so that a list of a
/// million elements costs a pass over its references and no more.
class FieldSink {
public:
    FieldSink(const Snapshot& snapshot, const Retainers* retainers, std::size_t limit, const Progress& progress)
        : m_snapshot(snapshot)
        , m_retainers(retainers)
        , m_limit(limit)
        , m_progress(progress)
    {}

    const Snapshot& snapshot() const { return m_snapshot; }
    /// Null until references have been reversed; facts that need it are left out then.
    const Retainers* retainers() const { return m_retainers; }
    bool stopRequested() const { return m_progress.stopRequested(); }

    DecodedObject& object() { return m_object; }
    DecodedObject take() { return std::move(m_object); }
    bool isFull() const { return m_object.fields.size() >= m_limit; }

    void add(Field field)
    {
        ++m_object.fieldCount;
        if (!isFull())
            m_object.fields.push_back(std::move(field));
    }
    /// A field as the edge has it: its target, its name where `name` is not given.
    void addEdge(Field::Kind kind, EdgeIndex e, std::string name = {})
    {
        ++m_object.fieldCount;
        if (isFull())
            return;
        Field field;
        field.kind = kind;
        field.name = name.empty() ? m_snapshot.edgeName(e) : std::move(name);
        field.value = m_snapshot.edgeTarget(e);
        field.edge = e;
        m_object.fields.push_back(std::move(field));
    }
    /// A field whose value the file lacks.
    void addAbsent(Field::Kind kind, std::string name, Absence absence)
    {
        Field field;
        field.kind = kind;
        field.name = std::move(name);
        field.absence = absence;
        add(std::move(field));
    }

private:
    const Snapshot& m_snapshot;
    const Retainers* m_retainers;
    std::size_t m_limit;
    const Progress& m_progress;
    DecodedObject m_object;
};

} // namespace heapwise
