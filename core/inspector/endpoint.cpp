#include "core/inspector/endpoint.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace heapwise::inspector {

namespace {

QUrl urlOf(const Endpoint& endpoint, const QString& scheme, const QString& path)
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(endpoint.host);
    url.setPort(endpoint.port);
    url.setPath(path);
    return url;
}

} // namespace

bool isTargetId(const QString& text)
{
    static const QRegularExpression uuid(
        QStringLiteral("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"));
    return uuid.match(text).hasMatch();
}

bool Endpoint::isLoopback() const
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

QString Endpoint::address() const
{
    return (host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
}

QUrl Endpoint::webSocketUrl() const
{
    return urlOf(*this, QStringLiteral("ws"), QLatin1Char('/') + id);
}

QUrl Endpoint::listUrl() const
{
    return urlOf(*this, QStringLiteral("http"), QStringLiteral("/json/list"));
}

std::optional<Endpoint> parseEndpoint(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "^(?:(ws|http)://)?(?:(\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9.-]+):)?(\\d{1,5})(?:/([0-9a-fA-F-]{36})?)?$"));
    const auto match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    Endpoint endpoint;
    if (const QString host = match.captured(2); !host.isEmpty())
        endpoint.host = host.startsWith(QLatin1Char('[')) ? host.mid(1, host.size() - 2) : host;
    const uint port = match.captured(3).toUInt();
    endpoint.id = match.captured(4);
    if (port == 0 || port > 65535 || (!endpoint.id.isEmpty() && !isTargetId(endpoint.id)))
        return std::nullopt;
    endpoint.port = quint16(port);
    return endpoint;
}

} // namespace heapwise::inspector
