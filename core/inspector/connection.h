#pragma once

#include "core/inspector/channel.h"
#include "core/inspector/endpoint.h"
#include "core/inspector/message.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWebSocket>

namespace heapwise::inspector {

/// The WebSocket to a target. Everything that comes in is limited: frames, messages, and how much may come unasked.
class Connection : public Channel {
    Q_OBJECT
public:
    explicit Connection(QObject* parent = nullptr);
    ~Connection() override;

    /// opened() or failed() follows, within 3 s.
    void open(const Endpoint& endpoint);
    void close();
    const Endpoint& endpoint() const { return m_endpoint; }
    /// While a snapshot or a profile is awaited, much data is no flood.
    void expectMuchData(bool expected) { m_expectsMuch = expected; }
    /// Why it closed, when that was not asked for.
    const Failure& failure() const { return m_failure; }

signals:
    void opened();
    void failed(const heapwise::inspector::Failure& failure);

protected:
    void transmit(const QByteArray& text) override;

private:
    void textReceived(const QString& text);
    void socketClosed();
    void fail(Problem problem, const QString& detail = {});
    bool isFlood(qsizetype bytes);

    QWebSocket m_socket;
    Endpoint m_endpoint;
    MessageReader m_reader;
    QTimer m_connecting;
    QElapsedTimer m_window;
    qint64 m_bytesInWindow = 0;
    bool m_expectsMuch = false;
    bool m_finished = false; ///< failed() or opened() was said
    Failure m_failure;
};

} // namespace heapwise::inspector
