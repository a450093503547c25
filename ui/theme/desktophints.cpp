#include "ui/theme/desktophints.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFutureWatcher>
#include <QtConcurrentRun>

namespace heapwise::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kSettings = QStringLiteral("org.freedesktop.portal.Settings");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kGnome = QStringLiteral("org.gnome.desktop.interface");
const QString kContrast = QStringLiteral("contrast");            // 1: more
const QString kReducedMotion = QStringLiteral("reduced-motion"); // 1: less
const QString kAnimations = QStringLiteral("enable-animations"); // of older portals

/// Read() of the portal wraps its answer twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>() && value.userType() == qMetaTypeId<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

DesktopHints& DesktopHints::instance()
{
    static DesktopHints kHints;
    return kHints;
}

// Connecting to the bus may take a moment.
void DesktopHints::ask()
{
    if (std::exchange(m_isAsked, true))
        return;
    auto* watcher = new QFutureWatcher<bool>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (!watcher->result())
            return;
        QDBusConnection::sessionBus().connect(kService, kPath, kSettings, QStringLiteral("SettingChanged"), this,
                                              SLOT(take(QString, QString, QDBusVariant)));
        askFor(kAppearance, kContrast);
        askFor(kAppearance, kReducedMotion);
        askFor(kGnome, kAnimations);
    });
    watcher->setFuture(QtConcurrent::run([] { return QDBusConnection::sessionBus().isConnected(); }));
}

void DesktopHints::askFor(const QString& space, const QString& key)
{
    auto message = QDBusMessage::createMethodCall(kService, kPath, kSettings, QStringLiteral("Read"));
    message.setArguments({space, key});
    auto* call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call, space, key] {
        call->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *call;
        if (reply.isValid())
            take(space, key, reply.value());
    });
}

void DesktopHints::take(const QString& space, const QString& key, const QDBusVariant& value)
{
    const QVariant plain = unwrapped(value.variant());
    if (space == kAppearance && key == kContrast)
        m_highContrast = plain.toUInt() == 1;
    else if (space == kAppearance && key == kReducedMotion)
        m_reducedMotion = plain.toUInt() == 1;
    else if (space == kGnome && key == kAnimations)
        m_reducedMotion = !plain.toBool();
    else
        return;
    emit changed();
}

} // namespace heapwise::ui
