#include "core/inspector/channel.h"

#include "core/inspector/message.h"

#include <QJsonDocument>
#include <QTimer>

#include <climits>

namespace heapwise::inspector {

void Channel::call(const QString& method, const QJsonObject& params, int timeoutMs, const QObject* context, Done done)
{
    if (!m_open || m_pending.size() >= kMaxPending) {
        if (done)
            done(Reply{{Problem::ConnectionLost, {}}, 0, {}});
        return;
    }
    m_nextId = m_nextId == INT_MAX ? 1 : m_nextId + 1;
    const int id = m_nextId;
    if (done) {
        m_pending.insert(id, {context, std::move(done)});
        if (timeoutMs > 0)
            QTimer::singleShot(timeoutMs, this, [this, id] { finish(id, Reply{{Problem::NoAnswer, {}}, 0, {}}); });
    }
    QJsonObject message{{QStringLiteral("id"), id}, {QStringLiteral("method"), method}};
    if (!params.isEmpty())
        message.insert(QStringLiteral("params"), params);
    // Text that is no JSON kills some versions of Node: nothing but a serialised document is ever sent.
    transmit(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

void Channel::finish(int id, const Reply& reply)
{
    const auto pending = m_pending.find(id);
    if (pending == m_pending.end())
        return; // answered too late, or twice
    const Pending call = std::move(*pending);
    m_pending.erase(pending);
    if (call.done && call.context)
        call.done(reply);
}

void Channel::setClosed()
{
    if (!m_open)
        return;
    m_open = false;
    const auto pending = std::exchange(m_pending, {});
    for (const auto& call : pending)
        if (call.done && call.context)
            call.done(Reply{{Problem::ConnectionLost, {}}, 0, {}});
    emit closed();
}

void Channel::dispatch(const Message& message)
{
    if (!message.chunk.isEmpty())
        emit chunk(message.chunk);
    else if (!message.method.isEmpty())
        emit event(message.method, message.body);
    else if (message.isError)
        finish(message.id, Reply{{Problem::Refused, message.errorText}, message.errorCode, {}});
    else
        finish(message.id, Reply{{}, 0, message.body});
}

} // namespace heapwise::inspector
