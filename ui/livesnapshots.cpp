#include "ui/livesnapshots.h"

#include <utility>

namespace heapwise::ui {

LiveSnapshots& LiveSnapshots::instance()
{
    static LiveSnapshots snapshots;
    return snapshots;
}

void LiveSnapshots::add(const QString& path, const QObject* owner, std::function<bool()> isThere, Look look)
{
    m_sources.removeIf([](const auto& source) { return !source.value().owner; });
    m_sources.insert(path, {owner, std::move(isThere), std::move(look)});
}

LiveSnapshots::Look LiveSnapshots::lookFor(const QString& path) const
{
    const auto found = m_sources.constFind(path);
    return found != m_sources.cend() && found->owner && found->isThere() ? found->look : Look();
}

} // namespace heapwise::ui
