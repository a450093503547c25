#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace heapwise::test {

struct Run {
    int exitCode = -1; ///< -1: did not end by itself
    QByteArray out;
    QByteArray error;
};

inline Run run(const QStringList& arguments)
{
    QProcess process;
    process.start(HEAPWISE_CLI, arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QJsonObject json(const QStringList& arguments)
{
    const Run result = run(arguments + QStringList{"--format", "json"});
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(result.out, &error);
    return result.exitCode == 0 && error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

} // namespace heapwise::test
