#include "core/inspector/probe.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>

#include <memory>

namespace heapwise::inspector {

namespace {
constexpr int kTimeoutMs = 1000;
constexpr qint64 kMaxBytes = 64 * 1024;
} // namespace

Probe::Probe(QObject* parent)
    : QObject(parent)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

void Probe::ask(const Endpoint& endpoint, Done done)
{
    QNetworkRequest request(endpoint.listUrl());
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    auto* reply = m_network.get(request);
    reply->setReadBufferSize(kMaxBytes + 1);
    // From the beginning, not from the last byte: a server may send one byte per second for ever.
    auto timedOut = std::make_shared<bool>(false);
    QTimer::singleShot(kTimeoutMs, reply, [reply, timedOut] {
        *timedOut = true;
        reply->abort();
    });
    connect(reply, &QIODevice::readyRead, reply, [reply] {
        if (reply->bytesAvailable() > kMaxBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [endpoint, reply, timedOut, done = std::move(done)] {
        reply->deleteLater();
        done(judge(endpoint, *reply, *timedOut));
    });
}

Probe::Answer Probe::judge(const Endpoint& endpoint, QNetworkReply& reply, bool timedOut)
{
    Answer answer{{}, endpoint, {}};
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.error() == QNetworkReply::ConnectionRefusedError || reply.error() == QNetworkReply::HostNotFoundError) {
        answer.failure = {Problem::NothingListens, endpoint.address()};
    } else if (timedOut) {
        answer.failure = {Problem::NoAnswer, endpoint.address()};
    } else if (status == 404) {
        answer.failure = {Problem::HidesItsId, endpoint.address()};
    } else {
        // An answer that was broken off for its size cannot be read any more.
        const QByteArray text = reply.isReadable() ? reply.read(kMaxBytes) : QByteArray();
        const QJsonObject target = QJsonDocument::fromJson(text).array().at(0).toObject();
        const QString id = target[QLatin1String("id")].toString();
        if (status == 200 && target[QLatin1String("type")] == QLatin1String("node") && isTargetId(id)) {
            answer.endpoint.id = id;
            answer.title = target[QLatin1String("title")].toString().left(1000);
        } else {
            answer.failure = {Problem::NotAnInspector, endpoint.address()};
        }
    }
    return answer;
}

} // namespace heapwise::inspector
