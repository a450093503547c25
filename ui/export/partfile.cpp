#include "ui/export/partfile.h"

#include <QFileInfo>

#include "ui/translate.h"
#include <cerrno>
#include <cstdio>

namespace heapwise::ui {

PartFile::PartFile(const QString& path)
    : m_path(path)
    , m_file(path + QStringLiteral(".part"))
{}

PartFile::~PartFile()
{
    if (!m_isDone && m_file.isOpen()) {
        m_file.close();
        m_file.remove();
    }
}

QString PartFile::open()
{
    if (!QFileInfo(QFileInfo(m_path).path()).isDir())
        return tr("The folder %1 does not exist.").arg(QFileInfo(m_path).path());
    if (QFileInfo(m_path).isDir())
        return tr("%1 is a folder.").arg(m_path);
    return m_file.open(QIODevice::WriteOnly | QIODevice::Truncate) ? QString() : problem();
}

QString PartFile::commit()
{
    if (!m_file.flush() || hasFailed())
        return problem();
    m_file.close();
    if (hasFailed())
        return problem();
    // QFile::rename() does not replace.
    if (std::rename(QFile::encodeName(m_file.fileName()).constData(), QFile::encodeName(m_path).constData()) != 0) {
        const QString why = qt_error_string(errno);
        m_file.remove();
        return tr("%1 could not be replaced: %2.").arg(m_path, why);
    }
    m_isDone = true;
    return {};
}

QString PartFile::problem() const
{
    const QString folder = QFileInfo(m_path).path();
    if (m_file.error() == QFileDevice::ResourceError || m_file.errorString() == qt_error_string(ENOSPC))
        return tr("The disk of %1 is full. Nothing was written.").arg(folder);
    if (m_file.error() == QFileDevice::PermissionsError)
        return tr("You have no permission to write to %1.").arg(folder);
    return tr("%1 could not be written: %2.").arg(m_path, m_file.errorString());
}

} // namespace heapwise::ui
