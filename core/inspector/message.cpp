#include "core/inspector/message.h"

#include <QJsonDocument>

#include <simdjson.h>

#include <climits>

namespace heapwise::inspector {

namespace {

namespace json = simdjson::ondemand;

/// Qt reads what has a lone surrogate in it, which V8 writes and simdjson refuses.
QJsonObject toObject(std::string_view raw)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(raw.data(), qsizetype(raw.size()))).object();
}

void readError(Message& message, const QJsonObject& error)
{
    message.isError = true;
    message.errorCode = error[QLatin1String("code")].toInt();
    message.errorText = error[QLatin1String("message")].toString().left(1000);
}

/// The text of the value, if it is an object; else empty.
std::string_view rawObject(json::value value)
{
    json::object object;
    std::string_view raw;
    if (value.get_object().get(object) != simdjson::SUCCESS || object.raw_json().get(raw) != simdjson::SUCCESS)
        return {};
    return raw;
}

} // namespace

struct MessageReader::Parser {
    json::parser document;
    json::parser part;

    bool readFields(const QByteArray& text, Message& message, std::string_view& params);
    bool readChunk(std::string_view params, Message& message);
};

bool MessageReader::Parser::readFields(const QByteArray& text, Message& message, std::string_view& params)
{
    json::document all;
    json::object top;
    if (document.iterate(text.constData(), std::size_t(text.size()), std::size_t(text.capacity())).get(all) !=
            simdjson::SUCCESS ||
        all.get_object().get(top) != simdjson::SUCCESS)
        return false;
    for (auto field : top) {
        std::string_view key, method;
        json::value value;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS || field.value().get(value) != simdjson::SUCCESS)
            return false;
        std::int64_t id = 0;
        if (key == "id" && value.get_int64().get(id) == simdjson::SUCCESS)
            message.id = id > 0 && id <= INT_MAX ? int(id) : 0;
        else if (key == "method" && value.get_string().get(method) == simdjson::SUCCESS)
            message.method = QByteArray(method.data(), qsizetype(method.size()));
        else if (key == "params")
            params = rawObject(value);
        else if (key == "result")
            message.body = toObject(rawObject(value));
        else if (key == "error")
            readError(message, toObject(rawObject(value)));
    }
    return true;
}

bool MessageReader::Parser::readChunk(std::string_view params, Message& message)
{
    const simdjson::padded_string padded(params);
    json::document all;
    std::string_view chunk;
    if (part.iterate(padded).get(all) != simdjson::SUCCESS || all["chunk"].get_string().get(chunk) != simdjson::SUCCESS)
        return false;
    message.chunk = QByteArray(chunk.data(), qsizetype(chunk.size()));
    return true;
}

MessageReader::MessageReader()
    : m_parser(std::make_unique<Parser>())
{}

MessageReader::~MessageReader() = default;

std::optional<Message> MessageReader::read(QByteArray text)
{
    text.reserve(text.size() + qsizetype(simdjson::SIMDJSON_PADDING));
    Message message;
    std::string_view params;
    if (!m_parser->readFields(text, message, params))
        return std::nullopt;
    if (message.method == "HeapProfiler.addHeapSnapshotChunk" && m_parser->readChunk(params, message))
        return message;
    if (!params.empty())
        message.body = toObject(params);
    return message;
}

} // namespace heapwise::inspector
