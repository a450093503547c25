#include "app/cli/watch/metricsserver.h"

#include <QTcpSocket>
#include <QTimer>

namespace heapwise::cli {

namespace {
constexpr int kMaxOpen = 16;
constexpr qint64 kMaxRequest = 8 * 1024;
constexpr int kTimeoutMs = 5000;
} // namespace

MetricsServer::MetricsServer(std::function<QByteArray()> page, QObject* parent)
    : QObject(parent)
    , m_page(std::move(page))
{
    connect(&m_server, &QTcpServer::newConnection, this, &MetricsServer::accept);
}

QString MetricsServer::listen(const QString& address)
{
    const qsizetype colon = address.lastIndexOf(QLatin1Char(':'));
    QString host = colon < 0 ? QStringLiteral("127.0.0.1") : address.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    if (host == QLatin1String("localhost"))
        host = QStringLiteral("127.0.0.1");
    bool isNumber = false;
    const quint16 port = address.mid(colon + 1).toUShort(&isNumber);
    const QHostAddress there(host);
    if (!isNumber || there.isNull())
        return QStringLiteral("it is no address such as 9464 or 0.0.0.0:9464");
    return m_server.listen(there, port) ? QString() : m_server.errorString();
}

void MetricsServer::accept()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        if (m_open >= kMaxOpen) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_open;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_open;
            socket->deleteLater();
        });
        QTimer::singleShot(kTimeoutMs, socket, &QTcpSocket::abort);
    }
}

void MetricsServer::read(QTcpSocket* socket)
{
    const QByteArray soFar = socket->peek(kMaxRequest);
    if (soFar.contains("\r\n\r\n"))
        answer(socket, socket->readAll());
    else if (soFar.size() >= kMaxRequest)
        socket->abort();
}

void MetricsServer::answer(QTcpSocket* socket, const QByteArray& request)
{
    const QList<QByteArray> words = request.left(request.indexOf("\r\n")).split(' ');
    const QByteArray path = words.value(1).split('?').first();
    const bool isGet = words.value(0) == "GET" || words.value(0) == "HEAD";
    const bool isThere = path == "/metrics" || path == "/";
    QByteArray body = isGet && isThere ? m_page() : QByteArray();
    const QByteArray status = !isGet ? "405 Method Not Allowed" : isThere ? "200 OK" : "404 Not Found";
    const QByteArray head = "HTTP/1.1 " + status +
                            "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: " +
                            QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n";
    if (words.value(0) == "HEAD")
        body.clear();
    socket->write(head + body);
    socket->disconnectFromHost();
}

} // namespace heapwise::cli
