#include "core/inspector/procsockets.h"

#include <QHostAddress>

#include <algorithm>
#include <cstring>
#include <optional>

namespace heapwise::inspector {

namespace {

/// "0100007F" is 127.0.0.1, and 32 digits an IPv6 address: 32-bit words as this machine stores them.
std::optional<QHostAddress> parseAddress(const QByteArray& hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.size() != hex.size() / 2 || (bytes.size() != 4 && bytes.size() != 16))
        return std::nullopt;
    Q_IPV6ADDR address{};
    const qsizetype size = std::min<qsizetype>(bytes.size(), sizeof address.c); // what it is, in sight of the compiler
    for (qsizetype word = 0; word < size; word += 4)
        for (qsizetype i = 0; i < 4; ++i)
            address.c[word + i] = quint8(bytes[word + (Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? 3 - i : i)]);
    if (bytes.size() == 16)
        return QHostAddress(address);
    return QHostAddress(quint32(address.c[0]) << 24 | quint32(address.c[1]) << 16 | quint32(address.c[2]) << 8 |
                        quint32(address.c[3]));
}

std::optional<SocketRow> parseRow(const QByteArray& line)
{
    const QList<QByteArray> fields = line.simplified().split(' ');
    if (fields.size() < 10)
        return std::nullopt;
    const QList<QByteArray> local = fields[1].split(':');
    if (local.size() != 2)
        return std::nullopt;
    auto address = parseAddress(local[0]);
    bool portOk = false, stateOk = false;
    SocketRow row;
    row.localPort = local[1].toUShort(&portOk, 16);
    row.state = fields[3].toInt(&stateOk, 16);
    row.inode = fields[9].toULongLong();
    if (!address || !portOk || !stateOk)
        return std::nullopt;
    // An IPv4 address in IPv6 clothes is what a person knows as IPv4.
    bool isV4 = false;
    const quint32 v4 = address->toIPv4Address(&isV4);
    row.localAddress =
        isV4 && *address != QHostAddress(QHostAddress::AnyIPv6) ? QHostAddress(v4).toString() : address->toString();
    return row;
}

} // namespace

QList<SocketRow> parseSocketTable(const QByteArray& table)
{
    QList<SocketRow> rows;
    for (const auto& line : table.split('\n'))
        if (const auto row = parseRow(line))
            rows.append(*row);
    return rows;
}

} // namespace heapwise::inspector
