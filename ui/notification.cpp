#include "ui/notification.h"

#include "ui/settings/settings.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QVariantMap>
#include <QtConcurrentRun>

namespace heapwise::ui {

namespace {

// org.freedesktop.Notifications.Notify, version 1.2. Connecting to the bus may take a moment.
void sendToDesktop(const QString& title, const QString& text)
{
    auto message = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("/org/freedesktop/Notifications"),
        QStringLiteral("org.freedesktop.Notifications"), QStringLiteral("Notify"));
    message.setArguments({QStringLiteral("Heapwise"), 0u, QStringLiteral("heapwise"), title, text.toHtmlEscaped(),
                          QStringList(), QVariantMap(), -1});
    if (auto bus = QDBusConnection::sessionBus(); bus.isConnected())
        bus.send(message);
}

} // namespace

bool notify(const QString& title, const QString& text, QWidget* window)
{
    if (!settings::kNotifies.value())
        return false;
    QApplication::alert(window);
    [[maybe_unused]] const auto sent = QtConcurrent::run(&sendToDesktop, title, text);
    return true;
}

} // namespace heapwise::ui
