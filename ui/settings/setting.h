#pragma once

#include <QObject>
#include <QSettings>

namespace heapwise::ui {

/// Tells those who depend on a setting that it has changed. GUI thread only.
class SettingChanges : public QObject {
    Q_OBJECT
public:
    static SettingChanges& instance();

signals:
    void changed(const QString& key);
};

/// Something the user can decide: its key in the settings file, and what holds until then. What the file says is not
/// trusted: who uses a number brings it into its bounds.
template <typename T>
class Setting {
public:
    Setting(const char* key, T usual)
        : m_key(QString::fromLatin1(key))
        , m_usual(std::move(usual))
    {}

    const QString& key() const { return m_key; }
    const T& usual() const { return m_usual; }
    T value() const { return QSettings().value(m_key, QVariant::fromValue(m_usual)).template value<T>(); }

    /// Kept and applied at once.
    void set(const T& value) const
    {
        if (value == this->value())
            return;
        QSettings().setValue(m_key, QVariant::fromValue(value));
        emit SettingChanges::instance().changed(m_key);
    }

    /// Calls `apply` after every change, as long as `context` lives.
    template <typename F>
    void follow(QObject* context, F apply) const
    {
        QObject::connect(&SettingChanges::instance(), &SettingChanges::changed, context,
                         [key = m_key, apply = std::move(apply)](const QString& changed) {
                             if (changed == key)
                                 apply();
                         });
    }

private:
    QString m_key;
    T m_usual;
};

} // namespace heapwise::ui
