#include "ui/pins/pins.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace heapwise::ui {

namespace {
const QString kName = QStringLiteral("pins");
} // namespace

void Pins::load(const Heap& heap)
{
    const FileMemory memory(heap);
    if (memory == m_memory)
        return;
    m_memory = memory;
    m_list.clear();
    for (const QJsonValue& value : QJsonDocument::fromJson(m_memory.value(kName).toByteArray()).array()) {
        const QJsonObject o = value.toObject();
        const double id = o[QLatin1String("id")].toDouble();
        if (id >= 0 && id < ObjectId::kNone)
            m_list.append({quint32(id), o[QLatin1String("title")].toString(), o[QLatin1String("note")].toString()});
    }
    emit changed();
}

void Pins::store()
{
    QJsonArray array;
    for (const Pin& pin : m_list)
        array.append(QJsonObject{{QStringLiteral("id"), double(pin.objectId)},
                                 {QStringLiteral("title"), pin.title},
                                 {QStringLiteral("note"), pin.note}});
    m_memory.setValue(kName,
                      m_list.isEmpty() ? QVariant() : QVariant(QJsonDocument(array).toJson(QJsonDocument::Compact)));
    emit changed();
}

qsizetype Pins::indexOf(quint32 objectId) const
{
    const auto at =
        std::find_if(m_list.begin(), m_list.end(), [objectId](const Pin& pin) { return pin.objectId == objectId; });
    return at == m_list.end() ? -1 : at - m_list.begin();
}

void Pins::add(const Pin& pin)
{
    if (contains(pin.objectId))
        return;
    m_list.append(pin);
    store();
}

void Pins::remove(quint32 objectId)
{
    const qsizetype at = indexOf(objectId);
    if (at < 0)
        return;
    m_list.removeAt(at);
    store();
}

void Pins::setNote(quint32 objectId, const QString& note)
{
    const qsizetype at = indexOf(objectId);
    if (at < 0 || m_list[at].note == note)
        return;
    m_list[at].note = note;
    store();
}

} // namespace heapwise::ui
