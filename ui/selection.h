#pragma once

#include <QObject>
#include <QtGlobal>

#include "core/base/id.h"

namespace heapwise::ui {

/// What a document is looking at: nothing, one object, or one class.
struct Subject {
    enum class Kind { None, Object, Class };
    Kind kind = Kind::None;
    NodeId node;
    ClassId classId;

    static Subject object(NodeId n) { return {Kind::Object, n, {}}; }
    static Subject heapClass(ClassId c) { return {Kind::Class, {}, c}; }
    friend bool operator==(const Subject& a, const Subject& b) {
        return a.kind == b.kind && a.node == b.node && a.classId == b.classId;
    }
};

/// The one selection of a document, shared by all its views. A view sets it with itself as `origin` and, told of
/// a change it made itself, leaves its scroll position alone.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    const Subject& subject() const { return m_subject; }
    void set(const Subject& subject, QObject* origin) {
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
