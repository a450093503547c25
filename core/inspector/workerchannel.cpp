#include "core/inspector/workerchannel.h"

namespace heapwise::inspector {

WorkerChannel::WorkerChannel(Channel* main, QString sessionId, QObject* parent)
    : Channel(parent)
    , m_main(main)
    , m_sessionId(std::move(sessionId))
{
    setOpen();
    connect(m_main, &Channel::closed, this, &WorkerChannel::end);
}

void WorkerChannel::transmit(const QByteArray& text)
{
    // Answered at once with {}, also for a session that is gone: the timeout of the call itself has to do.
    m_main->tell(QStringLiteral("NodeWorker.sendMessageToWorker"),
                 {{QStringLiteral("sessionId"), m_sessionId}, {QStringLiteral("message"), QString::fromUtf8(text)}});
}

void WorkerChannel::receive(const QByteArray& text)
{
    if (const auto message = m_reader.read(text); message && isOpen())
        dispatch(*message);
}

} // namespace heapwise::inspector
