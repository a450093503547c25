#include "ui/jobs/filewatch.h"

#include <QDateTime>
#include <QFileInfo>

namespace heapwise::ui {

FileState stateOfFile(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {};
    return {true, quint64(info.size()), info.lastModified().toMSecsSinceEpoch()};
}

FileWatch::FileWatch(QObject* parent)
    : QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &FileWatch::look);
}

void FileWatch::start(const QString& path, int everyMs)
{
    m_path = path;
    m_timer.start(everyMs);
    look();
}

void FileWatch::stop()
{
    m_timer.stop();
    m_job.drop();
}

void FileWatch::look()
{
    if (m_job.isBusy()) // a slow disk
        return;
    m_job.start([path = m_path](const Progress&) { return stateOfFile(path); },
                [this](const FileState& state) { emit looked(state); });
}

} // namespace heapwise::ui
