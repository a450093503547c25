#pragma once

#include "core/inspector/problem.h"
#include "core/inspector/sample.h"

#include <QList>
#include <QObject>

#include <memory>

namespace heapwise::inspector {

class Lane;

/// An object of a snapshot, to be looked at in the process the snapshot is of.
struct LiveObjectRequest {
    LaneId lane = 0;
    int epoch = 0; ///< of the snapshot: ids mean something else in another one
    quint64 objectId = 0;
};

struct LiveProperty {
    enum class Kind { Value, Accessor, Internal };
    QString name;
    QString value; ///< empty for accessors, which are not run
    Kind kind = Kind::Value;
};

/// What the process says of it now. Texts come from the process and are to be shown as plain text.
struct LiveObject {
    enum class State {
        Alive,
        NotThere, ///< collected, or of a kind V8 does not hand out: strings, numbers, its own internals
        OtherIds, ///< ids were handed out anew since the snapshot
        Failed
    };
    static constexpr qsizetype kMaxProperties = 1000;

    LiveObjectRequest request;
    State state = State::Failed;
    Failure failure;
    QString description; ///< "Session", "Array(3)"
    QList<LiveProperty> properties;
    qsizetype leftOut = 0; ///< properties beyond kMaxProperties
};

/// Estimate of the time the process stands still for one question, in seconds; measured with Node 18 to 26.
double lookSeconds(double heapBytes);

/// One question. Runs no code of the program: neither getters nor traps of proxies. In the thread of the connection;
/// deletes itself when it is answered.
class LiveLook : public QObject {
    Q_OBJECT
public:
    LiveLook(const LiveObjectRequest& request, Lane* lane);
    void start();

signals:
    void finished(const heapwise::inspector::LiveObject& object);

private:
    void find();
    void tellMissing();
    void readProperties(const QString& handle);
    void finish(LiveObject::State state, const Failure& failure = {});

    LiveObject m_object;
    Lane* m_lane;
};

} // namespace heapwise::inspector

Q_DECLARE_METATYPE(heapwise::inspector::LiveObject)
