#pragma once

#include <QHash>
#include <QPointer>
#include <QString>

#include <functional>

class QWidget;

namespace heapwise::ui {

/// The snapshots that were taken of processes still watched: where an object of such a file can be looked at in the
/// process itself. What watches puts them in, what shows objects asks. GUI thread only.
class LiveSnapshots {
public:
    /// `objectId` as in the file.
    using Look = std::function<void(quint64 objectId, QWidget* window)>;

    static LiveSnapshots& instance();

    /// As long as `owner` lives and `isThere()`.
    void add(const QString& path, const QObject* owner, std::function<bool()> isThere, Look look);
    /// Empty where the process can not be asked.
    Look lookFor(const QString& path) const;

private:
    struct Source {
        QPointer<const QObject> owner;
        std::function<bool()> isThere;
        Look look;
    };

    QHash<QString, Source> m_sources;
};

} // namespace heapwise::ui
