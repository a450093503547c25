#pragma once

#include <QApplication>
#include <QString>

namespace heapwise::ui {

/// The application, measuring how long the GUI thread is busy with each event.
///
/// The limit of 16 ms is on the thread's processor time, which other load on the machine does not change; the wall
/// time is logged beside it. Nested events belong to the outermost one; an event that runs an event loop of its
/// own (a dialog, a drag) is not measured as a whole, its inner events are. Left out as well: the
/// first Show and the first Expose of each window (Qt loads fonts and paints everything then, once), and
/// everything in builds with NDEBUG.
class Application : public QApplication {
    Q_OBJECT
public:
    Application(int& argc, char** argv);
    ~Application() override;

    bool notify(QObject* receiver, QEvent* event) override;

    static constexpr double kLimitMs = 16;

    struct SlowEvent {
        QString what; ///< receiver class, object name and event type
        double cpuMs;
        double wallMs;
    };
    /// Slow events so far, and forgetting them: GUI tests expect none.
    static QList<SlowEvent> slowEvents();
    static void clearSlowEvents();
};

} // namespace heapwise::ui
