#include "ui/filememory.h"

#include <QSettings>

#include "core/index/contentkey.h"

namespace heapwise::ui {

FileMemory::FileMemory(const Heap& heap)
{
    const std::string content = contentKey(heap.key);
    if (!content.empty())
        m_group = QStringLiteral("files/%1/").arg(QString::fromStdString(content));
}

QVariant FileMemory::value(const QString& name) const
{
    return m_group.isEmpty() ? QVariant() : QSettings().value(m_group + name);
}

void FileMemory::setValue(const QString& name, const QVariant& value) const
{
    if (m_group.isEmpty())
        return;
    if (value.isValid())
        QSettings().setValue(m_group + name, value);
    else
        QSettings().remove(m_group + name);
}

} // namespace heapwise::ui
