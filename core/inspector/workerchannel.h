#pragma once

#include "core/inspector/channel.h"
#include "core/inspector/message.h"

namespace heapwise::inspector {

/// A worker thread of the target, spoken to through the connection of the main thread.
class WorkerChannel : public Channel {
    Q_OBJECT
public:
    WorkerChannel(Channel* main, QString sessionId, QObject* parent = nullptr);

    QString sessionId() const { return m_sessionId; }
    /// What NodeWorker.receivedMessageFromWorker carried for this session.
    void receive(const QByteArray& text);
    void end() { setClosed(); }

protected:
    void transmit(const QByteArray& text) override;

private:
    Channel* m_main;
    QString m_sessionId;
    MessageReader m_reader;
};

} // namespace heapwise::inspector
