#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace heapwise::inspector {

/// Where a target listens.
struct Endpoint {
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 0;
    QString id; ///< of the target, a UUID; empty: to be asked for

    bool isLoopback() const;
    QString address() const; ///< "127.0.0.1:9229", "[::1]:9229"
    /// Built from the parts: what a server says its address is, is never followed.
    QUrl webSocketUrl() const;
    QUrl listUrl() const;
};

/// "9229", "host:9229", "[::1]:9229", "ws://host:9229/UUID"; nullopt when it is none of them.
std::optional<Endpoint> parseEndpoint(const QString& text);

bool isTargetId(const QString& text);

} // namespace heapwise::inspector
