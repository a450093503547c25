#include "ui/recentfiles.h"

#include <QSettings>

#include <algorithm>

namespace heapwise::ui {

namespace {
const QString kKey = QStringLiteral("recentFiles");
} // namespace

RecentFiles::RecentFiles(QObject* parent)
    : QObject(parent)
{
    load();
}

qsizetype RecentFiles::indexOf(const QString& path) const
{
    const auto it = std::find_if(m_files.begin(), m_files.end(), [&](const auto& file) { return file.path == path; });
    return it == m_files.end() ? -1 : it - m_files.begin();
}

void RecentFiles::add(const QString& path, quint64 heapBytes, quint64 objects)
{
    const auto at = indexOf(path);
    RecentFile file = at < 0 ? RecentFile{path, 0, 0, {}, false} : m_files.takeAt(at);
    file.when = QDateTime::currentDateTime();
    if (objects > 0) {
        file.heapBytes = heapBytes;
        file.objects = objects;
    }
    m_files.prepend(file);
    arrange();
}

void RecentFiles::remove(const QString& path)
{
    if (const auto at = indexOf(path); at >= 0) {
        m_files.removeAt(at);
        arrange();
    }
}

void RecentFiles::setPinned(const QString& path, bool pinned)
{
    if (const auto at = indexOf(path); at >= 0) {
        m_files[at].pinned = pinned;
        arrange();
    }
}

void RecentFiles::relocate(const QString& from, const QString& to)
{
    const auto at = indexOf(from);
    if (at < 0 || from == to)
        return;
    RecentFile file = m_files.takeAt(at);
    if (const auto known = indexOf(to); known >= 0)
        m_files.removeAt(known);
    file.path = to;
    m_files.append(file);
    arrange();
}

void RecentFiles::arrange()
{
    std::stable_sort(m_files.begin(), m_files.end(),
                     [](const auto& a, const auto& b) { return a.pinned != b.pinned ? a.pinned : a.when > b.when; });
    while (m_files.size() > kMaxFiles)
        m_files.removeLast();
    store();
    emit changed();
}

void RecentFiles::load()
{
    QSettings settings;
    const int count = settings.beginReadArray(kKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        RecentFile file;
        file.path = settings.value(QStringLiteral("path")).toString();
        file.heapBytes = settings.value(QStringLiteral("heapBytes")).toULongLong();
        file.objects = settings.value(QStringLiteral("objects")).toULongLong();
        file.when = settings.value(QStringLiteral("when")).toDateTime();
        file.pinned = settings.value(QStringLiteral("pinned")).toBool();
        if (!file.path.isEmpty())
            m_files.append(file);
    }
    settings.endArray();
}

void RecentFiles::store()
{
    QSettings settings;
    settings.remove(kKey);
    settings.beginWriteArray(kKey, int(m_files.size()));
    for (int i = 0; i < m_files.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(QStringLiteral("path"), m_files[i].path);
        settings.setValue(QStringLiteral("heapBytes"), m_files[i].heapBytes);
        settings.setValue(QStringLiteral("objects"), m_files[i].objects);
        settings.setValue(QStringLiteral("when"), m_files[i].when);
        settings.setValue(QStringLiteral("pinned"), m_files[i].pinned);
    }
    settings.endArray();
}

} // namespace heapwise::ui
