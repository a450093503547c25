#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <memory>
#include <optional>

namespace heapwise::inspector {

/// One message of the inspector protocol, as far as it could be read. Whoever sent it is not trusted.
struct Message {
    int id = 0;        ///< of the call it answers; 0 for an event
    QByteArray method; ///< of an event
    QJsonObject body;  ///< params of an event, result of a call
    /// Of HeapProfiler.addHeapSnapshotChunk, whose params are not parsed: a piece of the snapshot file.
    QByteArray chunk;
    bool isError = false;
    int errorCode = 0;
    QString errorText;
};

/// Keeps its buffers between messages. Not thread-safe.
class MessageReader {
public:
    MessageReader();
    ~MessageReader();

    /// nullopt when it is no JSON object, or deeper than any inspector nests.
    std::optional<Message> read(QByteArray text);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace heapwise::inspector
