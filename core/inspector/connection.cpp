#include "core/inspector/connection.h"

#include <QNetworkProxy>

namespace heapwise::inspector {

namespace {

constexpr int kConnectMs = 3000;
constexpr quint64 kMaxMessageBytes = 64ull << 20; ///< the largest answer is a sampling profile
constexpr qint64 kReadBufferBytes = 8 << 20;
constexpr quint64 kOutgoingFrameBytes = 16ull << 20; ///< Node drops the connection at a fragmented message
constexpr int kWindowMs = 60'000;
constexpr qint64 kFloodBytes = 256 << 20; ///< per window, when nothing large was asked for

} // namespace

Connection::Connection(QObject* parent)
    : Channel(parent)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setOutgoingFrameSize(kOutgoingFrameBytes);
    m_socket.setMaxAllowedIncomingFrameSize(kMaxMessageBytes);
    m_socket.setMaxAllowedIncomingMessageSize(kMaxMessageBytes);
    m_socket.setReadBufferSize(kReadBufferBytes);
    m_connecting.setSingleShot(true);
    connect(&m_connecting, &QTimer::timeout, this, [this] { fail(Problem::NoAnswer); });
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_connecting.stop();
        m_finished = true;
        setOpen();
        emit opened();
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &Connection::textReceived);
    connect(&m_socket, &QWebSocket::disconnected, this, &Connection::socketClosed);
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
            [this](QAbstractSocket::SocketError error) {
                if (!isOpen())
                    fail(error == QAbstractSocket::ConnectionRefusedError ? Problem::NothingListens
                                                                          : Problem::NotAnInspector,
                         m_socket.errorString());
            });
}

Connection::~Connection()
{
    m_socket.disconnect(this);
}

void Connection::open(const Endpoint& endpoint)
{
    m_endpoint = endpoint;
    m_window.start();
    m_connecting.start(kConnectMs);
    m_socket.open(endpoint.webSocketUrl());
}

void Connection::close()
{
    m_connecting.stop();
    m_finished = true;
    // The target may be waiting for nothing but this: a polite goodbye, and no waiting for an answer.
    m_socket.close();
    m_socket.flush();
    m_socket.abort();
    setClosed();
}

void Connection::transmit(const QByteArray& text)
{
    m_socket.sendTextMessage(QString::fromUtf8(text));
}

bool Connection::isFlood(qsizetype bytes)
{
    if (m_window.elapsed() > kWindowMs) {
        m_window.restart();
        m_bytesInWindow = 0;
    }
    m_bytesInWindow += bytes;
    return !m_expectsMuch && m_bytesInWindow > kFloodBytes;
}

void Connection::textReceived(const QString& text)
{
    if (!isOpen())
        return;
    if (isFlood(text.size()))
        return fail(Problem::BrokenProtocol, QStringLiteral("more data than was asked for"));
    const auto message = m_reader.read(text.toUtf8());
    if (!message)
        return fail(Problem::BrokenProtocol, QStringLiteral("a message that is no JSON object"));
    dispatch(*message);
}

void Connection::socketClosed()
{
    if (!m_finished)
        return fail(Problem::NotAnInspector);
    if (!m_failure && isOpen())
        m_failure = m_socket.closeCode() == QWebSocketProtocol::CloseCodeTooMuchData
                        ? Failure{Problem::BrokenProtocol, QStringLiteral("a message that is too large")}
                        : Failure{Problem::ConnectionLost, {}};
    setClosed();
}

void Connection::fail(Problem problem, const QString& detail)
{
    m_connecting.stop();
    m_failure = {problem, detail};
    if (std::exchange(m_finished, true)) {
        close();
        return;
    }
    m_socket.abort();
    emit failed(m_failure);
}

} // namespace heapwise::inspector
