#include "ui/views/live/pipedinput.h"

#include <QDir>

#include <array>

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace heapwise::ui {

PipedInput::PipedInput(int descriptor, QObject* parent)
    : QObject(parent)
    , m_file(QDir::tempPath() + QStringLiteral("/heapwise-XXXXXX.log"))
    , m_notifier(descriptor, QSocketNotifier::Read)
{
    m_notifier.setEnabled(m_file.open());
    connect(&m_notifier, &QSocketNotifier::activated, this, &PipedInput::read);
}

// A piece per event: there is something to read, so that it does not wait.
void PipedInput::read()
{
    std::array<char, 64 * 1024> piece;
    const auto bytes = ::read(int(m_notifier.socket()), piece.data(), piece.size());
    if (bytes < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    const QString readProblem = bytes < 0 ? QString::fromLocal8Bit(std::strerror(errno)) : QString();
    if (bytes > 0 && m_file.write(piece.data(), bytes) == bytes && m_file.flush())
        return;
    m_notifier.setEnabled(false);
    if (bytes < 0)
        emit ended(tr("Standard input cannot be read any further: %1").arg(readProblem));
    else if (bytes > 0)
        emit ended(tr("Standard input cannot be kept any further in %1: %2").arg(path(), m_file.errorString()));
    else
        emit ended({});
}

} // namespace heapwise::ui
