#pragma once

#include <QTcpServer>

#include <functional>

class QTcpSocket;

namespace heapwise::cli {

/// Serves one page of metrics over HTTP, at / and /metrics. Whoever connects is not trusted: few at a time, short
/// requests, and not for long.
class MetricsServer : public QObject {
    Q_OBJECT
public:
    explicit MetricsServer(std::function<QByteArray()> page, QObject* parent = nullptr);

    /// "9464" is on 127.0.0.1, "0.0.0.0:9464" and "[::]:9464" for everyone. An empty text when it listens, else why
    /// not.
    QString listen(const QString& address);
    quint16 port() const { return m_server.serverPort(); }

private:
    void accept();
    void read(QTcpSocket* socket);
    void answer(QTcpSocket* socket, const QByteArray& request);

    QTcpServer m_server;
    std::function<QByteArray()> m_page;
    int m_open = 0;
};

} // namespace heapwise::cli
