#include "core/inspector/liveobject.h"

#include "core/inspector/lane.h"

#include <QJsonArray>

#include <algorithm>

namespace heapwise::inspector {

namespace {

constexpr double kSecondsPerByte = 6.5e-3 / (1 << 20);
constexpr int kFindMs = 120'000; ///< it goes over the whole heap
constexpr int kReadMs = 10'000;
constexpr qsizetype kMaxText = 1000;

QString objectGroup()
{
    return QStringLiteral("heapwise-look");
}

/// Of a RemoteObject: its description, else its value as JavaScript writes it.
QString textOf(const QJsonObject& remote)
{
    const QJsonValue value = remote[QLatin1String("value")];
    QString text = remote[QLatin1String("description")].toString();
    if (text.isEmpty())
        text = value.isUndefined() ? remote[QLatin1String("subtype")].toString(remote[QLatin1String("type")].toString())
                                   : value.toVariant().toString();
    text = text.left(kMaxText);
    return value.isString() ? QLatin1Char('"') + text + QLatin1Char('"') : text;
}

LiveProperty propertyOf(const QJsonObject& record, bool isInternal)
{
    LiveProperty property{record[QLatin1String("name")].toString().left(kMaxText), {}, LiveProperty::Kind::Value};
    if (isInternal)
        property.kind = LiveProperty::Kind::Internal;
    else if (record.contains(QLatin1String("get")) || record.contains(QLatin1String("set")))
        property.kind = LiveProperty::Kind::Accessor;
    if (property.kind != LiveProperty::Kind::Accessor)
        property.value = textOf(record[QLatin1String("value")].toObject());
    return property;
}

} // namespace

double lookSeconds(double heapBytes)
{
    return heapBytes * kSecondsPerByte;
}

LiveLook::LiveLook(const LiveObjectRequest& request, Lane* lane)
    : QObject(lane) // gone with its thread, it has no answer to wait for
    , m_lane(lane)
{
    m_object.request = request;
}

void LiveLook::start()
{
    m_lane->checkEpoch(this, [this](int epoch) {
        if (epoch != m_object.request.epoch)
            finish(LiveObject::State::OtherIds);
        else
            find();
    });
}

void LiveLook::find()
{
    m_lane->channel()->call(QStringLiteral("HeapProfiler.getObjectByHeapObjectId"),
                            {{QStringLiteral("objectId"), QString::number(m_object.request.objectId)},
                             {QStringLiteral("objectGroup"), objectGroup()}},
                            kFindMs, this, [this](const Reply& reply) {
                                if (reply.failure.problem == Problem::Refused)
                                    return tellMissing();
                                if (!reply)
                                    return finish(LiveObject::State::Failed, reply.failure);
                                const QJsonObject found = reply.result[QLatin1String("result")].toObject();
                                m_object.description = textOf(found);
                                readProperties(found[QLatin1String("objectId")].toString());
                            });
}

// Another client may have left since the first look at the ids: what is missing then is the number, not the object.
void LiveLook::tellMissing()
{
    m_lane->checkEpoch(this, [this](int epoch) {
        finish(epoch == m_object.request.epoch ? LiveObject::State::NotThere : LiveObject::State::OtherIds);
    });
}

void LiveLook::readProperties(const QString& handle)
{
    const auto read = [this](const Reply& reply) {
        if (!reply)
            return finish(LiveObject::State::Failed, reply.failure);
        for (const bool isInternal : {false, true}) {
            const QJsonArray records =
                reply.result[QLatin1String(isInternal ? "internalProperties" : "result")].toArray();
            for (const auto& record : records)
                if (m_object.properties.size() < LiveObject::kMaxProperties)
                    m_object.properties.append(propertyOf(record.toObject(), isInternal));
                else
                    ++m_object.leftOut;
        }
        finish(LiveObject::State::Alive);
    };
    m_lane->channel()->call(QStringLiteral("Runtime.getProperties"),
                            {{QStringLiteral("objectId"), handle}, {QStringLiteral("ownProperties"), true}}, kReadMs,
                            this, read);
}

void LiveLook::finish(LiveObject::State state, const Failure& failure)
{
    // Held no longer than needed: what is looked at is often what should have been collected.
    m_lane->channel()->tell(QStringLiteral("Runtime.releaseObjectGroup"),
                            {{QStringLiteral("objectGroup"), objectGroup()}});
    m_object.state = state;
    m_object.failure = failure;
    emit finished(m_object);
    deleteLater();
}

} // namespace heapwise::inspector
