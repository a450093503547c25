#pragma once

#include "core/inspector/problem.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QPointer>

#include <functional>

namespace heapwise::inspector {

struct Message;

/// The answer to a call.
struct Reply {
    Failure failure;   ///< NoAnswer, ConnectionLost, Refused
    int errorCode = 0; ///< with Refused: -32601 is an unknown method
    QJsonObject result;

    explicit operator bool() const { return !failure; }
};

/// Something protocol methods can be called on: the connection (the main thread of the target), or one of its worker
/// threads behind it. Lives in the thread of the connection.
class Channel : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Reply&)>;

    using QObject::QObject;

    /// `done` is called once, unless the channel or `context` is destroyed first; after `timeoutMs` with NoAnswer
    /// (0: waits as long as the connection lasts). At most kMaxPending calls may be open.
    void call(const QString& method, const QJsonObject& params, int timeoutMs, const QObject* context, Done done);
    /// Whose answer does not matter.
    void tell(const QString& method, const QJsonObject& params = {}) { call(method, params, 0, this, {}); }
    bool isOpen() const { return m_open; }

    static constexpr int kMaxPending = 256;

signals:
    void event(const QByteArray& method, const QJsonObject& params);
    /// A piece of a snapshot file.
    void chunk(const QByteArray& piece);
    void closed();

protected:
    virtual void transmit(const QByteArray& text) = 0;
    void setOpen() { m_open = true; }
    /// Fails what is pending, then says closed().
    void setClosed();
    void dispatch(const Message& message);

private:
    struct Pending {
        QPointer<const QObject> context;
        Done done;
    };

    void finish(int id, const Reply& reply);

    bool m_open = false;
    int m_nextId = 0;
    QHash<int, Pending> m_pending;
};

} // namespace heapwise::inspector
