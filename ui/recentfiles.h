#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

namespace heapwise::ui {

struct RecentFile {
    QString path;
    quint64 heapBytes = 0; ///< 0: it was never read whole
    quint64 objects = 0;
    QDateTime when;
    bool pinned = false;
};

/// The last files, pinned ones first, kept in the settings.
class RecentFiles : public QObject {
    Q_OBJECT
public:
    explicit RecentFiles(QObject* parent = nullptr);

    const QList<RecentFile>& files() const { return m_files; }
    /// Moves it to the top, or adds it. Sizes of 0 leave known ones as they are.
    void add(const QString& path, quint64 heapBytes, quint64 objects);
    void remove(const QString& path);
    void setPinned(const QString& path, bool pinned);
    /// The file is elsewhere now.
    void relocate(const QString& from, const QString& to);

    static constexpr int kMaxFiles = 30;

signals:
    void changed();

private:
    qsizetype indexOf(const QString& path) const;
    void arrange();
    void load();
    void store();

    QList<RecentFile> m_files;
};

} // namespace heapwise::ui
