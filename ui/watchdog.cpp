#include "ui/watchdog.h"

#include <QEvent>
#include <QLoggingCategory>
#include <QMetaEnum>
#include <QPointer>
#include <QThread>

#include <chrono>
#include <ctime>

Q_LOGGING_CATEGORY(lcWatchdog, "heapwise.watchdog")

namespace heapwise::ui {

#ifdef NDEBUG

Application::Application(int& argc, char** argv)
    : QApplication(argc, argv)
{}

bool Application::notify(QObject* receiver, QEvent* event)
{
    return QApplication::notify(receiver, event);
}

QList<Application::SlowEvent> Application::slowEvents()
{
    return {};
}

void Application::clearSlowEvents() {}

#else

namespace {

double wallMs()
{
    using namespace std::chrono;
    return duration<double, std::milli>(steady_clock::now().time_since_epoch()).count();
}

// Windows has no clock of this kind in the standard library; there the wall time has to do.
double cpuMs()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1000 + double(now.tv_nsec) / 1e6;
#else
    return wallMs();
#endif
}

struct Measurement {
    int loopLevel = 0; ///< of the event loop that delivered the event
    bool ranLoop = false;
    QString heaviest; ///< the nested event that took longest
    double heaviestMs = 0;
};

struct State {
    Measurement* current = nullptr;
    QList<Application::SlowEvent> slow;
    int shownWindows = 0; ///< first shows seen within the current outermost event
};
State g_state; // of the GUI thread alone

// The receiver may be gone by the time it is named; its class is not.
struct Receiver {
    explicit Receiver(QObject* object)
        : alive(object)
        , type(object->metaObject())
    {}

    QString text(QEvent::Type event) const
    {
        const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(event);
        const bool named = alive && !alive->objectName().isEmpty();
        return QString::fromLatin1(type->className()) +
               (named ? QStringLiteral(" \"%1\"").arg(alive->objectName()) : QString()) + QLatin1Char(' ') +
               (name ? QString::fromLatin1(name) : QString::number(event));
    }

    QPointer<QObject> alive;
    const QMetaObject* type;
};

// Showing a window takes two events: Show of the widget, then Expose of its native window, which paints all of it
// for the first time.
bool isFirstShow(QObject* receiver, QEvent::Type type)
{
    constexpr const char* kSeen = "_heapwise_shown";
    const bool show = type == QEvent::Show && receiver->isWidgetType() && static_cast<QWidget*>(receiver)->isWindow();
    const bool expose = type == QEvent::Expose && receiver->isWindowType();
    if ((!show && !expose) || receiver->property(kSeen).toBool())
        return false;
    receiver->setProperty(kSeen, true);
    return true;
}

} // namespace

Application::Application(int& argc, char** argv)
    : QApplication(argc, argv)
{}

bool Application::notify(QObject* receiver, QEvent* event)
{
    if (QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    const auto type = event->type();
    const int level = QThread::currentThread()->loopLevel();
    Measurement* const outer = g_state.current;
    if (isFirstShow(receiver, type))
        ++g_state.shownWindows;
    if (outer && level == outer->loopLevel) { // nested: part of the outer event
        const double start = wallMs();
        const Receiver who(receiver);
        const bool done = QApplication::notify(receiver, event);
        const double took = wallMs() - start;
        if (took > 2 && took > outer->heaviestMs && type != QEvent::UpdateRequest) {
            outer->heaviestMs = took;
            outer->heaviest = who.text(type);
        }
        return done;
    }
    if (outer)
        outer->ranLoop = true;
    Measurement own;
    own.loopLevel = level;
    g_state.current = &own;
    const Receiver who(receiver);
    const double cpuStart = cpuMs(), wallStart = wallMs();
    const bool done = QApplication::notify(receiver, event);
    const double cpu = cpuMs() - cpuStart, wall = wallMs() - wallStart;
    g_state.current = outer;
    const bool firstShow = std::exchange(g_state.shownWindows, 0) > 0;
    if (own.ranLoop || firstShow || cpu <= kLimitMs)
        return done;
    const QString inside =
        own.heaviest.isEmpty()
            ? QString()
            : QStringLiteral(" (most in %1, %2 ms)").arg(own.heaviest).arg(own.heaviestMs, 0, 'f', 1);
    const QString what = who.text(type);
    g_state.slow.append({what + inside, cpu, wall});
    qCWarning(lcWatchdog).noquote()
        << QStringLiteral("%1 ms (wall %2 ms): %3%4").arg(cpu, 0, 'f', 1).arg(wall, 0, 'f', 1).arg(what, inside);
    return done;
}

QList<Application::SlowEvent> Application::slowEvents()
{
    return g_state.slow;
}

void Application::clearSlowEvents()
{
    g_state.slow.clear();
}

#endif

Application::~Application() = default;

} // namespace heapwise::ui
