#include "core/inspector/processname.h"

#include "core/inspector/procfs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace heapwise::inspector {

namespace {

constexpr int kMaxFoldersUp = 8;
constexpr qsizetype kMaxCommand = 300;
constexpr qint64 kMaxPackageFile = 1 << 20;

/// Options of node whose value is a word of its own.
const QSet<QString> kOptionsWithValue = {QStringLiteral("-r"),
                                         QStringLiteral("--require"),
                                         QStringLiteral("--import"),
                                         QStringLiteral("--loader"),
                                         QStringLiteral("--experimental-loader"),
                                         QStringLiteral("-C"),
                                         QStringLiteral("--conditions"),
                                         QStringLiteral("--title"),
                                         QStringLiteral("--input-type"),
                                         QStringLiteral("--watch-path")};

const QSet<QString> kEvalOptions = {QStringLiteral("-e"), QStringLiteral("--eval"), QStringLiteral("-p"),
                                    QStringLiteral("--print"), QStringLiteral("-pe")};

/// Parts of paths and names of the programs of one's tools rather than of one's own.
const QStringList kToolMarks = {
    QStringLiteral("tsserver"),       QStringLiteral("typingsInstaller"), QStringLiteral("language-server"),
    QStringLiteral("languageserver"), QStringLiteral("/.vscode"),         QStringLiteral("/vscode"),
    QStringLiteral("/.cursor"),       QStringLiteral("copilot"),          QStringLiteral("/npm-cli.js"),
    QStringLiteral("/npx-cli.js"),    QStringLiteral("/npm/bin/"),        QStringLiteral("/yarn.js"),
    QStringLiteral("/yarn/"),         QStringLiteral("/pnpm.cjs"),        QStringLiteral("/corepack/"),
    QStringLiteral("eslint_d"),       QStringLiteral("prettierd")};

bool isTitle(const QStringList& arguments)
{
    // process.title takes the place of all arguments: one word, and not the path of a program.
    return arguments.size() == 1 && !QFileInfo(arguments[0]).fileName().startsWith(QLatin1String("node"));
}

QString packageName(const ProcFs& proc, qint64 pid, QDir folder)
{
    for (int up = 0; up < kMaxFoldersUp; ++up) {
        QFile file(proc.fileOf(pid, folder.filePath(QStringLiteral("package.json"))));
        if (file.open(QIODevice::ReadOnly)) {
            const QJsonObject package = QJsonDocument::fromJson(file.read(kMaxPackageFile)).object();
            if (const QString name = package[QLatin1String("name")].toString(); !name.isEmpty())
                return name.left(100);
        }
        if (folder.isRoot())
            break;
        folder.setPath(QFileInfo(folder.path()).path());
    }
    return {};
}

QString shownCommand(QStringList arguments)
{
    if (!arguments.isEmpty() && arguments[0].startsWith(QLatin1Char('/')))
        arguments[0] = QFileInfo(arguments[0]).fileName();
    return arguments.join(QLatin1Char(' ')).simplified().left(kMaxCommand);
}

QString scriptName(const QString& script)
{
    const QFileInfo file(script);
    const QString base = file.completeBaseName();
    // "index.js" says nothing; its folder does.
    return base == QLatin1String("index") && !file.dir().dirName().isEmpty() ? file.dir().dirName() : base;
}

} // namespace

QString scriptOf(const QStringList& arguments)
{
    if (isTitle(arguments))
        return {};
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString& word = arguments[i];
        if (kEvalOptions.contains(word))
            return {};
        if (word == QLatin1String("--"))
            return arguments.value(i + 1);
        if (!word.startsWith(QLatin1Char('-')))
            return word;
        if (kOptionsWithValue.contains(word))
            ++i;
    }
    return {};
}

ProcessName nameProcess(const ProcFs& proc, qint64 pid, const QStringList& arguments, const QString& directory)
{
    ProcessName result;
    result.command = shownCommand(arguments);
    const QString all = arguments.join(QLatin1Char(' '));
    result.isTool =
        std::any_of(kToolMarks.begin(), kToolMarks.end(), [&](const QString& mark) { return all.contains(mark); });
    if (isTitle(arguments)) {
        result.name = arguments[0].section(QLatin1Char(' '), 0, 0);
        return result;
    }
    const QString script = scriptOf(arguments);
    const QString path = script.isEmpty() ? QString() : QDir::cleanPath(QDir(directory).filePath(script));
    // A script below node_modules is a program of its own, whatever package it came in.
    if (!path.contains(QLatin1String("/node_modules/")))
        result.name = packageName(proc, pid, path.isEmpty() ? QDir(directory) : QFileInfo(path).dir());
    if (result.name.isEmpty() && !script.isEmpty())
        result.name = scriptName(path);
    if (result.name.isEmpty())
        result.name = arguments.isEmpty() ? proc.command(pid) : QFileInfo(arguments[0]).fileName();
    return result;
}

} // namespace heapwise::inspector
