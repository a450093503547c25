#pragma once

#include <QObject>

class QDBusVariant;

namespace heapwise::ui {

/// What the desktop is told by its user of contrast and motion, over the settings portal of freedesktop.org.
/// Where there is none, neither is asked for. Asked in the background, and followed as it changes.
class DesktopHints : public QObject {
    Q_OBJECT
public:
    static DesktopHints& instance();

    /// Once; the answers arrive through changed().
    void ask();
    bool wantsHighContrast() const { return m_highContrast; }
    bool wantsReducedMotion() const { return m_reducedMotion; }

signals:
    void changed();

private slots:
    void take(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void askFor(const QString& space, const QString& key);

    bool m_highContrast = false;
    bool m_reducedMotion = false;
    bool m_isAsked = false;
};

} // namespace heapwise::ui
