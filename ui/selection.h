#pragma once

#include <QObject>
#include <QString>
#include <QtGlobal>

#include "core/base/id.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace heapwise::ui {

/// Several objects that belong together: selected rows, what a finding is about, what a query has found. Immutable.
struct ObjectSet {
    QString title;                    ///< what they are: "Empty Maps", "3 selected objects"
    QString address;                  ///< what leads to them again, as the address bar takes it; empty for nothing
    std::vector<std::uint32_t> nodes; ///< NodeIds, ascending
};
using ObjectSetPtr = std::shared_ptr<const ObjectSet>;

/// What a document is looking at: nothing, one object, a class, several objects, or one reference.
struct Subject {
    enum class Kind { None, Object, Class, Set, Reference };
    Kind kind = Kind::None;
    NodeId node; ///< the object; of a reference the one it is in
    ClassId classId;
    EdgeIndex edge = 0;
    ObjectSetPtr set;

    static Subject object(NodeId n) { return {Kind::Object, n, {}, 0, {}}; }
    static Subject heapClass(ClassId c) { return {Kind::Class, {}, c, 0, {}}; }
    static Subject objects(ObjectSetPtr set) { return {Kind::Set, {}, {}, 0, std::move(set)}; }
    static Subject reference(NodeId source, EdgeIndex e) { return {Kind::Reference, source, {}, e, {}}; }
    friend bool operator==(const Subject& a, const Subject& b)
    {
        return a.kind == b.kind && a.node == b.node && a.classId == b.classId && a.edge == b.edge && a.set == b.set;
    }
};

/// The one selection of a document, shared by all its views. A view sets it with itself as `origin` and, told of
/// a change it made itself, leaves its scroll position alone.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    const Subject& subject() const { return m_subject; }
    void set(const Subject& subject, QObject* origin)
    {
        if (subject == m_subject)
            return;
        m_subject = subject;
        emit changed(m_subject, origin);
    }

signals:
    void changed(const heapwise::ui::Subject& subject, QObject* origin);

private:
    Subject m_subject;
};

} // namespace heapwise::ui
