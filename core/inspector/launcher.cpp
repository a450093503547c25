#include "core/inspector/launcher.h"

#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>

namespace heapwise::inspector {

namespace {

constexpr qsizetype kOutputKept = 64 * 1024;
constexpr int kEndMs = 1000;

QProcessEnvironment environmentWith(const QStringList& additions)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& entry : additions)
        if (const qsizetype at = entry.indexOf(QLatin1Char('=')); at > 0)
            environment.insert(entry.left(at).trimmed(), entry.mid(at + 1));
    return environment;
}

} // namespace

Launcher::Launcher(LaunchRequest request, QObject* parent)
    : QObject(parent)
    , m_request(std::move(request))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::readyRead, this, [this] { read(m_process.readAll()); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            emit notStarted({Problem::NotStarted, m_process.errorString()});
    });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        read(m_process.readAll());
        const bool heapLimit =
            m_output.contains("heap limit Allocation failed") || m_output.contains("near heap limit");
        // Without an address it ended before its inspector opened: a syntax error, for instance.
        if (!m_ready)
            emit notStarted({Problem::NotStarted, QString::fromUtf8(m_output.right(2000)).trimmed()});
        emit ended(code, status == QProcess::CrashExit, heapLimit);
    });
}

Launcher::~Launcher()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kEndMs)) {
        m_process.kill();
        m_process.waitForFinished(kEndMs);
    }
}

void Launcher::start()
{
    m_process.setProcessEnvironment(environmentWith(m_request.environment));
    if (!m_request.directory.isEmpty())
        m_process.setWorkingDirectory(m_request.directory);
    m_process.start(m_request.program, QStringList{QStringLiteral("--inspect=127.0.0.1:0")} + m_request.arguments);
}

void Launcher::read(const QByteArray& text)
{
    emit printed(text);
    m_output = (m_output + text).right(kOutputKept);
    if (!m_ready)
        lookForAddress();
}

void Launcher::lookForAddress()
{
    static const QRegularExpression line(
        QStringLiteral("Debugger listening on ws://127\\.0\\.0\\.1:(\\d+)/([0-9a-f-]{36})"));
    const auto match = line.match(QString::fromLatin1(m_output));
    if (!match.hasMatch())
        return;
    m_ready = true;
    Target target;
    target.process = ProcFs().identity(m_process.processId()).value_or(ProcessIdentity{});
    target.endpoint.port = match.captured(1).toUShort();
    emit ready(target);
}

} // namespace heapwise::inspector
