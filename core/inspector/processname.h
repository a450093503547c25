#pragma once

#include <QString>
#include <QStringList>

namespace heapwise::inspector {

class ProcFs;

/// What a person calls a process.
struct ProcessName {
    QString name;    ///< of the package.json the script belongs to, else of the script
    QString command; ///< "node server.js --port 80"
    bool isTool = false;
};

/// The script among the arguments of node, empty when there is none (`node -e`, or a title put in their place).
QString scriptOf(const QStringList& arguments);

/// Reads at most a few package.json above the script, in the file system of the process.
ProcessName nameProcess(const ProcFs& proc, qint64 pid, const QStringList& arguments, const QString& directory);

} // namespace heapwise::inspector
