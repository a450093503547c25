#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <zlib.h>

namespace heapwise::test {

/// The real snapshots of tests/data, compressed as they are there; see the README.md beside them.
inline QStringList snapshotFixtures()
{
    const QDir data(HEAPWISE_TEST_DATA);
    QStringList paths;
    for (const auto& name : data.entryList({"*.heapsnapshot.gz", "*.heaptimeline.gz"}, QDir::Files, QDir::Name))
        paths.append(data.filePath(name));
    return paths;
}

inline QString fixture(const QString& name)
{
    return QDir(HEAPWISE_TEST_DATA).filePath(name);
}

/// The decompressed content; empty when the file is missing or broken.
inline QByteArray gunzipped(const QString& path)
{
    QByteArray content, block(1 << 16, Qt::Uninitialized);
    gzFile file = gzopen(QFile::encodeName(path).constData(), "rb");
    if (!file)
        return {};
    int read = 0;
    while ((read = gzread(file, block.data(), unsigned(block.size()))) > 0)
        content.append(block.constData(), read);
    return gzclose(file) == Z_OK && read == 0 ? content : QByteArray();
}

/// DevTools' answers about a snapshot of tests/data.
inline QJsonObject expectedFor(QString snapshotPath)
{
    snapshotPath.replace(".heapsnapshot.gz", ".expected.json.gz").replace(".heaptimeline.gz", ".expected.json.gz");
    return QJsonDocument::fromJson(gunzipped(snapshotPath)).object();
}

} // namespace heapwise::test
