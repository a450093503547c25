#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace heapwise::inspector {

/// A row of /proc/PID/net/tcp or tcp6.
struct SocketRow {
    QString localAddress;
    quint16 localPort = 0;
    int state = 0;
    quint64 inode = 0;

    bool isListening() const { return state == 0x0A; }
    bool isEstablished() const { return state == 0x01; }
};

/// The rows that can be read; others are left out. Addresses are written as words in the byte order of the machine.
QList<SocketRow> parseSocketTable(const QByteArray& table);

} // namespace heapwise::inspector
